"""The command that drafts the queries that a chart calls for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codinglab.lab.commands.shared import AsJson, console

if TYPE_CHECKING:
    from codinglab.model import Encounter, QueryOpportunity

app = typer.Typer(no_args_is_help=True, help="Queries to providers.")


@app.command()
def draft(
    case_id: Annotated[str, typer.Argument(metavar="CASE", help="A case; `codinglab cases` lists them.")],
    opportunity: Annotated[
        str, typer.Option(help="The id of one opportunity; all of the case by default.")
    ] = "",
    found: Annotated[
        Path | None,
        typer.Option(help="Opportunities in JSON, as `codinglab query find --json` prints them."),
    ] = None,
    author: Annotated[str, typer.Option(help="Who asks, with credential.")] = "",
    contact: Annotated[str, typer.Option(help="Where the author can be reached.")] = "",
    reviewer: Annotated[str, typer.Option(help="Who has read the draft, with credential.")] = "",
    on: Annotated[
        str, typer.Option("--on", help="The day, YYYY-MM-DD; the last of the stay by default.")
    ] = "",
    html: Annotated[Path | None, typer.Option(help="Also write the queries to this HTML file.")] = None,
    as_json: AsJson = False,
) -> None:
    """Draft the queries of a case; a person reads them before they are sent.

    With --found, those opportunities are asked about by the templates; without it, those of the case's key.

    With --json: a list of queries, as `codinglab query lint` reads it.
    """
    from codinglab.model import InvalidInputError
    from codinglab.parse import as_day, dump
    from codinglab.query import draft as write
    from codinglab.query import lint, render_page, render_text
    from codinglab.reference.cases import load_case, load_key

    encounter = load_case(case_id).encounter
    told = _filled(found, encounter) if found else load_key(case_id).queries
    chosen = [one for one in told if opportunity in ("", one.id)]
    if not chosen:
        known = ", ".join(one.id for one in told) or "none"
        asked = f" '{opportunity}'" if opportunity else ""
        msg = f"The case {case_id} has no query opportunity{asked}. It has: {known}."
        raise InvalidInputError(msg)
    day = as_day(on) if on else encounter.through_date
    queries = [
        write(one, encounter, author=author, contact=contact, reviewer=reviewer, written_on=day)
        for one in chosen
    ]
    if html:
        html.write_text(render_page(queries, title=f"Queries: {case_id}"), encoding="utf-8")
    if as_json:
        print(json.dumps([dump(query) for query in queries], indent=2))
        return
    for query in queries:
        console.print(render_text(query), soft_wrap=True)
        for one in lint(query):
            console.print(f"{one.severity} {one.rule} {one.message}", f"  {one.remedy}", sep="\n")
    if html:
        console.print(f"Written: {html}")


def _filled(path: Path, encounter: Encounter) -> tuple[QueryOpportunity, ...]:
    """The opportunities of a file, each in the template of its topic."""
    from codinglab.parse import parse_json
    from codinglab.query import fill
    from codinglab.query.opportunity import Opportunity

    read = parse_json(tuple[Opportunity, ...], path.read_bytes(), source=str(path))
    return tuple(fill(one, encounter) for one in read)
