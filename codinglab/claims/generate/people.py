"""Who the patients are and what they live with (`people.toml`), and who pays (`contractors.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from codinglab.claims.generate.templates import FOLDER, Template, diagnosis
from codinglab.model import ClaimType, Diagnosis

Array = np.ndarray[Any, np.dtype[Any]]
MOST_BESIDE = 5
"""How many chronic conditions a claim that is no stay lists beside its own."""


@dataclass(frozen=True)
class Profile:
    """What some patients live with: names of chronic conditions; for whom, and how common."""

    has: tuple[str, ...]
    share: float
    ages: tuple[int, int]
    sex: str


@dataclass(frozen=True)
class Chronic:
    """A condition: its codes with the POA indicator of a stay, and beside which codes it is not listed."""

    codes: tuple[Diagnosis, ...]
    not_beside: tuple[str, ...]


@dataclass(frozen=True)
class State:
    """A contractor's state: the numbers of its part A and part B, and its share of the patients."""

    a: str
    b: str
    share: float


@cache
def people() -> dict[str, Any]:
    """The file."""
    return tomllib.loads((FOLDER / "people.toml").read_text(encoding="utf-8"))


@cache
def chronic() -> dict[str, Chronic]:
    """The chronic conditions by name."""
    return {
        name: Chronic(
            tuple(diagnosis(text) for text in one["codes"]),
            tuple(beginning.replace(".", "") for beginning in one["not_beside"]),
        )
        for name, one in people()["chronic"].items()
    }


@cache
def profiles() -> tuple[Profile, ...]:
    """All profiles."""
    return tuple(
        Profile(tuple(one["has"]), one["share"], (one["ages"][0], one["ages"][1]), one.get("sex", ""))
        for one in people()["profile"]
    )


def states(contractors: Sequence[str] | None) -> tuple[State, ...]:
    """Those of the file, or one for each contractor that is named, of both parts."""
    if contractors is not None:
        return tuple(State(one, one, 1.0) for one in contractors)
    listed = tomllib.loads((FOLDER / "contractors.toml").read_text(encoding="utf-8"))["state"]
    return tuple(State(one["a"], one["b"], one["share"]) for one in listed)


def beside(template: Template, profile: Profile) -> tuple[Diagnosis, ...]:
    """The chronic diagnoses of a patient that a claim lists after its own, none twice."""
    if template.alone:
        return ()
    own = {str(one.code) for form in template.forms for one in form.claim.diagnoses}
    found: dict[str, Diagnosis] = {}
    for name in profile.has:
        condition = chronic()[name]
        codes = {str(one.code): one for one in condition.codes}
        if not own & set(codes) and not any(code.startswith(condition.not_beside) for code in own):
            found.update(codes)
    listed = tuple(found.values())
    if template.claim_type is not ClaimType.INPATIENT:
        listed = tuple(Diagnosis(one.code) for one in listed[:MOST_BESIDE])
    return listed


def ages(rng: np.random.Generator, count: int) -> Array:
    """Ages in years, with fractions."""
    bands = people()["ages"]
    odds = np.array([band["share"] for band in bands], float)
    at = rng.choice(len(bands), count, p=odds / odds.sum())
    low = np.array([band["from"] for band in bands])[at]
    high = np.array([band["to"] + 1 for band in bands])[at]
    drawn: Array = low + rng.random(count) * (high - low)
    return drawn


def profile_of(chance: Array, age: Array, woman: Array) -> Array:
    """The number of each patient's profile, by chance, age and sex."""
    listed = profiles()
    chosen = np.zeros(len(chance), np.int32)
    for years in np.unique(age):
        for sex in ("F", "M"):
            here = (age == years) & (woman == (sex == "F"))
            odds = np.array(
                [
                    one.share if one.ages[0] <= years <= one.ages[1] and one.sex in ("", sex) else 0.0
                    for one in listed
                ]
            )
            chosen[here] = np.searchsorted(np.cumsum(odds) / odds.sum(), chance[here], side="right")
    return chosen
