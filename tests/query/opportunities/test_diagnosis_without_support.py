"""A diagnosis without support: asked, never deleted."""

from __future__ import annotations

FLAT = """06/14/2026 06:00 creatinine 1.0 mg/dL
06/15/2026 06:00 creatinine 1.1 mg/dL
06/16/2026 06:00 creatinine 1.0 mg/dL"""
NORMAL = """## Exam
T 37.1 C, HR 78, RR 16, BP 128/70.
## Data
WBC 8.4 K/uL, platelets 220 K/uL, creatinine 0.8 mg/dL, lactate 1.0 mmol/L.
## Assessment and Plan
1. Sepsis due to pneumonia. Ceftriaxone."""


def test_kidney_injury_with_a_flat_creatinine(find) -> None:
    found = find(
        ("hp", 1, "## Assessment and Plan\n1. Acute kidney injury.\n2. Cellulitis of left leg, cefazolin."),
        (
            "lab",
            3,
            FLAT,
        ),
        ("ds", 5, "## Discharge Diagnoses\n1. Cellulitis of left leg\n2. Acute kidney injury"),
    )
    one = found["no-support-kidney"]
    assert one.topic == "clinical-validity"
    assert "stays as documented" in one.why
    assert one.subject.lower() == "acute kidney injury"
    assert "I.A.19" in str(one.authority[0])


def test_sepsis_with_normal_signs(find) -> None:
    found = find(
        ("hp", 1, NORMAL),
        ("ds", 5, "## Discharge Diagnoses\n1. Sepsis\n2. Pneumonia"),
    )
    one = found["no-support-sepsis"]
    assert any(item.contrary for item in one.indicators)
    assert one.indicators[0].fact.endswith("documented")


def test_a_supported_diagnosis_is_not_asked(find) -> None:
    found = find(
        ("hp", 1, "## Assessment and Plan\n1. Acute kidney injury, IV fluids."),
        ("lab", 3, "06/14/2026 06:00 creatinine 2.1 mg/dL\n06/16/2026 06:00 creatinine 1.0 mg/dL"),
        ("ds", 5, "## Discharge Diagnoses\n1. Acute kidney injury"),
    )
    assert "no-support-kidney" not in found


def test_what_was_not_measured_proves_nothing(find) -> None:
    found = find(("ds", 5, "## Discharge Diagnoses\n1. Sepsis\n2. Acute kidney injury"))
    assert not [name for name in found if name.startswith("no-support")]


def test_the_answer_to_a_query_settles_it(find) -> None:
    found = find(
        (
            "lab",
            3,
            FLAT,
        ),
        ("ds", 5, "## Discharge Diagnoses\n1. Acute kidney injury"),
        ("answer", 6, "## Assessment\nAcute kidney injury confirmed by urine output below 0.4 mL/kg/h."),
    )
    assert "no-support-kidney" not in found


def test_encephalopathy_that_rests_on_one_night(find) -> None:
    found = find(
        ("hp", 1, "## Exam\nAlert, oriented x3.\n## Assessment and Plan\n1. Urinary tract infection."),
        ("rn", 2, "02:30 confused for a few minutes. 06:00 CAM negative."),
        ("ds", 5, "## Discharge Diagnoses\n1. Urinary tract infection\n2. Acute metabolic encephalopathy"),
    )
    one = found["no-support-mentation"]
    assert any(item.contrary for item in one.indicators)


def test_encephalopathy_of_several_days_is_not_asked(find) -> None:
    found = find(
        ("hp", 1, "## Exam\nConfused, lethargic.\n## Assessment and Plan\n1. Metabolic encephalopathy."),
        ("rn", 2, "Confused, CAM positive."),
        (
            "pn",
            3,
            "## Exam\nAlert and oriented x3.\n## Assessment/Plan\n- Metabolic encephalopathy, resolved.",
        ),
    )
    assert "no-support-mentation" not in found
