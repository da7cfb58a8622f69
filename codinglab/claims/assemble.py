"""A claim from a case and answers, and the answers a key would give."""

from __future__ import annotations

from dataclasses import replace

from codinglab.model import (
    AnswerKey,
    Answers,
    Case,
    Claim,
    Diagnosis,
    EvidenceLink,
    Need,
    Procedure,
    ServiceLine,
)


def claim_from(case: Case, answers: Answers) -> Claim:
    """The case's claim with the codes of the answers."""
    return replace(
        case.shell, diagnoses=answers.diagnoses, procedures=answers.procedures, lines=answers.lines
    )


def answers_from_key(case: Case, key: AnswerKey, learner: str = "key") -> Answers:
    """The answers that hold exactly what the key requires, in its order, with its evidence."""
    diagnoses = [item for item in key.diagnoses if item.need is Need.REQUIRED]
    position = {item.code: number for number, item in enumerate(diagnoses, start=1)}
    procedures = [item for item in key.procedures if item.need is Need.REQUIRED]
    lines = [item for item in key.lines if item.need is Need.REQUIRED]
    traced = [
        *((item.code, item.evidence) for item in diagnoses),
        *((item.code, item.evidence) for item in procedures),
        *((item.code, item.evidence) for item in lines),
    ]
    return Answers(
        learner=learner,
        case=case.id,
        diagnoses=tuple(Diagnosis(item.code, item.poa) for item in diagnoses),
        procedures=tuple(Procedure(item.code, item.date) for item in procedures),
        lines=tuple(
            ServiceLine(
                item.code,
                item.date or case.shell.from_date,
                item.modifiers,
                item.units,
                pointers=tuple(position[code] for code in item.points_to if code in position),
                place_of_service=item.place_of_service,
                revenue_code=item.revenue_code,
            )
            for item in lines
        ),
        evidence=tuple(EvidenceLink(code, place) for code, places in traced for place in places),
    )
