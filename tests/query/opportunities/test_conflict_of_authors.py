"""Conflicts between providers."""

from __future__ import annotations


def test_pneumonia_of_one_and_atelectasis_of_the_other(find) -> None:
    found = find(
        ("pn", 2, "## Assessment/Plan\n- Pneumonia, right lower lobe. Ceftriaxone."),
        ("consult", 3, "## Assessment\nAtelectasis. Incentive spirometry."),
        ("ds", 5, "## Discharge Diagnoses\n1. Pneumonia"),
    )
    one = found["conflict-lung"]
    assert one.topic == "conflict"
    assert {one.subject.lower(), one.partner.lower()} == {"pneumonia", "atelectasis"}
    assert len(one.indicators) == 2


def test_ruled_out_by_one_and_affirmed_by_another_after(find) -> None:
    found = find(
        ("consult", 3, "## Assessment\nPulmonary embolism ruled out by CT."),
        ("ds", 5, "## Discharge Diagnoses\n1. Pulmonary embolism"),
    )
    assert found["conflict-ruled-out-i26"].topic == "conflict"


def test_acute_and_chronic_heart_failure(find) -> None:
    found = find(
        ("consult", 3, "## Assessment\nChronic systolic heart failure, compensated."),
        ("ds", 5, "## Discharge Diagnoses\n1. Acute on chronic systolic heart failure"),
    )
    assert "conflict-heart-failure-acuity" in found


def test_one_author_may_change_his_mind(find) -> None:
    found = find(
        ("pn", 2, "## Assessment/Plan\n- Pneumonia. Ceftriaxone."),
        ("ds", 5, "## Discharge Diagnoses\n1. Atelectasis"),
    )
    assert not [name for name in found if name.startswith("conflict")]


def test_a_first_suspicion_of_the_emergency_room_is_no_conflict(find) -> None:
    found = find(
        ("ed", 1, "## Impression\nPossible pneumonia."),
        ("ds", 5, "## Discharge Diagnoses\n1. Atelectasis"),
    )
    assert not [name for name in found if name.startswith("conflict")]


def test_the_attending_who_denies_it_has_decided(find) -> None:
    found = find(
        ("consult", 2, "## Assessment\nPneumonia. Ceftriaxone."),
        ("ds", 5, "## Discharge Diagnoses\n1. Atelectasis\n\n## Hospital Course\nPneumonia was ruled out."),
    )
    assert not [name for name in found if name.startswith("conflict")]
