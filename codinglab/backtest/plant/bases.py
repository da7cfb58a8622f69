"""Right claims to be spoiled: those of the generator's templates, each of a patient of a fitting age."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from random import Random

from codinglab.claims.generate.templates import Template, templates
from codinglab.model import Claim, ClaimType, Hcpcs, Patient, Sex

_OLDEST = 92
_YEAR = 365.25


@cache
def _listed(kind: ClaimType) -> tuple[Template, ...]:
    return tuple(one for one in templates() if one.claim_type is kind and "newborn" not in one.who)


def right(
    kind: ClaimType, rng: Random, fit: Callable[[Claim], bool] = lambda _: True, *, adult: bool = True
) -> Claim:
    """A right claim of a type.

    Args:
        kind: its type.
        rng: the chance.
        fit: which claims will do.
        adult: of a patient of 18 or more.
    """
    while True:
        template = rng.choice(_listed(kind))
        claim = rng.choice(template.forms).claim
        least = max(template.ages[0], 18 if adult else 0)
        most = min(template.ages[1], _OLDEST)
        if least <= most and fit(claim):
            return _settled(of_age(claim, rng.randint(least, most), rng, template.who))


def of_age(claim: Claim, years: int, rng: Random, who: tuple[str, ...] = ("F", "M")) -> Claim:
    """The claim of a patient of that age on its first day, some months after the birthday."""
    sexes = [Sex.MALE if one == "M" else Sex.FEMALE for one in who]
    days = round(years * _YEAR) + rng.randint(20, 340)
    return replace(claim, patient=Patient("patient", claim.from_date - timedelta(days), rng.choice(sexes)))


def _settled(claim: Claim) -> Claim:
    """A stay's lines with their days: the room of each day, the departments once."""
    days = max(1, (claim.through_date - claim.from_date).days)
    lines = tuple(
        replace(line, units=line.units or days, through=claim.through_date)
        if line.through == date.max
        else line
        for line in claim.lines
    )
    return replace(claim, lines=lines)


def professional_base(rng: Random, fit: Callable[[Claim], bool] = lambda _: True) -> Claim:
    """A right professional claim."""
    return right(ClaimType.PROFESSIONAL, rng, fit)


def outpatient_base(rng: Random, fit: Callable[[Claim], bool] = lambda _: True) -> Claim:
    """A right outpatient claim."""
    return right(ClaimType.OUTPATIENT, rng, fit)


def stay_base(rng: Random, fit: Callable[[Claim], bool] = lambda _: True) -> Claim:
    """A right stay."""
    return right(ClaimType.INPATIENT, rng, fit)


def visit(code: str) -> Callable[[Claim], bool]:
    """For `fit`: claims of one line with a code that begins so."""
    return lambda claim: len(claim.lines) == 1 and claim.lines[0].code.startswith(code)


def with_line(claim: Claim, number: int, **changes: object) -> Claim:
    """The claim with a line changed, numbered from 1."""
    lines = list(claim.lines)
    lines[number - 1] = replace(lines[number - 1], **changes)  # type: ignore[arg-type]
    return replace(claim, lines=tuple(lines))


def coded(claim: Claim, number: int, code: str) -> Claim:
    """The claim with a line's code changed."""
    return with_line(claim, number, code=Hcpcs(code))
