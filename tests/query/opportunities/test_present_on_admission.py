"""Present on admission or not."""

from __future__ import annotations


def test_a_wound_named_late_without_its_onset(find) -> None:
    found = find(
        ("hp", 1, "## Exam\nFrail. Lungs clear.\n## Assessment and Plan\n1. Hip fracture, for surgery."),
        ("pn", 4, "## Assessment/Plan\n- Stage 3 pressure ulcer of sacrum. Wound care consult."),
        ("ds", 8, "## Discharge Diagnoses\n1. Hip fracture\n2. Stage 3 pressure ulcer of sacrum"),
    )
    one = found["poa-l89"]
    assert one.topic == "present-on-admission"
    assert "2026-06-17" in one.why


def test_pneumonia_named_on_day_4(find) -> None:
    found = find(
        ("hp", 1, "## Exam\nLungs clear.\n## Assessment and Plan\n1. Hip fracture, for surgery."),
        ("pn", 4, "## Assessment/Plan\n- Pneumonia. Cefepime."),
        ("ds", 8, "## Discharge Diagnoses\n1. Hip fracture\n2. Pneumonia"),
    )
    assert "poa-j18" in found


def test_told_as_later_though_the_first_day_has_the_values(find) -> None:
    found = find(
        (
            "hp",
            1,
            "## Data\nCreatinine 2.4, baseline 1.0.\n## Assessment and Plan\n1. Hip fracture. IV fluids.",
        ),
        ("lab", 4, "06/14/2026 06:00 creatinine 2.4 mg/dL\n06/15/2026 06:00 creatinine 1.9 mg/dL"),
        ("pn", 4, "## Assessment/Plan\n- Developed acute kidney injury during the hospital stay. IV fluids."),
        ("ds", 8, "## Discharge Diagnoses\n1. Hip fracture\n2. Acute kidney injury"),
    )
    one = found["poa-n17"]
    assert any("2.4" in item.fact for item in one.indicators)


def test_what_is_told_is_not_asked(find) -> None:
    found = find(
        ("hp", 1, "## Assessment and Plan\n1. Hip fracture, for surgery.\n2. Pneumonia, ceftriaxone."),
        ("pn", 4, "## Assessment/Plan\n- Developed delirium on hospital day 3."),
        ("ds", 8, "## Discharge Diagnoses\n1. Hip fracture\n2. Pneumonia\n3. Hypertension"),
    )
    assert not [name for name in found if name.startswith("poa")]


def test_values_that_rose_after_the_first_day_tell_it(find) -> None:
    found = find(
        ("lab", 3, "06/14/2026 06:00 creatinine 1.0 mg/dL\n06/16/2026 06:00 creatinine 1.9 mg/dL"),
        ("pn", 3, "## Assessment/Plan\n- AKI. IV fluids."),
        ("ds", 8, "## Discharge Diagnoses\n1. Hip fracture\n2. AKI"),
    )
    assert "poa-n17" not in found


def test_a_sign_that_the_first_day_names_tells_it(find) -> None:
    found = find(
        ("ed", 1, "## Impression\nElevated troponin."),
        ("pn", 3, "## Assessment/Plan\n- Type 2 MI."),
        ("ds", 8, "## Discharge Diagnoses\n1. Hip fracture\n2. Type 2 MI"),
    )
    assert "poa-i21" not in found
