"""Values with their units, pairs, arrows and days."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from codinglab.model import Quantity
from codinglab.reference.paths import REFERENCE
from codinglab.review.values import find_values


def read(text: str) -> list[tuple[str, Quantity]]:
    return [(value.term, value.quantity) for value in find_values(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("BP 92/50", [("blood pressure", Quantity(92, "mmHg", 50))]),
        ("NT-proBNP 8,200 pg/mL", [("N-terminal pro-B-type natriuretic peptide", Quantity(8200, "pg/mL"))]),
        ("INR was 2.4", [("international normalized ratio", Quantity(2.4, ""))]),
        ("GCS 14", [("Glasgow coma scale", Quantity(14, ""))]),
        ("weight 82 kg", [("weight", Quantity(82, "kg"))]),
        (
            "pH 7.21, pCO2 60",
            [
                ("arterial pH", Quantity(7.21, "")),
                ("partial pressure of carbon dioxide", Quantity(60, "mmHg")),
            ],
        ),
        (
            "Cr 1.0 -> 2.4 mg/dL",
            [("creatinine", Quantity(1.0, "mg/dL")), ("creatinine", Quantity(2.4, "mg/dL"))],
        ),
        (
            "creatinine rose from 1.0 to 2.4",
            [("creatinine", Quantity(1.0, "mg/dL")), ("creatinine", Quantity(2.4, "mg/dL"))],
        ),
        ("troponin 45 ng/L on 11/03/2026", [("troponin", Quantity(45, "ng/L", on=date(2026, 11, 3)))]),
        ("2026-11-03: lactate 2.6", [("lactate", Quantity(2.6, "mmol/L", on=date(2026, 11, 3)))]),
        ("sodium 128 (03 Nov)", [("sodium", Quantity(128, "mmol/L"))]),
        ("creatinine 212 umol/L", [("creatinine", Quantity(212, "umol/L"))]),
        (
            "glucose 140s to 170s",
            [("glucose", Quantity(140, "mg/dL")), ("glucose", Quantity(170, "mg/dL"))],
        ),
        ("UOP 1.4 L", [("urine output", Quantity(1.4, "L"))]),
        (
            "WBC 18.2 with 12% bands",
            [("white blood cell count", Quantity(18.2, "10^9/L")), ("bands", Quantity(12, "%"))],
        ),
        (
            "creatinine 2.4 (our system shows 1.0 on 03/02/2026)",
            [
                ("creatinine", Quantity(2.4, "mg/dL")),
                ("creatinine", Quantity(1.0, "mg/dL", on=date(2026, 3, 2))),
            ],
        ),
        (
            "Cr 0.9 on 10/02/2026, 1.9 on 11/03/2026",
            [
                ("creatinine", Quantity(0.9, "mg/dL", on=date(2026, 10, 2))),
                ("creatinine", Quantity(1.9, "mg/dL", on=date(2026, 11, 3))),
            ],
        ),
        (
            "BP to 108/60, SBP 84",
            [("blood pressure", Quantity(108, "mmHg", 60)), ("systolic pressure", Quantity(84, "mmHg"))],
        ),
        ("sodium 128 day 2", [("sodium", Quantity(128, "mmol/L"))]),
    ],
)
def test_values(text: str, found: list[tuple[str, Quantity]]) -> None:
    assert read(text) == found


def test_a_day_without_a_year_takes_the_only_year_of_the_text() -> None:
    text = "Admitted 2026-11-01.\nsodium 128 (03 Nov)"
    assert read(text) == [("sodium", Quantity(128, "mmol/L", on=date(2026, 11, 3)))]
    assert read("Born 1950-01-01. " + text)[0][1].on is None


def test_each_number_of_an_arrow_has_its_own_words() -> None:
    text = "Hgb 13.9 -> 8.4 g/dL"
    assert [text[value.start : value.end] for value in find_values(text)] == ["Hgb 13.9", "8.4 g/dL"]


def test_a_day_belongs_to_its_own_line_and_column() -> None:
    lines = (
        "06/14/2026 13:50  lactate 2.6        06/14/2026 19:10  lactate 1.5\n06/15/2026 05:30  lactate 1.1\n"
    )
    days = [(one.number, one.on) for one in find_values(lines + "06/16/2026 05:30  sodium 128")]
    assert days == [
        ("2.6", date(2026, 6, 14)),
        ("1.5", date(2026, 6, 14)),
        ("1.1", date(2026, 6, 15)),
        ("128", date(2026, 6, 16)),
    ]


def test_an_earlier_number_does_not_take_the_day_of_its_line() -> None:
    found = list(find_values("06/14/2026: creatinine 2.4 (baseline 1.0)"))
    assert [(one.number, one.on) for one in found] == [("2.4", date(2026, 6, 14)), ("1.0", None)]


@pytest.mark.parametrize("text", ["cardiac output 4.0", "creatinine (0.6-1.2)", "creatinine 2.4 (0.6-1.2)"])
def test_no_second_number_is_made_up(text: str) -> None:
    assert len(read(text)) == text.count("2.4")


@pytest.mark.parametrize("text", ["AST elevated", "pH paper", "ck 2 view", "weight 900 kg", "GCS 40"])
def test_what_is_no_value(text: str) -> None:
    assert [found for found in read(text) if found[0] != "creatine kinase"] == []


def test_every_value_is_read_under_its_own_name() -> None:
    """Facts that the program writes itself ("Estimated glomerular filtration rate 38") are read again."""
    rows = tomllib.loads((REFERENCE / "lexicon" / "values.toml").read_text(encoding="utf-8"))["value"]
    for row in rows:
        number = "120/80" if row.get("pair") else f"{(row['low'] + row['high']) / 2:g}"
        text = f"{row['term'].capitalize()} {number} {row['unit']}".strip()
        assert row["term"] in [value.term for value in find_values(text)], text
