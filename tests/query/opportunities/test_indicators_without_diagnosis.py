"""Indicators without a diagnosis."""

from __future__ import annotations

import pytest

LABS = """06/14/2026 06:00 creatinine 0.9 mg/dL
06/15/2026 06:00 creatinine 1.8 mg/dL
06/16/2026 06:00 creatinine 1.1 mg/dL"""
HGB = "06/14/2026 06:00 Hgb 13.1 g/dL\n06/16/2026 06:00 Hgb 8.1 g/dL"


def test_kidney_values_treated_without_a_diagnosis(find) -> None:
    found = find(
        ("hp", 1, "## Assessment and Plan\n1. Cellulitis of left leg. Cefazolin IV."),
        ("lab", 3, LABS),
        ("pn", 2, "## Assessment/Plan\n- Cellulitis improving.\n- Creatinine 1.8. IV fluids, recheck."),
    )
    one = found["no-diagnosis-kidney"]
    assert one.topic == "kidney-function"
    assert "Creatinine 1.8 mg/dL" in [item.fact for item in one.indicators]
    assert all(item.observed_on for item in one.indicators)
    assert str(one.authority[0]).endswith("III.B")


def test_hemoglobin_that_fell_and_was_transfused(find) -> None:
    found = find(
        ("op", 1, "## Procedure\nOpen reduction and internal fixation of left femur. EBL 600 mL."),
        ("lab", 3, HGB),
        (
            "pn",
            3,
            "## Assessment/Plan\n- Hip fracture, day 2.\n- Hgb 8.1, transfused 2 units of pRBC.",
        ),
    )
    one = found["no-diagnosis-hemoglobin"]
    assert one.topic == "anemia-kind"
    facts = " ".join(item.fact for item in one.indicators)
    assert "Hemoglobin 8.1" in facts
    assert "2 units" in facts
    assert any(item.contrary for item in one.indicators)


def test_an_image_that_nobody_speaks_of(find) -> None:
    found = find(
        ("hp", 1, "## Assessment\nFall. Chest wall contusion."),
        ("xr", 1, "CT ANGIOGRAM CHEST\nIMPRESSION: Acute pulmonary embolism in the right lower lobe artery."),
        ("ds", 5, "## Discharge Diagnoses\n1. Chest wall contusion"),
    )
    assert found["no-diagnosis-imaging"].topic == "abnormal-imaging"


@pytest.mark.parametrize(
    "note",
    [
        "## Assessment/Plan\n- AKI, prerenal. IV fluids.",
        "## Assessment/Plan\n- Prerenal azotemia, IV fluids.",
        "## Assessment/Plan\n- No acute kidney injury: creatinine change reflects the new drug. IV fluids.",
        "## Assessment/Plan\n- Creatinine 1.8, seen.",
    ],
    ids=["named", "named otherwise", "ruled out", "nobody acted"],
)
def test_nothing_is_asked_where_it_is_clear_or_nobody_acted(find, note: str) -> None:
    found = find(
        ("hp", 1, "## Assessment and Plan\n1. Cellulitis of left leg. Cefazolin IV."),
        ("lab", 3, LABS),
        ("pn", 2, note),
    )
    assert "no-diagnosis-kidney" not in found


def test_an_image_that_the_provider_interprets_is_not_asked(find) -> None:
    found = find(
        ("xr", 1, "CT ANGIOGRAM CHEST\nIMPRESSION: Acute pulmonary embolism in the right lower lobe artery."),
        ("ds", 5, "## Discharge Diagnoses\n1. Acute pulmonary embolism"),
    )
    assert "no-diagnosis-imaging" not in found


def test_an_outpatient_with_a_value_is_left_alone(find) -> None:
    note = "## Labs\nNa 131, creatinine 1.2.\n## Assessment\nHypertension, stable. Recheck BMP daily."
    assert not find(("office", 1, note), office=True)


def test_a_pathology_report_that_the_summary_leaves_out(find) -> None:
    report = ("path", 4, "FINAL DIAGNOSIS: Colon, sigmoid: adenocarcinoma.")
    found = find(report, ("ds", 5, "## Discharge Diagnoses\n1. Colon mass, resected"))
    assert found["no-diagnosis-pathology"].topic == "pathology-finding"
    found = find(report, ("ds", 5, "## Discharge Diagnoses\n1. Adenocarcinoma of sigmoid colon"))
    assert "no-diagnosis-pathology" not in found
