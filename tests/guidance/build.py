"""Invented documents for the guidance, in memory: editions as they would be installed, and their index."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from codinglab.guidance.gather import gather
from codinglab.guidance.index import GuidanceIndex
from codinglab.guidance.index_build import build
from codinglab.reference.install.releases import Release, TableFacts
from codinglab.reference.sources.coverage_policies import contractor_table
from codinglab.reference.sources.passages import PASSAGES, PassageRow, passage_table

FIRST = date(2026, 1, 1)
GUIDELINES = "icd10cm-guidelines"
MODULES = ("codinglab.guidance.gather", "codinglab.guidance.gather_policies")
Bind = tuple[str, str, str]


def day(number: int) -> date:
    """A day by how many days it is after the first of 2026."""
    return FIRST + timedelta(number)


def row(section: str, text: str, document: str = "invented", **more: Any) -> PassageRow:
    """A row of an invented document."""
    title = more.pop("document_title", document)
    return PassageRow(document, title, section, more.pop("titles", (f"Title {section}",)), text, **more)


@dataclass
class Shelf:
    """Editions as if installed: `index` makes the index of all of them."""

    folder: Path
    patch: pytest.MonkeyPatch
    releases: list[Release] = field(default_factory=list)
    tables: dict[tuple[str, str, str], pa.Table] = field(default_factory=dict)
    made: int = 0

    def put(
        self,
        rows: Sequence[PassageRow],
        since: date = FIRST,
        through: date | None = None,
        source: str = "local-policy",
        binds: Sequence[str] = (),
        document: str | None = None,
        edition: str = "",
    ) -> Release:
        """An edition of one document; of a source of many documents it is told apart by the document."""
        held = rows[0].document if document is None else document
        tables = {PASSAGES: passage_table(rows)}
        if binds:
            tables["coverage_contractor"] = contractor_table(
                ("local", held, 0, name, name if name.isdigit() else "", "", "") for name in binds
            )
        return self._add(source, since, through, "" if source == GUIDELINES else held, tables, edition)

    def put_policies(
        self,
        source: str,
        since: date,
        rows: Sequence[PassageRow],
        binds: Iterable[tuple[str, int, Bind]] = (),
    ) -> Release:
        """An export of the Coverage Database: "L…" are LCDs, "A…" articles, others national."""
        kinds = {"L": "lcd", "A": "article"}
        policies = [
            {"kind": kinds.get(number[0], "ncd"), "id": number}
            for number in dict.fromkeys(row.document for row in rows)
        ]
        tables = {PASSAGES: passage_table(rows), "coverage_policy": pa.Table.from_pylist(policies)}
        bound = [
            (kinds.get(number[0], "ncd"), number, version, *whom, "B") for number, version, whom in binds
        ]
        if bound:
            tables["coverage_contractor"] = contractor_table(bound)
        return self._add(source, since, None, "", tables, "")

    def _add(
        self,
        source: str,
        since: date,
        through: date | None,
        document: str,
        tables: dict[str, pa.Table],
        edition: str,
    ) -> Release:
        facts = {name: TableFacts(table.num_rows, "") for name, table in tables.items()}
        name = edition or f"from {since}"
        release = Release(source, name, since, through, facts, "file", "", since, document=document)
        self.releases.append(release)
        for table_id, table in tables.items():
            self.tables[source, release.name, table_id] = table
        return release

    def index(self) -> GuidanceIndex:
        """The index of what is on the shelf; the one that `ask` and `open_authority` then look into."""
        for module in MODULES:
            self.patch.setattr(sys.modules[module], "read_table", self._read)
        self.made += 1
        path = self.folder / f"{self.made}.sqlite"
        path.unlink(missing_ok=True)
        build(path, gather(self.releases), lambda _sentence, _share: None)
        index = GuidanceIndex(path)
        for module in ("codinglab.guidance.ask", "codinglab.guidance.cite"):
            self.patch.setattr(sys.modules[module], "guidance_index", lambda _say=None: index)
        return index

    def _read(self, release: Release, table_id: str) -> pa.Table:
        return self.tables[release.source, release.name, table_id]


def answers_whatever_fits(patch: pytest.MonkeyPatch) -> None:
    """Let a question be answered by whatever fits at all: the weights of sureness are judged elsewhere."""
    patch.setattr(sys.modules["codinglab.guidance.ask"], "threshold", lambda: 1e-9)


def nothing_answers(patch: pytest.MonkeyPatch) -> None:
    """Let no question be answered, however well something fits."""
    patch.setattr(sys.modules["codinglab.guidance.ask"], "threshold", lambda: 2.0)
