"""Units: converted where sure, refused where not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from codinglab.indicators.units import convert, scales
from codinglab.model import InvalidInputError


@pytest.mark.parametrize(
    ("term", "number", "unit", "written", "wanted"),
    [
        ("creatinine", 212.2, "umol/L", True, 2.4),
        ("creatinine", 212, "µmol/L", True, 2.398),
        ("temperature", 101.2, "F", True, 38.444),
        ("temperature", 101.2, "", False, 38.444),
        ("temperature", 38.4, "", False, 38.4),
        ("white blood cell count", 18.2, "10^9/L", False, 18.2),
        ("white blood cell count", 18200, "10^9/L", False, 18.2),
        ("white blood cell count", 18200, "/uL", True, 18.2),
        ("white blood cell count", 18.2, "K/uL", True, 18.2),
        ("platelet count", 88000, "10^9/L", False, 88),
        ("hemoglobin", 84, "g/L", True, 8.4),
        ("fraction of inspired oxygen", 0.4, "%", False, 40),
        ("fraction of inspired oxygen", 40, "%", True, 40),
        ("weight", 220, "lbs", True, 99.79),
        ("urine output", 1.4, "L", True, 1400),
        ("sodium", 128, "mEq/L", True, 128),
    ],
)
def test_conversion(term: str, number: float, unit: str, written: bool, wanted: float) -> None:
    assert convert(term, number, unit, written=written).number == pytest.approx(wanted, abs=0.002)


@pytest.mark.parametrize(
    ("term", "number", "unit", "written"),
    [
        ("platelet count", 1500, "10^9/L", False),
        ("white blood cell count", 600, "10^9/L", False),
        ("white blood cell count", 18200, "K/uL", True),
        ("temperature", 60, "", False),
        ("creatinine", 20, "mg/dL", False),
        ("lactate", 18, "mmol/L", False),
        ("creatinine", 2.4, "ng/mL", True),
        ("fraction of inspired oxygen", 10, "%", False),
    ],
)
def test_what_is_unsure_is_refused_with_a_reason(term: str, number: float, unit: str, written: bool) -> None:
    with pytest.raises(InvalidInputError, match=r"unsure|for sure|not known|outside"):
        convert(term, number, unit, written=written)


PAIRS = [(scale.term, one) for scale in scales().values() for one in scale.also]


@pytest.mark.parametrize(("term", "other"), PAIRS, ids=str)
@given(share=some.floats(0.05, 0.95))
def test_a_written_unit_gives_back_the_value(term: str, other: object, share: float) -> None:
    scale = scales()[term]
    value = scale.low + (scale.high - scale.low) * share
    written = value * other.divide + other.minus  # type: ignore[attr-defined]
    found = convert(term, written, other.unit, written=True)  # type: ignore[attr-defined]
    assert found.unit == scale.unit
    assert found.number == pytest.approx(value, abs=0.001)


@pytest.mark.parametrize("term", sorted(scales()))
@given(number=some.floats(0, 100_000, allow_nan=False))
def test_whatever_is_converted_is_possible(term: str, number: float) -> None:
    scale = scales()[term]
    try:
        found = convert(term, number, scale.unit, written=False)
    except InvalidInputError:
        return
    assert scale.low <= found.number <= scale.high
