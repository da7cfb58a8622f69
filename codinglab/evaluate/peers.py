"""The engines that the code search is measured beside: each over the titles of every code set."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec

from codinglab.reference.lookup import lookup_file
from codinglab.reference.words import split_words

DEPTH = 10
Titles = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Peer:
    """An engine as it comes: its name, and the codes it finds."""

    name: str
    find: Callable[[str, date], Sequence[str]]


def peers() -> Iterator[Peer]:
    """SQLite FTS5, tantivy (when installed: pip install codinglab[measure]) and a pandas scan."""
    titles: Titles = lookup_file().rows(
        "SELECT code, title FROM span WHERE since <= '2026-06-09' AND coalesce(through, '9') >= '2025-11-03'"
    )
    yield Peer("SQLite FTS5 as is", full_text(titles))
    if find_spec("tantivy") is not None:
        yield Peer("tantivy, fuzzy and prefix", fuzzy(titles))
    yield Peer("pandas str.contains", scan(titles))


def full_text(titles: Titles) -> Callable[[str, date], Sequence[str]]:
    """FTS5 with the porter stemmer; every word may be a beginning; ranked by bm25."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE titles USING fts5(code, title, tokenize='porter', prefix='2 3')")
    connection.executemany("INSERT INTO titles VALUES (?, ?)", titles)

    def found(text: str, _on: date) -> Sequence[str]:
        words = split_words(text)
        if not words:
            return ()
        match = " AND ".join(f'"{word}"*' for word in words)
        rows = connection.execute(
            "SELECT code FROM titles WHERE titles MATCH ? ORDER BY rank LIMIT ?", (match, DEPTH)
        )
        return [row[0] for row in rows]

    return found


def fuzzy(titles: Titles) -> Callable[[str, date], Sequence[str]]:
    """Tantivy: every word must match a word or a beginning, one letter apart at most."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("code", stored=True, tokenizer_name="raw")
    builder.add_text_field("title", tokenizer_name="en_stem")
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(heap_size=100_000_000)
    for code, title in titles:
        writer.add_document(tantivy.Document(code=code, title=title))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def found(text: str, _on: date) -> Sequence[str]:
        parts = [
            (
                tantivy.Occur.Must,
                tantivy.Query.fuzzy_term_query(
                    schema, "title", word, distance=min(1, len(word) // 4), prefix=True
                ),
            )
            for word in split_words(text)
        ]
        if not parts:
            return ()
        hits = searcher.search(tantivy.Query.boolean_query(parts), DEPTH).hits
        return [searcher.doc(address)["code"][0] for _, address in hits]

    return found


def scan(titles: Titles) -> Callable[[str, date], Sequence[str]]:
    """Pandas: titles that contain every word, the shortest first."""
    import pandas as pd

    frame = pd.DataFrame(titles, columns=["code", "title"])
    frame["title"] = frame["title"].str.lower()
    frame = frame.iloc[frame["title"].str.len().argsort(kind="stable")]

    def found(text: str, _on: date) -> Sequence[str]:
        words = split_words(text)
        if not words:
            return ()
        held = frame["title"].str.contains(words[0], regex=False)
        for word in words[1:]:
            held &= frame["title"].str.contains(word, regex=False)
        return frame.loc[held, "code"].head(DEPTH).tolist()

    return found
