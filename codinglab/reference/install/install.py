"""Install an official file: read, checked, written beside, and put in place whole; and remove one."""

from __future__ import annotations

import getpass
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from codinglab.model import InvalidInputError, StoreError, TableMissingError
from codinglab.parse import dump_json
from codinglab.reference.install.archive import Archive, SourceFileError
from codinglab.reference.install.catalogue import Source, find_source
from codinglab.reference.install.folders import installed_dir, new_draft, put_in_place, recover, sweep
from codinglab.reference.install.reading import Progress, Reading, Request
from codinglab.reference.install.releases import Acceptance, Release, TableFacts, sound_releases
from codinglab.reference.store import file_hash

if TYPE_CHECKING:
    import pyarrow as pa

_READ, _WRITE = 0.8, 0.2


def install(
    source_id: str,
    path: Path,
    since: date | None = None,
    accept_licence: bool = False,
    progress: Progress | None = None,
    *,
    through: date | None = None,
    title: str = "",
    binds: tuple[str, ...] = (),
) -> Release:
    """Install an edition of a source from the publisher's file.

    The edition of the same first day is replaced; others stay beside it. When anything goes wrong, or
    the process is killed, what was installed before stays whole.

    Args:
        source_id: as `reference/sources.toml` names it.
        path: the file as published: plain, gzip, a zip, or zips in a zip.
        since: the first day it holds, where the file does not say, or says it wrongly.
        accept_licence: the person accepts the publisher's licence.
        progress: called with a sentence and the share done, 0 to 1.
        through: the last day of a document; this and what follows only for sources whose documents are the
            user's own and say none of it.
        title: what the person calls the document.
        binds: the contractors or payers it binds.

    Raises:
        InvalidInputError: no such source, its licence is not accepted, or it takes no such words.
        SourceFileError: the file is not what the source publishes.
    """
    source = find_source(source_id)
    say = progress or (lambda _sentence, _share: None)
    if (through or title or binds) and not source.described:
        msg = f"{source.id} says itself what it holds: leave out --through, --title and --binds."
        raise InvalidInputError(msg)
    accepted = accept(source, accept_licence)
    reader = source.load_reader()
    say(f"opening {path.name}", 0.0)
    archive = Archive(path)
    try:
        asked = Request(
            archive, since, through, title, binds, lambda sentence, share: say(sentence, _READ * share)
        )
        reading = reader(asked)
    except RecursionError:
        msg = f"{archive.name}: its elements are nested deeper than in any edition. It is not {source_id}."
        raise SourceFileError(msg) from None
    _check_tables(source, reading, archive.name)
    with _writing():
        return _put(source, archive, path, reading, accepted, say)


@contextmanager
def _writing() -> Iterator[None]:
    """Say in one sentence that the disk is full, or that the folder may not be written."""
    try:
        yield
    except OSError as error:
        msg = f"{installed_dir()} cannot be written: {error}. What was installed before is as it was."
        raise StoreError(msg) from error


def _put(
    source: Source,
    archive: Archive,
    path: Path,
    reading: Reading,
    accepted: Acceptance | None,
    say: Progress,
) -> Release:
    parent = installed_dir() / source.id
    recover(parent)
    sweep(parent)
    _check_size(source, reading, archive.name)
    draft = new_draft(parent)
    try:
        say("writing the tables", _READ)
        release = Release(
            source.id,
            reading.edition,
            reading.since,
            reading.through,
            {name: _write(draft, name, table) for name, table in reading.tables.items()},
            archive.name,
            file_hash(path),
            date.today(),
            accepted,
            reading.remarks,
            reading.document,
        )
        say("putting the edition in its place", _READ + _WRITE * 0.9)
        (draft / "manifest.json").write_text(dump_json(release), encoding="utf-8")
        put_in_place(draft, release.folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    say(f"{source.id}, {release.edition}, is installed", 1.0)
    return release


def remove(source_id: str, name: str = "") -> tuple[str, ...]:
    """Remove an installed edition of a source, or all of them, damaged or not; give their names.

    Args:
        source_id: as `reference/sources.toml` names it.
        name: the first day of the edition, with its document where the source has many, as
            `Release.name` writes it; "" for all.

    Raises:
        InvalidInputError: no such source.
        TableMissingError: no such edition is installed; those that are, are named.
        StoreError: its files cannot be removed.
    """
    source = find_source(source_id)
    parent = installed_dir() / source.id
    recover(parent)
    names = sorted(folder.name for folder in parent.glob("[0-9]*") if folder.is_dir())
    leaving = tuple(held for held in names if name in {"", held})
    if not leaving:
        held = ", ".join(names) or "none"
        wanted = f"No edition of {source.id}" + (f" since {name}" if name else "")
        msg = f"{wanted} is installed. Installed: {held}."
        raise TableMissingError(msg)
    with _writing():
        for held in leaving:
            (parent / held / "manifest.json").unlink(missing_ok=True)
            shutil.rmtree(parent / held)
    return leaving


def accept(source: Source, accepted: bool) -> Acceptance | None:
    """Record that the licence of a source was accepted; None for a source without one.

    Raises:
        InvalidInputError: it was not; the message names the licence.
    """
    if not source.click_through:
        return None
    if not accepted:
        msg = (
            f"{source.title} comes under a licence of its publisher: {source.licence}. Read it at "
            f"{source.page}. If you hold and accept it, add --accept-licence; your name is recorded."
        )
        raise InvalidInputError(msg)
    try:
        name = getpass.getuser()
    except (OSError, KeyError):
        name = "a user without a name"
    return Acceptance(source.licence, name, datetime.now(UTC).replace(microsecond=0))


def _check_tables(source: Source, reading: Reading, name: str) -> None:
    if not set(source.tables) <= set(reading.tables) <= {*source.tables, *source.optional}:
        expected, found = ", ".join(source.tables), ", ".join(reading.tables)
        msg = f"{name}: expected the tables {expected} from {source.id}; found {found or 'none'}."
        raise SourceFileError(msg)
    for table_id, table in reading.tables.items():
        if table.num_rows == 0:
            msg = f"{name}: no row for the table {table_id} of {source.id}. Is the file whole?"
            raise SourceFileError(msg)


def _check_size(source: Source, reading: Reading, name: str) -> None:
    """Refuse a file with fewer than half the rows of the installed edition that is nearest in time."""
    releases = [found for found in sound_releases(source.id)[0] if found.document == reading.document]
    if not releases or source.described:
        return
    near = min(releases, key=lambda release: abs(release.since - reading.since))
    for table_id, facts in near.tables.items():
        rows = reading.tables[table_id].num_rows if table_id in reading.tables else 0
        if 2 * rows < facts.rows:
            msg = (
                f"{name}: a file with half its rows? {table_id} has {rows:,} rows, and "
                f"{facts.rows:,} in the installed edition {near.edition}. If this file is right, remove that "
                f"edition first: codinglab reference remove {source.id} {near.name}"
            )
            raise SourceFileError(msg)


def _write(folder: Path, table_id: str, table: pa.Table) -> TableFacts:
    import pyarrow.parquet as pq

    path = folder / f"{table_id}.parquet"
    pq.write_table(table, path, compression="zstd")
    return TableFacts(table.num_rows, file_hash(path))
