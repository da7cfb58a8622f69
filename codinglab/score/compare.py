"""Score answers against the key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable

from codinglab.model import (
    AnswerKey,
    Answers,
    Case,
    Icd10cm,
    Icd10pcs,
    InvalidInputError,
    Outcome,
    Scorecard,
    ScoreLine,
)
from codinglab.score.chapters import body_system, chapter
from codinglab.score.citations import DRG, tempting
from codinglab.score.diagnoses import diagnosis_lines, pair_diagnoses
from codinglab.score.interval import wilson
from codinglab.score.procedures import pair_procedures, procedure_lines
from codinglab.score.sequence import sequence_lines
from codinglab.score.service_lines import service_lines

CREDIT = {Outcome.CORRECT: 1.0, Outcome.WRONG_DETAIL: 0.5}
SAME_CHAPTER = 0.25


def score(
    case: Case, key: AnswerKey, answers: Answers, *, drg_answered: str = "", drg_keyed: str = ""
) -> Scorecard:
    """Compare the work of a learner with the key of its case.

    What counts in code-over-code is codes: each required code of the key and each code added is one
    item, whether diagnosis, procedure or service line. An optional code counts neither way. POA, dates,
    modifiers, units, pointers, sequence and DRG have lines of their own that do not count there, so a
    right code with a wrong detail beside it is not punished twice.

    The partial credit gives 1 for a right code, 0.5 for the right category (or PCS table), 0.25 where
    a missed and an added code share a chapter (or PCS body system), over the same items.

    Args:
        case: what was worked on; its claim type decides whether POA and the principal are judged.
        key: of that case.
        answers: what the learner handed in.
        drg_answered: the DRG that the answers group to, "" when they were not or cannot be grouped.
        drg_keyed: the DRG that the key groups to; without it the one named on the key is used. With
            neither given by the caller there is no DRG line.

    Raises:
        InvalidInputError: the answers belong to another case.
    """
    if answers.case != case.id:
        msg = f"These answers are for the case '{answers.case}', not '{case.id}': score them there."
        raise InvalidInputError(msg)
    diagnoses = pair_diagnoses(key, answers)
    wanted_drg = drg_keyed or (str(key.drg or "") if drg_answered else "")
    lines = (
        *diagnosis_lines(case, key, answers, diagnoses),
        *sequence_lines(case, key, answers, diagnoses),
        *procedure_lines(case, key, answers, pair_procedures(key, answers)),
        *service_lines(key, answers, diagnoses),
        *_drg(wanted_drg, drg_answered),
    )
    counted = [line for line in lines if line.counts]
    correct = sum(line.outcome is Outcome.CORRECT for line in counted)
    return Scorecard(
        case=case.id,
        learner=answers.learner,
        key_edition=key.edition,
        lines=lines,
        correct=correct,
        items=len(counted),
        interval=wilson(correct, len(counted)),
        partial=_partial(counted, key),
        drg_keyed=wanted_drg,
        drg_answered=drg_answered,
    )


def _drg(keyed: str, answered: str) -> tuple[ScoreLine, ...]:
    if not keyed:
        return ()
    if not answered:
        outcome, said = Outcome.MISSED, f"The key groups to DRG {keyed}; these codes could not be grouped."
    elif answered == keyed:
        outcome, said = Outcome.CORRECT, "A DRG can be right with wrong codes: read the other lines too."
    else:
        outcome, said = Outcome.WRONG_DETAIL, f"The key groups to DRG {keyed}, these codes to DRG {answered}."
    return (ScoreLine("DRG", outcome, keyed, answered, rationale=said, authority=DRG, counts=False),)


def _partial(counted: list[ScoreLine], key: AnswerKey) -> float:
    if not counted:
        return 0.0
    credit = sum(CREDIT.get(line.outcome, 0.0) for line in counted)
    missed = [line for line in counted if line.outcome is Outcome.MISSED]
    added = [
        line
        for line in counted
        if line.outcome is Outcome.EXTRA and not tempting(key.prohibited, line.answered)
    ]
    near = _shared(_kin(line.area, line.keyed) for line in missed) & _shared(
        _kin(line.area, line.answered) for line in added
    )
    return (credit + SAME_CHAPTER * near.total()) / len(counted)


def _shared(kin: Iterable[tuple[str, str] | None]) -> Counter[Hashable]:
    return Counter(item for item in kin if item is not None)


def _kin(area: str, code: str) -> tuple[str, str] | None:
    """What near codes have in common; service codes have nothing of the kind."""
    if area == "diagnosis":
        return area, chapter(Icd10cm(code))
    if area == "procedure":
        return area, body_system(Icd10pcs(code))
    return None
