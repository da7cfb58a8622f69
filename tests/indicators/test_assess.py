"""Criteria met, not met and missing, one small chart each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from codinglab.indicators import assess
from codinglab.indicators.definitions import Criterion
from codinglab.indicators.kinds import holds
from codinglab.model import (
    Assessment,
    CriterionOutcome,
    InvalidInputError,
    Observation,
    ObservationKind,
    Quantity,
    Sex,
)

Chart = Callable[..., tuple[Observation, ...]]
MET, NOT_MET, MISSING = CriterionOutcome.MET, CriterionOutcome.NOT_MET, CriterionOutcome.MISSING


def one(found: tuple[Observation, ...], condition: str, definition: str = "", **facts: Any) -> Assessment:
    return next(each for each in assess(found, condition, **facts) if each.definition.startswith(definition))


def outcome(assessment: Assessment, says: str) -> CriterionOutcome:
    return next(each.outcome for each in assessment.criteria if each.says.startswith(says))


def because(assessment: Assessment, says: str) -> str:
    return next(each.because for each in assessment.criteria if each.says.startswith(says))


# Acute kidney injury


def test_a_rise_within_48_hours(chart: Chart) -> None:
    found = one(chart("Cr 0.9.", "Cr 1.2."), "acute kidney injury")
    assert outcome(found, "creatinine rises") is MET
    assert "+0.3 mg/dL" in because(found, "creatinine rises")
    assert (found.satisfied, found.grade) == (True, "stage 1")


def test_a_rise_over_three_days_is_not_within_48_hours(chart: Chart) -> None:
    found = one(chart("Cr 0.9.", "Stable.", "Stable.", "Cr 1.2."), "acute kidney injury")
    assert outcome(found, "creatinine rises") is NOT_MET
    assert not found.satisfied


def test_two_days_without_times_leave_48_hours_open(chart: Chart) -> None:
    found = one(chart("Cr 0.9.", "Stable.", "Cr 1.2."), "acute kidney injury")
    assert outcome(found, "creatinine rises") is MISSING
    assert "cannot be told" in because(found, "creatinine rises")


def test_two_days_with_times_are_reckoned(chart: Chart) -> None:
    early = chart("11/03/2026 10:00  Cr 0.9\n11/05/2026 09:00  Cr 1.2")
    late = chart("11/03/2026 10:00  Cr 0.9\n11/05/2026 11:00  Cr 1.2")
    assert outcome(one(early, "acute kidney injury"), "creatinine rises") is MET
    assert outcome(one(late, "acute kidney injury"), "creatinine rises") is NOT_MET


@pytest.mark.parametrize(
    ("peak", "grade"), [(1.4, ""), (1.5, "stage 1"), (1.9, "stage 1"), (2.0, "stage 2"), (3.0, "stage 3")]
)
def test_stages_by_the_lowest_of_the_year_before(chart: Chart, peak: float, grade: str) -> None:
    found = one(chart(f"Cr {peak} (our system shows 1.0 on 03/02/2026)."), "acute kidney injury")
    assert found.grade == grade
    assert "7 to 365 days before" in because(found, "creatinine is at least 1.5")


def test_a_stated_baseline_then_the_nadir(chart: Chart) -> None:
    stated = one(chart("Cr 2.4, baseline 1.0 (March)."), "acute kidney injury")
    assert "the chart states" in because(stated, "creatinine is at least 1.5")
    nadir = one(chart("Cr 2.4.", "Cr 1.0."), "acute kidney injury")
    assert "no earlier value" in because(nadir, "creatinine is at least 1.5")
    assert nadir.satisfied


@pytest.mark.parametrize("text", ["Cr 1.0 -> 2.4.", "Creatinine 2.4 from 1.0."])
def test_an_earlier_value_without_a_day_is_a_stated_baseline(chart: Chart, text: str) -> None:
    found = one(chart(text), "acute kidney injury")
    assert outcome(found, "creatinine rises") is MISSING
    assert "2.4 times the baseline 1 mg/dL on a day not written" in because(
        found, "creatinine is at least 1.5"
    )


def test_an_ejection_fraction_of_last_year_is_of_before(chart: Chart) -> None:
    found = one(chart("EF 35% last year."), "heart failure specificity")
    assert found.satisfied
    assert found.criteria[0].observations[0].prior
    assert "on a day not written" in found.criteria[0].because


def test_one_creatinine_says_nothing(chart: Chart) -> None:
    assert outcome(one(chart("Cr 2.4."), "acute kidney injury"), "creatinine is at least 1.5") is MISSING


def test_urine_needs_weight_and_hours(chart: Chart) -> None:
    text = "UOP 200 mL over 12 h."
    assert outcome(one(chart(text), "acute kidney injury", weight=70), "urine is below 0.5") is MET
    assert outcome(one(chart(text), "acute kidney injury"), "urine is below 0.5") is MISSING
    assert outcome(one(chart("UOP 200 mL."), "acute kidney injury", weight=70), "urine is below") is MISSING
    assert outcome(one(chart("Weight 70 kg. " + text), "acute kidney injury"), "urine is below 0.5") is MET


def test_micromoles_are_converted(chart: Chart) -> None:
    found = one(chart("creatinine 88 umol/L", "creatinine 212 umol/L"), "acute kidney injury")
    assert found.grade == "stage 2"
    assert "converted" in because(found, "creatinine is at least 1.5")


# Sepsis

SIRS = "Possible pneumonia. T 38.2, HR 104, RR 18, BP 118/70, WBC 9.1."


def test_sepsis_2_and_sepsis_3_are_apart(chart: Chart) -> None:
    found = chart(SIRS)
    assert one(found, "sepsis", "Sepsis-2").satisfied
    assert not one(found, "sepsis", "SEP-1").satisfied
    assert not one(found, "sepsis", "Sepsis-3").satisfied


def test_the_measure_asks_for_a_higher_temperature(chart: Chart) -> None:
    found = chart(SIRS)
    assert outcome(one(found, "sepsis", "Sepsis-2"), "temperature") is MET
    assert outcome(one(found, "sepsis", "SEP-1"), "temperature") is NOT_MET


def test_criteria_days_apart_do_not_add_up(chart: Chart) -> None:
    found = one(chart("Pneumonia. T 38.9.", "Stable.", "Stable.", "HR 104."), "sepsis", "Sepsis-2")
    assert not found.satisfied
    assert "not met within 2 day" in found.caution


def test_a_count_without_unit_is_read(chart: Chart) -> None:
    found = one(chart("Pneumonia. WBC 18200, HR 104."), "sepsis", "Sepsis-2")
    assert found.satisfied
    assert "18200 read as /uL" in because(found, "white cells")


def test_the_mean_pressure_is_computed(chart: Chart) -> None:
    found = one(chart("BP 92/50."), "sepsis", "SEP-1")
    assert "mean arterial pressure 64 mmHg (computed from 92/50)" in because(found, "systolic pressure")


def test_a_sofa_rise_is_measured_from_before(chart: Chart) -> None:
    text = "Pneumonia. Cr 2.4{}, MAP 72, plt 200, GCS 15, bilirubin 0.8."
    risen = one(chart(text.format("")), "sepsis", "Sepsis-3")
    assert risen.satisfied
    assert "before the stay: taken as 0" in because(risen, "the SOFA")
    old = one(chart(text.format(" (baseline 2.3)")), "sepsis", "Sepsis-3")
    assert not old.satisfied


def test_pressors_count_in_sofa_and_lactate_after_fluids(chart: Chart) -> None:
    text = "Pneumonia. LR 2 L bolus at 10:00.\n11/03/2026 14:00  lactate 3.1\nNorepinephrine started."
    assert one(chart(text), "septic shock", "Sepsis-3").satisfied
    assert not one(chart("Pneumonia. Lactate 3.1."), "septic shock", "Sepsis-3").satisfied


def test_low_pressure_before_the_bolus_is_no_shock(chart: Chart) -> None:
    found = chart(SIRS.replace("38.2", "38.9") + " BP 80/40. LR 2 L bolus, BP to 112/64.")
    assert not one(found, "septic shock", "SEP-1").satisfied
    found = chart(SIRS.replace("38.2", "38.9") + " LR 2 L bolus, then BP 80/40.")
    assert one(found, "septic shock", "SEP-1").satisfied


def test_a_denied_finding_never_counts(chart: Chart) -> None:
    found = one(chart("No pneumonia, no infection. T 38.9, HR 120, WBC 18."), "sepsis", "Sepsis-2")
    assert outcome(found, "infection") is NOT_MET
    assert not found.satisfied


# The other conditions: a chart that satisfies a definition, and one that does not

SATISFIED = [
    ("acute tubular necrosis", "Tubular", "FENa 3.1%.", "FENa 0.4%."),
    ("chronic kidney disease", "KDIGO", "eGFR 41 on 05/01/2026, eGFR 38 on 11/03/2026.", "eGFR 41."),
    (
        "malnutrition",
        "ASPEN/AND 2012, acute",
        "Lost 8% of body weight over 3 months. Temporal wasting.",
        "Lost 2% of body weight over 3 months. Temporal wasting.",
    ),
    (
        "malnutrition",
        "ASPEN/AND 2012, chronic",
        "Lost 12% of body weight over 6 months. Muscle wasting: severe.",
        "No muscle wasting.",
    ),
    ("malnutrition", "GLIM", "BMI 17.2. Metastatic cancer.", "BMI 24. Metastatic cancer."),
    (
        "acute hypoxic respiratory failure",
        "Hypoxic",
        "SpO2 84% on room air, RR 28, placed on 4 L nasal cannula.",
        "SpO2 95% on room air, RR 28.",
    ),
    ("acute hypercapnic respiratory failure", "Hypercapnic", "pH 7.24, PaCO2 68.", "pH 7.41, PaCO2 55."),
    (
        "acute respiratory distress syndrome",
        "Berlin",
        "PaO2 70, FiO2 60%, PEEP 8. CXR: bilateral opacities.",
        "PaO2 90, FiO2 21%.",
    ),
    (
        "encephalopathy",
        "Findings",
        "Acutely confused, CAM positive. Uremia.",
        "Alert and oriented x3. Uremia.",
    ),
    ("heart failure specificity", "Type", "EF 30%.", "No echo."),
    ("heart failure specificity", "Signs", "Furosemide 40 mg IV. Crackles.", "Lungs clear."),
    (
        "acute blood loss anemia",
        "Hemoglobin",
        "Melena. Hgb 12.8 -> 8.1. Transfused 2 units PRBC.",
        "Hgb 12.8 -> 12.1. Melena.",
    ),
    ("pressure injury", "NPIAP", "Sacrum: full-thickness skin loss.", "Skin intact."),
    (
        "type 2 myocardial infarction or myocardial injury",
        "Type 2",
        "Troponin 45 ng/L (ref <14) at 06:00, troponin 120 ng/L (ref <14) at 12:00. Chest pain. AF with RVR.",
        "Troponin 45 ng/L. Chest pain.",
    ),
    (
        "type 2 myocardial infarction or myocardial injury",
        "Acute myocardial injury",
        "Troponin 45 ng/L (ref <14) at 06:00, troponin 120 ng/L (ref <14) at 12:00.",
        "Troponin 10 ng/L (ref <14) at 06:00, troponin 10 ng/L (ref <14) at 12:00.",
    ),
    ("obesity", "CDC", "BMI 41.2.", "BMI 29.9."),
    ("hyponatremia", "European", "Na 128.", "Na 135."),
    ("hypernatremia", "Sodium", "Na 152.", "Na 145."),
    ("hyperkalemia", "European", "K 5.5.", "K 5.4."),
    ("hypokalemia", "Potassium", "K 3.4.", "K 3.5."),
    ("thrombocytopenia", "Platelets", "Plt 88.", "Plt 150."),
    ("hypertensive crisis", "ACC/AHA", "BP 214/124.", "BP 180/120."),
    ("acidosis", "Metabolic", "pH 7.28, HCO3 14.", "pH 7.40, HCO3 21."),
    ("acidosis", "Lactic", "Lactate 6.2, HCO3 14.", "Lactate 3.1, HCO3 14."),
    ("acidosis", "Respiratory", "pH 7.28, PaCO2 60.", "pH 7.28, PaCO2 38."),
    ("shock", "Circulatory", "BP 78/40, lactate 4.4, mottled.", "BP 78/40, lactate 1.1, well perfused."),
    (
        "pneumonia specificity",
        "Aspiration",
        "Failed swallow. RLL infiltrate. Unasyn started.",
        "RLL infiltrate. Ceftriaxone.",
    ),
    (
        "pneumonia specificity",
        "Gram-negative",
        "Infiltrate. Sputum culture grew Pseudomonas. Cefepime.",
        "Infiltrate. Cefepime.",
    ),
    (
        "pneumonia specificity",
        "MRSA",
        "Infiltrate. MRSA nares positive. Vancomycin.",
        "Infiltrate. Vancomycin.",
    ),
    ("coagulopathy", "INR", "INR 2.4.", "INR 1.5."),
    (
        "diabetic ketoacidosis",
        "Consensus",
        "Glucose 480, pH 7.18, HCO3 11, beta-hydroxybutyrate 5.2.",
        "Glucose 480, pH 7.38, HCO3 24.",
    ),
    (
        "hyperosmolar hyperglycemic state",
        "Consensus",
        "Na 140, glucose 900, pH 7.38.",
        "Na 140, glucose 300.",
    ),
    (
        "acute pancreatitis",
        "Revised",
        "Epigastric pain. Lipase 900 (ref 10-60).",
        "Epigastric pain. Lipase 100 (ref 10-60).",
    ),
    ("rhabdomyolysis", "CK", "CK 12400.", "CK 400."),
    ("neutropenic fever", "IDSA", "T 38.6, ANC 200.", "T 38.6, ANC 2400."),
]


@pytest.mark.parametrize(
    ("condition", "definition", "yes", "no"), SATISFIED, ids=[f"{one[0]}: {one[1]}" for one in SATISFIED]
)
def test_a_definition_satisfied_and_not(
    chart: Chart, condition: str, definition: str, yes: str, no: str
) -> None:
    facts = {"age": 76, "sex": Sex.FEMALE}
    assert one(chart(yes), condition, definition, **facts).satisfied
    assert not one(chart(no), condition, definition, **facts).satisfied


@pytest.mark.parametrize(
    ("condition", "text", "grade"),
    [
        ("chronic kidney disease", "eGFR 41 on 05/01/2026, eGFR 28 on 11/03/2026.", "G4"),
        ("acute respiratory distress syndrome", "PaO2 55, FiO2 60%, PEEP 8. Bilateral opacities.", "severe"),
        ("heart failure specificity", "EF 45%.", "EF in the range of HFmrEF"),
        ("pressure injury", "Unstageable wound, covered by eschar.", "unstageable"),
        ("obesity", "Weight 120 kg, height 170 cm.", "BMI in class 3"),
        ("hyponatremia", "Na 128, then Na 122.", "profound"),
        ("hyperkalemia", "K 6.6.", "severe"),
        ("hypertensive crisis", "BP 214/124 with papilledema.", "with acute organ damage named"),
        ("diabetic ketoacidosis", "Glucose 480, pH 6.9, HCO3 6, ketones large.", "severe"),
    ],
)
def test_grades(chart: Chart, condition: str, text: str, grade: str) -> None:
    assert assess(chart(text), condition, age=60)[0].grade == grade


def test_severe_malnutrition_needs_two_severe_characteristics(chart: Chart) -> None:
    name = "ASPEN/AND 2012, chronic"
    two = chart("Lost 12% of body weight over 6 months. Muscle wasting: severe.")
    assert one(two, "malnutrition", name).grade == "severe"
    mild = chart("Lost 10% of body weight over 6 months. Temporal wasting.")
    assert one(mild, "malnutrition", name).grade == "moderate (non-severe)"


def test_weights_of_the_stay_are_not_compared(chart: Chart) -> None:
    name = "ASPEN/AND 2012, acute"
    diuresis = one(chart("Weight 82 kg.", "Weight 78 kg."), "malnutrition", name)
    assert outcome(diuresis, "weight loss of 1 %") is MISSING
    before = one(chart("Weight 82 kg on 10/10/2026. Weight 74 kg."), "malnutrition", name)
    assert outcome(before, "weight loss of 1 %") is MET
    assert "9.8% in 24 days" in because(before, "weight loss of 1 %")


def test_more_oxygen_yesterday_is_no_fall(chart: Chart) -> None:
    found = one(chart("PaO2 210, FiO2 80%.", "PaO2 90, FiO2 30%."), "acute hypoxic respiratory failure")
    assert outcome(found, "PaO2 on room air falls") is MISSING


def test_the_body_mass_index_goes_by_age(chart: Chart) -> None:
    found = chart("BMI 21.0. Metastatic cancer.")
    assert one(found, "malnutrition", "GLIM", age=75).satisfied
    assert not one(found, "malnutrition", "GLIM", age=60).satisfied
    assert "age is not given" in because(one(found, "malnutrition", "GLIM"), "BMI below 22")


def test_hemoglobin_goes_by_sex(chart: Chart) -> None:
    found = chart("Melena. Hgb 12.5, serial Hgb.")
    assert one(found, "acute blood loss anemia", sex=Sex.MALE).satisfied
    assert not one(found, "acute blood loss anemia", sex=Sex.FEMALE).satisfied
    unknown = one(found, "acute blood loss anemia")
    assert outcome(unknown, "hemoglobin is below 13") is MISSING


def test_oxygen_without_its_fraction_is_missing(chart: Chart) -> None:
    found = one(chart("PaO2 55 on 2 L nasal cannula."), "acute hypoxic respiratory failure")
    assert "without its FiO2" in because(found, "P/F ratio")


def test_a_troponin_without_the_limit_is_missing(chart: Chart) -> None:
    found = one(chart("Troponin 45, then troponin 120."), "type 2 myocardial infarction or myocardial injury")
    assert "upper limit is not written" in because(found, "troponin is above")


def test_no_response_to_fluids(chart: Chart) -> None:
    fluids = "Fluid resuscitation given. Cr {}."
    slow = one(
        chart(fluids.format(2.4), "Cr 2.4.", "Cr 2.5.", "Cr 2.4 (baseline 1.0)."), "acute tubular necrosis"
    )
    assert outcome(slow, "creatinine is still") is MET
    fast = one(
        chart(fluids.format(2.4), "Cr 1.8.", "Cr 1.3.", "Cr 1.1 (baseline 1.0)."), "acute tubular necrosis"
    )
    assert outcome(fast, "creatinine is still") is NOT_MET


def test_an_empty_chart_has_nothing_met() -> None:
    found = assess((), "sepsis")
    assert {each.outcome for assessment in found for each in assessment.criteria} == {MISSING}
    assert not any(assessment.satisfied for assessment in found)


def test_an_unknown_condition_is_told() -> None:
    with pytest.raises(InvalidInputError, match="There are no indicators of 'gout'"):
        assess((), "gout")


def hand_made(*numbers: float) -> tuple[Observation, ...]:
    """Creatinine values of a stay, one a day, the first of three months before."""
    days = [date(2026, 8, 1), *(date(2026, 11, 3 + day) for day in range(len(numbers) - 1))]
    return tuple(
        Observation(
            ObservationKind.VALUE,
            "creatinine",
            f"Cr {number:g}",
            Quantity(number, "mg/dL"),
            day,
            prior=not index,
            source="typed by hand",
        )
        for index, (number, day) in enumerate(zip((round(each, 2) for each in numbers), days, strict=True))
    )


@given(base=some.floats(0.5, 2), peak=some.floats(0.5, 10), more=some.floats(0, 5))
def test_a_higher_creatinine_never_lowers_the_stage(base: float, peak: float, more: float) -> None:
    stages = ["", "stage 1", "stage 2", "stage 3"]
    lower = one(hand_made(base, peak), "acute kidney injury").grade
    higher = one(hand_made(base, peak + more), "acute kidney injury").grade
    assert stages.index(lower) <= stages.index(higher)


@given(limit=some.floats(0, 100), number=some.floats(0, 100), more=some.floats(0, 50))
def test_limits_are_monotone(limit: float, number: float, more: float) -> None:
    for name in ("above", "at_least"):
        upper = Criterion("", "value", **{name: limit})  # type: ignore[arg-type]
        assert not holds(upper, number) or holds(upper, number + more)
    for name in ("below", "at_most"):
        lower = Criterion("", "value", **{name: limit})  # type: ignore[arg-type]
        assert not holds(lower, number + more) or holds(lower, number)
