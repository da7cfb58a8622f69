"""Drills: keyed exercises made from the installed tables, without end and reproducible.

kinds() -> the kinds by name          draw(kind, seed, difficulty, on=day) -> Exercise
check(exercise, answer) -> Verdict    draw_again(id, on=day) -> Exercise
next_exercise(history, on=day) -> Next    answered(history, exercise, answer, ...) -> Verdict, History
due(history, on=day) -> Cards         mastery_by_kind(history), mastery_by_section(history)
"""

from codinglab.drills.catalogue import draw, draw_again, kind_named, kinds, latest_day
from codinglab.drills.exercise import Exercise, Option, Verdict, check
from codinglab.drills.history import Attempt, History, Mastery, mastery_by_kind, mastery_by_section
from codinglab.drills.practice import Next, answered, askable, next_exercise, seed_of
from codinglab.drills.schedule import Card, difficulty_of, due

__all__ = [
    "Attempt",
    "Card",
    "Exercise",
    "History",
    "Mastery",
    "Next",
    "Option",
    "Verdict",
    "answered",
    "askable",
    "check",
    "difficulty_of",
    "draw",
    "draw_again",
    "due",
    "kind_named",
    "kinds",
    "latest_day",
    "mastery_by_kind",
    "mastery_by_section",
    "next_exercise",
    "seed_of",
]
