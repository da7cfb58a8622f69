"""Family history: never the patient's own disease, and the code of having such a relative."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from codinglab.diagnose.family import FamilyHistory, family_histories
from codinglab.model import Suggestion
from codinglab.reference.icd10cm import icd10cm

Suggest = Callable[[str], dict[str, Suggestion]]


@pytest.mark.parametrize("one", family_histories(), ids=lambda one: f"{one.problem}")
def test_every_family_history_code_of_the_table_is_valid(one: FamilyHistory) -> None:
    assert icd10cm().entry(one.becomes, date(2026, 6, 1)).billable


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Family hx melanoma.", "Z80.8"),
        ("FHx colon cancer.", "Z80.0"),
        ("Fam hx of melanoma", "Z80.8"),
        ("Fam history significant for breast cancer.", "Z80.3"),
        ("Positive FH of prostate cancer.", "Z80.42"),
        ("Family History: mother with stroke, father with diabetes", "Z82.3"),
        ("Her mother had ovarian cancer.", "Z80.41"),
    ],
)
def test_a_relatives_disease(suggest: Suggest, words: str, code: str) -> None:
    found = suggest(words)
    assert code in found
    assert not found[code].addressed
    assert not any(one.startswith(("C", "Z85", "I6", "E11")) for one in found)


@pytest.mark.parametrize(
    "words", ["No family hx of melanoma.", "Her husband has colon cancer.", "Denies FHx of breast cancer."]
)
def test_no_family_history(suggest: Suggest, words: str) -> None:
    assert not any(code.startswith(("C", "Z8")) for code in suggest(words))


def test_a_personal_history_is_none_of_the_family(suggest: Suggest) -> None:
    assert set(suggest("Personal history of melanoma - skin checks q6mo.")) == {"Z85.820"}
