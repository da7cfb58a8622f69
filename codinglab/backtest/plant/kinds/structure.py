"""Structure: claims that their form does not allow, made of right ones by one change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from codinglab.backtest.plant.bases import of_age, outpatient_base, professional_base, stay_base
from codinglab.backtest.plant.kind import Kind, Made, one
from codinglab.claims.generate import Error
from codinglab.model import Claim, ClaimType, Icd10pcs, Procedure

Base = Callable[[Random], Claim]
Change = Callable[[Claim, Random], Claim]
_FORMS = (professional_base, outpatient_base)
_HOSPITAL = (outpatient_base, stay_base)
_STAYS = (stay_base,)
_ANY = (*_FORMS, stay_base)


def _changed(edit: str, about: str, bases: tuple[Base, ...], change: Change, *also: str) -> Kind:
    """A kind that changes a claim as a whole."""

    def make(rng: Random) -> Iterator[Made]:
        while True:
            yield one(change(rng.choice(bases)(rng), rng), Error(edit))

    return Kind(edit, about, make, also)


def _identified(claim: Claim, number: str) -> Claim:
    return replace(claim, provider=replace(claim.provider, id=number))


def _check(nine: str) -> int:
    """The check digit of an identifier's nine digits (45 CFR 162.406)."""
    total = 24
    for place, digit in enumerate(reversed(nine)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return -total % 10


def _wrong_check(claim: Claim, rng: Random) -> Claim:
    nine = rng.choice("12") + "".join(rng.choices("0123456789", k=8))
    return _identified(claim, f"{nine}{(_check(nine) + rng.randint(1, 9)) % 10}")


def _wrong_length(claim: Claim, rng: Random) -> Claim:
    return _identified(claim, rng.choice("12") + "".join(rng.choices("0123456789", k=rng.choice([8, 10]))))


def _without_diagnoses(claim: Claim, _: Random) -> Claim:
    return replace(claim, diagnoses=(), lines=tuple(replace(line, pointers=()) for line in claim.lines))


def _without_lines(claim: Claim, _: Random) -> Claim:
    return replace(claim, lines=())


def _without_admission(claim: Claim, _: Random) -> Claim:
    return replace(claim, admission_date=None)


def _without_status(claim: Claim, _: Random) -> Claim:
    return replace(claim, discharge_status="")


def _odd_bill(claim: Claim, rng: Random) -> Claim:
    return replace(claim, bill_type=rng.choice(["", "131", "1131", "0105", "011Z", "0136"]))


def _other_bill(claim: Claim, _: Random) -> Claim:
    return replace(claim, bill_type="0131" if claim.claim_type is ClaimType.INPATIENT else "0111")


def _still_there(claim: Claim, _: Random) -> Claim:
    return replace(claim, discharge_status="30")


def _odd_status(claim: Claim, rng: Random) -> Claim:
    return replace(claim, discharge_status=rng.choice(["08", "19", "22", "44", "60", "99"]))


def _early(claim: Claim, rng: Random) -> Claim:
    return replace(claim, from_date=claim.from_date - timedelta(days=rng.randint(4, 20)))


def _many_diagnoses(claim: Claim, rng: Random) -> Claim:
    most = 12 if claim.claim_type is ClaimType.PROFESSIONAL else 25
    return replace(claim, diagnoses=claim.diagnoses * (most // len(claim.diagnoses) + rng.randint(1, 2)))


def _many_conditions(claim: Claim, rng: Random) -> Claim:
    return replace(claim, condition_codes=tuple(f"{number:02}" for number in range(1, rng.randint(26, 30))))


def _many_procedures(claim: Claim, rng: Random) -> Claim:
    operated = _operated(claim, claim.from_date)
    return replace(operated, procedures=operated.procedures * rng.randint(26, 30))


def _too_old(claim: Claim, rng: Random) -> Claim:
    return of_age(claim, rng.randint(126, 200), rng, (claim.patient.sex.value,))


def _unborn(claim: Claim, rng: Random) -> Claim:
    born = claim.from_date + timedelta(days=rng.randint(1, 300))
    return replace(claim, patient=replace(claim.patient, birth_date=born))


def _operated(claim: Claim, day: date) -> Claim:
    return replace(claim, procedures=(Procedure(Icd10pcs("0DTJ4ZZ"), day),))


def outside(rng: Random) -> Iterator[Made]:
    """A procedure after discharge, or long before admission."""
    while True:
        base = stay_base(rng)
        after = base.through_date + timedelta(days=rng.randint(1, 9))
        before = base.from_date - timedelta(days=rng.randint(4, 20))
        claim = _operated(base, rng.choice([after, before]))
        yield one(claim, Error("structure/procedure-outside-stay", procedure=1))


def pcs(rng: Random) -> Iterator[Made]:
    """A procedure code of stays on another claim."""
    while True:
        base = rng.choice(_FORMS)(rng)
        yield one(_operated(base, base.from_date), Error("structure/pcs-outside-inpatient", procedure=1))


KINDS = (
    _changed("structure/npi-check-digit", "a mistyped identifier", _ANY, _wrong_check),
    _changed("structure/npi-length", "an identifier of a wrong length", _ANY, _wrong_length),
    _changed(
        "structure/no-diagnosis",
        "no diagnosis",
        _ANY,
        _without_diagnoses,
        "icd10cm/outcome-of-delivery-missing",
    ),
    _changed("structure/no-service-line", "no line", _FORMS, _without_lines),
    _changed("structure/missing-admission-date", "no admission date", _STAYS, _without_admission),
    _changed("structure/missing-discharge-status", "no discharge status", _STAYS, _without_status),
    _changed(
        "structure/bill-type-form",
        "no type of bill",
        _HOSPITAL,
        _odd_bill,
        "structure/bill-type-of-other-claim",
    ),
    _changed("structure/bill-type-of-other-claim", "the bill of another claim", _HOSPITAL, _other_bill),
    _changed("structure/still-patient-bill-type", "an ended bill, still there", _STAYS, _still_there),
    _changed("structure/unknown-discharge-status", "no such status", (outpatient_base,), _odd_status),
    _changed("mce/invalid-discharge-status", "no such status", _STAYS, _odd_status),
    _changed("structure/statement-before-admission", "begun before admission", _STAYS, _early),
    _changed(
        "structure/too-many-diagnoses",
        "more diagnoses than fit",
        _ANY,
        _many_diagnoses,
        "icd10cm/*",
        "mce/duplicate-of-principal",
    ),
    _changed(
        "structure/too-many-conditions",
        "more condition codes than fit",
        _HOSPITAL,
        _many_conditions,
        "oce/submitted-*",
    ),
    _changed(
        "structure/too-many-procedures",
        "more procedures than fit",
        _STAYS,
        _many_procedures,
        "icd10pcs/duplicate-procedure",
    ),
    _changed("structure/age-impossible", "too old", _FORMS, _too_old, "demographic/diagnosis-age"),
    _changed("mce/invalid-age", "too old", _STAYS, _too_old, "mce/age-conflict"),
    _changed(
        "structure/service-before-birth",
        "before birth",
        _ANY,
        _unborn,
        "mce/*-age",
        "mce/age-*",
        "demographic/diagnosis-age",
        "coverage/ncd-age",
    ),
    Kind("structure/procedure-outside-stay", "a procedure outside the stay", outside),
    Kind("structure/pcs-outside-inpatient", "a procedure code of stays elsewhere", pcs),
)
