"""Write generated claims with planted errors as an extract, and the truth beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from codinglab.backtest.plant import plants
from codinglab.backtest.truth import TRUTH_FILE
from codinglab.claims.extract import Extract, write_extract
from codinglab.claims.generate import generate
from codinglab.claims.generate.generation import SINCE, THROUGH
from codinglab.model import ClaimType


def write_planted(
    folder: Path,
    lines: int,
    *,
    seed: int,
    types: Mapping[ClaimType, float] | None = None,
    since: date = SINCE,
    through: date = THROUGH,
    contractors: Sequence[str] | None = None,
    rate: float = 0.02,
    replace: bool = False,
    say: Callable[[str, float], None] = lambda _sentence, _share: None,
) -> tuple[Extract, int]:
    """Make claims with planted errors (`generate`) and write them as an extract with its truth.

    Args:
        folder: where the extract goes.
        lines: how many lines.
        seed: the same seed and number of lines give the same claims.
        types: the share of the lines by claim type.
        since: the first day of the claims.
        through: the last.
        contractors: their numbers; by default Medicare contractors by state.
        rate: the share of the claims with a planted error; 0 for none.
        replace: whether an extract that is there may be replaced.
        say: called with a sentence and the share done, 0 to 1.

    Returns:
        The extract, and how many claims hold an error.

    Raises:
        InvalidInputError: a number is out of range, or the folder holds something else.
    """
    import pyarrow.parquet as pq

    planted = plants(seed) if rate else ()
    made = generate(
        lines,
        seed=seed,
        types=types,
        since=since,
        through=through,
        contractors=contractors,
        plants=planted,
        plant_rate=rate,
    )
    extract = write_extract(made, folder, sources=[f"generated, seed {seed}"], replace=replace, say=say)
    truth = made.truth()
    pq.write_table(truth, folder / TRUTH_FILE)
    return extract, len(set(truth.column("claim").to_pylist()))
