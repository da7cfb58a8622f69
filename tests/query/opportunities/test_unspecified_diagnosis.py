"""An unspecified diagnosis whose detail stands in the chart."""

from __future__ import annotations


def test_heart_failure_with_an_echo(find) -> None:
    found = find(
        ("hp", 1, "## Assessment and Plan\n1. Congestive heart failure. Furosemide 40 mg IV."),
        ("xr", 2, "ECHOCARDIOGRAM\nLVEF 30 %. Mild mitral regurgitation."),
        ("ds", 5, "## Discharge Diagnoses\n1. Congestive heart failure"),
    )
    one = found["unspecified-heart-failure"]
    assert one.topic == "heart-failure-type"
    assert any("30" in item.fact for item in one.indicators)


def test_pneumonia_with_an_organism(find) -> None:
    found = find(
        ("hp", 1, "## Assessment and Plan\n1. Pneumonia. Cefepime."),
        ("lab", 3, "Sputum culture 06/14/2026, final: grew Pseudomonas aeruginosa."),
        ("ds", 5, "## Discharge Diagnoses\n1. Pneumonia"),
    )
    one = found["unspecified-pneumonia"]
    assert one.topic == "pneumonia-kind"
    assert "Pseudomonas" in " ".join(item.fact for item in one.indicators)


def test_kidney_disease_with_its_values_at_a_visit(find) -> None:
    note = "## Labs\neGFR 38 mL/min/1.73 m2.\n## Assessment\nChronic kidney disease. Repeat labs in 3 months."
    assert find(("office", 1, note), office=True)["unspecified-ckd-stage"].topic == "ckd-stage"


def test_a_provider_who_says_it_elsewhere_answers(find) -> None:
    found = find(
        ("hp", 1, "## Assessment and Plan\n1. Congestive heart failure. Furosemide 40 mg IV."),
        ("consult", 2, "## Assessment\nAcute systolic heart failure, LVEF 30 %."),
        ("ds", 5, "## Discharge Diagnoses\n1. Congestive heart failure"),
    )
    assert "unspecified-heart-failure" not in found


def test_nothing_is_asked_without_a_detail_in_the_chart(find) -> None:
    found = find(
        (
            "hp",
            1,
            "## Exam\nNo CVA tenderness.\n## Assessment and Plan\n1. Urinary tract infection. Ceftriaxone.",
        ),
        ("ds", 3, "## Discharge Diagnoses\n1. Urinary tract infection"),
    )
    assert "unspecified-urinary-site" not in found


def test_a_stroke_whose_vessel_only_the_report_names(find) -> None:
    found = find(
        ("xr", 1, "CT ANGIOGRAM HEAD\nIMPRESSION: Left MCA M2 occlusion."),
        ("ds", 5, "## Discharge Diagnoses\n1. Acute ischemic stroke"),
    )
    assert "unspecified-stroke" in found


def test_a_vessel_that_the_provider_writes_answers(find) -> None:
    found = find(
        ("xr", 1, "CT ANGIOGRAM HEAD\nIMPRESSION: Left MCA M2 occlusion."),
        (
            "ds",
            5,
            "## Discharge Diagnoses\n1. Acute ischemic stroke\n\n## Hospital Course\nLeft MCA occlusion.",
        ),
    )
    assert "unspecified-stroke" not in found
