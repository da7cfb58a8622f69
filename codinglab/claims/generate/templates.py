"""The templates of right claims, read from `reference/generate/{professional,outpatient,inpatient}.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import product
from typing import Any

from codinglab.claims.generate.forms import ASSIGNED, Form
from codinglab.model import (
    Claim,
    ClaimType,
    Diagnosis,
    Hcpcs,
    Icd10cm,
    Icd10pcs,
    InvalidInputError,
    Modifier,
    Patient,
    Procedure,
    Provider,
    ServiceLine,
    Sex,
)
from codinglab.reference.paths import REFERENCE

FOLDER = REFERENCE / "generate"
DAY = date(2026, 6, 9)
"""The day that templates are written on; only differences from it matter."""

WHO = ("F", "M", "P1", "P2", "P3", "birth", "newborn")
_BILLS = {ClaimType.PROFESSIONAL: "", ClaimType.OUTPATIENT: "0131", ClaimType.INPATIENT: "0111"}
_FACILITIES = {"19", "21", "22", "23", "24"}
_KNOWN = {
    *("about", "specialty", "weight", "ages", "who", "once", "apart", "alone", "season"),
    *("fallback", "diagnoses", "lines", "swap", "days", "admitting", "discharges", "procedures"),
    "departments",
}


@dataclass(frozen=True)
class Template:
    """A right claim, with its variants.

    Attributes:
        who: of `WHO`.
        ages: least and greatest, in completed years.
        once: a patient has at most one claim with this word in a year; "" for any number.
        apart: by a physician whom the patient sees for nothing else.
        alone: no chronic condition is listed beside it.
        season: the months of its peak.
        fallback: what a patient has instead of a claim that would be one too many.
        forms: its variants.
    """

    about: str
    claim_type: ClaimType
    weight: float
    who: tuple[str, ...]
    ages: tuple[int, int]
    once: str
    apart: bool
    alone: bool
    season: tuple[int, ...]
    fallback: bool
    forms: tuple[Form, ...]


@cache
def templates() -> tuple[Template, ...]:
    """All templates, by claim type and in the order of their files.

    Raises:
        InvalidInputError: a template is wrong; the message names it.
    """
    found = []
    for kind in ClaimType:
        path = FOLDER / f"{kind.value}.toml"
        for facts in tomllib.loads(path.read_text(encoding="utf-8"))["claim"]:
            try:
                found.append(_template(facts, kind))
            except (KeyError, ValueError) as error:
                msg = f"{path}: {facts.get('about', '?')}: {error}"
                raise InvalidInputError(msg) from None
    return tuple(found)


def _template(facts: dict[str, Any], kind: ClaimType) -> Template:
    if unknown := set(facts) - _KNOWN:
        msg = f"not known: {', '.join(sorted(unknown))}"
        raise ValueError(msg)
    return Template(
        about=facts["about"],
        claim_type=kind,
        weight=facts["weight"],
        who=tuple(facts.get("who", ("F", "M"))),
        ages=(facts["ages"][0], facts["ages"][1]),
        once=facts.get("once", ""),
        apart=facts.get("apart", False),
        alone=facts.get("alone", False),
        season=tuple(facts.get("season", ())),
        fallback=facts.get("fallback", False),
        forms=tuple(_forms(facts, kind)),
    )


def _forms(facts: dict[str, Any], kind: ClaimType) -> list[Form]:
    choices = [_options(text) for text in facts.get("swap", ())]
    statuses = facts.get("discharges", ["01"])
    forms = []
    for *chosen, status in product(*choices, statuses):
        words = {old: new for option in chosen for old, new in option.items()}
        forms.append(
            Form(_claim(facts, kind, words, status), _days(facts), "newborn" in facts.get("who", ()))
        )
    return forms


def _options(text: str) -> list[dict[str, str]]:
    """What each option of a swap puts for the words of the first."""
    options = [option.split() for option in text.split("|")]
    if any(len(option) != len(options[0]) for option in options):
        msg = f"the options of “{text}” differ in the number of their words"
        raise ValueError(msg)
    return [dict(zip(options[0], option, strict=True)) for option in options]


def _days(facts: dict[str, Any]) -> tuple[int, int] | None:
    days = facts.get("days")
    return (days[0], days[1]) if days else None


def _claim(facts: dict[str, Any], kind: ClaimType, words: dict[str, str], status: str) -> Claim:
    stay = kind is ClaimType.INPATIENT
    lines = [_line(text, kind, words) for text in facts.get("lines", ())]
    lines += [_department(code, first=not number) for number, code in enumerate(facts.get("departments", ()))]
    in_hospital = kind is not ClaimType.PROFESSIONAL or lines[0].place_of_service in _FACILITIES
    admitting = facts.get("admitting", "")
    return Claim(
        claim_id="",
        claim_type=kind,
        patient=Patient("", DAY, Sex.UNKNOWN),
        from_date=DAY,
        through_date=DAY + timedelta(days=facts["days"][0]) if stay else DAY,
        admission_date=DAY if stay else None,
        discharge_status="" if kind is ClaimType.PROFESSIONAL else status,
        bill_type=_BILLS[kind],
        provider=Provider(ASSIGNED, facts["specialty"], ASSIGNED),
        facility_id=ASSIGNED if in_hospital else "",
        contractor=ASSIGNED,
        admitting_diagnosis=Icd10cm(words.get(admitting, admitting)) if stay else None,
        diagnoses=tuple(diagnosis(text, words) for text in facts["diagnoses"]),
        procedures=tuple(_procedure(text, words) for text in facts.get("procedures", ())),
        lines=tuple(lines),
    )


def diagnosis(text: str, words: dict[str, str] | None = None) -> Diagnosis:
    """A diagnosis as the files write it: CODE or CODE:POA."""
    code, _, poa = text.partition(":")
    return Diagnosis(Icd10cm((words or {}).get(code, code)), poa)


def _procedure(text: str, words: dict[str, str]) -> Procedure:
    code, _, day = text.partition("+")
    return Procedure(Icd10pcs(words.get(code, code)), DAY + timedelta(days=int(day)))


def _line(text: str, kind: ClaimType, words: dict[str, str]) -> ServiceLine:
    first, *rest = text.split()
    code, *modifiers = (words.get(part, part) for part in first.split("-"))
    said = {"x": words.get("x1", "x1")[1:]}
    for word in rest:
        bare = words.get(word, words.get(word[1:], word[1:]))
        said[word[0]] = bare.removeprefix(word[0])
    professional = kind is ClaimType.PROFESSIONAL
    return ServiceLine(
        Hcpcs(code),
        DAY,
        tuple(Modifier(one) for one in modifiers),
        int(said["x"]),
        pointers=tuple(int(one) for one in said[">"].split(",")) if professional else (),
        place_of_service=said["@"] if professional else "",
        revenue_code="" if professional else said["@"],
        charge=Decimal(0),
    )


def _department(code: str, *, first: bool) -> ServiceLine:
    """A line of a stay: the room by the day, other departments once. `units=0` stands for the days."""
    return ServiceLine(Hcpcs(""), DAY, units=0 if first else 1, through=date.max, revenue_code=code)
