"""Acute stroke: artery, cause, score, thrombolysis elsewhere."""

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
        (
            "1. Acute ischemic stroke, L MCA territory, cardioembolic from AF\n2. Right facial droop",
            {"I63.412", "R29.810"},
        ),
        ("1. Embolic stroke involving the right posterior cerebral artery", {"I63.431"}),
        ("1. Acute stroke, left MCA occlusion. NIHSS 7 on arrival, NIHSS 2 now.", {"I63.512", "R29.707"}),
        ("1. Acute stroke. Received tenecteplase at outside hospital.", {"I63.9", "Z92.82"}),
        ("1. Acute stroke. No tPA at outside hospital.", {"I63.9"}),
        ("1. Cardioembolic stroke", {"I63.40"}),
    ],
)
def test_the_stroke_takes_its_site_and_its_score(suggest: Suggest, problems: str, codes: set[str]) -> None:
    found = set(suggest(f"Assessment and plan:\n{problems}\n")) - {"I48.91"}
    assert found == codes


def test_each_word_fits_its_example() -> None:
    sites = lexicon_file("stroke_sites.toml")
    for fact in (*sites["cause"], *sites["artery"]):
        assert re.search(fact["words"], fact["example"], re.IGNORECASE)
