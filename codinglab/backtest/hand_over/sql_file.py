"""The file of an edit's statements in one dialect: what they are, then each under its name."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from codinglab.backtest.hand_over.columns import RELATIONS, meaning
from codinglab.backtest.hand_over.dialects import Dialect
from codinglab.backtest.hand_over.readable import Statement
from codinglab.backtest.hand_over.reference_cards import TableCard
from codinglab.backtest.hand_over.rows import HITS
from codinglab.backtest.hand_over.version import end, starts
from codinglab.validate.edit import Edit

MARK = "-- name: "
_WIDTH = 108

Reads = Mapping[str, Sequence[str]]


def sql_file(
    one: Edit,
    dialect: Dialect,
    written: Mapping[str, Statement],
    cards: Mapping[str, TableCard],
    reads: Reads,
) -> str:
    """The text of the file.

    Args:
        one: the edit.
        dialect: the SQL it is in.
        written: the statements by name ("hits_professional").
        cards: the reference tables that are read.
        reads: the columns of each table that the statements read.
    """
    head = "\n".join(_comment([*_head(one, dialect), "", *_tables(cards, reads)]))
    parts = [
        f"{MARK}{name}\n" + "\n".join(_comment([_what(one, name)])) + f"\n{statement.text}\n;\n"
        for name, statement in written.items()
    ]
    return head + "\n\n" + "\n\n".join(parts)


def effective(one: Edit) -> str:
    """The days of an edit's logic in words."""
    last = end(one)
    until = f", until {last - timedelta(days=1)}" if last else ""
    return "from " + "; changed on ".join(map(str, starts(one))) + until


def _comment(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        gap = "  " * (line.startswith("  ") + 1)
        for part in textwrap.wrap(line, _WIDTH, subsequent_indent=gap, break_long_words=False) or [""]:
            yield f"-- {part}".rstrip()


def _head(one: Edit, dialect: Dialect) -> Iterator[str]:
    yield f"{one.id}, version {one.version}: {one.title}"
    yield f"{dialect.title}. Written by codinglab; README.md has the edit in words, and what is proven."
    yield f"Severity {one.severity.value}, disposition {one.disposition.value}"
    yield f"In force {effective(one)}, by the governing day `on`"
    for authority in one.authority:
        yield f"Authority: {authority}"
    yield "Each statement is one SELECT of one claim type; the tables may hold claims of all types."


def _tables(cards: Mapping[str, TableCard], reads: Reads) -> Iterator[str]:
    yield "Claim tables"
    for name in (name for name in RELATIONS if name in reads):
        yield f"  {name}: {RELATIONS[name]}"
        yield from (f"    {column}: {meaning(name, column)}" for column in reads[name])
    if cards:
        yield "Reference tables"
    for name, card in cards.items():
        if name in reads:
            held = ", ".join(dict.fromkeys(edition["edition"] for edition in card.editions))
            yield f"  {name}: {card.title} ({held})"
            yield f"    {', '.join(reads[name])}"


def _what(one: Edit, name: str) -> str:
    if name.startswith(HITS):
        return f"A row a hit. Message: {one.message}"
    return (
        "What cannot be judged, and is neither a pass nor a hit; in `reason`, names in braces are columns of "
        "the row."
    )
