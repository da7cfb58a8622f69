"""Status codes: what a patient has or carries, apart from problems."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from codinglab.model import Suggestion


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Assessment:\nType 1 diabetes, insulin pump", "Z96.41"),
        ("Assessment:\nCOPD on home O2", "Z99.81"),
        ("PMH: HTN, s/p L total hip arthroplasty 2019.", "Z96.642"),
        ("Past medical history:\nCAD, DES to RCA", "Z95.5"),
        ("Assessment:\nPrimary prevention ICD - interrogated today, normal function", "Z95.810"),
        ("Past medical history:\nSick sinus syndrome, pacemaker", "Z95.0"),
        ("Allergies: penicillin (hives)", "Z88.0"),
        ("Allergies: sulfa.", "Z88.2"),
        ("Plan:\nVaccines due (DTaP-IPV, MMRV) given today.", "Z23"),
    ],
)
def test_a_status_is_suggested(suggest: Callable[[str], dict[str, Suggestion]], text: str, code: str) -> None:
    assert code in suggest(text)


@pytest.mark.parametrize(
    "text",
    [
        "Assessment:\nType 1 diabetes, consider insulin pump",
        "Family history: father with pacemaker",
        "Assessment:\nType 1 diabetes, insulin pump placed today",
        "Allergies: no penicillin allergy",
        "Plan:\nFlu vaccine not given today.",
    ],
)
def test_what_is_not_there_is_no_status(suggest: Callable[[str], dict[str, Suggestion]], text: str) -> None:
    assert not [code for code in suggest(text) if code.startswith("Z")]


def test_a_status_that_is_only_listed_is_not_addressed(
    suggest: Callable[[str], dict[str, Suggestion]],
) -> None:
    found = suggest("PMH: insulin pump\nAllergies: penicillin\nAssessment:\nCOPD")
    assert not found["Z96.41"].addressed
    assert not found["Z88.0"].addressed
