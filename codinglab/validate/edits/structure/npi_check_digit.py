"""The identifier of the provider or facility is not a possible NPI.

The tenth digit of a National Provider Identifier is computed from the other nine with 80840 before them
(the Luhn formula), so that a wrong or swapped digit shows. A number that fails belongs to nobody, and the
claim cannot be matched with an enrolled provider.

Look the number up in the NPI registry and correct the digit; do not reuse the number from an old claim.
Only ten digits that begin with 1 or 2 are judged: any other identifier (a CCN, a local number, a name) is no
NPI and is let be.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, Claim, ClaimType, Disposition, Severity
from codinglab.validate.claim_form import all_digits, identifiers, luhn_sum
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, line, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables


def _by(number: str, claim: Claim) -> Claim:
    """The claim of a provider with that number."""
    return replace(claim, provider=replace(claim.provider, id=number))


EDIT = Edit(
    __name__,
    title="NPI with a wrong check digit",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="claim",
    authority=(
        Authority("45 CFR", "", "162.406"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 26 section 10"),
    ),
    reads=(),
    message="{number}, the identifier of the {whose}, fails the NPI check digit: look it up and correct it.",
    examples=(
        fires(_by("1234567890", professional(dx("I10"), line("99214"))), because="the check digit is 3"),
        fires(_by("1243567893", professional(dx("I10"), line("99214"))), because="two digits are swapped"),
        fires(
            replace(inpatient(dx("J18.9", "Y")), facility_id="2000000001"),
            because="the facility's number is judged too",
        ),
        passes(
            _by("1234567893", professional(dx("I10"), line("99214"))),
            because="the published example of an NPI",
        ),
        passes(_by("1245319599", professional(dx("I10"), line("99214"))), because="its digits agree"),
        passes(
            _by("9234567890", professional(dx("I10"), line("99214"))),
            because="an NPI begins with 1 or 2: this is another number",
        ),
        passes(_by("A12345", professional(dx("I10"), line("99214"))), because="not of the form of an NPI"),
    ),
)


@EDIT.check(since="2007-05-23")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """NPIs whose Luhn sum is no multiple of ten; the prefix 80840 adds 24 to it."""
    numbers = identifiers(claims)
    formed = numbers.filter(all_digits(numbers.number, 10), numbers.number.substr(0, 1).isin(["1", "2"]))
    return formed.filter((luhn_sum(formed.number) + 24) % 10 != 0)
