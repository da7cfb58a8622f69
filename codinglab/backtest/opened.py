"""A back-test's folder, opened: what ran over which claims, and where its files lie."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from codinglab.claims.extract import Extract, open_extract
from codinglab.model import InvalidInputError
from codinglab.model.period import Period
from codinglab.parse import as_day
from codinglab.reference.rule_tables import RuleTable
from codinglab.validate.edit import Edit

RUN = "run.json"
FINISHED = "finished.json"
FORMAT = 1
ALL_DAYS = Period(date(1900, 1, 1), date(9999, 12, 31))


@dataclass(frozen=True)
class BackTest:
    """An opened back-test.

    Attributes:
        folder: where it lies.
        card: what `run.json` says: format, extract, fingerprint, engine, since, through, edits, tables.
    """

    folder: Path
    card: Mapping[str, Any]

    @property
    def edits(self) -> tuple[Mapping[str, Any], ...]:
        """What ran: id, version, title, severity, disposition, judges, claim_types, across, own, digest."""
        return tuple(self.card["edits"])

    @property
    def period(self) -> Period:
        """The governing days that were asked about."""
        through = self.card["through"]
        return Period(as_day(self.card["since"]), as_day(through) if through else None)

    @property
    def finished(self) -> bool:
        """Whether all partitions are done; else the same run goes on with those that are left."""
        return (self.folder / FINISHED).is_file()

    def files(self, kind: str) -> list[Path]:
        """The Parquet files of "hits", "unknown" or "eligible" that are written, in order."""
        return sorted((self.folder / kind).glob("*.parquet"))

    def extract(self) -> Extract:
        """The claims it ran over.

        Raises:
            InvalidInputError: they are gone, or are others by now.
        """
        found = open_extract(Path(self.card["extract"]))
        if found.fingerprint != self.card["fingerprint"]:
            msg = f"The claims in {found.folder} have changed since {self.folder} was run; run it again."
            raise InvalidInputError(msg)
        return found


def open_backtest(folder: Path) -> BackTest:
    """Open a back-test.

    Raises:
        InvalidInputError: the folder holds none, or its card cannot be read.
    """
    path = folder / RUN
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
        if card["format"] != FORMAT:
            msg = f"{folder} is a back-test of format {card['format']}; run it again with this version."
            raise InvalidInputError(msg)
        found = BackTest(folder, card)
        _ = found.edits, found.period, card["extract"], card["fingerprint"]
    except FileNotFoundError:
        msg = f"{folder} holds no back-test: it has no {RUN}. Run one with: codinglab backtest run"
        raise InvalidInputError(msg) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        msg = f"{path} cannot be read as a back-test's card: {type(error).__name__}: {error}."
        raise InvalidInputError(msg) from None
    return found


def card_of(
    extract: Extract,
    chosen: Sequence[Edit],
    digests: Mapping[str, str],
    tables: Mapping[str, RuleTable],
    engine: str,
    period: Period,
) -> dict[str, Any]:
    """What `run.json` says of a run."""
    return {
        "format": FORMAT,
        "extract": str(extract.folder.resolve()),
        "fingerprint": extract.fingerprint,
        "engine": engine,
        "since": period.since.isoformat(),
        "through": str(period.through or ""),
        "edits": [
            {
                "id": one.id,
                "version": one.version,
                "title": one.title,
                "severity": one.severity.value,
                "disposition": one.disposition.value,
                "judges": one.judges,
                "claim_types": [kind.value for kind in one.applies_to],
                "across": one.across,
                "own": one.family == "own",
                "message": one.message,
                "digest": digests[one.id],
            }
            for one in chosen
        ],
        "tables": {
            name: {
                kind or "all": [
                    [edition.edition, str(edition.period), edition.complete] for edition in editions
                ]
                for kind, editions in found.editions.items()
            }
            for name, found in sorted(tables.items())
        },
    }
