"""Drills: keyed exercises made from the installed tables, without end and reproducible.

kinds() -> the kinds by name      draw(kind, seed, difficulty, on=day) -> Exercise
check(exercise, answer) -> Verdict    draw_again(id, on=day) -> Exercise
"""

from codinglab.drills.catalogue import draw, draw_again, kind_named, kinds, latest_day
from codinglab.drills.exercise import Exercise, Option, Verdict, check

__all__ = [
    "Exercise",
    "Option",
    "Verdict",
    "check",
    "draw",
    "draw_again",
    "kind_named",
    "kinds",
    "latest_day",
]
