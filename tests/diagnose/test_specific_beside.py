"""More and less specific codes side by side, and metastases."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from codinglab.diagnose.draft import lexicon_file
from codinglab.model import Suggestion

Suggest = Callable[[str], dict[str, Suggestion]]


@pytest.mark.parametrize(
    ("problems", "codes"),
    [
        ("1. Dementia (Alzheimer's)", ["G30.9", "F02.80"]),
        ("1. MDD recurrent\n2. Depression", ["F33.9"]),
        ("1. Osteoarthritis\n2. Primary osteoarthritis of right knee", ["M17.11"]),
        ("1. Atopic dermatitis\n2. Eczema", ["L20.9"]),
        ("1. Moderate persistent asthma\n2. Moderate persistent asthma with exacerbation", ["J45.41"]),
        ("1. UTI - acute cystitis", ["N30.00"]),
    ],
)
def test_the_more_specific_code_stands_alone(suggest: Suggest, problems: str, codes: list[str]) -> None:
    assert list(suggest(f"Assessment and plan:\n{problems}\n")) == codes


def test_each_less_specific_code_has_an_example() -> None:
    assert all(fact["example"] for fact in lexicon_file("less_specific.toml")["less"])


@pytest.mark.parametrize(
    ("problems", "codes"),
    [
        ("1. Adenocarcinoma of sigmoid colon, resected, with liver metastases", {"C18.7", "C78.7"}),
        ("1. History of colon cancer with hepatic metastases", {"Z85.038", "C78.7"}),
        ("1. Metastatic disease to the brain", {"C79.31"}),
    ],
)
def test_a_metastasis_keeps_its_site(suggest: Suggest, problems: str, codes: set[str]) -> None:
    found = set(suggest(f"Assessment and plan:\n{problems}\n"))
    assert codes <= found
    assert "Z85.89" not in found
