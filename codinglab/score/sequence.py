"""The order of the diagnoses: the principal or first-listed one, and which stands before which."""

from __future__ import annotations

from collections.abc import Iterator

from codinglab.model import (
    AnswerKey,
    Answers,
    Case,
    Diagnosis,
    Evidence,
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
    """A line for the diagnosis that must lead, and one for each other constraint that the order breaks.

    An answer stands for the keyed diagnosis it was paired with, so a wrong detail is no wrong order. A wrong
    leader counts in code-over-code as an error of its own beside its code: a principal diagnosis that is not
    on the claim at all so counts as two. Once the leader is out of place, what it should stand before is not
    said again.
    """
    order = [
        item.code if (item := pairing.item_of(position)) else answer.code
        for position, answer in enumerate(answers.diagnoses)
    ]
    leading = _leaders(case, key)
    if leading:
        yield _leader(case, key, leading, order)
    led = any(order[:1] == [rule.first] for rule in leading)
    displaced = set() if led else {rule.first for rule in leading}
    for rule in key.sequence:
        if not rule.then or rule.first not in order or rule.first in displaced:
            continue
        before = [code for code in rule.then if code in order[: order.index(rule.first)]]
        if before:
            yield _broken(rule, key, before)


def _leaders(case: Case, key: AnswerKey) -> tuple[SequenceConstraint, ...]:
    """Who may lead; several when the key lets any of them.

    An inpatient key that names nobody means its first required diagnosis, or an optional one before it.
    """
    named = tuple(rule for rule in key.sequence if not rule.then)
    required = [at for at, item in enumerate(key.diagnoses) if item.need is Need.REQUIRED]
    if named or not inpatient(case) or not required:
        return named
    why = f"{key.diagnoses[required[0]].code.written} is the principal diagnosis."
    first = key.diagnoses[required[0] :: -1]
    return tuple(SequenceConstraint(item.code, (), why, principal(case)) for item in first)


def _leader(
    case: Case, key: AnswerKey, leading: tuple[SequenceConstraint, ...], order: list[Icd10cm]
) -> ScoreLine:
    rule = next((one for one in leading if order[:1] == [one.first]), leading[0])
    names = " or ".join(one.first.written for one in leading)
    if order[:1] == [rule.first]:
        outcome, said = Outcome.CORRECT, ""
    elif not order:
        outcome, said = Outcome.MISSED, "Nothing is listed."
    elif rule.first in order:
        outcome, said = Outcome.SEQUENCE, "The diagnosis itself is there: only the sequence is wrong."
    else:
        outcome = Outcome.SEQUENCE
        said = "This counts as two errors: the diagnosis is not there, and another one leads."
    return ScoreLine(
        area="principal" if inpatient(case) else "first-listed",
        outcome=outcome,
        keyed=f"{names} first",
        answered=f"{order[0].written} first" if order else "",
        evidence=_evidence(key, rule.first),
        rationale=f"{rule.why} {said}".strip(),
        authority=(rule.authority,),
        counts=outcome is Outcome.SEQUENCE,
    )


def _broken(rule: SequenceConstraint, key: AnswerKey, before: list[Icd10cm]) -> ScoreLine:
    others = ", ".join(code.written for code in before)
    return ScoreLine(
        area="sequence",
        outcome=Outcome.SEQUENCE,
        keyed=f"{rule.first.written} before {others}",
        answered=f"{others} before {rule.first.written}",
        evidence=_evidence(key, rule.first),
        rationale=rule.why,
        authority=(rule.authority,),
        counts=False,
    )


def _evidence(key: AnswerKey, code: Icd10cm) -> tuple[Evidence, ...]:
    return next((item.evidence for item in key.diagnoses if item.code == code), ())
