"""Conditions of a pregnant patient."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from codinglab.model import Suggestion

Suggest = Callable[[str], dict[str, Suggestion]]


@pytest.mark.parametrize(
    ("problems", "codes"),
    [
        (
            "1. IUP at 33w4d\n2. GDM, well controlled on metformin\n"
            "3. Iron deficiency anemia complicating pregnancy",
            ["O24.415", "O99.013", "D50.9", "Z3A.33"],
        ),
        (
            "1. Previous cesarean, low transverse. Pregnancy at 33w4d.\n2. AMA multigravida",
            ["O34.211", "O09.523", "Z3A.33"],
        ),
        ("Pregnancy at 33w4d.\n1. UTI - acute cystitis", ["O23.13", "N30.00", "Z3A.33"]),
        ("Pregnant at 20w0d.\n1. UTI", ["O23.42", "Z3A.20"]),
        ("Pregnant at 30w0d.\n1. Asthma\n2. HTN", ["O99.513", "J45.909", "O10.013", "Z3A.30"]),
        ("1. UTI\n2. Prior cesarean", ["N39.0", "Z98.891"]),
        ("8 weeks postpartum, delivered at 39w0d.\n1. Asthma", ["J45.909"]),
    ],
)
def test_chapter_15_comes_first_in_a_pregnancy(suggest: Suggest, problems: str, codes: list[str]) -> None:
    assert list(suggest(f"Assessment and plan:\n{problems}\n")) == codes
