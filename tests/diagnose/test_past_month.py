"""What is dated by a month well before the note is past, unless it lasts by nature."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from codinglab.model import Suggestion

Suggest = Callable[[str], dict[str, Suggestion]]


@pytest.mark.parametrize(
    "header", ["", "PMH: ", "History: ", "HPI: here for blood pressure, ", "Past history: "]
)
@pytest.mark.parametrize("words", ["NSTEMI in March 2020.", "STEMI (Jan 2019).", "MI 6/2018."])
def test_an_old_infarction(suggest: Suggest, header: str, words: str) -> None:
    found = suggest(header + words)
    assert "I25.2" in found
    assert not any(code.startswith("I21") for code in found)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Stroke in May 2021.", "Z86.73"),
        ("Admitted with NSTEMI in May 2026.", "I21.4"),
        ("NSTEMI on 6/1/2026.", "I21.4"),
        ("Multiple sclerosis, March 2015.", "G35.D"),
        ("CAD s/p NSTEMI", "I25.2"),
    ],
)
def test_what_a_date_says(suggest: Suggest, words: str, code: str) -> None:
    assert code in suggest(words)
