"""Terms that beside certain words are another thing, by the examples of their table."""

from __future__ import annotations

import pytest

from codinglab.model import ConceptKind, DocumentType
from codinglab.review import review_text
from codinglab.review.guards import Guard, guards


def _found(marked: str) -> bool:
    """Whether the term in brackets is found as the lexicon has it."""
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    concepts = review_text(text, document_type=DocumentType.OFFICE_NOTE)
    return any(
        one.evidence.start < end and start < one.evidence.end and one.kind is ConceptKind.PROBLEM
        for one in concepts
    )


@pytest.mark.parametrize("guard", guards(), ids=lambda guard: guard.means)
def test_a_term_is_another_thing_only_beside_its_words(guard: Guard) -> None:
    assert not _found(guard.example)
    assert _found(guard.stays)


@pytest.mark.parametrize(
    "marked",
    [
        "O2 sat 97% on [RA].",
        "[RA] sat 95%",
        "Sats 92-94% on [RA] at rest.",
        "SpO2: 98 % ([RA])",
        "Weaned to [RA].",
        "No [CVA] tenderness.",
        "[CVA]: non-tender bilaterally.",
        "Tender over the left [CVA].",
        "[DVT]/GI prophylaxis.",
        "[DVT] prophylaxis with enoxaparin.",
        "CT [PE] protocol negative.",
        "Last [tetanus] 2019.",
        "[Tetanus] about 5 years ago.",
        "[Tetanus] 3/2019.",
        "[Tetanus]: UTD.",
        "[Influenza] vaccine given.",
        "Declines [flu] shot.",
    ],
)
def test_more_lines_in_which_a_term_is_left_out(marked: str) -> None:
    assert not _found(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[RA] on methotrexate.",
        "Seropositive [RA], SpO2 97%.",
        "Acute [DVT], no PE.",
        "Recent [CVA]. Abdomen tender.",
        "On [RA] meds.",
        "Generalized [tetanus] 8 days after a wound.",
    ],
)
def test_lines_in_which_a_term_stays(marked: str) -> None:
    assert _found(marked)
