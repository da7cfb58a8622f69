"""Write a claim extract from batches of claims: numbered, divided by patient, sorted, the day's pairs made.

Batches are staged on disk as they come, each with the bucket that its patients fall to; then each
partition is gathered from its buckets. Memory is that of a batch or a partition, whichever is larger. The
manifest is written last: a folder without one is no extract.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from codinglab.claims.extract.duck import tune
from codinglab.claims.extract.extract import FORMAT, MANIFEST, Extract, open_extract
from codinglab.claims.extract.layout import EXTRACT_SCHEMAS
from codinglab.claims.extract.partition import write_partition
from codinglab.claims.extract.rejected import REJECTED, RejectedRows
from codinglab.claims.extract.staging import Staging
from codinglab.claims.intake.batch import Batch
from codinglab.model import InvalidInputError

LINES_A_PARTITION = 1_000_000
MEMORY = "3GB"

Say = Callable[[str, float], None]


def write_extract(
    batches: Iterable[Batch],
    folder: Path,
    *,
    sources: Iterable[str] = (),
    lines_a_partition: int = LINES_A_PARTITION,
    memory: str = MEMORY,
    replace: bool = False,
    say: Say = lambda _sentence, _share: None,
) -> Extract:
    """Write a claim extract.

    A claim whose id an earlier one had is rejected, as its reader's rows that could not be read are; all
    rejected rows are in `rejected.csv`.

    Args:
        batches: whole claims, as readers give them.
        folder: where to; it must not be there, be empty, or hold an extract that may be replaced.
        sources: the names of the files that the claims come from.
        lines_a_partition: about how many service lines a partition holds.
        memory: what DuckDB may use, such as "3GB"; beyond it, it goes to disk.
        replace: whether an extract that is there may be replaced.
        say: called with a sentence and the share done, 0 to 1.

    Raises:
        InvalidInputError: the folder holds something else, or no claim was taken; rejected rows are then in
            `rejected.csv` of the folder all the same.
    """
    import duckdb

    _make_room(folder, replace)
    with (
        tempfile.TemporaryDirectory(prefix=".staging-", dir=folder) as held,
        duckdb.connect() as connection,
        RejectedRows(folder / REJECTED) as rejected,
    ):
        tune(connection, memory, Path(held))
        staging = Staging(connection, Path(held))
        for batch in batches:
            staging.add(batch)
            rejected.add(batch.rejections)
            said = f"{staging.claims:,} claims read"
            say(said + (f", {rejected.count:,} rows rejected" if rejected.count else ""), 0.7 * batch.read)
        rejected.add(staging.repeated())
        if not staging.claims:
            msg = f"No claim was taken into {folder}."
            if rejected.count:
                msg += f" {rejected.count:,} rows were rejected; see {folder / REJECTED} for the reasons."
            raise InvalidInputError(msg)
        number = max(1, round(staging.lines / lines_a_partition))
        partitions = []
        for place in range(number):
            say(f"writing partition {place + 1} of {number}", 0.7 + 0.3 * place / number)
            partitions.append(write_partition(connection, staging, folder, place, number))
    card = {
        "format": FORMAT,
        "fingerprint": _fingerprint(folder, number),
        "sources": [str(source) for source in sources],
        "rejected": rejected.count,
        "partitions": partitions,
    }
    (folder / MANIFEST).write_text(json.dumps(card, indent=1), encoding="utf-8")
    say("the extract is written", 1.0)
    return open_extract(folder)


def _make_room(folder: Path, replace: bool) -> None:
    """Empty the folder of an extract that may be replaced; refuse anything else."""
    if folder.is_file():
        msg = f"{folder} is a file; name a folder for the extract."
        raise InvalidInputError(msg)
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    ours = {*EXTRACT_SCHEMAS, MANIFEST, REJECTED, "truth.parquet"}
    if there and not replace:
        msg = f"{folder} is not empty; name another folder, or replace the extract in it with --force."
        raise InvalidInputError(msg)
    if foreign := {name for name in there if not name.startswith(".staging-")} - ours:
        msg = f"{folder} holds other things than an extract ({', '.join(sorted(foreign)[:3])}); name another."
        raise InvalidInputError(msg)
    for name in there:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    folder.mkdir(parents=True, exist_ok=True)


def _fingerprint(folder: Path, partitions: int) -> str:
    """A hash of every file of the extract."""
    digest: Any = hashlib.blake2b(digest_size=16)
    for name in sorted(EXTRACT_SCHEMAS):
        for place in range(partitions):
            with (folder / name / f"part-{place:05}.parquet").open("rb") as file:
                while block := file.read(1 << 22):
                    digest.update(block)
    return str(digest.hexdigest())
