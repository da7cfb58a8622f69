"""Where the references of the Index lead."""

from __future__ import annotations

import pytest

from codinglab.reference.search.references import References

_BOOK = [
    (0, -1, "Infarct, infarction", "", "I21.9"),
    (1, 0, "cerebral", "(acute) (chronic)", "I63.9"),
    (2, -1, "Neoplasm", "", ""),
    (3, 2, "malignant mast cell", "", "C96.20"),
    (4, -1, "Occlusion, occluded", "", ""),
    (5, 4, "artery", "", ""),
    (6, 5, "retinal", "", "H34.9"),
    (7, -1, "Diabetes, diabetic", "(mellitus)", "E11.9"),
    (8, 7, "with", "", ""),
    (9, 8, "gangrene", "", "E11.52"),
    (10, -1, "Hernia", "", "K46.9"),
    (11, 10, "umbilicus, umbilical", "", "K42.9"),
]
BOOK = References(
    {"id": number, "parent": parent, "title": title, "nemod": nemod, "code": code, "see": ""}
    for number, parent, title, nemod, code in _BOOK
)


@pytest.mark.parametrize(
    ("see", "code"),
    [
        ("Infarction, cerebral", "I63.9"),
        ("Infarct, cerebral", "I63.9"),
        ("Occlusion, artery, retina", "H34.9"),
        ("Occlusion artery, retinal", "H34.9"),
        ("Diabetes, gangrene", "E11.52"),
        ("Diabetes mellitus (chronic), with, gangrene", "E11.52"),
        ("Hernia, umbilical", "K42.9"),
    ],
)
def test_a_reference_leads_to_its_line(see: str, code: str) -> None:
    found = BOOK.target(see)
    assert found is not None
    assert found["code"] == code


def test_what_is_left_over_leads_as_far_as_it_goes() -> None:
    assert BOOK.target("Neoplasm, malignant, by site") is None
    assert BOOK.target("Hernia, spleen") is None
    found = BOOK.nearest("Hernia, spleen")
    assert found is not None
    assert found["title"] == "Hernia"


@pytest.mark.parametrize("see", ["", "Xylophone", "condition", "(nonessential)", ", ,"])
def test_a_reference_to_nothing_leads_nowhere(see: str) -> None:
    assert BOOK.nearest(see) is None
