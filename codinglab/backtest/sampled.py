"""A drawn sample of an edit's hits, and of rows it did not hit: what stands in `sample.json`."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from codinglab.backtest.allocation import Allocation
from codinglab.model import InvalidInputError
from codinglab.parse import dump_json, parse_json
from codinglab.safe_file import SafeFile

SAMPLE_FILE = "sample.json"
UNITS = ("line", "claim")
ALL_OTHERS = "all others"
_EDIT = re.compile(r"[a-z0-9][\w-]*/[a-z0-9][\w-]*", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SampledHit:
    """One row of the back-test's hits; `detail` is its JSON object, for the edit's message."""

    line: int | None = None
    other_claim: int | None = None
    other_line: int | None = None
    diagnosis: int | None = None
    other_diagnosis: int | None = None
    procedure: int | None = None
    code: str = ""
    other_code: str = ""
    detail: str = "{}"


@dataclass(frozen=True, slots=True)
class Unit:
    """What one verdict is about: a judged place of a claim, or a claim.

    Attributes:
        id: of the unit in its sample: "57-line-2", "57".
        line, diagnosis, procedure: the place, from 1; all None where it is the claim.
        stratum: the number of its stratum, from 0.
        allowed: in dollars, of the line, or of the hit lines of the claim; None where it is not known.
        hits: the hits of it; none where it was not hit.
    """

    id: str
    claim_id: int
    claim_type: str
    on: date
    stratum: int
    line: int | None = None
    diagnosis: int | None = None
    procedure: int | None = None
    allowed: float | None = None
    hits: tuple[SampledHit, ...] = ()


@dataclass(frozen=True, slots=True)
class Stratum:
    """A part of the frame that is sampled by itself.

    Attributes:
        name: its values, in the order of the columns: "2026-03, 207".
        population: how many units the frame holds of it.
        sampled: how many were drawn.
    """

    name: str
    population: int
    sampled: int


@dataclass(frozen=True, slots=True)
class Part:
    """A sample of one frame: the strata, and the units drawn, in the order of their draw."""

    strata: tuple[Stratum, ...]
    units: tuple[Unit, ...]

    @property
    def population(self) -> int:
        """How many units the frame holds."""
        return sum(one.population for one in self.strata)


@dataclass(frozen=True, slots=True)
class AtStake:
    """Dollars on all lines that the edit hit, each line counted once.

    Attributes:
        lines: how many lines; a hit that names no line counts all lines of its claim.
        not_known: lines whose allowed amount the extract does not have; they are in no sum.
        gross: allowed on them.
        incremental: the same without lines that were denied already, or hit by the edits that stand already.
    """

    lines: int
    not_known: int
    gross: float
    incremental: float


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn, from what, and how; the same frame, seed and settings give the same sample.

    Attributes:
        edit: the edit's id.
        extract: the fingerprint of the extract.
        unit: "line" (each judged place) or "claim".
        by: the columns whose values make the strata.
        since, through: the days that hits were drawn from, None where there was no bound.
        standing: edits that stand already, whose hits the incremental amount leaves out.
        eligible: rows that the edit could judge in that period.
        hits: the sample of the hits.
        non_hits: the sample of rows that were judged and not hit, None where none was drawn.
    """

    edit: str
    extract: str
    unit: str
    by: tuple[str, ...]
    allocation: Allocation
    minimum: int
    seed: int
    since: date | None
    through: date | None
    standing: tuple[str, ...]
    eligible: int
    at_stake: AtStake
    hits: Part
    non_hits: Part | None = None

    @property
    def fingerprint(self) -> str:
        """Changes when anything of the sample does; reviews name it."""
        return hashlib.sha256(dump_json(self).encode()).hexdigest()[:16]

    @property
    def units(self) -> tuple[Unit, ...]:
        """The hits, then the rows not hit."""
        return self.hits.units + (self.non_hits.units if self.non_hits else ())

    def of_units(self, ids: frozenset[str]) -> Sample:
        """The same sample with some of its units alone."""
        parts = [
            part and replace(part, units=tuple(unit for unit in part.units if unit.id in ids))
            for part in (self.hits, self.non_hits)
        ]
        return replace(self, hits=parts[0], non_hits=parts[1])  # type: ignore[arg-type]


def review_folder(run: Path, edit: str) -> Path:
    """The folder of an edit's review in a back-test: `review/<family>/<edit>`.

    Raises:
        InvalidInputError: it is no edit's id.
    """
    if not _EDIT.fullmatch(edit):
        msg = f"'{edit}' is no edit's id: one is written family/name, for example ncci/column-two-code."
        raise InvalidInputError(msg)
    return run / "review" / edit


def write_sample(run: Path, sample: Sample) -> Path:
    """Write a sample into its back-test; the file.

    Raises:
        InvalidInputError: another sample of the edit stands there, and reviews of it; the message says what
            to do.
        OSError: as the system does.
    """
    folder = review_folder(run, sample.edit)
    path, data = folder / SAMPLE_FILE, dump_json(sample).encode()
    file = SafeFile(path)
    there = file.read()
    if there is not None and there != data and (reviews := review_files(folder)):
        msg = (
            f"{path} holds another sample, which was reviewed ({', '.join(one.name for one in reviews)}). "
            f"Keep that review by moving the folder {folder} elsewhere, then draw again."
        )
        raise InvalidInputError(msg)
    if there != data:
        file.write(data)
    return path


def read_sample(run: Path, edit: str) -> Sample:
    """Read the sample of an edit.

    Raises:
        InvalidInputError: none was drawn, or the file is damaged.
    """
    path = review_folder(run, edit) / SAMPLE_FILE
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        msg = f"No sample of {edit} was drawn in {run}. Draw one: codinglab backtest sample {run} {edit}"
        raise InvalidInputError(msg) from None
    return parse_json(Sample, data, source=str(path))


def review_files(folder: Path) -> list[Path]:
    """The files of reviewers beside a sample, by name; not what stands aside from them."""
    return sorted(
        path for path in folder.glob("*.json") if path.name.count(".") == 1 and path.stem != "sample"
    )
