"""A typed code: right, wrong in a way that was foreseen, valid but another one, or no code of that day."""

from __future__ import annotations

from codinglab.lab.exercise.said import Outcome, Said
from codinglab.lab.exercise.written import Exercise, TypedCode
from codinglab.model import Code, CodinglabError, Icd10cm, Icd10pcs
from codinglab.reference.icd10cm import CodeEntry, icd10cm
from codinglab.reference.icd10pcs import icd10pcs

_LIKE = {"ICD-10-CM": "a letter and two to six more characters, such as I10 or S93.401A",
         "ICD-10-PCS": "seven digits and letters, never I or O, such as 0DTJ4ZZ"}  # fmt: skip


def judge_code(exercise: Exercise, wanted: TypedCode, typed: str) -> Said:
    """What is said of a typed code; a code that is none on the day is told apart from a wrong one."""
    given = _code(wanted.system, typed)
    if not given:
        return Said(Outcome.NO_ANSWER, "There is no answer yet: type a code.")
    if given == _code(wanted.system, wanted.right):
        return Said(Outcome.RIGHT, f"{given.written}. {exercise.right}")
    for one in wanted.acceptable:
        if given == _code(wanted.system, one.answer):
            return Said(Outcome.RIGHT, f"{given.written} counts as right. {one.why}")
    foreseen = [one.why for one in wanted.foreseen if given == _code(wanted.system, one.answer)]
    try:
        entry = entry_of(wanted.system, given, exercise)
    except CodinglabError as error:
        return Said(Outcome.NOT_RIGHT, f"{given.written} is not the code.", (*foreseen, str(error)))
    if not given.well_formed and not entry.header:
        told = f"“{typed.strip()}” has not the form of an {wanted.system} code: {_LIKE[wanted.system]}."
        return Said(Outcome.NO_ANSWER, told)
    if not entry.valid:
        return Said(Outcome.NO_ANSWER if not foreseen else Outcome.NOT_RIGHT, entry.why, tuple(foreseen))
    said = f"{given.written} is a code of that day, {entry.title}, but not the one this chart calls for."
    return Said(Outcome.NOT_RIGHT, said, tuple(foreseen) or _near(wanted, given))


def _near(wanted: TypedCode, given: Code) -> tuple[str, ...]:
    """How far a code that nobody foresaw is right."""
    right = _code(wanted.system, wanted.right)
    same = next((at for at, pair in enumerate(zip(right, given, strict=False)) if pair[0] != pair[1]), 0)
    if same >= 3:
        return (f"The first {same} characters are right: look again at character {same + 1}.",)
    return ("Another part of the book: read the excerpt again, and look up its main term.",)


def entry_of(system: str, code: Code, exercise: Exercise) -> CodeEntry:
    """What the code list of the exercise's day says of a code.

    Raises:
        NotInForceError: no code list covers the day.
        StoreError: there is no reference store.
    """
    table = icd10pcs() if system == "ICD-10-PCS" else icd10cm()
    return table.entry(code, exercise.on)


def _code(system: str, written: str) -> Code:
    return Icd10pcs(written) if system == "ICD-10-PCS" else Icd10cm(written)
