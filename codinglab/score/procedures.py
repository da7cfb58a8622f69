"""Inpatient procedures against the key: the code, then its date."""

from __future__ import annotations

from collections.abc import Iterator

from codinglab.model import (
    AnswerKey,
    Answers,
    Case,
    Icd10pcs,
    KeyedProcedure,
    Need,
    Outcome,
    Procedure,
    ScoreLine,
)
from codinglab.score.citations import mistaken_for, procedures, tempted, tempting
from codinglab.score.extra import extra_line
from codinglab.score.pairing import Pairing, common_prefix, pair

TABLE = 3


def pair_procedures(key: AnswerKey, answers: Answers) -> Pairing[KeyedProcedure, Procedure]:
    """Pair the exact code first (of the same day before another), then one of the same PCS table."""
    traps = tempted(key.prohibited, (answer.code for answer in answers.procedures))

    def closeness(keyed: KeyedProcedure, answer: Procedure) -> float:
        if answer.code == keyed.code:
            return 3.0 + (answer.date == keyed.date)
        if answer.code in keyed.acceptable:
            return 2.0 + (answer.date == keyed.date) / 2
        named = mistaken_for(traps.get(answer.code), keyed.code)
        same = answer.code[:TABLE] == keyed.code[:TABLE] if named is None else named
        if keyed.need is Need.OPTIONAL or not same:
            return 0.0
        return 1.0 + common_prefix(answer.code, keyed.code) / 10

    return pair(key.procedures, answers.procedures, closeness)


def procedure_lines(
    case: Case, key: AnswerKey, answers: Answers, pairing: Pairing[KeyedProcedure, Procedure]
) -> Iterator[ScoreLine]:
    """The lines of the procedures in the order of the key, a wrong date after its code, then those added."""
    for keyed, position in pairing.keyed:
        answer = None if position is None else answers.procedures[position]
        if answer is not None or keyed.need is Need.REQUIRED:
            yield _procedure(keyed, answer, key)
        if answer is not None and answer.date != keyed.date:
            yield ScoreLine(
                area="date",
                outcome=Outcome.WRONG_DETAIL,
                keyed=keyed.date.isoformat(),
                answered=answer.date.isoformat(),
                evidence=keyed.evidence,
                rationale="The procedure was done on another day.",
                authority=keyed.authority,
                counts=False,
                about=answer.code.written,
            )
    for position in pairing.extra:
        code = answers.procedures[position].code
        reason = "The key does not have this procedure: it is not in the chart, or is part of another one."
        yield extra_line("procedure", code, key, answers, reason=reason, authority=procedures(case))


def _procedure(keyed: KeyedProcedure, answer: Procedure | None, key: AnswerKey) -> ScoreLine:
    outcome, said = Outcome.MISSED, keyed.rationale
    if answer is not None and answer.code == keyed.code:
        outcome = Outcome.CORRECT
    elif answer is not None and answer.code in keyed.acceptable:
        outcome, said = Outcome.CORRECT, f"{answer.code} is accepted in place of {keyed.code}. {said}"
    elif answer is not None:
        outcome = Outcome.WRONG_DETAIL
        named = tempting(key.prohibited, answer.code)
        said = f"{named.why if named else _apart(keyed.code, answer.code)} {said}"
    return ScoreLine(
        area="procedure",
        outcome=outcome,
        keyed=keyed.code.written,
        answered=answer.code.written if answer else "",
        evidence=keyed.evidence,
        rationale=said,
        authority=keyed.authority,
        counts=keyed.need is Need.REQUIRED,
    )


def _apart(keyed: Icd10pcs, answered: Icd10pcs) -> str:
    """Where two codes of one table part: the axes by their place, which the coder checks in the table."""
    places = [str(at) for at, (one, other) in enumerate(zip(keyed, answered, strict=True), 1) if one != other]
    word = "characters" if len(places) > 1 else "character"
    return f"The table {keyed[:TABLE]} is right; look at {word} {' and '.join(places)}."
