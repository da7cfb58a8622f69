"""A query is answered, closed and opened again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from codinglab.model import InvalidInputError, Query, QueryStatus
from codinglab.query import answer, close, reopen
from codinglab.query.examples import COMPLIANT

DAY = date(2026, 11, 5)
OPEN = replace(COMPLIANT, written_on=DAY)
ANSWERED = answer(OPEN, " Acute kidney injury ", "A. Roe, MD", DAY)
CLOSED = close(ANSWERED)


def test_an_answer_is_recorded_with_name_and_day() -> None:
    assert (ANSWERED.answer, ANSWERED.answered_by, ANSWERED.answered_on, ANSWERED.status) == (
        "Acute kidney injury", "A. Roe, MD", DAY, QueryStatus.ANSWERED
    )  # fmt: skip


def test_an_answered_query_is_closed_and_keeps_its_answer() -> None:
    assert replace(ANSWERED, status=QueryStatus.CLOSED) == CLOSED
    assert close(OPEN, unanswered=True).status is QueryStatus.CLOSED


def test_a_query_opened_again_keeps_the_earlier_answer_and_counts_it() -> None:
    again = reopen(CLOSED)
    assert (again.status, again.answer, again.answered_by, again.answered_on) == (
        QueryStatus.OPEN, "", "", None
    )  # fmt: skip
    assert again.asked_before == 1
    kept = again.record[-1]
    assert (kept.fact, kept.source, kept.observed_on) == (
        "Earlier answer: Acute kidney injury", "A. Roe, MD", DAY
    )  # fmt: skip
    assert reopen(close(OPEN, unanswered=True)) == OPEN


@pytest.mark.parametrize(
    ("step", "says"),
    [
        (lambda: answer(OPEN, "  ", "A. Roe, MD", DAY), "needs an answer"),
        (lambda: answer(OPEN, "Yes", " ", DAY), "who answered"),
        (lambda: answer(OPEN, "Yes", "A. Roe, MD", DAY - timedelta(1)), "written on 2026-11-05"),
        (lambda: answer(ANSWERED, "No", "A. Roe, MD", DAY), "is answered: open it again"),
        (lambda: answer(CLOSED, "No", "A. Roe, MD", DAY), "is closed: open it again"),
        (lambda: close(OPEN), "has no answer yet"),
        (lambda: close(CLOSED), "closed already"),
        (lambda: reopen(OPEN), "nothing to open again"),
    ],
)
def test_a_step_that_is_not_possible_is_told(step: Callable[[], Query], says: str) -> None:
    with pytest.raises(InvalidInputError, match=says):
        step()
