"""Lines that their form does not allow, made of right ones by one change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random

from codinglab.backtest.plant.bases import coded, outpatient_base, professional_base, stay_base, with_line
from codinglab.backtest.plant.kind import Kind, Made, one
from codinglab.claims.generate import Error
from codinglab.model import Claim, Modifier

Base = Callable[[Random], Claim]
Change = Callable[[Claim, int, Random], Claim]
_FORMS = (professional_base, outpatient_base)
_HOSPITAL = (outpatient_base, stay_base)
_ANY = (*_FORMS, stay_base)
_OFFICE = (professional_base,)


def _changed(edit: str, about: str, bases: tuple[Base, ...], change: Change, *also: str) -> Kind:
    """A kind that changes one line."""

    def make(rng: Random) -> Iterator[Made]:
        while True:
            base = rng.choice(bases)(rng)
            number = rng.randint(1, len(base.lines))
            yield one(change(base, number, rng), Error(edit, line=number))

    return Kind(edit, about, make, also)


def _longer(claim: Claim, number: int, rng: Random) -> Claim:
    return with_line(claim, number, through=claim.through_date + timedelta(days=rng.randint(1, 20)))


def _several(rng: Random) -> Claim:
    """A claim of two lines or more."""
    return professional_base(rng, lambda claim: len(claim.lines) > 1)


def _placed(*places: str) -> Change:
    return lambda claim, number, rng: with_line(claim, number, place_of_service=rng.choice(places))


def _pointing(*pointers: int) -> Change:
    return lambda claim, number, _: with_line(claim, number, pointers=pointers)


def _beyond(claim: Claim, number: int, rng: Random) -> Claim:
    return with_line(claim, number, pointers=(1, len(claim.diagnoses) + rng.randint(1, 4)))


def _many_modifiers(claim: Claim, number: int, rng: Random) -> Claim:
    marks = rng.sample(("GA", "KX", "Q0", "CR", "GC", "GY", "SC"), rng.randint(5, 7))
    added = tuple(Modifier(one) for one in marks)
    return with_line(claim, number, modifiers=claim.lines[number - 1].modifiers + added)


def _department(claim: Claim, number: int, rng: Random) -> Claim:
    return with_line(claim, number, revenue_code=rng.choice(["", "45", "450", "0A50", "04500"]))


def _misspelt(claim: Claim, number: int, rng: Random) -> Claim:
    code = str(claim.lines[number - 1].code)
    wrong = [code[:4], "W" + code[1:], code + "0", code[:2] + "-" + code[3:]]
    return coded(claim, number, rng.choice(wrong))


def _units(claim: Claim, number: int, rng: Random) -> Claim:
    return with_line(claim, number, units=rng.choice([0, 0, -1]))


KINDS = (
    _changed("structure/line-outside-statement", "a line that ends after the claim", _ANY, _longer),
    _changed("structure/missing-place-of-service", "no place of service", (_several,), _placed("")),
    _changed("structure/unknown-place-of-service", "no such place", _OFFICE, _placed("28", "30", "88", "A1")),
    _changed(
        "structure/missing-pointer", "a line that points to nothing", _OFFICE, _pointing(), "coverage/*"
    ),
    _changed("structure/dangling-pointer", "a line that points beyond", _OFFICE, _beyond),
    _changed("structure/too-many-pointers", "more pointers than fit", _OFFICE, _pointing(1, 1, 1, 1, 1)),
    _changed(
        "structure/too-many-modifiers",
        "more modifiers than fit",
        _FORMS,
        _many_modifiers,
        "modifier/*",
        "coverage/ncd-trial-incomplete",
    ),
    _changed("structure/revenue-code", "no revenue code", _HOSPITAL, _department, "oce/observation-revenue"),
    _changed(
        "structure/service-code-form",
        "no service code",
        _FORMS,
        _misspelt,
        "oce/*",
        "modifier/modifier-25-not-on-visit",
    ),
    _changed("structure/units-below-one", "no units", _ANY, _units),
)
