"""Commands that ask the guidance, open a section, and tell what changed in it."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from codinglab.lab.commands.shared import AsJson, OnDate, beside, console, guidance_indexed
from codinglab.model import InvalidInputError
from codinglab.parse import as_day

asking = typer.Typer()
app = typer.Typer(
    no_args_is_help=True, help="Guidelines, manuals and policies: what is at hand, and their pages."
)
_SEE = "See: codinglab guidance list"
Document = Annotated[str, typer.Option("--document", help="Its id; the one that has the section by default.")]


@asking.command()
def ask(
    question: Annotated[str, typer.Argument(help="In your own words; codes and modifiers are understood.")],
    on: OnDate = "",
    contractor: Annotated[
        str,
        typer.Option(help="Number or name of a contractor or payer, for its local policies; any for all."),
    ] = "",
    limit: Annotated[int, typer.Option(min=1, max=50, help="At most so many sections.")] = 3,
    as_json: AsJson = False,
) -> None:
    """Ask guidelines, manuals and policies: the passages in force that answer, with their citation."""
    from codinglab.guidance import ask as ask_guidance
    from codinglab.guidance.index import index_is_old
    from codinglab.lab.guidance.answered import Answered
    from codinglab.lab.guidance.lines import answer_lines

    if not question.strip():
        msg = 'There is no question. Say one in quotes: codinglab ask "modifier 25 with an injection"'
        raise InvalidInputError(msg)
    if index_is_old():
        guidance_indexed(beside)
    answer = ask_guidance(question, as_day(on), contractor, limit)
    if as_json:
        print(json.dumps(Answered(answer).json(), indent=2))
        return
    for line in answer_lines(answer):
        console.print(line)


@app.command("list")
def list_editions(on: OnDate = "") -> None:
    """List the documents at hand with their editions, and which are in force on the day."""
    from rich.table import Column, Table

    from codinglab.guidance.index import guidance_index
    from codinglab.guidance.reading import all_editions

    day = as_day(on)
    head = (Column("id", overflow="fold", min_width=18), "document", "edition", "days", "in force")
    table = Table(*head, title=f"Guidance at hand, {day}")
    for edition in all_editions(guidance_index()).values():
        if edition.is_document or edition.is_card:
            name = f"{edition.title}{' (our cards)' if edition.is_card else ''}"
            in_force = "yes" if edition.period.covers(day) else "no"
            table.add_row(edition.document, name, edition.name, str(edition.period), in_force)
    console.print(table)


@app.command("open")
def open_page(section: str, document: Document = "", on: OnDate = "") -> None:
    """Open a section as it is cited, "I.C.4.a.3", whole and verbatim."""
    from codinglab.guidance.index import guidance_index
    from codinglab.guidance.opened import open_section
    from codinglab.lab.guidance.lines import section_lines
    from codinglab.lab.guidance.missing import missing_words

    held, day = document or _document_with(section), as_day(on)
    opened = open_section(guidance_index(), held, section, day)
    if opened is None:
        raise InvalidInputError(f"{missing_words(guidance_index(), held, section, day)} {_SEE}")
    for line in section_lines(opened):
        console.print(line)


@app.command("changes")
def show_changes(section: str, document: Document = "", on: OnDate = "") -> None:
    """Tell what changed in a section since the edition before the one for the day."""
    from codinglab.guidance.changes import changes
    from codinglab.guidance.index import guidance_index
    from codinglab.lab.guidance.lines import change_lines
    from codinglab.lab.guidance.missing import has_section, missing_words

    held, day = document or _document_with(section), as_day(on)
    found = changes(guidance_index(), held, section, day)
    if found is None:
        told = f"{held} has no two editions to compare for {day}."
        if not has_section(guidance_index(), held, section):
            told = missing_words(guidance_index(), held, section, day)
        raise InvalidInputError(f"{told} {_SEE}")
    for line in change_lines(found):
        console.print(line)


def _document_with(section: str) -> str:
    """The only document that has a section of this number."""
    from codinglab.guidance.index import guidance_index
    from codinglab.guidance.reading import documents_with

    found = documents_with(guidance_index(), section)
    if len(found) > 1:
        raise InvalidInputError(f"Several documents have it: say --document {' or '.join(found)}.")
    if not found:
        raise InvalidInputError(f"There is no section '{section}' in any document at hand. {_SEE}")
    return found[0]
