"""Patients and their claims of a time, right as they stand: who, when, and which template."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from codinglab.claims.generate.copies import Copies, completed_years
from codinglab.claims.generate.forms import NONE
from codinglab.claims.generate.people import ages, people, profile_of
from codinglab.claims.generate.templates import WHO
from codinglab.claims.generate.world import World

Array = np.ndarray[Any, np.dtype[Any]]
_YEAR = 365.25
_MOST, _APART_DAYS = 10, 36
_EARLY, _WITHIN = 0.05, 0.85
_MONTHLY = np.array([1.05, 1.03, 1.03, 1.0, 0.99, 0.98, 0.95, 0.97, 0.99, 1.03, 1.0, 0.98])
_F, _M, _P1, _P2, _P3, _BIRTH, _NEWBORN = range(len(WHO))


@dataclass
class People:
    """One value a patient: whether a woman, birth, profile, the day a child is due or `NONE`, born here."""

    woman: Array
    birth: Array
    profile: Array
    due: Array
    newborn: Array


def draw(world: World, rng: np.random.Generator, count: int, first: int) -> Copies:
    """The claims of patients.

    Args:
        world: what they live in.
        rng: the chance.
        count: how many patients.
        first: the number of the first.

    Returns:
        Their claims by patient and day; `claim` is not numbered yet.
    """
    who = _people(world, rng, count)
    opens = np.maximum(world.since, np.where(who.newborn, who.birth, world.since))
    length = world.through - opens + 1
    most = np.clip(length // _APART_DAYS, 1, _MOST)
    lively = 1.2 + 3.2 * ((world.since - who.birth) / _YEAR / 80)
    times = np.minimum(1 + rng.negative_binomial(1.5, 1.5 / (1.5 + np.maximum(lively, 1.0))), most)
    patient = np.repeat(np.arange(count), times)
    turn = np.arange(len(patient)) - np.repeat(np.cumsum(times) - times, times)
    place = (turn + _EARLY + _WITHIN * rng.random(len(turn))) / times[patient]
    day = opens[patient] + np.floor(_warped(world, place) * length[patient]).astype(np.int64)
    day = np.where(who.newborn[patient] & (turn == 0), who.birth[patient], day)
    kind = _kinds(who, patient, turn, day)
    age = completed_years(who.birth[patient], day)
    month = day.astype("M8[D]").astype("M8[M]").astype(int) % 12
    kind = np.where(world.chooser.can(kind, age, month), kind, np.where(who.woman[patient], _F, _M))
    able = world.chooser.can(kind, age, month)
    template = world.chooser.choose(kind, age, month, rng.random(len(day)))
    template, kept = _once(world, patient, template)
    form = world.form_start[template] + (rng.random(len(day)) ** 1.3 * world.form_count[template]).astype(
        np.int64
    )
    least, most_days = (world.forms.columns[name][form] for name in ("least", "most"))
    days = least + (rng.random(len(day)) ** 1.5 * (most_days - least + 1)).astype(np.int64)
    day = _on_workdays(world, form, np.minimum(day, world.through - days))
    kept &= able & (day >= world.since)
    slot = _slots(world.apart[template], patient)
    numbers = patient + first
    seen = world.providers(numbers, form, slot)
    made = Copies(
        form=form,
        day=day,
        days=days,
        claim=np.zeros(len(form), np.int64),
        patient=numbers,
        sex=np.where(who.woman[patient], world.sexes["F"], world.sexes["M"]),
        birth=who.birth[patient],
        contractor=world.contractors(numbers, form),
        provider=seen.provider,
        group=seen.group,
        facility=seen.facility,
        beside=world.beside_of[template, who.profile[patient]],
    )
    return some(made, kept)


def some(copies: Copies, which: Array) -> Copies:
    """The claims chosen by a mask or by their places."""
    return Copies(*(getattr(copies, field.name)[which] for field in fields(Copies)))


def joined(*several: Copies) -> Copies:
    """Claims one after the other."""
    return Copies(
        *(np.concatenate([getattr(one, field.name) for one in several]) for field in fields(Copies))
    )


def _people(world: World, rng: np.random.Generator, count: int) -> People:
    facts = people()
    middle, length = (world.since + world.through) // 2, world.through - world.since + 1
    woman = rng.random(count) < facts["women"]
    years = ages(rng, count)
    birth = middle - (years * _YEAR).astype(np.int64)
    newborn = rng.random(count) < (facts["newborn"] if length > _APART_DAYS else 0)
    born = world.since + (rng.random(count) * max(1, length - _APART_DAYS)).astype(np.int64)
    birth = np.where(newborn, born, birth)
    years = np.where(newborn, 0, years).astype(np.int64)
    mother = woman & (years >= 18) & (years <= 42) & (rng.random(count) < facts["pregnant"])
    due = np.where(mother, world.since + (rng.random(count) * length).astype(np.int64), NONE)
    return People(woman, birth, profile_of(rng.random(count), years, woman), due, newborn)


def _kinds(who: People, patient: Array, turn: Array, day: Array) -> Array:
    """Places in `WHO`: of a pregnant woman by the weeks, and the first claim about the day that is due."""
    due = who.due[patient]
    weeks = 40 - (due - day) / 7
    over = (due != NONE) & (weeks > 38.5)
    before = np.concatenate([[False], over[:-1]]) & (turn > 0)
    kind = np.where(who.woman[patient], _F, _M)
    expecting = (due != NONE) & ~over & (weeks >= 6)
    kind = np.where(expecting, np.select([weeks < 14, weeks < 28], [_P1, _P2], _P3), kind)
    kind = np.where(over & ~before, _BIRTH, kind)
    return np.where(who.newborn[patient] & (turn == 0), _NEWBORN, kind)


def _warped(world: World, place: Array) -> Array:
    """Places from 0 to 1 moved so that busy months hold more of them."""
    days = np.arange(world.since, world.through + 1)
    month = days.astype("M8[D]").astype("M8[M]").astype(int) % 12
    reached = np.concatenate([[0.0], np.cumsum(_MONTHLY[month])])
    return np.interp(place, reached / reached[-1], np.linspace(0, 1, len(reached)))


def _once(world: World, patient: Array, template: Array) -> tuple[Array, Array]:
    """What a patient has once a year kept to one claim; the others become the fallback, or go."""
    words = world.once[template]
    said = np.flatnonzero(words)
    _, first = np.unique(patient[said] * (world.once.max() + 1) + words[said], return_index=True)
    again = np.zeros(len(template), bool)
    again[said] = True
    again[said[first]] = False
    if world.fallback == NONE:
        return template, ~again
    return np.where(again, world.fallback, template), np.ones(len(template), bool)


def _on_workdays(world: World, form: Array, day: Array) -> Array:
    """Office visits moved from Saturday to Friday and from Sunday to Monday."""
    office = world.forms.columns["professional"][form] & (world.forms.columns["facility"][form] != NONE)
    weekday = (day + 3) % 7
    moved = day - (weekday == 5) + (weekday == 6)
    return np.where(office & (moved >= world.since) & (moved <= world.through), moved, day)


def _slots(apart: Array, patient: Array) -> Array:
    """Of claims by a physician seen for nothing else the number, from 1, among the patient's; else 0."""
    total = np.cumsum(apart)
    starts = np.concatenate([[True], patient[1:] != patient[:-1]]) if len(patient) else np.zeros(0, bool)
    before = np.where(starts, total - apart, 0)
    return np.where(apart, total - np.maximum.accumulate(before), 0)
