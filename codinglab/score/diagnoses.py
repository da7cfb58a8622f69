"""Diagnoses against the key: exact, acceptable, right category with a wrong detail, missed, added."""

from __future__ import annotations

from collections.abc import Iterator

from codinglab.model import (
    AnswerKey,
    Answers,
    Case,
    Diagnosis,
    KeyedDiagnosis,
    Need,
    Outcome,
    ScoreLine,
)
from codinglab.score.citations import (
    inpatient,
    mistaken_for,
    plain,
    present_on_admission,
    reportable,
    tempted,
    tempting,
)
from codinglab.score.extra import extra_line
from codinglab.score.pairing import Pairing, common_prefix, pair

EXACT, ACCEPTABLE, CATEGORY = 3.0, 2.0, 1.0


def pair_diagnoses(key: AnswerKey, answers: Answers) -> Pairing[KeyedDiagnosis, Diagnosis]:
    """Pair each keyed diagnosis with an answer.

    The exact code goes before an acceptable one, and that before one of the same category. Only a
    required diagnosis takes a wrong one: one of its category, or one that the key names as mistaken for it,
    never another that the key prohibits.
    """
    traps = tempted(key.prohibited, (answer.code for answer in answers.diagnoses))

    def closeness(keyed: KeyedDiagnosis, answer: Diagnosis) -> float:
        if answer.code == keyed.code:
            return EXACT
        if answer.code in keyed.acceptable:
            return ACCEPTABLE
        named = mistaken_for(traps.get(answer.code), keyed.code)
        same = answer.code.category == keyed.code.category if named is None else named
        if keyed.need is Need.OPTIONAL or not same:
            return 0.0
        return CATEGORY + common_prefix(answer.code, keyed.code) / 10

    return pair(key.diagnoses, answers.diagnoses, closeness)


def diagnosis_lines(
    case: Case, key: AnswerKey, answers: Answers, pairing: Pairing[KeyedDiagnosis, Diagnosis]
) -> Iterator[ScoreLine]:
    """The lines of the diagnoses in the order of the key, each with its POA, then those added."""
    for keyed, position in pairing.keyed:
        answer = None if position is None else answers.diagnoses[position]
        if answer is not None or keyed.need is Need.REQUIRED:
            yield _diagnosis(keyed, answer, key)
        if answer is not None and inpatient(case) and (keyed.poa or answer.poa):
            yield _poa(case, keyed, answer)
    for position in pairing.extra:
        code = answers.diagnoses[position].code
        earlier = [plain(other.code) for other in answers.diagnoses[:position]]
        reason = (
            "The code is entered more than once; a code is reported once for an encounter."
            if code in earlier
            else "The key does not have this code. Find the words of a provider that support it; "
            "where there are none, it is over-coded."
        )
        yield extra_line("diagnosis", code, key, answers, reason=reason, authority=reportable(case))


def _diagnosis(keyed: KeyedDiagnosis, answer: Diagnosis | None, key: AnswerKey) -> ScoreLine:
    outcome, said = Outcome.MISSED, keyed.rationale
    if answer is not None and answer.code == keyed.code:
        outcome = Outcome.CORRECT
    elif answer is not None and answer.code in keyed.acceptable:
        outcome = Outcome.CORRECT
        said = f"{answer.code.written} is accepted in place of {keyed.code.written}. {said}"
    elif answer is not None:
        outcome = Outcome.WRONG_DETAIL
        named = tempting(key.prohibited, answer.code)
        wrong = named.why if named else f"Category {keyed.code.category} is right, the detail is not."
        said = f"{wrong} {said}"
    return ScoreLine(
        area="diagnosis",
        outcome=outcome,
        keyed=keyed.code.written,
        answered=answer.code.written if answer else "",
        evidence=keyed.evidence,
        rationale=said,
        authority=keyed.authority,
        counts=keyed.need is Need.REQUIRED,
    )


def _poa(case: Case, keyed: KeyedDiagnosis, answer: Diagnosis) -> ScoreLine:
    given, right = answer.poa.strip().upper(), keyed.poa.strip().upper()
    if given == right:
        outcome, said = Outcome.CORRECT, "The indicator is right."
    elif given in keyed.acceptable_poa:
        outcome, said = Outcome.CORRECT, f"{given or 'No indicator'} is accepted in place of {right}."
    elif not given:
        outcome, said = Outcome.MISSED, f"The indicator {right} is missing."
    elif not right:
        outcome, said = Outcome.EXTRA, "The code takes no indicator."
    else:
        outcome, said = Outcome.WRONG_DETAIL, f"The chart supports {right}."
    return ScoreLine(
        area="POA",
        outcome=outcome,
        keyed=right,
        answered=given,
        evidence=keyed.evidence,
        rationale=said,
        authority=present_on_admission(case),
        counts=False,
        about=answer.code.written,
    )
