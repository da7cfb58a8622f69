"""The official sources that can be installed, as `reference/sources.toml` lists them."""

from __future__ import annotations

import difflib
import importlib
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from codinglab.model import InvalidInputError, TableMissingError
from codinglab.parse import parse
from codinglab.reference.install.reading import Reader
from codinglab.reference.paths import REFERENCE

_READERS = "codinglab.reference.sources"


@dataclass(frozen=True, slots=True)
class Source:
    """An official source.

    Attributes:
        id: as the command line takes it.
        licence: "public domain", or the licence that its publisher asks to accept.
        page: the publisher's page.
        hosts: where a download may come from.
        reader: module and function in `codinglab.reference.sources`, "order_file:read_cm".
        tables, optional: ids of the tables that the reader always answers, and of those that only some
            files hold.
        calendar: when editions appear, "04-01,10-01", "quarterly", "annual 10-01".
        click_through: the publisher gives it only to who accepts the licence.
        url: a direct download, "" when there is no stable one; may hold {fiscal_year}.
        key: the columns that name a row, for each table that editions are compared by.
        compiled: the reference store is compiled from it.
        described: its documents are the user's own: the person says their days, titles and payers.
        serves: what the lab answers from it, in words.
        stand_in: the tables of packages, or those that ship, that answer where no edition is installed.
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    id: str
    title: str
    publisher: str
    licence: str
    page: str
    hosts: tuple[str, ...]
    reader: str
    tables: tuple[str, ...]
    calendar: str
    click_through: bool
    optional: tuple[str, ...] = ()
    url: str = ""
    key: dict[str, tuple[str, ...]] = field(default_factory=dict)
    compiled: bool = False
    described: bool = False
    serves: str = ""
    stand_in: tuple[str, ...] = ()

    @property
    def command(self) -> str:
        """The command that installs an edition of it, FILE standing for the publisher's file."""
        licence = " --accept-licence" if self.click_through else ""
        told = ' --since YYYY-MM-DD --title "NAME"' if self.described else ""
        return f"python lab.py reference install {self.id} FILE{told}{licence}"

    def load_reader(self) -> Reader:
        """The function that reads the publisher's file.

        Raises:
            TableMissingError: this version of codinglab does not have it.
        """
        module, _, function = self.reader.partition(":")
        path = f"{_READERS}.{module}"
        try:
            found: Reader = getattr(importlib.import_module(path), function)
        except (ModuleNotFoundError, AttributeError) as error:
            if isinstance(error, ModuleNotFoundError) and error.name != path:
                raise
            msg = f"This version of codinglab has no reader for {self.id} ({self.reader})."
            raise TableMissingError(msg) from None
        return found


@dataclass(frozen=True, slots=True)
class _Catalogue:
    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    source: tuple[Source, ...]


@cache
def sources(path: Path = REFERENCE / "sources.toml") -> dict[str, Source]:
    """Every source by id, in the order of the file.

    Raises:
        InvalidInputError: the file is not TOML, or has unknown or missing keys (named).
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        msg = f"{path} is not readable TOML: {error}"
        raise InvalidInputError(msg) from None
    return {source.id: source for source in parse(_Catalogue, data, source=str(path)).source}


def find_source(source_id: str) -> Source:
    """A source by its id.

    Raises:
        InvalidInputError: there is none; the message names a near one and all there are.
    """
    known = sources()
    if source_id not in known:
        close = difflib.get_close_matches(source_id, known, n=1, cutoff=0.5)
        hint = f" Did you mean {close[0]}?" if close else ""
        msg = f"There is no official source '{source_id}'.{hint} The sources are: {', '.join(known)}."
        raise InvalidInputError(msg)
    return known[source_id]
