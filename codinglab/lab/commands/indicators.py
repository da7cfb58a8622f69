"""The command that holds a chart against the definitions of conditions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from codinglab.lab.commands.shared import AsJson, console

app = typer.Typer()


@app.command()
def indicators(
    case_id: Annotated[str, typer.Argument(metavar="CASE", help="A case; `codinglab cases` lists them.")],
    condition: Annotated[
        str, typer.Option(help="One condition; without it, those with a criterion met.")
    ] = "",
    html: Annotated[
        Path | None, typer.Option(help="Also write the criteria with a timeline to this HTML file.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show which criteria of published definitions the facts of a chart meet. It is no diagnosis.

    With --json: a list of assessments; each has `condition`, `definition`, `authority`, `satisfied`, `grade`,
    `caution` and `criteria`, and each criterion `says`, `outcome`, `because` and its `observations`.
    """
    from codinglab.indicators import assess, assess_encounter, definitions, observations
    from codinglab.lab.timeline import NO_DIAGNOSIS, indicators_html, summary, timeline_html
    from codinglab.parse import dump
    from codinglab.reference.cases import load_case
    from codinglab.review import review

    encounter = load_case(case_id).encounter
    observed = observations(encounter, review(encounter))
    if condition:
        age, sex = encounter.patient.age_on(encounter.from_date), encounter.patient.sex
        found = assess(observed, condition, age=age, sex=sex, from_date=encounter.from_date)
    else:
        found = assess_encounter(encounter, observed)
    if html:
        chosen = definitions(condition)[0] if condition else None
        page = indicators_html(found) + timeline_html(encounter, observed, chosen)
        html.write_text(
            f"<!doctype html><meta charset='utf-8'><title>{case_id}</title>{page}", encoding="utf-8"
        )
    if as_json:
        print(json.dumps([dump(one) for one in found], indent=2))
        return
    console.print(NO_DIAGNOSIS)
    for one in found:
        table = Table("outcome", "criterion", "reckoning", title=f"{one.condition}: {one.definition}")
        for each in one.criteria:
            table.add_row(each.outcome.value, each.says, each.because)
        console.print(table)
        console.print(summary(one))
        console.print(f"Caution: {one.caution}\n{one.authority}\n")
