"""Commands about case sets and hand-ins: release, join, leave, hand in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from codinglab.lab.commands.shared import console, passphrase

app = typer.Typer(
    no_args_is_help=True, help="Release a case set to a class, join it, hand in, compare, rule."
)


@app.command()
def release(
    set_id: Annotated[str, typer.Argument(help="A short name, such as fall-outpatient.")],
    cases: Annotated[list[str], typer.Argument(help="The ids of the cases.")],
    title: Annotated[str, typer.Option(help="For people.")] = "",
    out: Annotated[Path | None, typer.Option(help="The zip file to write.")] = None,
    seal: Annotated[bool, typer.Option("--seal", help="Put the keys in, sealed by a passphrase.")] = False,
) -> None:
    """Write a case set without its keys: they stay here, or go along sealed."""
    from codinglab.classroom.sets import release as write

    words = passphrase(again=True) if seal else ""
    path = out or Path(f"{set_id}.zip")
    made = write(set_id, title or set_id, cases, path, words)
    kept = "sealed by the passphrase, in the set" if made.sealed else "kept apart, here"
    console.print(f"{path}: {len(made.cases)} cases. The keys are {kept}.", soft_wrap=True)
    console.print(f"A learner runs: codinglab class join {path.name}", soft_wrap=True)


@app.command()
def join(file: Annotated[Path, typer.Argument(help="The zip file of your educator.")]) -> None:
    """Put a released case set among your cases."""
    from codinglab.classroom.sets import join as put

    joined = put(file)
    console.print(f"{joined.title}: {', '.join(joined.cases)}", soft_wrap=True)


@app.command()
def leave(set_id: str) -> None:
    """Take a case set out again; your answers stay."""
    from codinglab.classroom.sets import leave as take_out

    take_out(set_id)
    console.print(f"{set_id} is gone; your answers are where they were.")


@app.command(name="hand-in")
def hand_in(
    learner: Annotated[str, typer.Argument(help="Your name, as the folder of your work bears it.")] = "me",
    out: Annotated[Path | None, typer.Option(help="The zip file to write.")] = None,
) -> None:
    """Put all your answers files into one zip file for the educator."""
    from codinglab.lab.hand_in import hand_in as pack

    path, names = pack(learner, out)
    console.print(f"{path}: {', '.join(names)}", soft_wrap=True)


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="A new folder for the class.")],
    learners: Annotated[int, typer.Option(help="How many made-up learners.")] = 12,
    cases: Annotated[int, typer.Option(help="How many of the cases that ship.")] = 4,
) -> None:
    """Make a class folder of made-up learners with believable mistakes, the same one each time."""
    from codinglab.classroom.demonstration import demonstration_cases, make_class

    made = make_class(folder, demonstration_cases(cases), learners)
    console.print(
        f"{made.folder}: {made.learners:,} learners, {len(made.cases)} cases, {made.files:,} files."
    )
    console.print(f"Grade it: codinglab grade {made.folder}", soft_wrap=True)
