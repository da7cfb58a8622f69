"""Read claims from whatever somebody has: told by what it holds, and read by its reader."""

from __future__ import annotations

import importlib
from collections.abc import Generator
from collections.abc import Mapping as MappingOf
from dataclasses import replace
from pathlib import Path
from typing import Any

from codinglab.claims.intake.batch import Batch
from codinglab.claims.intake.columns.chunk import TableSource
from codinglab.claims.intake.columns.mapping import Mapping, TextFile, as_mapping, known_encoding
from codinglab.claims.intake.columns.names import plain
from codinglab.claims.intake.columns.opened import table_sources
from codinglab.claims.intake.columns.reader import read_columns
from codinglab.claims.intake.columns.suggest import Suggestion, suggested
from codinglab.model import InvalidInputError

READERS = {"x12": "read_x12", "rif": "read_rif", "lab_json": "read_lab_json"}
"""Kind -> the function of `codinglab.claims.intake.<kind>` that reads it."""

_BEGINNING = 1 << 16
_GZIP = b"\x1f\x8b"
_RIF = ({"beneid", "clmid", "clmfromdt"}, {"nchclmtypecd", "nchnearlinerecidentcd", "clmthrudt"})
_FEW = 200


def kind_of(source: Any) -> str:
    """What a source is: "x12", "rif", "lab_json", or "columns" for every kind of table.

    Raises:
        InvalidInputError: a path that is not there, or an empty folder.
    """
    if not isinstance(source, str | Path):
        return "columns"
    path = Path(source)
    if not path.exists():
        msg = f"There is no file or folder {path}."
        raise InvalidInputError(msg)
    if not path.is_dir():
        return _kind_of_file(path)
    files = [one for one in sorted(path.rglob("*"))[:_FEW] if one.is_file() and not one.name.startswith(".")]
    if not files:
        msg = f"The folder {path} is empty."
        raise InvalidInputError(msg)
    kinds = {_kind_of_file(one) for one in files}
    return next((kind for kind in ("rif", "x12", "lab_json") if kind in kinds), "columns")


def read_claims(
    source: Any,
    *,
    mapping: Mapping | Path | str | MappingOf[str, Any] | None = None,
    table: str = "",
    defaults: MappingOf[str, str] | None = None,
    encoding: str = "",
    scratch: Path | None = None,
) -> Generator[Batch, None, None]:
    """Read claims from a source of any kind.

    Args:
        source: a path (CSV, Parquet, a folder of them, a DuckDB database, X12 837, CMS RIF files, the lab's
            JSON), a pandas data frame, an Arrow table or reader, a DuckDB relation or connection, or a dict
            of tables by name.
        mapping: which column is which field, as an object, a TOML file or plain data; by the columns' names
            when it is not given.
        table: the table of a database.
        defaults: field -> what is taken where the source says nothing, such as claim_type.
        encoding: of CSV, such as "latin-1", where no mapping says it.
        scratch: a folder for what waits on disk.

    Yields:
        Batches of whole claims, with the rows that were rejected.

    Raises:
        InvalidInputError: it cannot be read, or the mapping does not do.
    """
    kind = kind_of(source)
    if kind == "rif" and mapping is not None:
        kind = "columns"
    if kind != "columns":
        if mapping is not None or table or defaults:
            msg = (
                f"{source} is {_NAMES[kind]}: it says all itself, and takes no mapping, table or claim type."
            )
            raise InvalidInputError(msg)
        reader = getattr(importlib.import_module(f"codinglab.claims.intake.{kind}"), READERS[kind])
        yield from reader(Path(source))
        return
    sources, found = tables_and_mapping(
        source, mapping=mapping, table=table, defaults=defaults, encoding=encoding
    )
    chosen = found if isinstance(found, Mapping) else found.mapping
    if isinstance(found, Suggestion) and found.faults:
        told = "\n".join(f"  {fault}" for fault in found.faults)
        msg = (
            f"The columns do not tell all that a claim needs:\n{told}\n"
            "Write the mapping to a file, mend it, and name it: codinglab claims mapping SOURCE > my.toml"
        )
        raise InvalidInputError(msg)
    yield from read_columns(sources, chosen, scratch=scratch)


def tables_and_mapping(
    source: Any,
    *,
    mapping: Mapping | Path | str | MappingOf[str, Any] | None = None,
    table: str = "",
    defaults: MappingOf[str, str] | None = None,
    encoding: str = "",
) -> tuple[dict[str, TableSource], Mapping | Suggestion]:
    """The tables of a source with the mapping given for them, or the one that their names suggest.

    Raises:
        InvalidInputError: as `read_claims`.
    """
    given = as_mapping(mapping)
    if given is not None:
        given = replace(given, defaults={**given.defaults, **(defaults or {})})
    text = given.text if given else TextFile()
    if encoding:
        text = replace(text, encoding=known_encoding(encoding))
    sources = table_sources(source, table=table, text=text)
    return sources, given or suggested(sources, defaults=defaults)


def suggestion(
    source: Any, *, table: str = "", defaults: MappingOf[str, str] | None = None, encoding: str = ""
) -> Suggestion:
    """The mapping that the columns of a source suggest. Raises InvalidInputError."""
    text = replace(TextFile(), encoding=known_encoding(encoding)) if encoding else TextFile()
    return suggested(table_sources(source, table=table, text=text), defaults=defaults)


_NAMES = {"x12": "an X12 file", "rif": "a folder of CMS RIF files", "lab_json": "the lab's JSON"}


def _kind_of_file(path: Path) -> str:
    """A file's kind by its first bytes."""
    head = _beginning(path)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"ISA") and len(text) > 3 and not text[3:4].isalnum():
        return "x12"
    if text.startswith((b"{", b"[")):
        return "lab_json"
    names = {plain(one) for one in text.split(b"\n", 1)[0].decode("latin-1").replace("|", ",").split(",")}
    if all(some & names for some in _RIF) and _RIF[0] <= names:
        return "rif"
    return "columns"


def _beginning(path: Path) -> bytes:
    """The first bytes of a file, unpacked if it is packed with gzip."""
    import zlib

    with path.open("rb") as file:
        head = file.read(_BEGINNING)
    if head.startswith(_GZIP):
        try:
            return zlib.decompressobj(wbits=31).decompress(head, _BEGINNING)
        except zlib.error:
            return b""
    return head
