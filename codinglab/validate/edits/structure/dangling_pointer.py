"""A service line points to a diagnosis that is not on the claim.

A pointer is the place of a diagnosis on the claim: 1 (or A) for the first, up to 12 (or L). One that
points to an empty place mostly remains when a diagnosis was removed or moved after the pointers were set,
and then the line's other pointers may be wrong too.

Go through all pointers of the claim against the diagnoses as they stand now. A claim without any diagnosis
is left to `structure/no-diagnosis`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, line, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables


EDIT = Edit(
    __name__,
    title="Pointer to a diagnosis that is not there",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 26 section 10.4"),),
    reads=(),
    message=(
        "{code} on line {line} points to diagnosis {pointer}, but the claim has {number}: set the"
        " line's pointers anew."
    ),
    examples=(
        fires(
            professional(dx("E11.9"), dx("I10"), line("99214", to=(3,))),
            because="there is no third diagnosis",
        ),
        fires(professional(dx("E11.9"), line("99214", to=(1, 2))), because="the second pointer dangles"),
        fires(professional(dx("E11.9"), line("99214", to=(0,))), because="places count from 1"),
        passes(
            professional(dx("E11.9"), dx("I10"), line("99214", to=(2, 1))),
            because="both are there, in any order",
        ),
        passes(professional(dx("E11.9"), line("99214", to=(1,))), because="the first diagnosis"),
        passes(professional(line("99214", to=(1,))), because="no diagnosis at all: another edit says so"),
    ),
)


@EDIT.check(since="1983-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with a pointer below 1 or beyond the last diagnosis, the first such pointer of each."""
    last = claims.diagnoses.group_by("claim_id").agg(number=claims.diagnoses.position.max())
    pointers = claims.pointers.join(last, "claim_id")
    wrong = pointers.filter((pointers.diagnosis < 1) | (pointers.diagnosis > pointers.number))
    first = wrong.group_by(["claim_id", "line", "number"]).agg(place=wrong.position.min())
    named = first.join(
        pointers.select("claim_id", "line", place="position", pointer="diagnosis"),
        ["claim_id", "line", "place"],
    )
    hits = claims.lines.join(named, ["claim_id", "line"])
    return hits.select("claim_id", "on", "line", "code", "pointer", "number")
