"""Fits the weights by which the guidance abstains (reference/guidance/sure.toml), by logistic regression.

The threshold is the one below which the chosen share of the questions with an answer falls.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from codinglab.evaluate.guidance_questions import ON, Asked, guidance_installed, read_questions
from codinglab.guidance.index import guidance_index
from codinglab.guidance.question import read_question
from codinglab.guidance.rank import best, score
from codinglab.guidance.ranked import ranked
from codinglab.guidance.scope import in_force
from codinglab.guidance.sure import FILE, signs

FITTED_ON = ("development", "held")
_LOST = 0.024
_PENALTY = 1.0
_WEIGHT_OF_NONE = 2.0
_STEPS, _RATE = 6_000, 0.5
_ELSEWHERE = 5
Array = npt.NDArray[np.float64]


def main(data: Path) -> int:
    """Fit the weights anew, write them, and say where; always 0."""
    with guidance_installed(data):
        names, signs_of, answered = _measured([one for name in FITTED_ON for one in read_questions(name)])
    mean, spread = signs_of.mean(0), signs_of.std(0) + 1e-9
    weights = _fitted((signs_of - mean) / spread, answered)
    slopes = weights[:-1] / spread
    constant = float(weights[-1] - (slopes * mean).sum())
    sure = 1 / (1 + np.exp(-(signs_of @ slopes + constant)))
    threshold = float(np.quantile(sure[answered == 1], _LOST))
    _write(dict(zip(names, map(float, slopes), strict=True)), constant, threshold)
    abstains = float((sure[answered == 0] < threshold).mean())
    print(
        f"Written: {FILE}. On the questions fitted on, it abstains on {abstains:.3f} of those without answer."
    )
    return 0


def _measured(questions: Sequence[Asked]) -> tuple[list[str], Array, Array]:
    index = guidance_index()
    admitted = in_force(index, ON, "")
    rows: list[dict[str, float]] = []
    answered: list[float] = []
    for asked in questions:
        question = read_question(asked.ask)
        scored = score(index, question)
        places = ranked(index, scored, admitted)
        if places:
            other = best(index, scored, index.scope.elsewhere, _ELSEWHERE)
            rows.append(signs(index, question, scored, places, other))
            answered.append(float(bool(asked.sections)))
    return list(rows[0]), np.array([list(row.values()) for row in rows]), np.array(answered)


def _fitted(signs_of: Array, answered: Array) -> Array:
    """The weights of logistic regression, the constant last; larger weights are held down."""
    rows = np.c_[signs_of, np.ones(len(signs_of))]
    weights = np.zeros(rows.shape[1])
    worth = np.where(answered == 1, 1.0, _WEIGHT_OF_NONE)
    for _ in range(_STEPS):
        sure = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (worth * (sure - answered)) + _PENALTY * np.r_[weights[:-1], 0.0]
        weights -= _RATE * slope / len(answered)
    return weights


def _write(slopes: dict[str, float], constant: float, threshold: float) -> None:
    lines = [
        "# How sure the guidance is that something answers (codinglab/guidance/sure.py): weights of logistic",
        "# regression, fitted by `codinglab evaluate guidance-fit` on the questions of",
        "# reference/evaluation/guidance: "
        + ", ".join(FITTED_ON)
        + ". Below the threshold nothing is answered.",
        "",
        "[weight]",
        f"constant = {constant:.4f}",
        f"threshold = {threshold:.4f}",
        *(f"{name} = {slope:.4f}" for name, slope in slopes.items()),
    ]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
