"""The exercises of the notebooks: fixed, three to a step, answered at once, never graded or saved.

exercise("01-review-2") -> the panel of one      exercises() -> all of them by id, as they are written
judge(exercise, given) -> what is said of an answer

An exercise is data: `reference/exercises/<step>.toml`. `codinglab.drills` asks without end what tables prove;
here a person has written what each answer teaches, and edits, linter and scorer have their say where they
can.
"""

from codinglab.lab.exercise.behind import rules_behind
from codinglab.lab.exercise.judge import judge
from codinglab.lab.exercise.panel import ExercisePanel, exercise
from codinglab.lab.exercise.read import exercises, read_step
from codinglab.lab.exercise.said import Said
from codinglab.lab.exercise.written import Exercise, Kind

__all__ = [
    "Exercise",
    "ExercisePanel",
    "Kind",
    "Said",
    "exercise",
    "exercises",
    "judge",
    "read_step",
    "rules_behind",
]
