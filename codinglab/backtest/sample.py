"""Draw a stratified, seeded sample of an edit's hits, and of rows that it judged and did not hit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pyarrow.compute as pc
import pyarrow.parquet as pq

from codinglab.backtest.allocation import Allocation, allocate, weights
from codinglab.backtest.opened import BackTest
from codinglab.backtest.sampled import ALL_OTHERS, UNITS, Part, Sample, Stratum, Unit
from codinglab.backtest.units import Frame, RawStratum, check_columns
from codinglab.model import InvalidInputError
from codinglab.validate.catalogue import edit as edit_of

MOST = 2_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a sample is drawn.

    Attributes:
        size: how many hits to draw; fewer where there are not as many.
        by: the columns whose values make the strata, of `units.COLUMNS`; none makes one stratum.
        allocation: how the sample is shared out.
        minimum: fewest a stratum, where it holds as many; two are needed to tell a stratum's spread.
        prior: the precision expected in a stratum, by its name, for Neyman's allocation.
        unit: "line": each judged place of a claim; "claim": no claim is drawn twice.
        seed: the same seed gives the same sample, however the rows lie.
        non_hits: how many rows to draw that were judged and not hit.
        since, through: the days to draw from: for a holdout, those that the edit was not tuned on.
        standing: edits that stand already, whose hits the incremental amount leaves out.
    """

    size: int = 50
    by: Sequence[str] = ()
    allocation: Allocation = Allocation.PROPORTIONAL
    minimum: int = 2
    prior: Mapping[str, float] = field(default_factory=dict)
    unit: str = "line"
    seed: int = 1
    non_hits: int = 0
    since: date | None = None
    through: date | None = None
    standing: Sequence[str] = ()


def draw_sample(run: BackTest, edit: str, wanted: Wanted | None = None) -> Sample:
    """Draw a sample.

    Strata beyond what the sample can serve with the minimum are put together, the smallest first, as "all
    others"; that goes by their size alone.

    Args:
        run: the back-test.
        edit: the edit's id.
        wanted: how.

    Raises:
        InvalidInputError: the edit did not run, it hit nothing in the period, or what is wanted cannot be.
    """
    wanted = wanted or Wanted()
    by, ran = check_columns(wanted.by), [str(one["id"]) for one in run.edits]
    _check(wanted)
    for name in (edit, *wanted.standing):
        if name not in ran:
            msg = f"{name} is not among the edits that ran in {run.folder}: {', '.join(ran)}."
            raise InvalidInputError(msg)
    since, through = wanted.since or date.min, wanted.through or date.max
    extract = run.extract()
    frame = Frame(extract, run.files("hits"), edit, wanted.unit, since, through)
    hits = _part(frame.hit_strata(by, f"{wanted.seed}|{edit}|", wanted.size), wanted, wanted.size)
    if not hits.population:
        msg = f"{edit} has no hits in {run.folder}{_of_period(wanted)}: there is nothing to sample."
        raise InvalidInputError(msg)
    told = frame.hits_of(hits.units)
    hits = replace(hits, units=tuple(replace(unit, hits=told[unit.id]) for unit in hits.units))
    non_hits = None
    if wanted.non_hits:
        plain = replace(wanted, allocation=Allocation.PROPORTIONAL)
        raw = frame.non_hit_strata(edit_of(edit), by, f"{wanted.seed}|{edit}|not hit|", wanted.non_hits)
        non_hits = _part(raw, plain, wanted.non_hits)
    return Sample(
        edit=edit,
        extract=extract.fingerprint,
        unit=wanted.unit,
        by=by,
        allocation=wanted.allocation,
        minimum=wanted.minimum,
        seed=wanted.seed,
        since=wanted.since,
        through=wanted.through,
        standing=tuple(wanted.standing),
        eligible=_eligible(run, edit, wanted),
        at_stake=frame.at_stake(wanted.standing),
        hits=hits,
        non_hits=non_hits,
    )


def _check(wanted: Wanted) -> None:
    """Raises InvalidInputError where what is wanted cannot be."""
    if wanted.unit not in UNITS:
        msg = f"The unit '{wanted.unit}' is not known. There are: {', '.join(UNITS)}."
    elif not 1 <= wanted.size <= MOST or not 0 <= wanted.non_hits <= MOST:
        msg = f"A sample has 1 to {MOST:,} units."
    elif wanted.minimum < 1:
        msg = "The minimum of a stratum is 1 or more."
    elif wanted.since and wanted.through and wanted.through < wanted.since:
        msg = f"The period ends on {wanted.through}, before it begins on {wanted.since}."
    else:
        return
    raise InvalidInputError(msg)


def _part(raw: list[RawStratum], wanted: Wanted, size: int) -> Part:
    """Share the sample out and take the first of each stratum."""
    strata = _together(raw, max(1, size // wanted.minimum), size)
    names, populations = [one.name for one in strata], [one.population for one in strata]
    by = weights(names, populations, wanted.allocation, wanted.prior)
    given = allocate(size, populations, by, wanted.minimum)
    units: list[Unit] = []
    for number, (one, count) in enumerate(zip(strata, given, strict=True)):
        units += [replace(unit, stratum=number) for _, unit in one.first[:count]]
    return Part(
        tuple(Stratum(one.name, one.population, count) for one, count in zip(strata, given, strict=True)),
        tuple(units),
    )


def _together(raw: list[RawStratum], most: int, size: int) -> list[RawStratum]:
    """The strata, the smallest of them together where there are more than the sample can serve."""
    if len(raw) <= most:
        return raw
    by_size = sorted(raw, key=lambda one: (-one.population, one.name))
    kept, rest = by_size[: most - 1], by_size[most - 1 :]
    first = sorted((drawn for one in rest for drawn in one.first), key=lambda pair: (pair[0], pair[1].id))
    others = RawStratum(ALL_OTHERS, sum(one.population for one in rest), tuple(first[:size]))
    return [*sorted(kept, key=lambda one: one.name), others]


def _eligible(run: BackTest, edit: str, wanted: Wanted) -> int:
    """The rows that the edit could judge, in the months of the period."""
    total = 0
    for file in run.files("eligible"):
        rows = pq.read_table(file, filters=pc.field("edit") == edit)
        for month, count in zip(rows["month"].to_pylist(), rows["rows"].to_pylist(), strict=True):
            after = wanted.since is None or month >= wanted.since.replace(day=1)
            if after and (wanted.through is None or month <= wanted.through):
                total += count
    return total


def _of_period(wanted: Wanted) -> str:
    if wanted.since is None and wanted.through is None:
        return ""
    return f" from {wanted.since or 'the beginning'} through {wanted.through or 'the end'}"
