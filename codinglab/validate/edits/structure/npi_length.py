"""The identifier of the provider or facility looks like an NPI with a digit too few or too many.

A National Provider Identifier has ten digits and begins with 1 or 2. A number of nine or eleven digits, or
of ten that begin otherwise, is mostly an NPI typed wrongly; the claim then reaches no enrolled provider.

Count the digits and compare them with the registry. A local number of that length is lawful on a form that
asks for one: leave it then.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, Claim, ClaimType, Disposition, Severity
from codinglab.validate.claim_form import all_digits, identifiers
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, line, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

_CLAIM = professional(dx("I10"), line("99214"))


def _by(number: str) -> Claim:
    """A claim of a provider with that number."""
    return replace(_CLAIM, provider=replace(_CLAIM.provider, id=number))


EDIT = Edit(
    __name__,
    title="NPI of a wrong length",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="claim",
    authority=(Authority("45 CFR", "", "162.406"),),
    reads=(),
    message="{number}, the identifier of the {whose}, is no NPI: ten digits that begin with 1 or 2.",
    examples=(
        fires(_by("123456789"), because="nine digits"),
        fires(_by("12345678933"), because="eleven digits"),
        fires(_by("9234567893"), because="ten, but it begins with 9"),
        fires(
            replace(inpatient(dx("J18.9", "Y")), facility_id="200000000"),
            because="the facility's number has nine",
        ),
        passes(_by("1234567893"), because="ten digits"),
        passes(_by("A12345"), because="not a number"),
        passes(
            replace(inpatient(dx("J18.9", "Y")), facility_id="330101"),
            because="six digits: a CMS certification number",
        ),
    ),
)


@EDIT.check(since="2007-05-23")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Numbers of nine or eleven digits, and of ten that no NPI begins with."""
    numbers = identifiers(claims)
    tens = all_digits(numbers.number, 10) & ~numbers.number.substr(0, 1).isin(["1", "2"])
    near = all_digits(numbers.number, 9) | all_digits(numbers.number, 11)
    return numbers.filter(tens | near)
