"""The index of guidance, made from everything gathered: passages, their words and the codes they name."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from codinglab.guidance.documents import family
from codinglab.guidance.gathered import Gathered, Section
from codinglab.guidance.passage import ELSEWHERE
from codinglab.guidance.postings import Collector
from codinglab.guidance.split import pieces
from codinglab.guidance.terms import Span, spans, stems
from codinglab.guidance.turns import counted
from codinglab.reference.install.reading import Progress

SCHEMA = """
CREATE TABLE edition (id INTEGER PRIMARY KEY, document TEXT, title TEXT, name TEXT, since TEXT, through TEXT,
    source TEXT, binds TEXT, local INTEGER, family TEXT);
CREATE TABLE binding (contractor TEXT, number TEXT, state TEXT, edition INTEGER,
    PRIMARY KEY (contractor, number, state, edition)) WITHOUT ROWID;
CREATE TABLE passage (id INTEGER PRIMARY KEY, edition INTEGER, since TEXT, through TEXT, section TEXT,
    titles TEXT, text TEXT, kind TEXT, page INTEGER, url TEXT, head TEXT, body TEXT, asked TEXT);
CREATE TABLE scope (id INTEGER PRIMARY KEY, edition INTEGER, since INTEGER, through INTEGER);
CREATE TABLE span (kind TEXT, low TEXT, high TEXT, passage INTEGER,
    PRIMARY KEY (kind, low, high, passage)) WITHOUT ROWID;
CREATE TABLE posting (word TEXT PRIMARY KEY, passages INTEGER, ids BLOB, strengths BLOB);
CREATE TABLE turn (words TEXT PRIMARY KEY, here INTEGER, elsewhere INTEGER) WITHOUT ROWID;
CREATE TABLE family (name TEXT PRIMARY KEY, passages INTEGER) WITHOUT ROWID;
CREATE TABLE family_word (word TEXT, family TEXT, passages INTEGER, PRIMARY KEY (word, family)) WITHOUT ROWID;
CREATE TABLE fault (sentence TEXT);
"""

AFTERWARDS = """
CREATE INDEX passage_section ON passage (section, edition);
CREATE INDEX passage_edition ON passage (edition, section);
CREATE INDEX edition_document ON edition (document);
ANALYZE;
"""


def build(path: Path, gathered: Iterable[Gathered], say: Progress, faults: Iterable[str] = ()) -> int:
    """Write the index to a new file; give the number of passages.

    Args:
        path: a file that is not there yet.
        gathered: every edition with its sections.
        say: called with a sentence and the share done, 0 to 1.
        faults: a sentence for each edition that could not be read.
    """
    everything = list(gathered)
    total = sum(len(item.sections) for item in everything) or 1
    done = 0
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)
        connection.executemany("INSERT INTO turn VALUES (?, ?, ?)", counted())
        connection.executemany("INSERT INTO fault VALUES (?)", [(fault,) for fault in faults])
        writer = _Writer(connection)
        for item in everything:
            edition = writer.edition(item)
            for section in item.sections:
                writer.section(edition, section, is_card=item.edition.is_card)
                done += 1
                if done % 500 == 0:
                    say(f"indexing {item.edition.title}", done / total)
        writer.finish()
        connection.executescript(AFTERWARDS)
        connection.commit()
        return writer.passages


class _Writer:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._editions = 0
        self.passages = 0
        self._collector = Collector()
        self._family = ""
        self._names_codes = True
        self._families: Counter[str] = Counter()
        self._by_family: Counter[tuple[str, str]] = Counter()

    def edition(self, item: Gathered) -> int:
        """Add an edition and whom it binds."""
        self._editions += 1
        edition, period = item.edition, item.edition.period
        self._names_codes = edition.source != ELSEWHERE
        self._family = family(edition.document, edition.source, is_card=edition.is_card)
        self._connection.execute(
            "INSERT INTO edition VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self._editions,
                edition.document,
                edition.title,
                edition.name,
                period.since.isoformat(),
                period.through.isoformat() if period.through else None,
                edition.source,
                json.dumps(edition.binds),
                item.local,
                self._family,
            ),
        )
        self._connection.executemany(
            "INSERT OR IGNORE INTO binding VALUES (?, ?, ?, ?)",
            [(whom.contractor, whom.number, whom.state, self._editions) for whom in item.bound],
        )
        return self._editions

    def section(self, edition: int, section: Section, *, is_card: bool) -> None:
        """Add the pieces of a section."""
        head, path = stems(" ".join(section.titles[-1:])), stems(" ".join(section.titles[:-1]))
        asked = stems(section.asked)
        whole = section.kind == "table" or is_card
        for text in ([section.text] if whole else list(pieces(section.text))) or [""]:
            words = {"head": head, "path": path, "body": stems(text), "asked": asked}
            named = spans("\n".join((*section.titles[-1:], text, section.asked))) if self._names_codes else []
            self._piece(edition, section, text, words, named)

    def _piece(
        self,
        edition: int,
        section: Section,
        text: str,
        words: Mapping[str, Sequence[str]],
        named: Sequence[Span],
    ) -> None:
        self.passages += 1
        number, period = self.passages, section.period
        since, through = period.since.isoformat(), period.through.isoformat() if period.through else None
        place = (section.section, json.dumps(section.titles), text, section.kind, section.page, section.url)
        kept = (" ".join(words[name]) for name in ("head", "body", "asked"))
        self._connection.execute(
            "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (number, edition, since, through, *place, *kept),
        )
        if not text:
            return
        last = (period.through or date.max).toordinal()
        self._connection.execute(
            "INSERT INTO scope VALUES (?, ?, ?, ?)", (number, edition, period.since.toordinal(), last)
        )
        self._connection.executemany(
            "INSERT OR IGNORE INTO span VALUES (?, ?, ?, ?)",
            [(span.kind, span.low, span.high, number) for span in named],
        )
        held = self._collector.add(number, words)
        self._by_family.update((word, self._family) for word in held)
        self._families[self._family] += 1

    def finish(self) -> None:
        """Write what was collected over all passages."""
        self._connection.executemany("INSERT INTO posting VALUES (?, ?, ?, ?)", self._collector.rows())
        self._connection.executemany(
            "INSERT INTO family_word VALUES (?, ?, ?)",
            [(word, name, count) for (word, name), count in self._by_family.items()],
        )
        self._connection.executemany("INSERT INTO family VALUES (?, ?)", sorted(self._families.items()))
