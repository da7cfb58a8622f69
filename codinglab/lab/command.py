"""The command line."""

from __future__ import annotations

import sys

import typer

from codinglab.lab.commands import (
    case,
    cases,
    claims,
    claims_import,
    class_figures,
    class_sets,
    codes,
    dashboard,
    drills,
    evaluate,
    grade,
    indicators,
    notes,
    progress,
    query,
    query_draft,
    query_find,
    reference,
)
from codinglab.model import CodinglabError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The coding lab, from the command line.",
)
for part in (cases, codes, notes, indicators, claims, grade, drills, dashboard, progress):
    app.add_typer(part.app)
app.add_typer(case.app, name="case")
app.add_typer(claims_import.app, name="claims")
app.add_typer(class_sets.app, name="class")
class_sets.app.add_typer(class_figures.app)
app.add_typer(reference.app, name="reference")
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(query.app, name="query")
query.app.add_typer(query_draft.app)
query.app.add_typer(query_find.app)


def main() -> None:
    """Run the command line; a fault meant for a person ends with its message and exit code 2."""
    try:
        app()
    except CodinglabError as fault:
        print(fault, file=sys.stderr)
        sys.exit(2)
    except OSError as fault:
        where = f" ({fault.filename})" if fault.filename else ""
        print(f"The system refused a file or folder: {fault.strerror or fault}{where}.", file=sys.stderr)
        sys.exit(2)
