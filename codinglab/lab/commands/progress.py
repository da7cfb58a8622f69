"""The command that tells a learner's progress."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from codinglab.lab.commands.shared import console, progress_bar

app = typer.Typer()


@app.command()
def progress(
    learner: Annotated[str, typer.Argument(help="Whose; by default the name used last.")] = "",
    html: Annotated[Path | None, typer.Option(help="Write the whole page to this file.")] = None,
) -> None:
    """Tell what a learner masters and what to practise next; sealed keys are not read."""
    from codinglab.lab.learner_work import remembered
    from codinglab.lab.progress.gather import gather
    from codinglab.lab.progress.pages import SIGNS, progress_document
    from codinglab.lab.progress.practice import practise_next
    from codinglab.lab.progress.section_names import named

    with progress_bar("reading the work") as say:
        found = gather(learner or remembered(), say=say)
    for trouble in found.troubles:
        console.print(trouble, soft_wrap=True)
    if html is not None:
        html.write_text(progress_document(found), encoding="utf-8")
        console.print(f"Open {html}", soft_wrap=True)
        return
    scored = f"{len(found.grades)} scored, {len(found.sealed)} with the educator, {len(found.begun)} begun"
    console.print(f"{found.learner}: {scored}.")
    if found.grades:
        codes = found.figures.codes
        low, high = codes.interval
        right = f"{codes.share:.1%} ({codes.correct} of {codes.items}; {low:.1%} to {high:.1%})"
        console.print(f"Codes right: {right}.")
        table = Table("section", "level", "right", "95 % interval")
        for one in found.sections:
            low, high = one.interval
            level = f"{SIGNS[one.level]} {one.level}"
            table.add_row(
                named(one.section), level, f"{one.right} of {one.judged}", f"{low:.0%} to {high:.0%}"
            )
        console.print(table)
    if found.drills.kinds:
        table = Table("drill", "level", "right", "back today")
        for kind in found.drills.kinds:
            level = f"{SIGNS[kind.level]} {kind.level}"
            table.add_row(kind.title, level, f"{kind.mastery.right} of {kind.mastery.asked}", str(kind.due))
        console.print(table)
    console.print("Practise next:")
    for number, thing in enumerate(practise_next(found), start=1):
        console.print(f"  {number}. {thing.what}: {thing.title}. {thing.why}", soft_wrap=True)
