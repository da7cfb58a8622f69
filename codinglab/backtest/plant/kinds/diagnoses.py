"""Diagnoses: codes that are none, that do not go together, or not with the patient; from the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from codinglab.backtest.plant.bases import of_age, outpatient_base, professional_base, stay_base
from codinglab.backtest.plant.kind import CODES, FIRST, LAST, Kind, Made, assigned, one
from codinglab.backtest.plant.rows import diagnoses, drawn, flagged, rows, under, valid
from codinglab.claims.generate import Error
from codinglab.model import Claim, Diagnosis, Icd10cm
from codinglab.validate.examples import dx, line, placed, professional

_BASES = (professional_base, outpatient_base, stay_base)


def _with(claim: Claim, code: str, poa: str = "") -> Claim:
    """The claim with one more diagnosis, the last."""
    return replace(claim, diagnoses=(*claim.diagnoses, Diagnosis(Icd10cm(code), poa)))


def _added(edit: str, codes: Callable[[Random], Iterator[str]]) -> Callable[[Random], Iterator[Made]]:
    """A kind that adds a code to any right claim."""

    def make(rng: Random) -> Iterator[Made]:
        for code in codes(rng):
            base = rng.choice(_BASES)(rng)
            claim = _with(base, code, "Y" if base.admission_date else "")
            yield one(claim, Error(edit, diagnosis=len(claim.diagnoses)))

    return make


def _visit(
    rng: Random, *codes: str, years: tuple[int, int] = (30, 88), who: tuple[str, ...] = ("F", "M")
) -> Claim:
    """An office visit for those diagnoses."""
    claim = professional(*(dx(code) for code in codes), placed(line(rng.choice(["99213", "99214"])), "11"))
    return of_age(assigned(claim), rng.randint(*years), rng, who)


def _no_codes(rng: Random) -> Iterator[str]:
    """Codes of no table: the first three characters of a category and what follows none of its codes."""
    known = {row["code"] for row in rows("icd10cm_code")} | {row["code"] for row in rows("icd10cm_header")}
    stems = {row["stem"] for row in rows("icd10cm_code")}
    plain = [code for code in diagnoses() if 4 <= len(code) <= 5 and code[0] not in "STVWXYMO"]
    while True:
        code = rng.choice(plain)[:-1] + rng.choice("0123456789") + rng.choice("0123456789")
        if code not in known and code.ljust(6, "X") not in stems and code[:-1].ljust(6, "X") not in stems:
            yield code


def _ended(rng: Random) -> Iterator[str]:
    """Codes that ended before the year, with nothing below them now."""
    headers = {
        row["code"] for row in rows("icd10cm_header") if row["through"] is None or row["through"] >= FIRST
    }
    valid = {row["code"] for row in rows("icd10cm_code") if row["through"] >= FIRST}
    stems = {row["stem"] for row in rows("icd10cm_code") if row["through"] >= FIRST}
    old = [
        code
        for code in sorted(
            {row["code"] for row in rows("icd10cm_code") if row["through"] < FIRST} - valid - headers
        )
        if code[:6].ljust(6, "X") not in stems and code[:-1].ljust(6, "X") not in stems
    ]
    while old:
        yield rng.choice(old)


def _headers(rng: Random) -> Iterator[str]:
    stems = {row["stem"] for row in rows("icd10cm_code")}
    for row, first, last in drawn("icd10cm_header", rng):
        if first == FIRST and last == LAST and row["code"].ljust(6, "X")[:6] not in stems:
            yield row["code"]


def _unfinished(rng: Random) -> Iterator[str]:
    """Codes of seven characters without their last."""
    for row, first, last in drawn("icd10cm_code", rng):
        if row["stem"] and first == FIRST and last == LAST:
            yield row["stem"].rstrip("X")


def repeated(rng: Random) -> Iterator[Made]:
    """A diagnosis listed twice."""
    while True:
        base = rng.choice(_BASES)(rng)
        again = rng.choice(base.diagnoses)
        claim = replace(base, diagnoses=(*base.diagnoses, again))
        yield one(claim, Error("icd10cm/duplicate-diagnosis", diagnosis=len(claim.diagnoses)))


def excludes(rng: Random) -> Iterator[Made]:
    """Two codes of which one excludes the other, at the note's own code."""
    for row, _, _ in drawn("icd10cm_excludes", rng, kind=1):
        if row["node"] in valid() and row["target"] in valid() and not row["node"].startswith(row["target"]):
            codes = [row["node"], row["target"]]
            rng.shuffle(codes)
            yield one(_visit(rng, *codes), Error("icd10cm/excludes1", diagnosis=1))


def paired(edit: str, name: str, *, place: int = 1) -> Callable[[Random], Iterator[Made]]:
    """Two codes of a list of pairs."""

    def make(rng: Random) -> Iterator[Made]:
        for row, _, _ in drawn("icd10cm_code_pair", rng, list=name):
            ones, twos = under(row["first"]), under(row["second"])
            if ones and twos and (name != "acute and chronic" or row["becomes"]):
                yield one(_visit(rng, rng.choice(ones), rng.choice(twos)), Error(edit, diagnosis=place))

    return make


def unspecified(rng: Random) -> Iterator[Made]:
    """The unspecified side of a thing beside a side of it."""
    things: dict[str, dict[str, list[str]]] = {}
    for row in rows("icd10cm_side"):
        if row["code"] in valid():
            things.setdefault(row["thing"], {}).setdefault(row["side"], []).append(row["code"])
    fit = [one for one in things.values() if "unspecified" in one and ("left" in one or "right" in one)]
    while fit:
        thing = rng.choice(fit)
        side = rng.choice([name for name in ("left", "right") if name in thing])
        codes = (rng.choice(thing["unspecified"]), rng.choice(thing[side]))
        yield one(_visit(rng, *codes), Error("icd10cm/unspecified-beside-specific", diagnosis=1))


