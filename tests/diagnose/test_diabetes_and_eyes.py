"""Diabetes of one type, its eyes and kidneys, and causes that are named."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from codinglab.diagnose.draft import lexicon_file
from codinglab.model import Suggestion

Suggest = Callable[[str], dict[str, Suggestion]]


@pytest.mark.parametrize(
    ("problems", "codes"),
    [
        ("1. Hypertension\n2. T2DM with diabetic CKD stage 3b", ["I12.9", "E11.22", "N18.32"]),
        ("1. HTN\n2. Type 2 diabetes with diabetic CKD stage 5", ["I12.0", "E11.22", "N18.5"]),
        ("1. T1DM\n2. Diabetic retinopathy\n3. Hypoglycemia", ["E10.319", "E10.649"]),
        ("1. T1DM with mild NPDR OU, no macular edema", ["E10.3293"]),
        ("1. T2DM\n2. Moderate NPDR OS with macular edema", ["E11.3312"]),
        ("1. Type 1 diabetes with PDR OD", ["E10.3591"]),
        ("1. Type 2 diabetes. Severe NPDR both eyes.", ["E11.3493"]),
    ],
)
def test_diabetes_takes_its_type_its_eye_and_its_kidney(
    suggest: Suggest, problems: str, codes: list[str]
) -> None:
    found = [code for code in suggest(f"Assessment and plan:\n{problems}\n") if code != "R60.9"]
    assert sorted(found) == sorted(codes)


@pytest.mark.parametrize(
    ("problems", "codes"),
    [
        ("1. Oxaliplatin-induced peripheral neuropathy\n2. DM2", ["G62.0", "T45.1X5A", "E11.9"]),
        ("1. Peripheral neuropathy due to B12 deficiency\n2. DM2", None),
        ("1. Compressive neuropathy\n2. DM2", None),
        ("1. Peripheral neuropathy due to diabetes\n2. DM2", ["E11.42"]),
    ],
)
def test_a_named_cause_undoes_the_link(suggest: Suggest, problems: str, codes: list[str] | None) -> None:
    found = list(suggest(f"Assessment and plan:\n{problems}\n"))
    assert found == codes if codes else "E11.9" in found and "E11.42" not in found


def test_each_cause_fits_its_example() -> None:
    for fact in lexicon_file("named_causes.toml")["cause"]:
        word = re.search("neuropathy", fact["example"], re.IGNORECASE)
        assert word
        text = fact["example"]
        fits = re.search(fact["before"], text[: word.start()], re.IGNORECASE) if "before" in fact else None
        assert fits or re.match(fact["after"], text[word.end() :], re.IGNORECASE)
