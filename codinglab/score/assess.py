"""A learner's work assessed whole: compared, grouped, and its claim checked beside the key's."""

from __future__ import annotations

from dataclasses import dataclass, replace

from codinglab.claims.assemble import answers_from_key, claim_from
from codinglab.group import group
from codinglab.model import (
    AnswerKey,
    Answers,
    Case,
    ClaimType,
    Complication,
    Grouping,
    Report,
    Scorecard,
    Severity,
)
from codinglab.score.compare import score
from codinglab.validate import validate


@dataclass(frozen=True, slots=True)
class Standard:
    """What the key's own claim comes to, reckoned once for a whole class.

    Attributes:
        drg: the MS-DRG of the key, "" for other claims than stays.
        severities: "MCC" or "CC" of its secondary diagnoses, by stored code.
        raised: the edits that it raises, INFO left out.
    """

    case: Case
    key: AnswerKey
    drg: str
    severities: dict[str, str]
    raised: frozenset[str]


def standard(case: Case, key: AnswerKey) -> Standard:
    """Reckon what the key's claim comes to."""
    claim = claim_from(case, answers_from_key(case, key))
    grouping = group(claim) if claim.claim_type is ClaimType.INPATIENT else Grouping(claim.claim_id)
    return Standard(case, key, str(grouping.drg or ""), _severities(grouping), raised(validate(claim)))


def assess(against: Standard, answers: Answers, report: Report | None = None) -> Scorecard:
    """Score answers with their DRG, the severity of each diagnosis, and the edits that only they raise.

    Args:
        against: the case with its key.
        answers: what the learner handed in.
        report: what the edits say of the learner's claim, when the caller has it already.

    Raises:
        InvalidInputError: the answers belong to another case.
        StoreError: the reference store is missing or damaged.
    """
    case = against.case
    claim = claim_from(case, answers)
    ours = group(claim) if against.drg else Grouping(claim.claim_id)
    keyed = {str(item.code) for item in against.key.diagnoses}
    added = {code: value for code, value in _severities(ours).items() if code not in keyed}
    card = score(
        case,
        against.key,
        answers,
        drg_answered=str(ours.drg or ""),
        drg_keyed=against.drg,
        severities=against.severities | added,
    )
    found = raised(validate(claim) if report is None else report)
    return replace(card, raised=tuple(sorted(found - against.raised)))


def raised(report: Report) -> frozenset[str]:
    """The ids of the edits that fired, remarks left out."""
    return frozenset(found.edit for found in report.findings if found.severity is not Severity.INFO)


def _severities(grouping: Grouping) -> dict[str, str]:
    return {
        str(item.code): item.listed.value
        for item in grouping.secondary
        if item.listed is not Complication.NONE
    }
