"""A code with several concepts says Y, while the code of one of its concepts says N.

A code that holds several clinical concepts is Y only when all of them were present on admission, and N when
at least one was not. Where another code of the claim reports one of the concepts by itself, as I50.- does
for the heart failure in I11.0, the two indicators can contradict each other.

Find out when the concept began and make the indicators agree: N for the combination when the part came
later, Y for the part when it was there. Other codes of the part that say Y clear the contradiction, as
does heart failure that was chronic and became acute. The pairs are in `reference/lexicon/poa.toml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes
from codinglab.validate.poa_lists import facts, under, undotted

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Combination code present, its part not",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.INPATIENT,),
    judges="diagnosis",
    authority=(
        Authority(
            "ICD-10-CM Official Guidelines",
            "FY2026",
            "Appendix I, Codes That Contain Multiple Clinical Concepts",
        ),
    ),
    reads=(),
    message=(
        "{code} says Y and contains {what}, which {other_code} says was not present on admission: report "
        "N for {code} if it came later, or Y for {other_code}."
    ),
    examples=(
        fires(
            inpatient(dx("I11.0", "Y"), dx("I50.21", "N")), because="heart failure came after the admission"
        ),
        fires(
            inpatient(dx("J44.0", "Y"), dx("J18.9", "N")), because="the infection is part of the combination"
        ),
        fires(inpatient(dx("A41.9", "N"), dx("R65.20", "Y")), because="no severe sepsis before the sepsis"),
        fires(
            inpatient(dx("A41.9", "Y"), dx("R65.20", "Y"), dx("N17.9", "N")),
            because="severe sepsis without an organ dysfunction that was there",
        ),
        passes(inpatient(dx("I11.0", "N"), dx("I50.21", "N")), because="both came later"),
        passes(inpatient(dx("I11.0", "Y"), dx("I50.22", "Y")), because="both were there"),
        passes(
            inpatient(dx("A41.9", "Y"), dx("R65.20", "N"), dx("N17.9", "N")),
            because="the sepsis became severe during the stay",
        ),
        passes(
            inpatient(dx("A41.9", "Y"), dx("R65.20", "Y"), dx("J96.01", "Y"), dx("N17.9", "N")),
            because="one organ dysfunction was there",
        ),
        passes(inpatient(dx("I11.0", "Y")), because="no code of a part"),
        passes(
            inpatient(dx("I11.0", "Y"), dx("I50.23", "N")),
            because="the failure was chronic and there, only its acute part came later",
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Combinations that say Y where every code of a part says N."""
    return ibis.union(*(_contradictions(claims, fact) for fact in facts("poa.toml")["combination"]))


def _contradictions(claims: ClaimTables, fact: dict[str, Any]) -> Any:
    whole = under(claims, undotted(fact["whole"]))
    whole = whole.filter(whole.poa == "Y")
    parts = under(claims, undotted(fact["parts"]))
    said = parts.group_by("claim_id").agg(at=parts.position.min(), absent=(parts.poa == "N").all())
    first = parts.view()
    said = said.anti_join(under(claims, undotted(fact.get("unless", ["-"]))), "claim_id")
    told = said.filter(said.absent).join(first, [said.claim_id == first.claim_id, said.at == first.position])
    told = told.select("claim_id", other_diagnosis="at", other_code="code")
    met = whole.join(told, "claim_id")
    what = ibis.literal(fact["because"])
    return met.select(
        "claim_id", "on", "code", "other_diagnosis", "other_code", diagnosis=met.position, what=what
    )
