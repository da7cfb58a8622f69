"""A professional line has a place of service that is no such code, or not yet.

The place of service says where the patient was when the service was given. It has two digits from a list
that CMS keeps, and decides whether the physician is paid for the rooms and staff too (office) or not
(hospital). A code outside the list stops the line; one that began later is outside it on earlier days.

Use the place where the patient was: 11 office, 21 inpatient, 22 hospital outpatient department on its
campus, 23 emergency department, 10 telehealth at home. The leading zero belongs to the code.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, Claim, ClaimType, Disposition, Severity
from codinglab.validate.claim_form import form
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, line, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables


def _at(place: str, claim: Claim) -> Claim:
    """The claim with every line at that place of service."""
    return replace(claim, lines=tuple(replace(line, place_of_service=place) for line in claim.lines))


EDIT = Edit(
    __name__,
    title="Place of service not in the list",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 26 section 10.5"),),
    reads=(),
    message=(
        "Line {line} ({code}) has place of service “{place}”, which is not in the list on {on}: "
        "use the place where the patient was."
    ),
    examples=(
        fires(_at("2", professional(dx("I10"), line("99214"))), because="the leading zero is missing"),
        fires(_at("29", professional(dx("I10"), line("99214"))), because="29 is not assigned"),
        fires(
            _at("27", professional(dx("Z59.02"), line("99214"), on="2023-09-30")),
            because="27 (street) begins on 2023-10-01",
        ),
        passes(
            _at("27", professional(dx("Z59.02"), line("99214"), on="2023-10-01")), because="27 is in force"
        ),
        fires(
            _at("10", professional(dx("I10"), line("99214"), on="2021-12-31")),
            because="10 (telehealth at home) begins on 2022-01-01",
        ),
        passes(_at("10", professional(dx("I10"), line("99214"), on="2022-01-01")), because="10 is in force"),
        passes(_at("11", professional(dx("I10"), line("99214"))), because="the office"),
        passes(
            professional(dx("I10"), line("99214")),
            because="none is given: `structure/missing-place-of-service` judges that",
        ),
    ),
)


@EDIT.check(since="2003-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines whose place is not in the list of the day."""
    rows, places = claims.lines, form()["place_of_service"]
    known = rows.place_of_service.isin(["", *places["valid"]])
    for place, since in places["since"].items():
        known = known | ((rows.place_of_service == place) & (rows.since >= ibis.literal(since)))
    return rows.filter(~known).select("claim_id", "on", "line", "code", place="place_of_service")
