"""Observations: days, times, what is of before, and what is denied."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

import pytest

from codinglab.model import DocumentType, Observation, ObservationKind

Chart = Callable[..., tuple[Observation, ...]]


def named(found: tuple[Observation, ...], term: str) -> list[Observation]:
    return [one for one in found if one.term == term]


def test_a_value_without_a_day_has_that_of_its_document(chart: Chart) -> None:
    (sodium,) = named(chart("Stable.", "Na 128 today."), "sodium")
    assert (sodium.on, sodium.source, sodium.prior) == (date(2026, 11, 4), "note 2", False)


def test_the_time_of_day_is_read_beside(chart: Chart) -> None:
    found = chart("11/03/2026 13:50  lactate 2.6   11/03/2026 19:10  lactate 1.5\nCAM negative at 06:00.")
    assert [one.at for one in named(found, "lactate")] == [time(13, 50), time(19, 10)]
    assert named(found, "CAM positive")[0].at == time(6, 0)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("Cr 2.4 (our system shows 1.0 on 03/02/2026)", date(2026, 3, 2)),
        ("Creatinine 2.4, baseline 1.0 (March).", None),
        ("Baseline creatinine 1.0. Creatinine 2.4 today.", None),
    ],
)
def test_a_baseline_is_of_before(chart: Chart, text: str, on: date | None) -> None:
    before = [one for one in named(chart(text), "creatinine") if one.prior]
    assert [(one.quantity.number, one.on) for one in before if one.quantity] == [(1.0, on)]


def test_the_first_of_an_arrow_has_no_day(chart: Chart) -> None:
    found = named(chart("Hgb 13.9 -> 8.4 after surgery."), "hemoglobin")
    assert [one.on for one in found] == [None, date(2026, 11, 3)]


def test_a_discharge_summary_recounts(chart: Chart) -> None:
    found = chart(
        "Creatinine was 2.4 on arrival. Sodium was 127. Potassium 4.1 at discharge.",
        kind=DocumentType.DISCHARGE_SUMMARY,
    )
    days = {one.term: one.on for one in found if one.kind is ObservationKind.VALUE}
    assert days == {"creatinine": date(2026, 11, 3), "sodium": None, "potassium": date(2026, 11, 10)}


@pytest.mark.parametrize(
    ("text", "term", "absent"),
    [
        ("Using accessory muscles.", "work of breathing", False),
        ("No accessory muscle use.", "work of breathing", True),
        ("CAM positive.", "CAM positive", False),
        ("CAM-ICU: negative.", "CAM positive", True),
        ("Alert and oriented x3.", "altered mental status", True),
        ("Confused overnight.", "altered mental status", False),
        ("Temporal wasting noted.", "muscle loss", False),
        ("Moderate wasting at the temples.", "muscle loss", False),
        ("NFPE: wasting at clavicles, severe at the quads.", "severe muscle loss", False),
        (
            "Intake: <50 % of usual meals for about 2 months.",
            "intake at most 75 % for a month or more",
            False,
        ),
        ("UA with muddy brown casts.", "muddy brown casts", False),
        ("No muddy brown casts.", "muddy brown casts", True),
        ("1+ pitting edema of both legs.", "congestion", False),
        ("Norepinephrine at 5 mcg/min.", "vasopressor", False),
        ("No pressors needed.", "vasopressor", True),
        ("Given LR 2 L bolus.", "crystalloid bolus", False),
        ("Furosemide 40 mg IV.", "intravenous diuretic", False),
        ("Transfused 2 units PRBC.", "transfusion", False),
        ("Placed on BiPAP.", "noninvasive ventilation", False),
        ("Intubated in the ED.", "mechanical ventilation", False),
        ("Started CRRT.", "dialysis", False),
        ("Placed on 4 L nasal cannula.", "supplemental oxygen", False),
        ("Ceftriaxone 2 g IV.", "antibiotic", False),
        ("Furosemide 40 mg IV held.", "intravenous diuretic", True),
        ("Off pressors since noon.", "vasopressor", True),
        ("No concern for pneumonia.", "infection", True),
        ("Family reports new confusion.", "altered mental status", False),
    ],
)
def test_findings_and_treatments(chart: Chart, text: str, term: str, absent: bool) -> None:
    found = named(chart(text), term)
    assert found
    assert {one.absent for one in found} == {absent}


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Consider BiPAP if worse.", "noninvasive ventilation"),
        ("## Home medications\nFurosemide IV\n", "intravenous diuretic"),
        ("History of dialysis.", "dialysis"),
        ("Nasal congestion.", "congestion"),
        ("Extracorporeal shock wave lithotripsy.", "supply-demand imbalance"),
        ("Fine needle aspiration of the thyroid.", "aspiration risk or event"),
        ("Partial thickness graft taken.", "partial-thickness skin loss"),
        ("High flow fistula.", "high-flow oxygen"),
        ("If no urine, consider CRRT.", "dialysis"),
        ("At risk for confusion.", "altered mental status"),
        ("Pressors would be needed if the pressure falls; may need norepinephrine.", "vasopressor"),
    ],
)
def test_what_is_only_thought_of_is_no_observation(chart: Chart, text: str, term: str) -> None:
    assert not [one for one in named(chart(text), term) if not one.absent]


def test_a_suspected_infection_counts(chart: Chart) -> None:
    assert named(chart("Possible pneumonia."), "infection")
    assert named(chart("No pneumonia."), "infection")[0].absent


def test_a_laboratory_report_gives_no_treatment(chart: Chart) -> None:
    found = chart("Ceftriaxone S, vancomycin S", kind=DocumentType.LABORATORY_REPORT)
    assert not [one for one in found if one.kind is ObservationKind.TREATMENT]


def test_a_gas_on_room_air_says_so(chart: Chart) -> None:
    text = "ABG on RA 10:52: pH 7.41, pCO2 38, pO2 51. BiPAP 12/6 at 11:05, FiO2 40 %."
    (one,) = named(chart(text), "partial pressure of oxygen")
    assert "on RA" in one.words
    (later,) = named(chart("On 2 L. ABG: pO2 61. Was on RA before."), "partial pressure of oxygen")
    assert "RA" not in later.words


@pytest.mark.parametrize(
    ("text", "percent", "days"),
    [
        ("Has lost 12% of his body weight over the past 3 months.", 12, 90),
        ("UBW 62 kg. Loss 5.6 kg = 9 % in 3 mo.", 9, 90),
        ("Weight loss of 10 lb (6%) in one month.", 6, 30),
    ],
)
def test_weight_loss_in_percent(chart: Chart, text: str, percent: int, days: int) -> None:
    (one,) = named(chart(text), "weight loss")
    assert one.quantity is not None
    assert (one.quantity.number, one.quantity.second) == (percent, days)