def both_sides(rng: Random) -> Iterator[Made]:
    """Right and left of a thing that has a code for both."""
    things: dict[str, dict[str, list[str]]] = {}
    for row in rows("icd10cm_side"):
        if row["code"] in valid():
            things.setdefault(row["thing"], {}).setdefault(row["side"], []).append(row["code"])
    fit = [one for one in things.values() if {"left", "right", "bilateral"} <= set(one)]
    while fit:
        thing = rng.choice(fit)
        codes = (rng.choice(thing["right"]), rng.choice(thing["left"]))
        yield one(_visit(rng, *codes), Error("icd10cm/laterality-contradiction", diagnosis=1))


def cancers(rng: Random) -> Iterator[Made]:
    """A cancer and the history of it."""
    for row, _, _ in drawn("icd10cm_cancer_history", rng):
        active = under(row["prefix"])
        if active and row["history"] in valid() and not row["history"].startswith("Z8582"):
            claim = _visit(rng, rng.choice(active), row["history"])
            yield one(claim, Error("icd10cm/active-and-history-of-cancer", diagnosis=1))


def symptoms(rng: Random) -> Iterator[Made]:
    """A disease and a symptom that belongs to it."""
    for row, _, _ in drawn("icd10cm_integral", rng):
        sick, signs = under(row["prefix"]), under(row["symptom"])
        if sick and signs and not row["symptom"].startswith("M25"):
            claim = _visit(rng, rng.choice(sick), rng.choice(signs))
            yield one(claim, Error("icd10cm/symptom-with-diagnosis", diagnosis=2))


def trimesters(rng: Random) -> Iterator[Made]:
    """A code of one trimester with weeks of another."""
    weeks = {"1": ["Z3A.10", "Z3A.12"], "2": ["Z3A.16", "Z3A.24"], "3": ["Z3A.32", "Z3A.36"]}
    for row, _, _ in drawn("icd10cm_trimester", rng):
        other = rng.choice([one for one in "123" if one != str(row["trimester"])])
        claim = _visit(rng, row["code"], rng.choice(weeks[other]), years=(18, 42), who=("F",))
        if row["code"] in valid():
            yield one(claim, Error("icd10cm/trimester-against-weeks", diagnosis=1))


def first_of(edit: str, flag: str) -> Callable[[Random], Iterator[Made]]:
    """A flagged code first on an office visit."""

    def make(rng: Random) -> Iterator[Made]:
        while codes := flagged(flag):
            yield one(_visit(rng, rng.choice(codes), "I10"), Error(edit, diagnosis=1))

    return make


def wrong_age(rng: Random) -> Iterator[Made]:
    """A code of an age on a patient of another (limits: Medicare Code Editor, edit 4)."""
    ages = {"newborn": (5, 80), "pediatric": (25, 80), "maternity": (70, 90), "adult": (2, 12)}
    while True:
        flag = rng.choice([*ages])
        code = rng.choice(flagged(flag))
        claim = _visit(rng, code, years=ages[flag], who=("F",))
        if not code.startswith("Z38"):
            yield one(claim, Error("demographic/diagnosis-age", diagnosis=1))


KINDS = (
    Kind("icd10cm/invalid-code", "no such code", _added("icd10cm/invalid-code", _no_codes), CODES),
    Kind(
        "icd10cm/invalid-code ended", "a code that has ended", _added("icd10cm/invalid-code", _ended), CODES
    ),
    Kind(
        "icd10cm/header-code", "a code that is not complete", _added("icd10cm/header-code", _headers), CODES
    ),
    Kind(
        "icd10cm/seventh-character",
        "no seventh character",
        _added("icd10cm/seventh-character", _unfinished),
        CODES,
    ),
    Kind("icd10cm/duplicate-diagnosis", "a diagnosis twice", repeated, CODES),
    Kind("icd10cm/excludes1", "codes that exclude each other", excludes, CODES),
    Kind(
        "icd10cm/combination-diabetes",
        "diabetes apart from what it does",
        paired("icd10cm/combination-diabetes", "diabetes with"),
        CODES,
    ),
    Kind(
        "icd10cm/acute-and-chronic",
        "two codes for one that says both",
        paired("icd10cm/acute-and-chronic", "acute and chronic"),
        CODES,
    ),
    Kind(
        "icd10cm/status-contradiction",
        "a status that the disease denies",
        paired("icd10cm/status-contradiction", "status"),
        CODES,
    ),
    Kind(
        "icd10cm/combination-coronary-angina",
        "coronary disease apart from angina",
        paired("icd10cm/combination-coronary-angina", "coronary angina"),
        CODES,
    ),
    Kind("icd10cm/unspecified-beside-specific", "an unspecified side beside a side", unspecified, CODES),
    Kind("icd10cm/laterality-contradiction", "two sides for the code of both", both_sides, CODES),
    Kind("icd10cm/active-and-history-of-cancer", "a cancer and its history", cancers, CODES),
    Kind("icd10cm/symptom-with-diagnosis", "a symptom beside its disease", symptoms, CODES),
    Kind("icd10cm/trimester-against-weeks", "a trimester against the weeks", trimesters, CODES),
    Kind(
        "icd10cm/manifestation-first",
        "a manifestation first",
        first_of("icd10cm/manifestation-first", "manifestation"),
        CODES,
    ),
    Kind(
        "icd10cm/external-cause-first",
        "an external cause first",
        first_of("icd10cm/external-cause-first", "ecodepdx"),
        CODES,
    ),
    Kind("demographic/diagnosis-age", "a code of another age", wrong_age, CODES),
)
