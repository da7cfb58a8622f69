"""Service lines against the key: the code, then its modifiers, units, pointers, day and place."""

from __future__ import annotations

from collections.abc import Iterator

from codinglab.model import (
    AnswerKey,
    Answers,
    Case,
    Diagnosis,
    KeyedDiagnosis,
    KeyedLine,
    Need,
    Outcome,
    ScoreLine,
    ServiceLine,
    TemptingCode,
)
from codinglab.score.citations import UNSUPPORTED_LINE, mistaken_for, tempted
from codinglab.score.extra import extra_line
from codinglab.score.pairing import Pairing, pair
from codinglab.score.visits import mistaken

Traps = dict[str, TemptingCode]


def service_lines(
    case: Case, key: AnswerKey, answers: Answers, diagnoses: Pairing[KeyedDiagnosis, Diagnosis]
) -> Iterator[ScoreLine]:
    """The lines of the services in the order of the key, each with its details, then those added."""
    traps = tempted(key.prohibited, (answer.code for answer in answers.lines))
    pairing = pair(key.lines, answers.lines, lambda keyed, answer: _closeness(keyed, answer, traps))
    for keyed, position in pairing.keyed:
        if position is None:
            if keyed.need is Need.REQUIRED:
                yield _line(keyed, Outcome.MISSED, "", keyed.rationale)
            continue
        answer = answers.lines[position]
        yield _judged(keyed, answer, traps)
        yield from _details(case, keyed, answer, key, answers, diagnoses)
    for position in pairing.extra:
        code = answers.lines[position].code
        reason = "The key does not have this service: it is not documented, or is part of another one."
        yield extra_line("line", code, key, answers, reason=reason, authority=UNSUPPORTED_LINE)


def _closeness(keyed: KeyedLine, answer: ServiceLine, traps: Traps) -> float:
    """The exact code, an acceptable one, then another visit or a code named as mistaken for this one.

    Among lines of one code, those go first that agree in modifiers, day and units.
    """
    if answer.code == keyed.code:
        base = 3.0
    elif answer.code in keyed.acceptable:
        base = 2.0
    elif keyed.need is Need.REQUIRED and _wrong(keyed, answer, traps):
        base = 1.0
    else:
        return 0.0
    day = keyed.date is None or keyed.date == answer.date
    same = 0.4 * (set(answer.modifiers) == set(keyed.modifiers)) + 0.3 * day
    return base + same + 0.2 * (answer.units == keyed.units)


def _wrong(keyed: KeyedLine, answer: ServiceLine, traps: Traps) -> str:
    """Why an answered code is a wrong one in the place of a keyed one, "" when it has nothing of it."""
    level = mistaken(keyed.code, answer.code)
    told = traps.get(answer.code)
    meant = mistaken_for(told, keyed.code)
    return " ".join(filter(None, (level, told.why if told and (meant or level) else "")))


def _judged(keyed: KeyedLine, answer: ServiceLine, traps: Traps) -> ScoreLine:
    written = answer.code.written
    if answer.code == keyed.code:
        return _line(keyed, Outcome.CORRECT, written, keyed.rationale)
    if answer.code in keyed.acceptable:
        said = f"{written} is accepted in place of {keyed.code.written}. {keyed.rationale}"
        return _line(keyed, Outcome.CORRECT, written, said)
    said = f"{_wrong(keyed, answer, traps)} {keyed.rationale}"
    return _line(keyed, Outcome.WRONG_DETAIL, written, said)


def _line(keyed: KeyedLine, outcome: Outcome, answered: str, said: str) -> ScoreLine:
    return ScoreLine(
        area="line",
        outcome=outcome,
        keyed=keyed.code.written,
        answered=answered,
        evidence=keyed.evidence,
        rationale=said,
        authority=keyed.authority,
        counts=keyed.need is Need.REQUIRED,
    )


def _details(
    case: Case,
    keyed: KeyedLine,
    answer: ServiceLine,
    key: AnswerKey,
    answers: Answers,
    diagnoses: Pairing[KeyedDiagnosis, Diagnosis],
) -> Iterator[ScoreLine]:
    wanted, given = set(keyed.modifiers), set(answer.modifiers)
    if wanted or given:
        right = given in (wanted, *map(set, keyed.acceptable_modifiers))
        yield _detail("modifier", keyed, ", ".join(keyed.modifiers), ", ".join(answer.modifiers), right)
    yield _detail("units", keyed, str(keyed.units), str(answer.units), keyed.units == answer.units)
    day = keyed.date or case.shell.from_date
    if keyed.date is not None or answer.date != day:
        yield _detail("date", keyed, day.isoformat(), answer.date.isoformat(), answer.date == day)
    for area, right_one, given_one in (
        ("place of service", keyed.place_of_service, answer.place_of_service),
        ("revenue code", keyed.revenue_code, answer.revenue_code),
    ):
        if right_one:
            yield _detail(area, keyed, right_one, given_one, right_one == given_one.strip())
    expected = [code.written for code in keyed.points_to if _expected(code, key, diagnoses)]
    if expected:
        pointed = [_pointed(pointer, answers, diagnoses) for pointer in answer.pointers]
        may = {code.written for code in keyed.may_point_to}
        leads = pointed[:1] == expected[:1] or bool(set(pointed[:1]) & may)
        right = leads and set(pointed) - may == set(expected) - may
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
