"""What each fault does to the claim: the DRG if it alone were mended, and the edits that the claim raises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from codinglab.claims.assemble import claim_from
from codinglab.group import group
from codinglab.model import (
    Answers,
    Case,
    Diagnosis,
    Icd10cm,
    Icd10pcs,
    Outcome,
    Procedure,
    Scorecard,
    ScoreLine,
)

Coded = TypeVar("Coded", Diagnosis, Procedure)


@dataclass(frozen=True, slots=True)
class Effect:
    """A fault of a stay that decides its DRG.

    Attributes:
        item: the line's own name (`ScoreLine.item`).
        drg: the DRG of the learner's claim with this one fault mended.
        says: the same in a sentence.
    """

    item: str
    drg: str
    says: str


def effects(case: Case, answers: Answers, card: Scorecard) -> tuple[Effect, ...]:
    """The faults that alone move the DRG, each tried out on the grouper; none for claims without a DRG."""
    if not card.drg_keyed:
        return ()
    return tuple(_effects(case, answers, card))


def _effects(case: Case, answers: Answers, card: Scorecard) -> Iterator[Effect]:
    for line in card.lines:
        mended = None if line.right else _mended(case, answers, line)
        if mended is None:
            continue
        drg = str(group(claim_from(case, mended), reasons=False).drg or "")
        if drg and drg != card.drg_answered:
            yield Effect(
                line.item,
                drg,
                f"This alone moves the stay from DRG {card.drg_answered or 'none'} to DRG {drg}.",
            )


def _mended(case: Case, answers: Answers, line: ScoreLine) -> Answers | None:
    """The answers with one fault put right; None where that cannot change a DRG."""
    if line.area == "principal":
        return _led(answers, Icd10cm(line.keyed.removesuffix(" first").split(" or ")[0]))
    if line.area == "diagnosis":
        if line.outcome is Outcome.EXTRA:
            return replace(answers, diagnoses=_less_one(answers.diagnoses, Icd10cm(line.answered)))
        kept = _without(answers.diagnoses, Icd10cm(line.answered)) if line.answered else answers.diagnoses
        poa = next((item.poa for item in answers.diagnoses if item.code == Icd10cm(line.answered)), "Y")
        at = next(
            (at for at, item in enumerate(answers.diagnoses) if item.code == Icd10cm(line.answered)),
            len(kept),
        )
        right = Diagnosis(Icd10cm(line.keyed), poa)
        return replace(answers, diagnoses=(*kept[:at], right, *kept[at:]))
    if line.area == "POA":
        return replace(
            answers,
            diagnoses=tuple(
                replace(item, poa=line.keyed) if item.code == Icd10cm(line.about) else item
                for item in answers.diagnoses
            ),
        )
    if line.area == "procedure":
        done = _less_one(answers.procedures, Icd10pcs(line.answered))
        right_ones = (Procedure(Icd10pcs(line.keyed), case.shell.from_date),) if line.keyed else ()
        return replace(answers, procedures=(*done, *right_ones))
    return None


def _led(answers: Answers, code: Icd10cm) -> Answers:
    """The answers with a diagnosis first, put in where it is not there."""
    own = next((item for item in answers.diagnoses if item.code == code), Diagnosis(code, "Y"))
    return replace(answers, diagnoses=(own, *_without(answers.diagnoses, code)))


def _less_one(coded: tuple[Coded, ...], code: str) -> tuple[Coded, ...]:
    """Without the last entry of a code: one that is entered twice still stands there once."""
    last = max((at for at, item in enumerate(coded) if item.code == code), default=len(coded))
    return coded[:last] + coded[last + 1 :]


def _without(diagnoses: tuple[Diagnosis, ...], code: Icd10cm) -> tuple[Diagnosis, ...]:
    return tuple(item for item in diagnoses if item.code != code)
