"""Who never smoked has no code of tobacco, in whatever section and words it is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from codinglab.model import Suggestion


@pytest.mark.parametrize("header", ["", "Social History: ", "History: ", "PMH: asthma. ", "HPI: "])
@pytest.mark.parametrize(
    "words",
    [
        "Never smoker.",
        "Nonsmoker.",
        "Non-smoker.",
        "Non smoker.",
        "Lifelong nonsmoker.",
        "Denies tobacco.",
        "Denies tobacco use.",
        "Tobacco use: Never smoker.",
        "Tobacco use: never.",
        "Smoking status: never smoker.",
        "Never a smoker.",
        "Has never smoked.",
    ],
)
def test_who_never_smoked(suggest: Callable[[str], dict[str, Suggestion]], header: str, words: str) -> None:
    found = suggest(header + words)
    assert not any(code.startswith(("F17", "Z87.891", "Z72.0")) for code in found)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Current smoker.", "F17.200"),
        ("Former smoker.", "Z87.891"),
        ("Tobacco use: current smoker.", "F17.200"),
    ],
)
def test_who_smokes_or_did(suggest: Callable[[str], dict[str, Suggestion]], words: str, code: str) -> None:
    assert code in suggest(words)
