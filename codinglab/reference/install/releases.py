"""What is installed: editions of official sources, each with the days it holds."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from codinglab.model import InvalidInputError, NotInForceError, StoreError, TableMissingError
from codinglab.parse import parse_json
from codinglab.reference.install.folders import installed_dir, recover
from codinglab.reference.store import file_hash

if TYPE_CHECKING:
    import pyarrow as pa

LAYOUT = 1


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table of an installed edition: how many rows, and the SHA-256 of its Parquet file."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Who accepted the publisher's licence, and when."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    licence: str
    by: str
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Release:
    """An installed edition, as its manifest says.

    Attributes:
        since, through: the days it holds, both included; `through=None` until the next edition.
        tables: what is installed, by table id.
        file, file_sha256: the published file it was read from.
        accepted: the accepted licence, for a source behind one.
        remarks: what the reader said of the file.
        document: which document of the source, "" where it has but one.
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    source: str
    edition: str
    since: date
    through: date | None
    tables: dict[str, TableFacts]
    file: str
    file_sha256: str
    installed_on: date
    accepted: Acceptance | None = None
    remarks: tuple[str, ...] = ()
    document: str = ""
    layout: int = LAYOUT

    @property
    def name(self) -> str:
        """What tells it from the other editions of its source: its first day, and its document."""
        return release_name(self.since, self.document)

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return installed_dir() / self.source / self.name

    @property
    def rows(self) -> int:
        """The rows of all its tables."""
        return sum(facts.rows for facts in self.tables.values())

    @property
    def days(self) -> str:
        """The days it holds, in words."""
        return f"{self.since} to {self.through or 'the next edition'}"


def release_name(since: date, document: str = "") -> str:
    """The name of an edition within its source, and of its folder: "2026-01-01", "2026-01-01~surgery"."""
    return f"{since.isoformat()}~{document}" if document else since.isoformat()


def list_releases(source: str | None = None) -> tuple[Release, ...]:
    """The installed editions of a source, or of all; by source, the oldest first.

    Raises:
        StoreError: a manifest is damaged; the message names the cure.
    """
    return tuple(_read(manifest) for manifest in _manifests(source))


def sound_releases(source: str | None = None) -> tuple[tuple[Release, ...], tuple[str, ...]]:
    """The installed editions that can be read, and a sentence for each that cannot, with the cure."""
    found: list[Release] = []
    faults: list[str] = []
    for manifest in _manifests(source):
        try:
            found.append(_read(manifest))
        except StoreError as fault:
            faults.append(str(fault))
    return tuple(found), tuple(faults)


def release_on(source: str, on: date) -> Release:
    """The edition of a source that is in force on a day: the latest that has begun and not ended.

    Raises:
        TableMissingError: no edition is installed.
        NotInForceError: none of those installed holds that day.
    """
    releases = list_releases(source)
    command = f"Install the edition for that day: codinglab reference install {source} FILE"
    if not releases:
        msg = f"{source} is not installed. {command}"
        raise TableMissingError(msg)
    for release in reversed(releases):
        if release.since <= on and (release.through is None or on <= release.through):
            return release
    held = "; ".join(f"{release.edition}, {release.days}" for release in releases)
    msg = f"No installed edition of {source} is in force on {on}. Installed: {held}. {command}"
    raise NotInForceError(msg)


def read_table(release: Release, table_id: str) -> pa.Table:
    """Read a table of an installed edition.

    Raises:
        TableMissingError: the edition has no such table.
        StoreError: the file is missing, damaged, or holds other rows than were installed.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if table_id not in release.tables:
        msg = f"{release.source} has no table '{table_id}'; it has {', '.join(release.tables)}."
        raise TableMissingError(msg)
    path = release.folder / f"{table_id}.parquet"
    try:
        table = pq.ParquetFile(path).read()
    except (OSError, pa.ArrowException) as error:
        msg = f"{path} cannot be read ({error}). {_again(release.source, release.name)}"
        raise StoreError(msg) from error
    if table.num_rows != release.tables[table_id].rows:
        msg = (
            f"{path} holds {table.num_rows:,} rows; {release.tables[table_id].rows:,} were installed. "
            f"{_again(release.source, release.name)}"
        )
        raise StoreError(msg)
    return table


def verify(release: Release) -> tuple[str, ...]:
    """Compare every table with the hash recorded when it was installed; name those that differ."""
    return tuple(
        table_id
        for table_id, facts in release.tables.items()
        if not (path := release.folder / f"{table_id}.parquet").is_file() or file_hash(path) != facts.sha256
    )


def _manifests(source: str | None) -> Iterator[Path]:
    base = installed_dir()
    for parent in [base / source] if source else sorted(base.glob("*")):
        recover(parent)
        yield from sorted(parent.glob("[0-9]*/manifest.json"))


def _read(manifest: Path) -> Release:
    source, name = manifest.parent.parent.name, manifest.parent.name
    try:
        release = parse_json(Release, manifest.read_bytes(), source=str(manifest))
    except (OSError, InvalidInputError) as error:
        said = " ".join(str(error).split())
        msg = f"{manifest} is damaged ({said}). {_again(source, name)}"
        raise StoreError(msg) from None
    if (release.source, release.name, release.layout) != (source, name, LAYOUT):
        msg = f"{manifest} is not of its folder, or of another version of codinglab. {_again(source, name)}"
        raise StoreError(msg)
    return release


def _again(source: str, name: str) -> str:
    return (
        f"Install it again: codinglab reference install {source} FILE; "
        f"or remove it: codinglab reference remove {source} {name}"
    )
