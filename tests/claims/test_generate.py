"""Generated claims: the same for the same seed, whole, of the size asked for, like claims made by hand."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codinglab.claims.extract.layout import INTAKE_SCHEMAS
from codinglab.claims.generate import generate
from codinglab.claims.generate.generation import SINCE, THROUGH
from codinglab.claims.generate.people import chronic
from codinglab.claims.generate.templates import templates
from codinglab.claims.intake import Batch
from codinglab.claims.rebuild import all_claims
from codinglab.claims.tables import claim_rows
from codinglab.model import Claim, ClaimType, InvalidInputError
from codinglab.reference.rule_tables import rule_table

LINES = 6_000


@cache
def batches() -> tuple[Batch, ...]:
    return tuple(generate(LINES, seed=7, batch_lines=2_000))


@cache
def claims() -> tuple[Claim, ...]:
    return tuple(claim for batch in batches() for claim in all_claims(batch.relations))


def test_the_same_seed_gives_the_same_claims() -> None:
    again = tuple(generate(LINES, seed=7, batch_lines=2_000))
    for one, two in zip(batches(), again, strict=True):
        assert all(one.relations[name].equals(two.relations[name]) for name in one.relations)
    other = next(generate(LINES, seed=8, batch_lines=2_000))
    assert not other.relations["claim"].equals(batches()[0].relations["claim"])


def test_batches_have_the_shape_and_the_size_asked_for() -> None:
    for batch in batches():
        assert {name: table.schema for name, table in batch.relations.items()} == {
            name: schema for name, schema in INTAKE_SCHEMAS.items() if name != "note"
        }
    assert sum(batch.relations["line"].num_rows for batch in batches()) == LINES
    assert [batch.read for batch in batches()][-1] == 1.0
    ids = [claim.claim_id for claim in claims()]
    assert len(set(ids)) == len(ids)


def test_a_patient_is_in_one_batch_with_one_birth_date_and_sex() -> None:
    seen: dict[str, tuple[int, Any]] = {}
    for number, batch in enumerate(batches()):
        for claim in all_claims(batch.relations):
            facts = number, (claim.patient.birth_date, claim.patient.sex)
            assert seen.setdefault(claim.patient.id, facts) == facts
    several = Counter(claim.patient.id for claim in claims())
    assert sum(count > 2 for count in several.values()) > len(several) / 4


@given(
    lines=st.integers(1, 900),
    seed=st.integers(0, 2**40),
    kinds=st.sets(st.sampled_from(ClaimType), min_size=1),
    days=st.integers(20, 400),
)
@settings(max_examples=15, deadline=None)
def test_relations_are_those_of_the_claims_whatever_is_asked(
    lines: int, seed: int, kinds: set[ClaimType], days: int
) -> None:
    through = SINCE + timedelta(days=days)
    made = list(generate(lines, seed=seed, types=dict.fromkeys(kinds, 1.0), through=through, batch_lines=300))
    total = sum(batch.relations["line"].num_rows for batch in made)
    assert total <= lines
    assert ClaimType.PROFESSIONAL not in kinds or total == lines
    for batch in made:
        relations = dict(batch.relations)
        whole = all_claims(relations)
        rows = claim_rows(whole)
        for name, schema in INTAKE_SCHEMAS.items():
            if name not in ("payment", "note"):
                columns = [relations[name].column(column).to_pylist() for column in schema.names]
                assert sorted(zip(*columns, strict=True), key=repr) == sorted(rows[name], key=repr), name
        for claim in whole:
            assert claim.claim_type in kinds
            assert SINCE <= claim.from_date <= claim.through_date <= through
            assert claim.lines
            assert claim.diagnoses


def test_money_is_paid_for_each_line() -> None:
    payment = pa.concat_tables(batch.relations["payment"] for batch in batches()).to_pylist()
    assert all(0 <= row["paid"] <= row["allowed"] for row in payment)
    denied = [row for row in payment if row["denied_by"]]
    assert 0.005 < len(denied) / len(payment) < 0.03
    assert not any(row["allowed"] for row in denied)
    charges = pa.concat_tables(batch.relations["line"] for batch in batches()).column("charge").to_pylist()
    assert all(charge >= row["allowed"] for charge, row in zip(charges, payment, strict=True))


def test_identifiers_have_their_check_digit() -> None:
    numbers = {claim.provider.id for claim in claims()} | {claim.facility_id for claim in claims()} - {""}
    assert all(_luhn("80840" + number) and len(number) == 10 for number in numbers)
    assert len(numbers) > 100


def _luhn(number: str) -> bool:
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number))]
    return sum(value - 9 * (value > 9) for value in doubled) % 10 == 0


def test_the_shares_of_the_lines_are_about_those_asked_for() -> None:
    lines = pa.concat_tables(batch.relations["line"] for batch in generate(40_000, seed=1))
    counted = Counter(lines.column("claim_type").to_pylist())
    assert abs(counted["professional"] / 40_000 - 0.70) < 0.08
    assert abs(counted["outpatient"] / 40_000 - 0.22) < 0.06
    assert abs(counted["inpatient"] / 40_000 - 0.08) < 0.05


def test_a_physician_has_few_patients_or_many() -> None:
    seen = Counter(claim.provider.id for claim in claims())
    largest = [count for _, count in seen.most_common(len(seen) // 10)]
    assert sum(largest) > 0.25 * len(claims())


def test_claims_of_a_patient_are_on_days_of_their_own() -> None:
    days: dict[str, list[date]] = {}
    for claim in claims():
        if claim.claim_type is not ClaimType.INPATIENT:
            days.setdefault(claim.patient.id, []).append(claim.from_date)
    assert all(one != two for listed in days.values() for one, two in pairwise(sorted(listed)))


def test_every_code_of_the_templates_holds_all_the_year() -> None:
    table = rule_table("icd10cm_code")
    assert table is not None
    rows = table.rows.to_pylist()
    valid = {row["code"] for row in rows if row["since"] <= SINCE and row["through"] >= THROUGH}
    used = {str(one.code) for condition in chronic().values() for one in condition.codes}
    for template in templates():
        used |= {str(one.code) for form in template.forms for one in form.claim.diagnoses}
    assert used <= valid


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"lines": 0}, "At least 1 line"),
        ({"plant_rate": 1.5}, "from 0 to 1"),
        ({"through": date(2025, 1, 1)}, "before the first"),
        ({"types": {}}, "share above 0"),
        ({"seed": -1}, "0 or more"),
    ],
)
def test_what_cannot_be_made_is_said(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidInputError, match=said):
        generate(**{"lines": 10, "seed": 1, **wrong})
