"""Sentences that trap readers of notes: reference/evaluation/traps.csv, each with what it says and why."""

from __future__ import annotations

import csv
import re

import pytest

from codinglab.model import Assertion
from codinglab.reference.paths import REFERENCE
from codinglab.review import judge
from codinglab.review.assertion import assertion, said_by_section

_SPAN = re.compile(r"\[(\w[^\]]+)\]")
with (REFERENCE / "evaluation" / "traps.csv").open(encoding="utf-8", newline="") as _file:
    TRAPS = list(csv.DictReader(_file))


def read(marked: str) -> list[Assertion]:
    """What each marked span of a sentence is taken for."""
    text, spans = "", []
    for number, piece in enumerate(_SPAN.split(marked.replace("\\n", "\n"))):
        if number % 2:
            spans.append((len(text), len(text) + len(piece)))
        text += piece
    found = []
    for start, end in spans:
        told = judge(text, start, end)
        by_section = said_by_section(told.section)
        codes = ["I10"] if text[start:end] == "Hypertension" else []
        found.append(assertion([*told.said, *([by_section] if by_section else [])], codes)[0])
    return found


def test_the_suite_is_whole() -> None:
    assert len(TRAPS) >= 180
    assert {one for trap in TRAPS for one in trap["assertion"].split("|")} == set(Assertion)
    assert len({trap["sentence"] for trap in TRAPS}) == len(TRAPS)
    assert all(trap["why"] for trap in TRAPS)


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap["sentence"][:60])
def test_a_trap(trap: dict[str, str]) -> None:
    expected = [Assertion(one) for one in trap["assertion"].split("|")]
    found = read(trap["sentence"])
    if len(expected) == 1:
        expected *= len(found)
    assert found == expected, trap["why"]
