"""Service lines against the key: the code, then its modifiers, units and pointers."""

from __future__ import annotations

from collections.abc import Iterator

from codinglab.model import (
    AnswerKey,
    Answers,
    Diagnosis,
    KeyedDiagnosis,
    KeyedLine,
    Need,
    Outcome,
    ScoreLine,
    ServiceLine,
)
from codinglab.score.citations import UNSUPPORTED_LINE
from codinglab.score.extra import extra_line
from codinglab.score.pairing import Pairing, pair


def service_lines(
    key: AnswerKey, answers: Answers, diagnoses: Pairing[KeyedDiagnosis, Diagnosis]
) -> Iterator[ScoreLine]:
    """The lines of the services in the order of the key, each with its details, then those added."""
    pairing = pair(key.lines, answers.lines, _closeness)
    for keyed, position in pairing.keyed:
        if position is None:
            if keyed.need is Need.REQUIRED:
                yield _line(keyed, Outcome.MISSED)
            continue
        answer = answers.lines[position]
        yield _line(keyed, Outcome.CORRECT)
        yield from _details(keyed, answer, key, answers, diagnoses)
    for position in pairing.extra:
        code = answers.lines[position].code
        reason = "The key does not have this service: it is not documented, or is part of another one."
        yield extra_line("line", code, key, answers, reason=reason, authority=UNSUPPORTED_LINE)


def _closeness(keyed: KeyedLine, answer: ServiceLine) -> float:
    """Same code or nothing; among lines of one code, those that agree in modifiers and units."""
    if answer.code != keyed.code:
        return 0.0
    return 1.0 + 0.5 * (set(answer.modifiers) == set(keyed.modifiers)) + 0.25 * (answer.units == keyed.units)


def _line(keyed: KeyedLine, outcome: Outcome) -> ScoreLine:
    return ScoreLine(
        area="line",
        outcome=outcome,
        keyed=keyed.code.written,
        answered="" if outcome is Outcome.MISSED else keyed.code.written,
        evidence=keyed.evidence,
        rationale=keyed.rationale,
        authority=keyed.authority,
        counts=keyed.need is Need.REQUIRED,
    )


def _details(
    keyed: KeyedLine,
    answer: ServiceLine,
    key: AnswerKey,
    answers: Answers,
    diagnoses: Pairing[KeyedDiagnosis, Diagnosis],
) -> Iterator[ScoreLine]:
    wanted, given = set(keyed.modifiers), set(answer.modifiers)
    if wanted or given:
        yield _detail(
            "modifier", keyed, ", ".join(keyed.modifiers), ", ".join(answer.modifiers), wanted == given
        )
    yield _detail("units", keyed, str(keyed.units), str(answer.units), keyed.units == answer.units)
    expected = [code.written for code in keyed.points_to if _expected(code, key, diagnoses)]
    if expected:
        pointed = [_pointed(pointer, answers, diagnoses) for pointer in answer.pointers]
        right = pointed[:1] == expected[:1] and set(pointed) == set(expected)
        yield _detail("pointer", keyed, ", ".join(expected), ", ".join(pointed), right)


def _expected(code: str, key: AnswerKey, diagnoses: Pairing[KeyedDiagnosis, Diagnosis]) -> bool:
    """A line need not point to an optional diagnosis that was left out."""
    return not any(
        item.code == code and item.need is Need.OPTIONAL and position is None
        for item, position in diagnoses.keyed
    )


def _pointed(pointer: int, answers: Answers, diagnoses: Pairing[KeyedDiagnosis, Diagnosis]) -> str:
    """The code a pointer names; the keyed one where the answer was paired with it: no fault shows twice."""
    if not 1 <= pointer <= len(answers.diagnoses):
        return f"{pointer} (no such diagnosis)"
    keyed = diagnoses.item_of(pointer - 1)
    return (keyed or answers.diagnoses[pointer - 1]).code.written


def _detail(area: str, keyed: KeyedLine, wanted: str, given: str, right: bool) -> ScoreLine:
    outcome = Outcome.WRONG_DETAIL
    if right:
        outcome = Outcome.CORRECT
    elif not given:
        outcome = Outcome.MISSED
    elif not wanted:
        outcome = Outcome.EXTRA
    return ScoreLine(
        area=area,
        outcome=outcome,
        keyed=wanted,
        answered=given,
        evidence=keyed.evidence,
        rationale=keyed.rationale,
        authority=keyed.authority,
        counts=False,
        about=keyed.code.written,
    )
