"""Cause and effect that nobody states."""

from __future__ import annotations

import pytest


def test_sepsis_beside_encephalopathy(find) -> None:
    found = find(
        ("hp", 1, "## Assessment and Plan\n1. Sepsis, ceftriaxone.\n2. Metabolic encephalopathy."),
        (
            "ds",
            5,
            "## Discharge Diagnoses\n1. Sepsis\n2. Metabolic encephalopathy\n3. Urinary tract infection",
        ),
    )
    one = found["cause-sepsis-g93"]
    assert one.topic == "organ-dysfunction-link"
    assert one.partner.lower() == "sepsis"
    assert "I.C.1.d.1.a.iv" in str(one.authority[0])


def test_ileus_after_an_operation(find) -> None:
    found = find(
        ("hp", 1, "## Assessment\nColon cancer, for resection."),
        ("op", 1, "## Procedure\nOpen sigmoid resection with anastomosis."),
        ("pn", 4, "## Assessment/Plan\n- Ileus on day 3. NG tube, NPO."),
        ("ds", 8, "## Discharge Diagnoses\n1. Colon cancer\n2. Ileus"),
    )
    assert found["cause-operation-k56"].topic == "postoperative-event"


def test_urinary_infection_with_a_chronic_catheter(find) -> None:
    found = find(
        ("hp", 1, "## HPI\nChronic indwelling Foley catheter from nursing home, cloudy urine.\n"
                  "## Assessment and Plan\n1. Urinary tract infection. Ceftriaxone."),
        ("ds", 5, "## Discharge Diagnoses\n1. Urinary tract infection"),
    )  # fmt: skip
    assert found["cause-urinary-catheter-n39"].partner == "urinary catheter"


def test_bleeding_with_an_anticoagulant_held(find) -> None:
    found = find(
        ("hp", 1, "## Assessment and Plan\n1. Gastrointestinal bleeding. Hold apixaban, PPI drip."),
        ("ds", 5, "## Discharge Diagnoses\n1. Gastrointestinal bleeding"),
    )
    assert found["cause-anticoagulant-k92"].topic == "drug-effect"


@pytest.mark.parametrize(
    "words",
    [
        "Metabolic encephalopathy due to sepsis",
        "Metabolic encephalopathy due to hypoglycemia, not sepsis",
        "Metabolic encephalopathy, unrelated to sepsis",
    ],
)
def test_a_cause_that_a_provider_names_is_not_asked(find, words: str) -> None:
    found = find(("ds", 5, f"## Discharge Diagnoses\n1. Sepsis\n2. {words}\n3. Urinary tract infection"))
    assert "cause-sepsis-g93" not in found


def test_a_presumed_link_is_not_asked(find) -> None:
    found = find(
        ("ds", 5, "## Discharge Diagnoses\n1. Type 2 diabetes mellitus\n2. Chronic kidney disease stage 3b\n"
                  "3. Hypertension\n4. Peripheral neuropathy"),
    )  # fmt: skip
    assert not [name for name in found if name.startswith("cause")]


def test_an_expected_event_after_an_operation_is_not_asked(find) -> None:
    found = find(
        ("op", 1, "## Procedure\nOpen sigmoid resection with anastomosis."),
        ("pn", 4, "## Assessment/Plan\n- Ileus, expected after bowel surgery."),
        ("ds", 8, "## Discharge Diagnoses\n1. Colon cancer\n2. Ileus"),
    )
    assert "cause-operation-k56" not in found


def test_a_catheter_placed_for_the_stay_is_not_the_cause_of_what_came_in(find) -> None:
    found = find(
        (
            "ed",
            1,
            "## HPI\nDysuria for 3 days. Foley placed in the ED.\n## Impression\nUrinary tract infection.",
        ),
        ("ds", 5, "## Discharge Diagnoses\n1. Urinary tract infection"),
    )
    assert "cause-urinary-catheter-n39" not in found


WEIGHED = "## Assessment\nCr 2.3, cardiorenal vs overdiuresis. Hold furosemide."


def test_two_causes_between_which_nobody_decides(find) -> None:
    found = find(
        ("pn", 2, "## Assessment/Plan\n- AKI. Creatinine 2.3 from 1.4."),
        ("consult", 3, WEIGHED),
        ("ds", 5, "## Discharge Diagnoses\n1. AKI, improving"),
    )
    one = found["cause-kidney-weighed-n17"]
    assert one.options == (
        "AKI due to cardiorenal syndrome",
        "AKI due to volume depletion from the diuretic",
    )


def test_the_summary_that_decides_settles_it(find) -> None:
    found = find(
        ("consult", 3, WEIGHED),
        ("ds", 5, "## Discharge Diagnoses\n1. AKI due to cardiorenal syndrome"),
    )
    assert "cause-kidney-weighed-n17" not in found


def test_an_organism_is_not_the_source_of_a_sepsis(find) -> None:
    found = find(
        (
            "hp",
            1,
            "## HPI\nESRD with tunneled dialysis catheter, rigors.\n## Assessment\nSepsis due to MSSA.",
        ),
        ("ds", 5, "## Discharge Diagnoses\n1. Sepsis due to MSSA"),
    )
    assert found["cause-central-line-a41"].partner == "central venous catheter"


def test_a_source_that_is_named_is_not_asked(find) -> None:
    found = find(
        ("hp", 1, "## HPI\nESRD with tunneled dialysis catheter.\n## Assessment\nSepsis due to pneumonia."),
        ("ds", 5, "## Discharge Diagnoses\n1. Sepsis due to pneumonia"),
    )
    assert "cause-central-line-a41" not in found
