"""The command that finds the queries a chart calls for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codinglab.lab.commands.shared import AsJson, console

if TYPE_CHECKING:
    from codinglab.model import Case
    from codinglab.query.opportunity import Opportunity

app = typer.Typer(no_args_is_help=True, help="Queries to providers.")


@app.command()
def find(
    case: Annotated[
        str,
        typer.Argument(
            metavar="CASE_OR_FOLDER",
            help="A case; `codinglab cases` lists them. Or the folder of one, with its case.toml.",
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Find the queries that a chart calls for, each with its evidence. A person decides which are asked.

    With --json: a list of opportunities; each has `id`, `kind`, `topic`, `why`, `authority`, `indicators`,
    `evidence`, `subject`, `partner` and `options`.
    """
    from codinglab.parse import dump
    from codinglab.query.opportunities import opportunities

    found = opportunities(_case(case).encounter)
    if as_json:
        print(json.dumps([dump(one) for one in found], indent=2))
        return
    for one in found:
        _show(one)
    console.print(f"{len(found)} to consider. Ask only what the chart leaves open.")


def _case(named: str) -> Case:
    from codinglab.reference.cases import load_case

    folder = Path(named)
    if (folder / "case.toml").is_file():
        whole = folder.resolve()
        return load_case(whole.name, whole.parent)
    return load_case(named)


def _show(one: Opportunity) -> None:
    console.print(f"{one.id}: {one.kind.value} (topic {one.topic})", f"  {one.why}", sep="\n")
    for item in one.indicators:
        day = item.observed_on.isoformat() if item.observed_on else "no day"
        against = " (contrary)" if item.contrary else ""
        console.print(f"  - {day} {item.source}: {item.fact}{against}")
    for option in one.options:
        console.print(f"  [ ] {option}")
    console.print(f"  {'; '.join(str(each) for each in one.authority)}\n")
