"""Write the look-up file from compiled code lists, the tabular and the installed releases."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from codinglab.model import Period
from codinglab.reference.compile import Span, seventh_rows
from codinglab.reference.dated import NO_TITLE
from codinglab.reference.lookup import AFTERWARDS, SCHEMA, write_rows
from codinglab.reference.search import phrases
from codinglab.reference.search.candidates import TABLES
from codinglab.reference.search.phrases import Phrase
from codinglab.reference.search.prior import prior
from codinglab.reference.search.references import References
from codinglab.reference.sources.code_master import CodeMaster
from codinglab.reference.sources.tabular import TabularNode


@dataclass(frozen=True)
class Book:
    """A release whose rows go into the look-up file: its source, edition, days and rows."""

    source: str
    edition: str
    period: Period
    rows: Sequence[dict[str, Any]]


@dataclass(frozen=True)
class LookupContent:
    """Everything that the look-up file is made of.

    Attributes:
        spans: per code system, one span of validity a row.
        masters: per code system, the code master with the Medicare Code Editor's flags.
        tabulars: editions of the ICD-10-CM tabular, each with its nodes.
        books: index entries, tables, PCS tables, conversion rows, as read.
        own_terms: (code, term) of our lexicon.
        headers: the titles of ICD-10-CM headers that the order files list.
        coverage: per code system, the days its lists cover.
        poa_exempt: (prefix, 7th characters, since, through) of codes exempt from POA reporting.
    """

    spans: Mapping[str, Sequence[Span]]
    masters: Mapping[str, CodeMaster]
    tabulars: Sequence[tuple[str, Period, Sequence[TabularNode]]]
    books: Sequence[Book]
    own_terms: Sequence[tuple[str, str]]
    poa_exempt: Sequence[tuple[str, str, date, date | None]]
    headers: Mapping[str, str]
    coverage: Mapping[str, Sequence[Period]]


def write_lookup(path: Path, content: LookupContent) -> None:
    """Write the file; `path` must not exist yet."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)
        for system, spans in content.spans.items():
            write_rows(
                connection,
                "span",
                ((system, span.code, _iso(span.since), _iso(span.through), span.title) for span in spans),
            )
        for system, master in content.masters.items():
            write_rows(connection, "flag", _flags(system, master))
        write_rows(
            connection,
            "poa_exempt",
            (
                (prefix, seventh, _iso(since), _iso(last))
                for prefix, seventh, since, last in content.poa_exempt
            ),
        )
        write_rows(connection, "header", iter(content.headers.items()))
        for system, periods in content.coverage.items():
            days = ((system, _iso(period.since), _iso(period.through)) for period in periods)
            write_rows(connection, "coverage", days)
        found = list(_tabulars(connection, content))
        found += _books(connection, content)
        found += phrases.own_terms(content.own_terms)
        found += _listed(content, found)
        _write_phrases(connection, found)
        connection.executescript(AFTERWARDS)
        connection.commit()
    finally:
        connection.close()


def _flags(system: str, master: CodeMaster) -> Iterator[tuple[Any, ...]]:
    for row in master.rows:
        for flag in row.flags:
            yield system, row.code, flag, _iso(row.since), _iso(row.through)


def _add_edition(connection: sqlite3.Connection, source: str, name: str, period: Period) -> int:
    number = connection.execute("SELECT count(*) FROM edition").fetchone()[0] + 1
    write_rows(connection, "edition", [(number, source, name, _iso(period.since), _iso(period.through))])
    return int(number)


def _tabulars(connection: sqlite3.Connection, content: LookupContent) -> Iterator[Phrase]:
    codes = {span.code for span in content.spans[phrases.CM]}
    for number_of, (name, period, nodes) in enumerate(content.tabulars):
        edition = _add_edition(connection, "icd10cm-tabular", name, period)
        write_rows(
            connection,
            "node",
            (
                (edition, node.key, node.kind, node.title, node.parent, place)
                for place, node in enumerate(nodes)
            ),
        )
        write_rows(
            connection,
            "note",
            (
                (edition, node.key, place, kind, text)
                for node in nodes
                for place, (kind, text) in enumerate(node.notes)
            ),
        )
        write_rows(connection, "seventh", ((edition, *row) for row in seventh_rows(nodes, codes)))
        if number_of == len(content.tabulars) - 1:
            keyed = [node for node in nodes if ":" not in node.key]
            yield from phrases.titles(phrases.CM, ((node.key, node.title) for node in keyed), 0)
            terms = (
                (node.key, text) for node in keyed for kind, text in node.notes if kind == "inclusion_term"
            )
            yield from phrases.inclusions(terms, 0)


def _listed(content: LookupContent, found: Sequence[Phrase]) -> Iterator[Phrase]:
    """Titles of the code lists that the tabular has not: other systems, and codes newer or older."""
    titled = {phrase.code for phrase in found if phrase.found_in == phrases.TITLE}
    for system, spans in content.spans.items():
        latest = {span.code: span.title for span in spans if span.title != NO_TITLE}
        if system == phrases.CM:
            latest = {
                code: title
                for code, title in latest.items()
                if code not in titled and not (len(code) == 7 and code[:6].rstrip("X") in titled)
            }
        yield from phrases.titles(system, latest.items(), 0)


