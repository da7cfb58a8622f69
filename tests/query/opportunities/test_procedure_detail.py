"""Details of procedures that only their note can tell."""

from __future__ import annotations


def test_a_debridement_without_its_depth(find) -> None:
    found = find(
        ("hp", 1, "## Assessment\nInfected wound of right lower leg."),
        (
            "op",
            2,
            "## Procedure\nExcisional debridement.\n## Description\nThe wound was debrided.",
        ),
    )
    one = found["procedure-excisional-debridement"]
    assert one.topic == "debridement-depth"


def test_lesions_destroyed_without_their_number(find) -> None:
    note = (
        "## Assessment\nActinic keratoses of the scalp.\n"
        "## Procedure\nCryotherapy of actinic keratoses was performed."
    )
    found = find(("office", 1, note), office=True)
    assert [one for one in found.values() if one.topic == "procedure-detail" and "how many" in one.why]


def test_a_complete_note_is_not_asked(find) -> None:
    note = "## Procedure\nCryotherapy of 4 actinic keratoses of the scalp was performed."
    assert not [name for name in find(("office", 1, note), office=True) if name.startswith("procedure")]


def test_an_operation_that_only_the_summary_names_is_looked_up_first(find) -> None:
    found = find(("ds", 5, "## Hospital Course\nShe underwent cholecystectomy on day 2."))
    assert not [name for name in found if name.startswith("procedure")]


def test_an_operation_of_an_earlier_year_is_not_asked(find) -> None:
    note = "## HPI\nShe had a lumpectomy performed on 01/20/2020.\n## Assessment\nHistory of breast cancer."
    assert not [name for name in find(("office", 1, note), office=True) if name.startswith("procedure")]
