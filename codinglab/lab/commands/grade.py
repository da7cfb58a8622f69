"""The command that grades a class."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from codinglab.lab.commands.shared import console, passphrase, progress_bar

app = typer.Typer()


@app.command()
def grade(
    folder: Annotated[Path, typer.Argument(help="The class folder: answers files or hand-ins below it.")],
    out: Annotated[Path | None, typer.Option(help="Where the grades go; FOLDER/grades by default.")] = None,
    keys: Annotated[Path | None, typer.Option(help="A folder of cases with their keys.")] = None,
    sealed: Annotated[
        bool, typer.Option("--sealed", help="Open sealed keys; asks for the passphrase.")
    ] = False,
) -> None:
    """Grade a class: CSV tables, a page, and the files for Canvas and Moodle. Twice gives the same bytes."""
    from codinglab.classroom.collect import collect
    from codinglab.classroom.sets import sealed_keys
    from codinglab.lab.grading import grade_folder, grades_folder, write_grades

    opened = {}
    if sealed:
        words = passphrase()
        cases = sorted({answers.case for answers in collect(folder).answers})
        opened = sealed_keys(cases, words)
    with progress_bar("reading answers") as say:
        book = grade_folder(folder, keys=keys, opened=opened, say=say)
    files = write_grades(book, out or grades_folder(folder))
    learners = len({one.answers.learner.casefold() for one in book.grades})
    console.print(f"{len(book.grades):,} grades of {learners:,} learners.")
    for trouble in book.troubles[:20]:
        console.print(f"Not graded: {trouble.file}: {trouble.why}", soft_wrap=True)
    if len(book.troubles) > 20:
        console.print(f"… and {len(book.troubles) - 20:,} more in not_graded.csv")
    console.print(f"Open {next(file for file in files if file.suffix == '.html')}", soft_wrap=True)
