"""The order of the diagnoses: the principal or first-listed one, and which stands before which."""

from __future__ import annotations

from collections.abc import Iterator

from codinglab.model import (
    AnswerKey,
    Answers,
    Case,
    Diagnosis,
    Icd10cm,
    KeyedDiagnosis,
    Need,
    Outcome,
    ScoreLine,
    SequenceConstraint,
)
from codinglab.score.citations import inpatient, principal
from codinglab.score.pairing import Pairing


def sequence_lines(
    case: Case, key: AnswerKey, answers: Answers, pairing: Pairing[KeyedDiagnosis, Diagnosis]
) -> Iterator[ScoreLine]:
    """A line for each constraint that the order breaks, the principal diagnosis first.

    An answer stands for the keyed diagnosis it was paired with, so a wrong detail is no wrong order.
    A principal diagnosis that is missing counts as two errors: the diagnosis, and the sequence here.
    Once it is out of place, what it should stand before is not said again.
    """
    if not answers.diagnoses:
        return
    order = [
        item.code if (item := pairing.item_of(position)) else answer.code
        for position, answer in enumerate(answers.diagnoses)
    ]
    constraints = _constraints(case, key)
    leaders = [rule for rule in constraints if not rule.then and order[0] != rule.first]
    for rule in leaders:
        yield _line(
            rule, key, f"{rule.first.written} first", f"{order[0].written} first", _count(rule, order)
        )
    for rule in constraints:
        if rule.first not in order or any(rule.first == leader.first for leader in leaders):
            continue
        before = [code for code in rule.then if code in order[: order.index(rule.first)]]
        if before:
            keyed = f"{rule.first.written} before {', '.join(code.written for code in before)}"
            answered = f"{', '.join(code.written for code in before)} before {rule.first.written}"
            yield _line(rule, key, keyed, answered, "")


def _constraints(case: Case, key: AnswerKey) -> tuple[SequenceConstraint, ...]:
    """The key's constraints; an inpatient key that names no leader means its first required diagnosis."""
    required = [item for item in key.diagnoses if item.need is Need.REQUIRED]
    if not inpatient(case) or not required or any(not rule.then for rule in key.sequence):
        return key.sequence
    why = f"{required[0].code.written} is the principal diagnosis."
    return (SequenceConstraint(required[0].code, (), why, principal(case)), *key.sequence)


def _count(rule: SequenceConstraint, order: list[Icd10cm]) -> str:
    if rule.first in order:
        return "The diagnosis itself is there: only the sequence is wrong."
    return "This counts as two errors: the diagnosis is not there, and another one leads."


def _line(rule: SequenceConstraint, key: AnswerKey, keyed: str, answered: str, said: str) -> ScoreLine:
    evidence = next((item.evidence for item in key.diagnoses if item.code == rule.first), ())
    return ScoreLine(
        area="diagnosis",
        outcome=Outcome.SEQUENCE,
        keyed=keyed,
        answered=answered,
        evidence=evidence,
        rationale=f"{rule.why} {said}".strip(),
        authority=(rule.authority,),
        counts=False,
    )
