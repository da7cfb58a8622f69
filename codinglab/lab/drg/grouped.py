"""A claim with its MS-DRG: the learner's codes as they stand, or the working codes of a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from codinglab.claims.assemble import claim_from
from codinglab.group import why
from codinglab.lab.worksheet import Worksheet
from codinglab.model import Claim, CodinglabError, Explanation, Grouping, Icd10cm
from codinglab.reference.icd10cm import icd10cm
from codinglab.what_if import Alternative, Verdict, WorkingDay, may_be_principal, poa_changes

_NO_PRINCIPAL = "No diagnosis is assigned yet: the first one on the claim is the principal diagnosis."


@dataclass(frozen=True, slots=True)
class Grouped:
    """A claim, its MS-DRG with the reasons, and the titles of its diagnoses."""

    claim: Claim
    explanation: Explanation
    titles: Mapping[Icd10cm, str]

    @property
    def grouping(self) -> Grouping:
        """The MS-DRG."""
        return self.explanation.grouping


def grouped_answers(worksheet: Worksheet) -> Grouped:
    """The claim as the learner has coded it, grouped; a claim that cannot be grouped says why."""
    return grouped(claim_from(worksheet.case, worksheet.answers))


def grouped_day(at: WorkingDay) -> Grouped:
    """The working claim of a day: what the chart leads to by then, not reviewed by a coder."""
    return Grouped(at.claim, at.explanation, {one.code: one.title for one in at.suggestions})


@lru_cache(maxsize=16)
def grouped(claim: Claim) -> Grouped:
    """A claim grouped and explained; the same claim is grouped once."""
    if not claim.diagnoses:
        return Grouped(claim, Explanation(Grouping(claim.claim_id, not_evaluated=_NO_PRINCIPAL)), {})
    try:
        explanation = why(claim)
    except CodinglabError as told:
        explanation = Explanation(Grouping(claim.claim_id, not_evaluated=str(told)))
    return Grouped(claim, explanation, _titles(claim))


@lru_cache(maxsize=8)
def verdicts(claim: Claim) -> tuple[Verdict, ...]:
    """Each diagnosis as the principal one, with the rules for and against."""
    return tuple(may_be_principal(claim))


@lru_cache(maxsize=8)
def other_poa(claim: Claim, drg: str | None) -> tuple[Alternative, ...]:
    """The other POA indicators that change the DRG or the findings, the claim as it is first."""
    return tuple(
        one
        for one in poa_changes(claim)
        if one.change == "as it is" or one.grouping.drg != drg or one.new or one.gone
    )


def _titles(claim: Claim) -> dict[Icd10cm, str]:
    try:
        table = icd10cm()
        return {item.code: table.entry(item.code, claim.through_date).title for item in claim.diagnoses}
    except CodinglabError:
        return {}
