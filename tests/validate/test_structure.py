"""The structure of a claim: limits on both sides, and the check digit of every NPI."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codinglab.model import Claim
from codinglab.reference.rules_file import read_card
from codinglab.reference.store import open_store
from codinglab.validate.catalogue import edit
from codinglab.validate.engines.one_claim import OneClaimEngine
from codinglab.validate.examples import dx, inpatient, line, outpatient, professional
from codinglab.validate.run import run


@cache
def engine(edit_id: str) -> OneClaimEngine:
    return OneClaimEngine([edit(edit_id)], read_card(open_store().folder))


def fires(edit_id: str, claim: Claim) -> bool:
    return bool(run(engine(edit_id), [claim])["example"].findings)


@pytest.mark.parametrize(
    ("edit_id", "claim", "expected"),
    [
        ("structure/too-many-diagnoses", professional(*[dx("I10")] * 12), False),
        ("structure/too-many-diagnoses", professional(*[dx("I10")] * 13), True),
        ("structure/too-many-diagnoses", inpatient(*[dx("I10")] * 25), False),
        ("structure/too-many-diagnoses", outpatient(*[dx("I10")] * 26), True),
        ("structure/too-many-lines", professional(*[line("J1885")] * 51), True),
        ("structure/too-many-lines", outpatient(*[line("J1885")] * 999), False),
        ("structure/too-many-lines", outpatient(*[line("J1885")] * 1000), True),
    ],
)
def test_limits(edit_id: str, claim: Claim, expected: bool) -> None:
    assert fires(edit_id, claim) is expected


@given(st.integers(100_000_000, 299_999_999), st.integers(0, 9))
@settings(max_examples=50, deadline=None)
def test_one_digit_alone_completes_an_npi(number: int, digit: int) -> None:
    doubled = [int(mark) * (2 - place % 2) for place, mark in enumerate(str(number))]
    total = 24 + sum(value // 10 + value % 10 for value in doubled)
    claim = professional()
    claim = replace(claim, provider=replace(claim.provider, id=f"{number}{digit}"))
    assert fires("structure/npi-check-digit", claim) is ((total + digit) % 10 != 0)
