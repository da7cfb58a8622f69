"""Structure: claims that their form does not allow, made of right ones by one change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from codinglab.backtest.plant.bases import (
    coded,
    of_age,
    outpatient_base,
    professional_base,
    stay_base,
    with_line,
)
from codinglab.backtest.plant.kind import Kind, Made, one
from codinglab.claims.generate import Error
from codinglab.model import Claim, ClaimType, Icd10pcs, Modifier, Procedure

Base = Callable[[Random], Claim]
_FORMS = (professional_base, outpatient_base)
_ANY = (*_FORMS, stay_base)
_BESIDE = (
    "structure/*",
    "mce/*",
    "icd10cm/*",
    "demographic/*",
    "poa/*",
    "oce/*",
    "modifier/*",
    "ncci/*",
    "coverage/*",
)


def changed(
    edit: str, bases: tuple[Base, ...], change: Callable[[Claim, Random], Claim]
) -> Callable[[Random], Iterator[Made]]:
    """A kind that changes a claim as a whole."""

    def make(rng: Random) -> Iterator[Made]:
        while True:
            yield one(change(rng.choice(bases)(rng), rng), Error(edit))

    return make


def changed_line(
    edit: str, bases: tuple[Base, ...], change: Callable[[Claim, int, Random], Claim]
) -> Callable[[Random], Iterator[Made]]:
    """A kind that changes one line."""

    def make(rng: Random) -> Iterator[Made]:
        while True:
            base = rng.choice(bases)(rng)
            number = rng.randint(1, len(base.lines))
            yield one(change(base, number, rng), Error(edit, line=number))

    return make


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


def _letters(claim: Claim, number: int, rng: Random) -> Claim:
    code = str(claim.lines[number - 1].code)
    return coded(claim, number, rng.choice([code[:4], "W" + code[1:], code + "0", code[:2] + "-" + code[3:]]))


def _longer(claim: Claim, number: int, rng: Random) -> Claim:
    return with_line(claim, number, through=claim.through_date + timedelta(days=rng.randint(1, 20)))


def _pointing(*pointers: int) -> Callable[[Claim, int, Random], Claim]:
    return lambda claim, number, _: with_line(claim, number, pointers=pointers)


def _beyond(claim: Claim, number: int, rng: Random) -> Claim:
    return with_line(claim, number, pointers=(1, len(claim.diagnoses) + rng.randint(1, 4)))


def _many_modifiers(claim: Claim, number: int, rng: Random) -> Claim:
    marks = ("GA", "KX", "Q0", "CR", "GC", "GY", "SC")
    return with_line(
        claim, number, modifiers=tuple(Modifier(one) for one in rng.sample(marks, rng.randint(5, 7)))
    )


def _other_form(claim: Claim, _: Random) -> Claim:
    return replace(claim, bill_type="0131" if claim.claim_type is ClaimType.INPATIENT else "0111")


def _operated(claim: Claim, day: date) -> Claim:
    return replace(claim, procedures=(Procedure(Icd10pcs("0DTJ4ZZ"), day),))


def outside(rng: Random) -> Iterator[Made]:
    """A procedure after discharge, or long before admission."""
    while True:
        base = stay_base(rng)
        day = rng.choice(
            [base.through_date + timedelta(rng.randint(1, 9)), base.from_date - timedelta(rng.randint(4, 20))]
        )
        yield one(_operated(base, day), Error("structure/procedure-outside-stay", procedure=1))


def pcs(rng: Random) -> Iterator[Made]:
    """A procedure code of stays on another claim."""
    while True:
        base = rng.choice(_FORMS)(rng)
        yield one(_operated(base, base.from_date), Error("structure/pcs-outside-inpatient", procedure=1))


def _many_diagnoses(claim: Claim, rng: Random) -> Claim:
    most = 12 if claim.claim_type is ClaimType.PROFESSIONAL else 25
    return replace(claim, diagnoses=claim.diagnoses * (most // len(claim.diagnoses) + rng.randint(1, 2)))


def _unborn(claim: Claim, rng: Random) -> Claim:
    born = claim.from_date + timedelta(days=rng.randint(1, 300))
    return replace(claim, patient=replace(claim.patient, birth_date=born))


def _early(claim: Claim, rng: Random) -> Claim:
    return replace(claim, from_date=claim.from_date - timedelta(days=rng.randint(4, 20)))


def _conditions(claim: Claim, rng: Random) -> Claim:
    return replace(
        claim, condition_codes=tuple(f"{number:02}" for number in range(1, 26 + rng.randint(0, 3)))
    )


def _statuses(claim: Claim, rng: Random) -> Claim:
    return replace(claim, discharge_status=rng.choice(["08", "19", "22", "44", "60", "99"]))


KINDS = tuple(
    Kind(edit, about, make, tuple(one for one in _BESIDE))
    for edit, about, make in (
        (
            "structure/npi-check-digit",
            "a mistyped identifier",
            changed("structure/npi-check-digit", _ANY, _wrong_check),
        ),
        (
            "structure/npi-length",
            "an identifier of a wrong length",
            changed("structure/npi-length", _ANY, _wrong_length),
        ),
        (
            "structure/no-diagnosis",
            "no diagnosis",
            changed(
                "structure/no-diagnosis",
                _ANY,
                lambda c, _: replace(
                    c, diagnoses=(), lines=tuple(replace(line, pointers=()) for line in c.lines)
                ),
            ),
        ),
        (
            "structure/no-service-line",
            "no line",
            changed("structure/no-service-line", _FORMS, lambda c, _: replace(c, lines=())),
        ),
        (
            "structure/missing-admission-date",
            "no admission date",
            changed(
                "structure/missing-admission-date", (stay_base,), lambda c, _: replace(c, admission_date=None)
            ),
        ),
        (
            "structure/missing-discharge-status",
            "no discharge status",
            changed(
                "structure/missing-discharge-status",
                (stay_base,),
                lambda c, _: replace(c, discharge_status=""),
            ),
        ),
        (
            "structure/bill-type-form",
            "no type of bill",
            changed(
                "structure/bill-type-form",
                (outpatient_base, stay_base),
                lambda c, rng: replace(c, bill_type=rng.choice(["", "131", "1131", "0105", "011Z", "0136"])),
            ),
        ),
        (
            "structure/bill-type-of-other-claim",
            "the type of bill of another claim",
            changed("structure/bill-type-of-other-claim", (outpatient_base, stay_base), _other_form),
        ),
        (
            "structure/still-patient-bill-type",
            "an ended bill of a patient still there",
            changed(
                "structure/still-patient-bill-type",
                (stay_base,),
                lambda c, _: replace(c, discharge_status="30"),
            ),
        ),
        (
            "structure/unknown-discharge-status",
            "no such status",
            changed("structure/unknown-discharge-status", (outpatient_base,), _statuses),
        ),
        (
            "mce/invalid-discharge-status",
            "no such status",
            changed("mce/invalid-discharge-status", (stay_base,), _statuses),
        ),
        (
            "structure/statement-before-admission",
            "a stay that begins before its admission",
            changed("structure/statement-before-admission", (stay_base,), _early),
        ),
        (
            "structure/too-many-diagnoses",
            "more diagnoses than fit",
            changed("structure/too-many-diagnoses", _ANY, _many_diagnoses),
        ),
        (
            "structure/too-many-conditions",
            "more condition codes than fit",
            changed("structure/too-many-conditions", (outpatient_base, stay_base), _conditions),
        ),
        (
            "structure/too-many-procedures",
            "more procedures than fit",
            changed(
                "structure/too-many-procedures",
                (stay_base,),
                lambda c, rng: replace(
                    _operated(c, c.from_date),
                    procedures=_operated(c, c.from_date).procedures * (25 + rng.randint(1, 4)),
                ),
            ),
        ),
        (
            "structure/age-impossible",
            "too old",
            changed("structure/age-impossible", _FORMS, lambda c, rng: of_age(c, rng.randint(126, 200), rng)),
        ),
        (
            "mce/invalid-age",
            "too old",
            changed("mce/invalid-age", (stay_base,), lambda c, rng: of_age(c, rng.randint(126, 200), rng)),
        ),
        (
            "structure/service-before-birth",
            "before birth",
            changed("structure/service-before-birth", _ANY, _unborn),
        ),
        (
            "structure/line-outside-statement",
            "a line that ends after the claim",
            changed_line("structure/line-outside-statement", _ANY, _longer),
        ),
        (
            "structure/missing-place-of-service",
            "no place of service",
            changed_line(
                "structure/missing-place-of-service",
                (professional_base,),
                lambda c, n, _: with_line(c, n, place_of_service=""),
            ),
        ),
        (
            "structure/unknown-place-of-service",
            "no such place of service",
            changed_line(
                "structure/unknown-place-of-service",
                (professional_base,),
                lambda c, n, rng: with_line(
                    c, n, place_of_service=rng.choice(["28", "30", "40", "88", "A1", "1"])
                ),
            ),
        ),
        (
            "structure/missing-pointer",
            "a line that points to nothing",
            changed_line("structure/missing-pointer", (professional_base,), _pointing()),
        ),
        (
            "structure/dangling-pointer",
            "a line that points beyond",
            changed_line("structure/dangling-pointer", (professional_base,), _beyond),
        ),
        (
            "structure/too-many-pointers",
            "more pointers than fit",
            changed_line("structure/too-many-pointers", (professional_base,), _pointing(1, 1, 1, 1, 1)),
        ),
        (
            "structure/too-many-modifiers",
            "more modifiers than fit",
            changed_line("structure/too-many-modifiers", _FORMS, _many_modifiers),
        ),
        (
            "structure/revenue-code",
            "no revenue code",
            changed_line(
                "structure/revenue-code",
                (outpatient_base, stay_base),
                lambda c, n, rng: with_line(
                    c, n, revenue_code=rng.choice(["", "45", "450", "0A50", "04500"])
                ),
            ),
        ),
        (
            "structure/service-code-form",
            "no service code",
            changed_line("structure/service-code-form", _FORMS, _letters),
        ),
        (
            "structure/units-below-one",
            "no units",
            changed_line(
                "structure/units-below-one",
                _ANY,
                lambda c, n, rng: with_line(c, n, units=rng.choice([0, 0, -1])),
            ),
        ),
        ("structure/procedure-outside-stay", "a procedure outside the stay", outside),
        ("structure/pcs-outside-inpatient", "a procedure of stays elsewhere", pcs),
    )
)
