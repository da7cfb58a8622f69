"""Stays: present-on-admission indicators, procedures, and what the code editor looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from codinglab.backtest.plant.bases import of_age, outpatient_base, professional_base, stay_base
from codinglab.backtest.plant.kind import CODES, FIRST, LAST, Kind, Made, one
from codinglab.backtest.plant.rows import drawn, flagged, only_flagged, rows, under
from codinglab.claims.generate import Error
from codinglab.model import Claim, Diagnosis, Icd10cm, Icd10pcs, Procedure

_BESIDE = (*CODES, "icd10pcs/*")


def _judged(claim: Claim) -> list[int]:
    """The places of the diagnoses that carry an indicator."""
    return [place for place, one in enumerate(claim.diagnoses, 1) if one.poa]


def _indicated(claim: Claim, place: int, poa: str) -> Claim:
    listed = list(claim.diagnoses)
    listed[place - 1] = Diagnosis(listed[place - 1].code, poa)
    return replace(claim, diagnoses=tuple(listed))


def missing(rng: Random) -> Iterator[Made]:
    """An indicator left out."""
    while True:
        base = stay_base(rng, lambda claim: bool(_judged(claim)))
        place = rng.choice(_judged(base))
        yield one(_indicated(base, place, ""), Error("poa/missing", diagnosis=place))


def no_indicator(rng: Random) -> Iterator[Made]:
    """An indicator that is none."""
    while True:
        base = stay_base(rng, lambda claim: bool(_judged(claim)))
        place = rng.choice(_judged(base))
        yield one(
            _indicated(base, place, rng.choice("X01ZAB")), Error("poa/invalid-indicator", diagnosis=place)
        )


def undetermined(rng: Random) -> Iterator[Made]:
    """A secondary diagnosis of which the record does not say it."""
    while True:
        base = stay_base(rng, lambda claim: bool(_judged(claim)[1:]))
        place = rng.choice(_judged(base)[1:])
        yield one(_indicated(base, place, "U"), Error("poa/undetermined", diagnosis=place))


def exempt(rng: Random) -> Iterator[Made]:
    """An indicator on a code that takes none."""
    for row, first, last in drawn("poa_exempt", rng, seventh=""):
        codes = [code for code in under(row["prefix"]) if not code.startswith("Z3A")]
        if codes:
            base = stay_base(rng, lambda claim: "O" not in str(claim.diagnoses[0].code)[:1])
            added = Diagnosis(Icd10cm(rng.choice(codes)), "Y")
            claim = replace(base, diagnoses=(*base.diagnoses, added))
            at = Error("poa/exempt-but-reported", diagnosis=len(claim.diagnoses))
            yield one(claim, at, first=first, last=last)


def not_inpatient(rng: Random) -> Iterator[Made]:
    """An indicator on a claim that is no stay."""
    while True:
        base = rng.choice([professional_base, outpatient_base])(rng)
        place = rng.randint(1, len(base.diagnoses))
        yield one(_indicated(base, place, rng.choice("YN")), Error("poa/not-inpatient", diagnosis=place))


def _grown(rng: Random) -> Claim:
    return stay_base(rng, lambda claim: str(claim.diagnoses[0].code)[0] not in "OF")


def principal(edit: str, flag: str, *, alone: bool = False) -> Callable[[Random], Iterator[Made]]:
    """A flagged code as the principal diagnosis."""

    def make(rng: Random) -> Iterator[Made]:
        while codes := flagged(flag):
            base = _grown(rng)
            rest = () if alone else base.diagnoses[1:]
            claim = replace(
                base, diagnoses=(Diagnosis(Icd10cm(rng.choice(codes)), "Y"), *rest), procedures=()
            )
            yield one(claim, Error(edit, diagnosis=1))

    return make


def secondary(edit: str, flag: str) -> Callable[[Random], Iterator[Made]]:
    """A flagged code as the last diagnosis."""

    def make(rng: Random) -> Iterator[Made]:
        while codes := flagged(flag):
            base = _grown(rng)
            claim = replace(base, diagnoses=(*base.diagnoses, Diagnosis(Icd10cm(rng.choice(codes)), "Y")))
            yield one(claim, Error(edit, diagnosis=len(claim.diagnoses)))

    return make


def wrong_age(rng: Random) -> Iterator[Made]:
    """A code of an age on a patient of another (limits: Medicare Code Editor, edit 4)."""
    ages = {"newborn": (5, 80), "pediatric": (25, 80), "maternity": (70, 90), "adult": (2, 12)}
    while True:
        flag = rng.choice([*ages])
        base = _grown(rng)
        added = Diagnosis(Icd10cm(rng.choice(flagged(flag))), "Y")
        claim = of_age(
            replace(base, diagnoses=(*base.diagnoses, added)), rng.randint(*ages[flag]), rng, ("F",)
        )
        yield one(claim, Error("mce/age-conflict", diagnosis=len(claim.diagnoses)))


def principal_twice(rng: Random) -> Iterator[Made]:
    """The principal diagnosis again as a secondary one."""
    while True:
        base = _grown(rng)
        claim = replace(base, diagnoses=(*base.diagnoses, base.diagnoses[0]))
        places = [Error(edit, diagnosis=len(claim.diagnoses)) for edit in _TWICE]
        yield one(claim, *places)


_TWICE = ("mce/duplicate-of-principal", "icd10cm/duplicate-diagnosis")


def invalid_diagnosis(rng: Random) -> Iterator[Made]:
    """A secondary code that is not complete, which the code editor does not know."""
    for row, first, last in drawn("icd10cm_header", rng):
        if first == FIRST and last == LAST:
            base = _grown(rng)
            claim = replace(base, diagnoses=(*base.diagnoses, Diagnosis(Icd10cm(row["code"]), "Y")))
            yield one(claim, Error("mce/invalid-code", diagnosis=len(claim.diagnoses)))


def admitting(rng: Random) -> Iterator[Made]:
    """An admitting diagnosis that is not complete."""
    for row, first, last in drawn("icd10cm_header", rng):
        if first == FIRST and last == LAST:
            claim = replace(_grown(rng), admitting_diagnosis=Icd10cm(row["code"]))
            yield one(claim, Error("mce/invalid-admitting-diagnosis"))


def _operated(claim: Claim, code: str) -> Claim:
    return replace(claim, procedures=(*claim.procedures, Procedure(Icd10pcs(code), claim.from_date)))


def flagged_procedure(edit: str, flag: str) -> Callable[[Random], Iterator[Made]]:
    """A flagged procedure."""

    def make(rng: Random) -> Iterator[Made]:
        while codes := only_flagged(flag, "mce_procedure_flag"):
            claim = _operated(_grown(rng), rng.choice(codes))
            yield one(claim, Error(edit, procedure=len(claim.procedures)))

    return make


def no_procedure(rng: Random) -> Iterator[Made]:
    """A procedure code with a letter that the system does not use, or with a character too few."""
    codes = [row["code"] for row in rows("icd10pcs_code")]
    while codes:
        code = rng.choice(codes)
        place = rng.randint(1, 6)
        wrong = rng.choice([code[:-1], code[:place] + rng.choice("IO") + code[place + 1 :]])
        claim = _operated(_grown(rng), wrong)
        yield one(
            claim,
            *(
                Error(edit, procedure=len(claim.procedures))
                for edit in ("icd10pcs/invalid-code", "mce/invalid-code")
            ),
        )


def ended_procedure(rng: Random) -> Iterator[Made]:
    """A procedure code that ended before the year."""
    valid = {row["code"] for row in rows("icd10pcs_code") if row["through"] >= FIRST}
    ended = sorted({row["code"] for row in rows("icd10pcs_code")} - valid)
    while ended:
        claim = _operated(_grown(rng), rng.choice(ended))
        yield one(
            claim,
            *(
                Error(edit, procedure=len(claim.procedures))
                for edit in ("icd10pcs/invalid-code", "mce/invalid-code")
            ),
        )


def procedure_twice(rng: Random) -> Iterator[Made]:
    """A procedure listed twice on a day."""
    while True:
        base = stay_base(rng, lambda claim: bool(claim.procedures))
        claim = replace(base, procedures=(*base.procedures, base.procedures[-1]))
        yield one(claim, Error("icd10pcs/duplicate-procedure", procedure=len(claim.procedures)))


KINDS = (
    Kind("poa/missing", "no indicator", missing, _BESIDE),
    Kind("poa/invalid-indicator", "an indicator that is none", no_indicator, _BESIDE),
    Kind("poa/undetermined", "U", undetermined, _BESIDE),
    Kind("poa/exempt-but-reported", "an indicator on an exempt code", exempt, _BESIDE),
    Kind("poa/not-inpatient", "an indicator on no stay", not_inpatient, _BESIDE),
    Kind(
        "mce/external-cause-principal",
        "an external cause first",
        principal("mce/external-cause-principal", "ecodepdx"),
        _BESIDE,
    ),
    Kind(
        "mce/manifestation-principal",
        "a manifestation first",
        principal("mce/manifestation-principal", "manifestation"),
        _BESIDE,
    ),
    Kind(
        "mce/unacceptable-principal",
        "a code never first",
        principal("mce/unacceptable-principal", "unacceptable"),
        _BESIDE,
    ),
    Kind(
        "mce/questionable-admission",
        "no reason for a stay",
        principal("mce/questionable-admission", "qadm"),
        _BESIDE,
    ),
    Kind(
        "mce/requires-secondary",
        "a code that needs another",
        principal("mce/requires-secondary", "reqsdx", alone=True),
        _BESIDE,
    ),
    Kind(
        "mce/unspecified-code", "a side not named", secondary("mce/unspecified-code", "unspecified"), _BESIDE
    ),
    Kind(
        "mce/wrong-procedure-performed",
        "a wrong operation",
        secondary("mce/wrong-procedure-performed", "wrngproc"),
        _BESIDE,
    ),
    Kind("mce/age-conflict", "a code of another age", wrong_age, _BESIDE),
    Kind("mce/duplicate-of-principal", "the principal code twice", principal_twice, _BESIDE),
    Kind("mce/invalid-code", "a code that is not complete", invalid_diagnosis, _BESIDE),
    Kind("mce/invalid-admitting-diagnosis", "an admitting code that is not complete", admitting, _BESIDE),
    Kind(
        "mce/non-covered-procedure",
        "a procedure that is not covered",
        flagged_procedure("mce/non-covered-procedure", "noncovered"),
        _BESIDE,
    ),
    Kind(
        "mce/limited-coverage",
        "a procedure of limited coverage",
        flagged_procedure("mce/limited-coverage", "lcov"),
        _BESIDE,
    ),
    Kind("icd10pcs/invalid-code", "no such procedure code", no_procedure, _BESIDE),
    Kind("icd10pcs/invalid-code ended", "a procedure code that has ended", ended_procedure, _BESIDE),
    Kind("icd10pcs/duplicate-procedure", "a procedure twice", procedure_twice, _BESIDE),
)
