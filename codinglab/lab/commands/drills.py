"""The command that asks drills: printed for a worksheet or a program, or played in a terminal."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from codinglab.lab.commands.shared import AsJson, console

if TYPE_CHECKING:
    from codinglab.drills import Exercise

app = typer.Typer()
_LEAVE = {"q", "quit"}


@app.command()
def drill(
    kind: Annotated[
        list[str] | None, typer.Option(help="A kind of exercise; may be given again. Without it, all.")
    ] = None,
    count: Annotated[int, typer.Option(min=1, max=1000, help="How many exercises.")] = 5,
    seed: Annotated[
        int | None, typer.Option(help="What they are drawn from; the same gives the same.")
    ] = None,
    difficulty: Annotated[int, typer.Option(min=1, max=3, help="1 to 3, where they are printed.")] = 1,
    on: Annotated[
        str, typer.Option(help="The day asked about, YYYY-MM-DD; by default the last that the tables hold.")
    ] = "",
    learner: Annotated[
        str, typer.Option(help="Whose history is gone on with, where they are played.")
    ] = "me",
    print_them: Annotated[bool, typer.Option("--print", help="Print them, in a terminal too.")] = False,
    answers: Annotated[bool, typer.Option("--answers", help="Print the answers too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Ask exercises made from the installed tables; in a terminal they are played and saved.

    Printed where the input is no terminal, or with --print, --answers or --json. With --json: a list; each
    has `id`, `kind`, `difficulty`, `on`, `prompt`, `options`, `section`, and with --answers `accepted`,
    `answer`, `explanation`, `table` and `authority`.
    """
    from codinglab.drills import kind_named
    from codinglab.parse import as_day

    names = [kind_named(name).name for name in kind or ()]
    about = as_day(on) if on else None
    if sys.stdin.isatty() and not (as_json or answers or print_them):
        play(learner, names, count, about, _typed, seed)
        return
    made = _drawn(names, count, seed or 0, difficulty, about)
    if as_json:
        print(json.dumps([_plain(one, answers) for one in made], indent=2))
        return
    for number, one in enumerate(made, start=1):
        console.print(f"{number}. [{one.id}]", style="bold")
        _show(one)
        if answers:
            console.print(f"Answer: {one.answer}\n{one.explanation}\n{one.table}. {one.authority}.")
        console.print()


def play(
    learner: str,
    names: list[str],
    count: int,
    about: date | None,
    read: Callable[[str], str | None],
    seed: int | None = None,
) -> None:
    """Ask exercises one after another and save each answer.

    Args:
        learner: whose history is gone on with.
        names: the kinds; all where there are none.
        count: how many.
        about: the day new exercises ask about, None for the last that the tables hold.
        read: asks for an answer; None when the person leaves.
        seed: what new exercises are drawn from; by default the learner's name.
    """
    from codinglab.drills import answered, mastery_by_kind, next_exercise, seed_of
    from codinglab.lab.drill_file import DrillFile
    from codinglab.model import InvalidInputError

    file = DrillFile.of(learner)
    history, said = file.read(learner)
    if said:
        console.print(said)
    drawn_from = seed_of(learner) if seed is None else seed
    for number in range(1, count + 1):
        asked = next_exercise(history, names, on=date.today(), seed=drawn_from, about=about)
        console.print(f"\n{number} of {count}  {asked.exercise.id}  {asked.why}", style="bold")
        _show(asked.exercise)
        began = time.monotonic()
        while (given := read("Answer, or q to leave: ")) is not None:
            took = time.monotonic() - began
            try:
                verdict, history = answered(history, asked.exercise, given, on=date.today(), seconds=took)
            except InvalidInputError as fault:
                console.print(str(fault))
                continue
            one, said = asked.exercise, file.save(history)
            sign = "✔ Right." if verdict.right else "✖ Not right."
            console.print(f"{sign} {verdict.message}\n{one.explanation}\n{one.table}. {one.authority}.")
            if said:
                console.print(said)
            break
        if given is None:
            break
    for mastery in mastery_by_kind(history):
        console.print(str(mastery))


def _typed(asked: str) -> str | None:
    try:
        given = input(asked)
    except EOFError:
        return None
    return None if given.strip().lower() in _LEAVE else given


def _drawn(names: list[str], count: int, seed: int, difficulty: int, about: date | None) -> list[Exercise]:
    """As many exercises as asked for, the kinds in turn, each from a seed of its own."""
    from codinglab.drills import askable, draw, kinds
    from codinglab.model import TableMissingError

    able = askable(names, on=date.today())
    days = able.days if about is None else dict.fromkeys(names or kinds(), about)
    if names and about is None and able.not_asked:
        raise TableMissingError("\n".join(able.not_asked.values()))
    order = names or list(days)
    return [
        draw(name, seed + number, difficulty, on=days[name])
        for number, name in enumerate(order[place % len(order)] for place in range(count))
    ]


def _show(one: Exercise) -> None:
    console.print(one.prompt)
    for number, option in enumerate(one.options, start=1):
        console.print(f"  {number}  {option.text}")


def _plain(one: Exercise, answers: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": one.id,
        "kind": one.kind,
        "difficulty": one.difficulty,
        "on": one.on.isoformat(),
        "prompt": one.prompt,
        "options": [{"value": option.value, "text": option.text} for option in one.options],
        "section": one.section,
    }
    if answers:
        told |= {
            "accepted": list(one.accepted),
            "answer": one.answer,
            "explanation": one.explanation,
            "table": one.table,
            "authority": str(one.authority),
        }
    return told
