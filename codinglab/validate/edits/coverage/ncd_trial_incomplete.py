"""A service of a clinical trial lacks what tells Medicare of the trial.

Medicare covers the routine costs of a qualifying trial. The lines carry Q1 (routine care) or Q0 (the item
under study), and the claim has Z00.6 for the participant in a trial; a hospital adds condition code 30. The
eight-digit number of the trial stands on the claim besides, in a field that is not judged here.

Add what is missing when the patient is enrolled, with the consent in the record. Q0 and Q1 do not belong on
services that the trial does not need.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, line, outpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Clinical trial told incompletely",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(
        Authority("Medicare National Coverage Determinations Manual (100-03)", "", "310.1"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 32 section 69.6"),
    ),
    reads=(),
    message="{code} on line {line} carries {modifier}, for a clinical trial, and the claim lacks {lacks}.",
    examples=(
        fires(professional(dx("C50.911"), line("99214", "Q1", to=(1,))), because="Z00.6 is missing"),
        passes(
            professional(dx("C50.911"), dx("Z00.6"), line("99214", "Q1", to=(1,))),
            because="Z00.6 tells of the trial",
        ),
        fires(
            outpatient(dx("C50.911"), dx("Z00.6"), line("J9271", "Q0", units=200)),
            because="a hospital adds condition code 30",
        ),
        passes(
            replace(outpatient(dx("C50.911"), dx("Z00.6"), line("J9271", "Q0")), condition_codes=("30",)),
            because="all three are there",
        ),
        passes(professional(dx("C50.911"), line("99214", to=(1,))), because="no service of a trial"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with Q0 or Q1 on claims without Z00.6 or, of hospitals, without condition code 30."""
    told = claims.modifiers.filter(claims.modifiers.modifier.isin(["Q0", "Q1"]))
    rows = claims.lines.join(told.select("claim_id", "line", "modifier"), ["claim_id", "line"])
    trial = claims.diagnoses.filter(claims.diagnoses.code == "Z006")
    no_diagnosis = rows.anti_join(trial, "claim_id").mutate(lacks=ibis.literal("the diagnosis Z00.6"))
    if not claims.are_professional:
        condition = claims.conditions.filter(claims.conditions.code == "30")
        no_condition = rows.anti_join(condition, "claim_id").mutate(lacks=ibis.literal("condition code 30"))
        no_diagnosis = ibis.union(no_diagnosis, no_condition)
    return no_diagnosis.select("claim_id", "on", "line", "code", "modifier", "lacks")
