"""The command line."""

from __future__ import annotations

import sys

import typer

from codinglab.lab.commands import (
    backtest,
    backtest_report,
    backtest_review,
    case,
    cases,
    claims,
    claims_generate,
    claims_group,
    claims_import,
    class_figures,
    class_sets,
    codes,
    dashboard,
    docs,
    doctor,
    drills,
    edit,
    edit_export,
    evaluate,
    grade,
    guidance,
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
app.add_typer(guidance.asking)
app.add_typer(guidance.app, name="guidance")
for part in (cases, codes, notes, indicators, claims, grade, drills, dashboard, progress, doctor):
    app.add_typer(part.app)
app.add_typer(case.app, name="case")
app.add_typer(claims_import.app, name="claims")
claims_import.app.add_typer(claims_generate.app)
claims_import.app.add_typer(claims_group.app)
app.add_typer(edit.app, name="edit")
edit.app.add_typer(edit_export.app)
app.add_typer(backtest.app, name="backtest")
backtest.app.add_typer(backtest_report.app)
backtest.app.add_typer(backtest_review.app)
app.add_typer(class_sets.app, name="class")
class_sets.app.add_typer(class_figures.app)
app.add_typer(reference.app, name="reference")
app.add_typer(docs.app, name="docs")
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
