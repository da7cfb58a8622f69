"""The principal diagnosis is accepted only when another diagnosis stands beside it, and none does.

Z51.89 tells that the patient came for some other aftercare, not for which condition. The Medicare Code
Editor takes it as principal diagnosis when any secondary diagnosis is on the claim.

Add the condition for which the care was given; it may be the better principal diagnosis. Any valid
secondary diagnosis satisfies the editor, but only one that the record supports satisfies a reader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codinglab.model import Authority, Claim, ClaimType, Disposition, Severity
from codinglab.validate.code_editor import found
from codinglab.validate.code_editor_batch import fired
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes

if TYPE_CHECKING:
    from codinglab.validate.code_editor import Found

EDIT = Edit(
    __name__,
    title="Principal diagnosis requires a secondary",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.INPATIENT,),
    judges="diagnosis",
    authority=(Authority("Definitions of Medicare Code Edits", "v44", "edit 9"),),
    reads=(),
    message=(
        "{code} is accepted as principal diagnosis only beside a secondary diagnosis: "
        "add the condition that was cared for."
    ),
    examples=(
        fires(inpatient(dx("Z51.89")), because="nothing stands beside it"),
        fires(inpatient(dx("Z51.89"), on="2026-11-01"), because="the rule holds in the next fiscal year too"),
        passes(inpatient(dx("Z51.89"), dx("I10", "Y")), because="a secondary diagnosis stands beside it"),
        passes(inpatient(dx("I63.9", "Y")), because="a condition needs no secondary diagnosis"),
        not_evaluated(
            inpatient(dx("Z51.89"), on="2027-04-01"), because="the editor's tables end on 2027-03-31"
        ),
    ),
)


@EDIT.look(since="2015-10-01", screen=fired("REQUIRES_SDX"))
def look(claim: Claim) -> Found:
    """Whether the editor misses a secondary diagnosis."""
    yield from found(claim, "REQUIRES_SDX")
