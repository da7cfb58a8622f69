"""ICD-10-PCS and present-on-admission edits: vectors of the field, and the lists that the edits read."""

from __future__ import annotations

from datetime import date

import pytest

from codinglab.model import Claim
from codinglab.reference.icd10cm import icd10cm
from codinglab.validate import validate
from codinglab.validate.examples import dx, inpatient, px
from codinglab.validate.poa_lists import facts, listed, undotted

ON = date(2026, 6, 18)


def found(claim: Claim, family: str) -> set[str]:
    return {one.edit for one in validate(claim).findings if one.edit.startswith(family)}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("0DTJ4ZZ", set()),
        ("5A1955Z", set()),
        ("0DTI4ZZ", {"icd10pcs/invalid-code"}),
        ("0DTJ4Z", {"icd10pcs/invalid-code"}),
        ("0DTJ4DZ", {"icd10pcs/table-row"}),
    ],
)
def test_a_procedure_code_is_valid_or_one_edit_says_why_not(code: str, expected: set[str]) -> None:
    claim = inpatient(dx("J96.01", "Y"), px(code, "2026-06-18"))
    assert found(claim, "icd10pcs/") == expected
    assert not [edit for edit in found(claim, "mce/") if "invalid" in edit], "the precise edit speaks first"


def test_a_condition_of_the_emergency_department_is_present() -> None:
    assert found(inpatient(dx("J96.01", "Y"), dx("N17.9", "Y")), "poa/") == set()


def test_an_indicator_that_is_missing_is_an_error() -> None:
    assert found(inpatient(dx("J18.9")), "poa/") == {"poa/missing"}


def test_every_listed_prefix_begins_a_code() -> None:
    for kind in facts("poa.toml").values():
        for fact in kind:
            for prefix in undotted(
                [one for codes in fact.values() if codes != fact["because"] for one in codes]
            ):
                entry = icd10cm().entry(prefix, ON)
                assert entry.valid or entry.header, prefix


def test_what_may_come_later_is_part_of_the_chronic_conditions() -> None:
    chronic = tuple(listed("chronic", "chronic.toml"))
    assert all(prefix.startswith(chronic) for prefix in listed("later"))
