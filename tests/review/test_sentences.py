"""Where a sentence ends."""

from __future__ import annotations

import pytest

from codinglab.review.lexicon import Lexicon
from codinglab.review.pipeline import build_pipeline

NLP = build_pipeline(Lexicon({}))
WRAPPED = "The patient is a woman with a long history of chronic obstructive"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("No fever. Has cough.", ["No fever.", "Has cough."]),
        ("Sepsis due to E. coli. Stable.", ["Sepsis due to E. coli.", "Stable."]),
        ("Has hepatitis C. No fever.", ["Has hepatitis C.", "No fever."]),
        ("Seen by Dr. Ames. Na 1.5 today.", ["Seen by Dr. Ames.", "Na 1.5 today."]),
        ("? pneumonia", ["? pneumonia"]),
        ("Is it flu? No.", ["Is it flu?", "No."]),
        ("- No fever\n- Cough\n• Rash", ["- No fever", "- Cough", "• Rash"]),
        ("1. Sepsis\n2. AKI", ["1. Sepsis", "2. AKI"]),
        (f"{WRAPPED}\npulmonary disease.", [f"{WRAPPED}\npulmonary disease."]),
        ("No fever\ncough", ["No fever", "cough"]),
        ("No fever\n\nCough", ["No fever", "Cough"]),
        ("", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [sentence.text.strip() for sentence in NLP(text).sents] == sentences
