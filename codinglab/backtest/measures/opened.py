"""Open a back-test: which edits ran over which extract, and where its files lie."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from codinglab.claims.extract import Extract, open_extract
from codinglab.model import InvalidInputError
from codinglab.validate.precedence import stage

CARD = "run.json"
FORMAT = 1
KINDS = ("hits", "unknown", "eligible")


@dataclass(frozen=True, slots=True)
class RunEdit:
    """An edit as it ran.

    Attributes:
        own: whether it is an analyst's own.
        digest: of its logic; two versions of one digest say the same.
    """

    id: str
    version: str
    title: str
    severity: str
    disposition: str
    judges: str
    own: bool
    digest: str


@dataclass(frozen=True)
class BackTest:
    """A finished back-test.

    Attributes:
        folder: where it lies.
        edits: those that ran, in the order of precedence.
        since, through: the days it was told to judge; None where it was told of no limit.
    """

    folder: Path
    extract: Extract
    edits: tuple[RunEdit, ...]
    engine: str
    since: date | None
    through: date | None

    def files(self, kind: str) -> list[Path]:
        """The Parquet files of "hits", "unknown" or "eligible", by partition of the extract."""
        return [
            self.folder / kind / f"part-{partition.number:05}.parquet"
            for partition in self.extract.partitions
        ]

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


def open_run(folder: Path, extract: Path | None = None) -> BackTest:
    """Open a finished back-test with its extract.

    Args:
        folder: the back-test's folder.
        extract: where the extract lies now, if it was moved since.

    Raises:
        InvalidInputError: the folder is no back-test, is not finished, or its extract is another than the
            one it ran over.
    """
    path = folder / CARD
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        if facts["format"] != FORMAT:
            msg = f"{folder} is a back-test of format {facts['format']}; run it again with this version."
            raise InvalidInputError(msg)
        edits = tuple(sorted((_edit(one) for one in facts["edits"]), key=lambda one: (stage(one.id), one.id)))
        since, through = _day(facts.get("since")), _day(facts.get("through"))
        lies, fingerprint, engine = str(facts["extract"]), str(facts["fingerprint"]), str(facts["engine"])
    except FileNotFoundError:
        msg = f"{folder} is no back-test: it has no {CARD}. Make one with: codinglab backtest run."
        raise InvalidInputError(msg) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        msg = f"{path} cannot be read as a back-test's card: {type(error).__name__}: {error}."
        raise InvalidInputError(msg) from None
    found = open_extract(extract or _place(folder, lies))
    if found.fingerprint != fingerprint:
        msg = (
            f"{folder} ran over the extract {fingerprint}; {found.folder} is now {found.fingerprint}. "
            "Run the edits again over it, or name the extract that they ran over."
        )
        raise InvalidInputError(msg)
    run = BackTest(folder, found, edits, engine, since, through)
    missing = [file for kind in KINDS for file in run.files(kind) if not file.is_file()]
    if missing:
        msg = (
            f"The back-test {folder} is not finished: {len(missing)} of its files are missing, the first is "
            f"{missing[0].relative_to(folder)}. Run it again; it goes on where it stopped."
        )
        raise InvalidInputError(msg)
    return run


def _place(folder: Path, lies: str) -> Path:
    """The extract's folder as the card names it: from the back-test's folder, else from here."""
    beside = folder / lies
    return beside if beside.is_dir() else Path(lies)


def _edit(facts: dict[str, Any]) -> RunEdit:
    names = ("id", "version", "title", "severity", "disposition", "judges")
    words = {name: str(facts[name]) for name in names}
    return RunEdit(**words, own=bool(facts["own"]), digest=str(facts["digest"]))


def _day(written: object) -> date | None:
    return None if written in (None, "") else date.fromisoformat(str(written))
