"""Score answers against the key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from codinglab.model import (
    AnswerKey,
    Answers,
    Case,
    Icd10cm,
    Icd10pcs,
    InvalidInputError,
    Outcome,
    Role,
    Scorecard,
    ScoreLine,
    TemptingCode,
)
from codinglab.model.interval import wilson
from codinglab.score.accepted import honoured
from codinglab.score.chapters import body_system, chapter
from codinglab.score.citations import DRG, tempting
from codinglab.score.diagnoses import diagnosis_lines, pair_diagnoses
from codinglab.score.procedures import pair_procedures, procedure_lines
from codinglab.score.queries import query_lines
from codinglab.score.rubric import hint_points, parts
from codinglab.score.sequence import sequence_lines
from codinglab.score.service_lines import service_lines

CREDIT = {Outcome.CORRECT: 1.0, Outcome.WRONG_DETAIL: 0.5}
SAME_CHAPTER = 0.25


def score(
    case: Case,
    key: AnswerKey,
    answers: Answers,
    *,
    drg_answered: str = "",
    drg_keyed: str = "",
    severities: Mapping[str, str] = MappingProxyType({}),
) -> Scorecard:
    """Compare the work of a learner with the key of its case.

    What counts in code-over-code is codes: each required code of the key, each code added, and a principal
    or first-listed diagnosis that is not the key's, as an error of its own. An optional code counts
    neither way. POA, dates, modifiers, units, pointers, other sequence, queries and the DRG have lines of
    their own that do not count there, so a right code with a wrong detail beside it is not punished twice.

    The partial credit gives 1 for a right code, 0.5 for the right category (or PCS table, or another level
    of the right visit), 0.25 where a missed and an added code share a chapter (or PCS body system), over the
    same items. The rubric of the role weighs all lines, details too.

    Args:
        case: what was worked on; its claim type decides whether POA and the principal are judged.
        key: of that case.
        answers: what the learner handed in.
        drg_answered: the DRG that the answers group to, "" when they were not or cannot be grouped.
        drg_keyed: the DRG that the key groups to; without it the one named on the key is used. With
            neither given by the caller there is no DRG line.
        severities: "MCC" or "CC" of the diagnoses of a stay, by stored code.

    Raises:
        InvalidInputError: the answers belong to another case.
    """
    if answers.case != case.id:
        msg = f"These answers are for the case '{answers.case}', not '{case.id}': score them there."
        raise InvalidInputError(msg)
    key = honoured(key, answers)
    diagnoses = pair_diagnoses(key, answers)
    wanted_drg = drg_keyed or (str(key.drg or "") if drg_answered else "")
    lines = (
        *sequence_lines(case, key, answers, diagnoses),
        *(_graded(line, severities) for line in diagnosis_lines(case, key, answers, diagnoses)),
        *procedure_lines(case, key, answers, pair_procedures(key, answers)),
        *service_lines(case, key, answers, diagnoses),
        *query_lines(key, answers),
        *_drg(wanted_drg, drg_answered),
    )
    card = Scorecard(
        case=case.id,
        learner=answers.learner,
        key_edition=key.edition,
        lines=(),
        correct=0,
        items=0,
        interval=(0.0, 1.0),
        partial=0.0,
        drg_keyed=wanted_drg,
        drg_answered=drg_answered,
        hint_points=hint_points(answers.hints),
    )
    return tallied(card, lines, case.role, key.prohibited)


def tallied(
    card: Scorecard, lines: tuple[ScoreLine, ...], role: Role, prohibited: tuple[TemptingCode, ...]
) -> Scorecard:
    """The scorecard with these lines and every figure that follows from them."""
    counted = [line for line in lines if line.counts]
    correct = sum(line.right for line in counted)
    return replace(
        card,
        lines=lines,
        correct=correct,
        items=len(counted),
        interval=wilson(correct, len(counted)),
        partial=_partial(counted, prohibited),
        weighted=round(sum(part.points for part in parts(role, lines)), 6),
    )


def _graded(line: ScoreLine, severities: Mapping[str, str]) -> ScoreLine:
    """The line of a diagnosis with its severity; a POA indicator has none."""
    if line.area != "diagnosis":
        return line
    severity = severities.get(Icd10cm(line.keyed or line.answered), "")
    return replace(line, severity=severity) if severity else line


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


def _partial(counted: list[ScoreLine], prohibited: tuple[TemptingCode, ...]) -> float:
    if not counted:
        return 0.0
    credit = sum(1.0 if line.right else CREDIT.get(line.outcome, 0.0) for line in counted)
    missed = [line for line in counted if line.outcome is Outcome.MISSED and not line.right]
    added = [
        line
        for line in counted
        if line.outcome is Outcome.EXTRA and not line.right and not tempting(prohibited, line.answered)
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