def _books(connection: sqlite3.Connection, content: LookupContent) -> list[Phrase]:
    found: list[Phrase] = []
    for book in content.books:
        edition = _add_edition(connection, book.source, book.edition, book.period)
        writer = _WRITERS.get(book.source, _entries)
        writer(connection, edition, book.rows)
        if book.source in phrases.BOOKS:
            found += phrases.entries(phrases.BOOKS[book.source], book.rows, edition)
        elif book.source == "icd10pcs-index":
            codes = sorted({span.code: span.title for span in content.spans[phrases.PCS]}.items())
            found += phrases.procedures(book.rows, codes, edition)
    return found


def _entries(connection: sqlite3.Connection, edition: int, rows: Sequence[dict[str, Any]]) -> None:
    columns = ("id", "parent", "level", "title", "nemod", "code", "second", "see", "see_also", "cells")
    references = References(rows)

    def leads_to(words: str) -> int | None:
        found = references.nearest(words) if words else None
        return int(found["id"]) if found else None

    write_rows(
        connection,
        "entry",
        (
            (
                edition,
                *(row[name] for name in columns),
                row["title"].lower(),
                leads_to(row["see"]),
                leads_to(row["see_also"]),
            )
            for row in rows
        ),
    )


def _conversions(connection: sqlite3.Connection, _edition: int, rows: Sequence[dict[str, Any]]) -> None:
    write_rows(
        connection,
        "conversion",
        ((row["code"], row["previous"], row["previous_through"], _iso(row["since"])) for row in rows),
    )


def _cc(connection: sqlite3.Connection, edition: int, rows: Sequence[dict[str, Any]]) -> None:
    levels = (row for row in rows if "level" in row)
    write_rows(connection, "cc", ((r["code"], r["level"], r["exclusion_list"], edition) for r in levels))
    excluded = (row for row in rows if "principal" in row)
    write_rows(connection, "cc_exclusion", ((r["list"], r["principal"], edition) for r in excluded))


def _pcs_tables(connection: sqlite3.Connection, edition: int, rows: Sequence[dict[str, Any]]) -> None:
    values = (row for row in rows if "row" in row)
    write_rows(
        connection,
        "pcs_value",
        ((edition, r["table"], r["row"], r["position"], r["value"], r["label"], r["axis"]) for r in values),
    )
    axes = (row for row in rows if "definition" in row)
    write_rows(
        connection,
        "pcs_axis",
        (
            (edition, r["table"], r["position"], r["value"], r["label"], r["title"], r["definition"])
            for r in axes
        ),
    )


_WRITERS = {"icd10cm-conversion": _conversions, "icd10pcs-tables": _pcs_tables, "msdrg-tables": _cc}


def _write_phrases(connection: sqlite3.Connection, found: Iterable[Phrase]) -> None:
    """The phrases in the order of their prior: the index gives the first ones first."""
    unique = dict.fromkeys(found)
    ranked = sorted(((prior(phrase), phrase) for phrase in unique), key=lambda pair: -pair[0].order)
    counts: dict[str, Counter[str]] = {system: Counter() for system in TABLES}
    texts: dict[str, list[tuple[int, str]]] = {system: [] for system in TABLES}
    rows = []
    for number, (weight, phrase) in enumerate(ranked, start=1):
        words = " ".join(phrase.words)
        loose = " ".join(dict.fromkeys(phrase.loose))
        rows.append(
            (number, phrase.code, phrase.found_in, words, loose, phrase.shown, phrase.edition, weight.points)
        )
        texts[phrase.system].append((number, f"{words} {loose}"))
        counts[phrase.system].update({*phrase.words, *phrase.loose})
    write_rows(connection, "phrase", rows)
    for system, table in TABLES.items():
        connection.execute(
            f"CREATE VIRTUAL TABLE {table} USING fts5(words, content='', columnsize=0, detail=none, "
            "prefix='1 2 3 4')"
        )
        connection.executemany(f"INSERT INTO {table} (rowid, words) VALUES (?, ?)", texts[system])  # noqa: S608
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608
        write_rows(connection, "word", ((system, word, count) for word, count in counts[system].items()))


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def as_entries(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of an index or a table, evened out: the manifestation or PCS codes as `second`, cells as JSON."""
    found = []
    for row in rows:
        cells = [row[name] for name in sorted(row) if name.startswith("cell")]
        second = row.get("manifestation") or row.get("codes") or ""
        see = row.get("see") or ""
        found.append(
            {
                **row,
                "code": row.get("code", ""),
                "second": second,
                "see": see or (f"use {row['use']}" if row.get("use") else ""),
                "see_also": row.get("see_also", ""),
                "nemod": row.get("nemod", ""),
                "cells": json.dumps(cells) if cells else "",
            }
        )
    return found
