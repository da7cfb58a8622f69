"""Commands that look at graded work: compare cohorts, agreement of raters, rulings on objections."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from codinglab.lab.commands.shared import console, progress_bar

app = typer.Typer()
Keys = Annotated[Path | None, typer.Option(help="A folder of cases with their keys.")]


@app.command()
def compare(
    one: Annotated[Path, typer.Argument(help="The class folder of one cohort.")],
    other: Annotated[Path, typer.Argument(help="That of the other.")],
    keys: Keys = None,
) -> None:
    """Compare two cohorts on the cases that both have worked on."""
    from codinglab.classroom.cohorts import cohorts, differences
    from codinglab.lab.grading import grade_folder

    names = [folder.resolve().name for folder in (one, other)]
    if names[0] == names[1]:
        names = [str(one), str(other)]
    grades = []
    for cohort, folder in zip(names, (one, other), strict=True):
        with progress_bar(folder.name) as say:
            book = grade_folder(folder, keys=keys, say=say)
        named = (replace(grade.learner, cohort=cohort) for grade in book.grades)
        grades += [replace(grade, learner=who) for grade, who in zip(book.grades, named, strict=True)]
    table = Table("cohort", "case", "learners", "code over code", "95 % interval", "points")
    for group in cohorts(grades):
        low, high = group.accuracy.interval
        span = f"{low:.1%} to {high:.1%}"
        share = f"{group.accuracy.share:.1%}"
        table.add_row(
            group.cohort, group.case or "all", str(group.learners), share, span, f"{group.points:.1f}"
        )
    console.print(table)
    for found in differences(grades):
        span = f" ({found.interval[0]:+.1%} to {found.interval[1]:+.1%})" if found.interval else ""
        console.print(f"{found.other} less {found.one}: {found.difference:+.1%}{span}. {found.says}")
    if not differences(grades):
        console.print("The two share no case.")


@app.command()
def agreement(
    one: Annotated[Path, typer.Argument(help="The answers of one rater: a folder.")],
    other: Annotated[Path, typer.Argument(help="Those of the other.")],
    keys: Keys = None,
) -> None:
    """Say how far two raters agree on the charts that both coded: Cohen's kappa."""
    from codinglab.classroom.agreement import agreement as compare_raters
    from codinglab.classroom.collect import collect
    from codinglab.classroom.grade import open_folder
    from codinglab.model import InvalidInputError
    from codinglab.reference.cases import load_key

    raters = [collect(folder).answers for folder in (one, other)]
    for folder, answers in zip((one, other), raters, strict=True):
        names = sorted({each.learner.casefold(): each.learner for each in answers}.values())
        if len(names) > 1:
            msg = (
                f"{folder} holds the work of {len(names)} raters ({', '.join(names[:3])}): name one's folder."
            )
            raise InvalidInputError(msg)
    cases = {each.case for rater in raters for each in rater}
    places = {case: open_folder(case, keys) for case in cases}
    known = {case: load_key(case, place) for case, place in places.items() if place}
    found = compare_raters(raters[0], raters[1], known) if all(raters) else None
    if found is None:
        msg = "The two folders have no case in common."
        raise InvalidInputError(msg)
    kappa = "cannot be told" if found.kappa is None else f"{found.kappa:.3f}"
    span = f" (95 % interval {found.interval[0]:.3f} to {found.interval[1]:.3f})" if found.interval else ""
    console.print(f"{found.one} and {found.other}: {found.charts} charts, {found.decisions} decisions.")
    console.print(f"Kappa {kappa}{span}; alike in {found.observed:.1%}; codes in common {found.shared:.1%}.")


@app.command()
def rule(
    folder: Annotated[Path, typer.Argument(help="The class folder.")],
    learner: str,
    case_id: str,
    item: Annotated[str, typer.Argument(help="The item, as objections.csv gives it.")],
    reason: Annotated[str, typer.Option(help="For the learner to read.")],
    by: Annotated[str, typer.Option(help="Who rules.")],
    accept: Annotated[bool, typer.Option("--accept/--reject")] = True,
) -> None:
    """Rule on a learner's objection; the raw score stays beside the final one."""
    from codinglab.classroom.rulings_file import add_ruling
    from codinglab.score import Ruling

    path = add_ruling(folder, Ruling(learner, case_id, item, accept, reason, by))
    console.print(f"{path}: {'accepted' if accept else 'rejected'}. Grade again to see it.", soft_wrap=True)
