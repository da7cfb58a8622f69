"""Make claims in batches, the same ones for the same seed and number of lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from codinglab.claims.generate.copies import Copies, names
from codinglab.claims.generate.forms import NONE
from codinglab.claims.generate.patients import draw, joined, some
from codinglab.claims.generate.plants import TRUTH, Error, Plant, lay_out, schedule
from codinglab.claims.generate.relations import relations
from codinglab.claims.generate.templates import templates
from codinglab.claims.generate.world import World
from codinglab.claims.intake import Batch
from codinglab.model import ClaimType, InvalidInputError

Array = np.ndarray[Any, np.dtype[Any]]
SHARES = {ClaimType.PROFESSIONAL: 0.70, ClaimType.OUTPATIENT: 0.22, ClaimType.INPATIENT: 0.08}
"""The share of the lines that each claim type has, where nothing else is asked for."""

SINCE, THROUGH = date(2025, 10, 1), date(2026, 9, 30)
"""The year of the claims: that of the ICD-10-CM tables that ship (FY2026)."""

BATCH_LINES = 100_000
_PILOT, _ROUNDS = 3_000, 4


def generate(
    lines: int,
    *,
    seed: int,
    types: Mapping[ClaimType, float] | None = None,
    since: date = SINCE,
    through: date = THROUGH,
    contractors: Sequence[str] | None = None,
    plants: Sequence[Plant] = (),
    plant_rate: float = 0.02,
    batch_lines: int = BATCH_LINES,
) -> Generation:
    """Make claims of that many lines; whole claims, a patient's claims in one batch.

    Args:
        lines: how many; there are fewer only by what no whole claim fits into.
        seed: the same seed and number of lines give the same claims.
        types: the share of the lines by claim type.
        since: the first day of the claims; the codes are those of FY2026.
        through: the last day.
        contractors: their numbers; by default Medicare contractors by state.
        plants: errors to plant (`codinglab.backtest.plant`); none for claims that are all right.
        plant_rate: the share of the claims that hold a planted error.
        batch_lines: about how many lines a batch has.

    Raises:
        InvalidInputError: a number is out of range, or nothing can be made of the types and days.
    """
    shares = dict(SHARES if types is None else types)
    faults = [
        (lines < 1, f"At least 1 line is made, not {lines}."),
        (not 0 <= plant_rate <= 1, f"The share of planted claims is from 0 to 1, not {plant_rate}."),
        (through < since, f"The last day, {through}, is before the first, {since}."),
        (
            min(shares.values(), default=0) < 0 or not sum(shares.values()),
            "A claim type needs a share above 0.",
        ),
        (seed < 0, f"The seed is 0 or more, not {seed}."),
    ]
    for wrong, msg in faults:
        if wrong:
            raise InvalidInputError(msg)
    bed = lay_out(plants, since, through)
    world = World(templates(), shares, bed, since, through, contractors, lines, seed)
    return Generation(world, plants, lines, plant_rate if plants else 0.0, batch_lines)


class Generation:
    """Claims being made: an iterator of batches, and the truth about those given so far."""

    def __init__(
        self, world: World, plants: Sequence[Plant], lines: int, rate: float, batch_lines: int
    ) -> None:
        self._world, self._plants, self._rate = world, plants, rate
        self._lines, self._batch_lines = lines, batch_lines
        self._made = self._batch = self._patients = self._claims = self._planted = 0
        pilot = draw(world, self._chance(0), _PILOT, 0)
        self._lines_a_patient = self._lines_of(pilot).sum() / _PILOT
        self._lines_a_claim = self._lines_of(pilot).mean()
        expected = int(1.2 * rate * lines / self._lines_a_claim) + len(world.bed.kinds)
        self._order = schedule(world.bed, expected, world.seed) if rate else np.zeros(0, np.int64)
        self._truth: list[pa.Table] = []

    def __iter__(self) -> Iterator[Batch]:
        return self

    def __next__(self) -> Batch:
        left = self._lines - self._made
        if left <= 0:
            raise StopIteration
        self._batch += 1
        made = self._claims_of_batch(min(left, self._batch_lines))
        if made is None:
            self._made = self._lines
            raise StopIteration
        copies, plants = made
        world = self._world
        tables = relations(world.forms, world.words, copies, world.beside, world.seed)
        self._made += tables["line"].num_rows
        if len(plants):
            self._truth.append(self._told(copies, plants))
        return Batch(tables, read=min(1.0, self._made / self._lines))

    def truth(self) -> pa.Table:
        """What was planted in the batches given so far (`TRUTH`)."""
        return pa.concat_tables(self._truth) if self._truth else TRUTH.empty_table()

    def _chance(self, number: int) -> np.random.Generator:
        return np.random.default_rng([self._world.seed, self._lines, 2, number])

    def _lines_of(self, copies: Copies) -> Array:
        lines: Array = self._world.forms.columns["lines"][copies.form]
        return lines

    def _claims_of_batch(self, target: int) -> tuple[Copies, Array] | None:
        rng = self._chance(self._batch)
        plants = self._next_plants(target)
        planted = self._copies_of(plants, rng)
        clean = self._patients_of(target - int(self._lines_of(planted).sum()), rng)
        if not len(planted.form) and not len(clean.form):
            return None
        copies = joined(clean, planted)
        _, patient = np.unique(copies.patient, return_inverse=True)
        copies.patient = self._patients + patient
        self._patients += int(patient.max()) + 1
        copies.claim = self._claims + rng.permutation(len(copies.form))
        self._claims += len(copies.form)
        return copies, plants

    def _next_plants(self, target: int) -> Array:
        count = round(self._rate * target / self._lines_a_claim)
        plants = self._order[self._planted : self._planted + count]
        fits = np.cumsum(self._world.bed.lines[plants]) <= max(target * max(self._rate, 0.5), 1)
        plants = plants[: int(fits.sum())] if not fits.all() else plants
        self._planted += len(plants)
        return plants

    def _copies_of(self, plants: Array, rng: np.random.Generator) -> Copies:
        """The claims of plants, each of a patient of its own; their patients come after all others."""
        world, bed = self._world, self._world.bed
        count = bed.count[plants]
        whose = np.repeat(np.arange(len(plants)), count)
        within = np.arange(len(whose)) - np.repeat(np.cumsum(count) - count, count)
        place = bed.start[plants][whose] + within
        low, high = bed.low[plants], bed.high[plants]
        opens = low + (rng.random(len(plants)) * (high - low + 1)).astype(np.int64)
        birth = _born(opens, bed.years[plants], bed.birthday[plants])
        form = world.planted_from + place
        patient = (1 << 40) + self._planted + whose
        seen = world.providers(patient, form, np.zeros_like(whose))
        sex = np.array([world.sexes[bed.sex[plant]] for plant in plants], np.int64)
        return Copies(
            form=form,
            day=opens[whose] + bed.offset[place],
            days=world.forms.columns["least"][form],
            claim=np.zeros(len(form), np.int64),
            patient=patient,
            sex=sex[whose],
            birth=birth[whose],
            contractor=world.contractors(patient, form),
            provider=seen.provider,
            group=seen.group,
            facility=seen.facility,
            beside=np.full(len(form), NONE),
        )

    def _patients_of(self, target: int, rng: np.random.Generator) -> Copies:
        """Patients whose claims have that many lines together, or as many as fit."""
        parts: list[Copies] = []
        left, first = target, self._patients
        for turn in range(_ROUNDS):
            count = int(left / self._lines_a_patient * (1.03 if not turn else 2)) + 40
            drawn = draw(self._world, rng, count, first)
            of = drawn.patient - first
            lines = np.bincount(of, self._lines_of(drawn), count).astype(np.int64)
            had = np.bincount(of, minlength=count) > 0
            taken = had & (np.cumsum(lines) <= left)
            left -= int(lines[taken].sum())
            for patient in np.flatnonzero(had & ~taken):
                if 0 < lines[patient] <= left:
                    taken[patient] = True
                    left -= int(lines[patient])
                if not left:
                    break
            parts.append(some(drawn, taken[of]))
            first += count
            if not left:
                break
        return joined(*parts)

    def _told(self, copies: Copies, plants: Array) -> pa.Table:
        """The truth about the plants of a batch: their claims are the last of its copies."""
        count = self._world.bed.count[plants]
        first = len(copies.form) - int(count.sum()) + np.cumsum(count) - count
        rows: list[tuple[int, Error, str, str]] = []
        for plant, start in zip(plants, first, strict=True):
            one = self._plants[plant]
            kinds = [claim.claim_type.value for claim in one.claims]
            rows += [(start + error.claim, error, one.kind, kinds[error.claim]) for error in one.errors]
        where, errors, named, types = zip(*rows, strict=True)
        columns = {
            "claim": names(copies.claim[np.array(where)], "C"),
            "claim_type": list(types),
            "line": [error.line for error in errors],
            "diagnosis": [error.diagnosis for error in errors],
            "procedure": [error.procedure for error in errors],
            "edit": [error.edit for error in errors],
            "kind": list(named),
            "planted": [error.must for error in errors],
        }
        return pa.table(columns, schema=TRUTH)


def _born(opens: Array, years: Array, birthday: Array) -> Array:
    """The days of birth from the first claims' days, the years of life and the days after the birthday."""
    day = (opens - birthday).astype("M8[D]")
    month = day.astype("M8[M]")
    there = month - 12 * years
    length = ((there + 1).astype("M8[D]") - there.astype("M8[D]")).astype(int)
    within = np.minimum((day - month.astype("M8[D]")).astype(int), length - 1)
    born: Array = (there.astype("M8[D]") + within).astype(int)
    return born
