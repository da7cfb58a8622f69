"""A professional service line points to no diagnosis.

Each line of a professional claim has to say what the service was done for. Without a pointer the payer
cannot tell whether the service was needed, and sends the claim back. Coverage policies look only at the
diagnoses that a line points to.

Point to the diagnosis that the note gives as the reason for this service, the main one first. A claim
without any diagnosis is left to `structure/no-diagnosis`; facility claims have no pointers.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, Claim, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, line, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables


def _unpointed(claim: Claim) -> Claim:
    """The claim with no pointer on any line."""
    return replace(claim, lines=tuple(replace(line, pointers=()) for line in claim.lines))


EDIT = Edit(
    __name__,
    title="Service line without a diagnosis pointer",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 26 section 10.4"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "IV.G"),
    ),
    reads=(),
    message="{code} on line {line} points to no diagnosis: point to the one that the service was done for.",
    examples=(
        fires(_unpointed(professional(dx("I10"), line("99214"))), because="the visit points to nothing"),
        fires(
            _unpointed(professional(dx("I10"), dx("E11.9"), line("83036"))),
            because="two diagnoses, and none pointed to",
        ),
        passes(professional(dx("I10"), line("99214", to=(1,))), because="it points to the first"),
        passes(_unpointed(professional(line("99214"))), because="no diagnosis at all: another edit says so"),
    ),
)


@EDIT.check(since="1983-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines without pointers on claims that have a diagnosis."""
    told = claims.lines.semi_join(claims.diagnoses, "claim_id")
    hits = told.anti_join(claims.pointers, ["claim_id", "line"])
    return hits.select("claim_id", "on", "line", "code")
