"""Open a claim extract: what it holds, and where its files lie."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from codinglab.claims.extract.layout import EXTRACT_SCHEMAS
from codinglab.model import InvalidInputError

MANIFEST = "extract.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Partition:
    """The claims of some patients: its number, from 0, and how many rows each relation has in it."""

    number: int
    rows: dict[str, int]


@dataclass(frozen=True)
class Extract:
    """An opened claim extract.

    Attributes:
        folder: where it lies.
        partitions: in order of their numbers.
        fingerprint: changes when any claim in it does.
        sources: the files it was made of, as they were named.
        rejected: how many rows were rejected on the way in; they lie in `rejected.csv`.
    """

    folder: Path
    partitions: tuple[Partition, ...]
    fingerprint: str
    sources: tuple[str, ...]
    rejected: int

    def file(self, relation: str, partition: int) -> Path:
        """The Parquet file of a relation's partition."""
        return self.folder / relation / f"part-{partition:05}.parquet"

    def files(self, relation: str) -> list[Path]:
        """The Parquet files of a relation, by partition."""
        return [self.file(relation, partition.number) for partition in self.partitions]

    def count(self, relation: str) -> int:
        """How many rows a relation has."""
        return sum(partition.rows.get(relation, 0) for partition in self.partitions)


def open_extract(folder: Path) -> Extract:
    """Open a claim extract.

    Raises:
        InvalidInputError: the folder is none, was left half made, or lacks a file that it names.
    """
    path = folder / MANIFEST
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        if facts["format"] != FORMAT:
            msg = f"{folder} is a claim extract of format {facts['format']}; make it again with this version."
            raise InvalidInputError(msg)
        partitions = tuple(Partition(number, dict(rows)) for number, rows in enumerate(facts["partitions"]))
        found = Extract(
            folder, partitions, str(facts["fingerprint"]), tuple(facts["sources"]), int(facts["rejected"])
        )
    except FileNotFoundError:
        msg = (
            f"{folder} is no claim extract: it has no {MANIFEST}. "
            "Make one with: codinglab claims import, or codinglab claims generate."
        )
        raise InvalidInputError(msg) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        msg = f"{path} cannot be read as a claim extract's card: {type(error).__name__}: {error}."
        raise InvalidInputError(msg) from None
    for name in EXTRACT_SCHEMAS:
        for file in found.files(name):
            if not file.is_file():
                msg = f"The claim extract {folder} is damaged: {file} is missing. Make it again."
                raise InvalidInputError(msg)
    return found
