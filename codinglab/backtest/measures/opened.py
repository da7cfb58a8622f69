"""A back-test with its extract, ready to be measured."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from codinglab.backtest.opened import FINISHED, BackTest, open_backtest
from codinglab.claims.extract import Extract, open_extract
from codinglab.model import InvalidInputError
from codinglab.model.period import Period
from codinglab.validate.edit import PATIENT
from codinglab.validate.precedence import stage

KINDS = ("hits", "unknown", "eligible")
_FIRST, _LAST = date(1900, 1, 1), date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class RunEdit:
    """An edit as it ran.

    Attributes:
        own: whether it is an analyst's own.
        digest: of its logic; two versions of one digest say the same.
        across: how far it looks, "patient" or "everything".
        message: its message, with names in braces.
    """

    id: str
    version: str
    title: str
    severity: str
    disposition: str
    judges: str
    own: bool
    digest: str
    across: str = PATIENT
    message: str = ""


@dataclass(frozen=True)
class Run:
    """A back-test with its extract.

    Attributes:
        backtest: the back-test.
        extract: the claims it ran over.
        edits: those that ran, in the order of precedence.
    """

    backtest: BackTest
    extract: Extract
    edits: tuple[RunEdit, ...]

    @property
    def folder(self) -> Path:
        """Where the back-test lies."""
        return self.backtest.folder

    @property
    def engine(self) -> str:
        """What ran it."""
        return str(self.backtest.card["engine"])

    @property
    def versions(self) -> dict[str, str]:
        """The programs that ran it, with their versions."""
        said = json.loads((self.folder / FINISHED).read_text(encoding="utf-8"))
        return {str(name): str(version) for name, version in said.items()}

    @property
    def period(self) -> Period | None:
        """The governing days that were asked about; None where all were."""
        asked = self.backtest.period
        return None if asked.since <= _FIRST and asked.through in (None, _LAST) else asked

    @property
    def editions(self) -> Mapping[str, Mapping[str, list[tuple[str, str, bool]]]]:
        """The editions of the tables that the edits read: by table and claim type, name, days, whole."""
        return dict(self.backtest.card.get("tables", {}))

    def files(self, kind: str) -> list[Path]:
        """The Parquet files of "hits", "unknown" or "eligible"."""
        return self.backtest.files(kind)

    def edit(self, edit_id: str) -> RunEdit:
        """One of the edits that ran.

        Raises:
            InvalidInputError: it did not; the message names those that did.
        """
        for one in self.edits:
            if one.id == edit_id:
                return one
        ran = ", ".join(one.id for one in self.edits[:20]) + (", …" if len(self.edits) > 20 else "")
        msg = f"'{edit_id}' did not run in {self.folder}. There ran: {ran or 'none'}."
        raise InvalidInputError(msg)


def open_run(folder: Path | BackTest, extract: Path | None = None) -> Run:
    """Open a back-test with its extract.

    Args:
        folder: the back-test's folder, or the back-test.
        extract: where the extract lies now, if it was moved since.

    Raises:
        InvalidInputError: there is no back-test, a part of it is missing, or its extract is gone or another
            than the one it ran over.
    """
    backtest = open_backtest(folder) if isinstance(folder, Path) else folder
    try:
        edits = tuple(_edit(one) for one in backtest.edits)
    except (KeyError, TypeError, AttributeError) as error:
        msg = f"{backtest.folder} cannot be read: its edits lack {error}. Run it again."
        raise InvalidInputError(msg) from None
    found = _extract(backtest, extract)
    if not backtest.finished or not backtest.files("hits"):
        msg = f"The back-test {backtest.folder} is not finished. Run it again; it goes on where it stopped."
        raise InvalidInputError(msg)
    return Run(backtest, found, tuple(sorted(edits, key=lambda one: (stage(one.id), one.id))))


def _extract(backtest: BackTest, moved: Path | None) -> Extract:
    if moved is None:
        return backtest.extract()
    found = open_extract(moved)
    if found.fingerprint != backtest.card["fingerprint"]:
        msg = (
            f"{backtest.folder} ran over the extract {backtest.card['fingerprint']}; {moved} is "
            f"{found.fingerprint}. Name the extract that it ran over."
        )
        raise InvalidInputError(msg)
    return found


def _edit(facts: Mapping[str, Any]) -> RunEdit:
    names = ("id", "version", "title", "severity", "disposition", "judges", "digest")
    words = {name: str(facts[name]) for name in names}
    across, message = str(facts.get("across", PATIENT)), str(facts.get("message", ""))
    return RunEdit(**words, own=bool(facts["own"]), across=across, message=message)
