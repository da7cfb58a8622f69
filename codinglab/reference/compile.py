"""From what the sources say to the tables of the store: plain functions, one table each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pyarrow as pa

from codinglab.model import Period
from codinglab.reference.content_words import free_terms
from codinglab.reference.dated import NO_TITLE
from codinglab.reference.targets import targets
from codinglab.reference.terms import term_table
from codinglab.reference.words import split_words

if TYPE_CHECKING:
    from codinglab.reference.sources.code_master import CodeMaster
    from codinglab.reference.sources.drg_tables import DrgWeight
    from codinglab.reference.sources.tabular import TabularNode


@dataclass(frozen=True, slots=True)
class Span:
    """A span of days in which a code is valid under a title; `through=None` is open."""

    code: str
    since: date
    through: date | None
    title: str


def spans_of(master: CodeMaster, titles: dict[str, str]) -> list[Span]:
    """The spans of a code master with titles, by code and day; spans that touch are joined."""
    return joined(
        Span(row.code, row.since, row.through, titles.get(row.code, NO_TITLE)) for row in master.rows
    )


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans of one code that touch: joined under the later title. They come sorted by code and day."""
    found: list[Span] = []
    for span in spans:
        last = found[-1] if found else None
        if (
            last is not None
            and last.code == span.code
            and last.through is not None
            and (span.since - last.through).days == 1
        ):
            found[-1] = replace(span, since=last.since)
        else:
            found.append(span)
    return found


def overlaid(spans: Sequence[Span], listed: dict[str, str], period: Period) -> list[Span]:
    """The spans with an official list in place of what they say of the days that the list holds.

    Args:
        spans: sorted by code and day.
        listed: the title of each code of the list.
        period: the days the list holds.
    """
    found = [part for span in spans for part in _outside(span, period)]
    found += [Span(code, period.since, period.through, title) for code, title in listed.items()]
    return joined(sorted(found, key=lambda span: (span.code, span.since)))


def _outside(span: Span, period: Period) -> Iterator[Span]:
    one = timedelta(days=1)
    if span.since < period.since:
        before = period.since - one
        yield replace(span, through=min(span.through, before) if span.through else before)
    if period.through is not None and (span.through is None or span.through > period.through):
        yield replace(span, since=max(span.since, period.through + one))


def code_table(spans: Sequence[Span]) -> pa.Table:
    """One row a span of validity: code, stem, title, since, through.

    `stem` is the first six characters of a seven-character code, else "".
    """
    return pa.table(
        {
            "code": [span.code for span in spans],
            "stem": [span.code[:6] if len(span.code) == 7 else "" for span in spans],
            "title": [span.title for span in spans],
            "since": [span.since for span in spans],
            "through": [span.through for span in spans],
        }
    )


def flag_table(master: CodeMaster) -> pa.Table:
    """One row a code and Medicare Code Editor flag, with the days the flag holds."""
    rows = [(row.code, flag, row.since, row.through) for row in master.rows for flag in row.flags]
    code, flag, since, through = zip(*rows, strict=True)
    return pa.table({"code": code, "flag": flag, "since": since, "through": through})


def seventh_rows(nodes: Sequence[TabularNode], codes: Container[str]) -> Iterator[tuple[str, str, str]]:
    """For each tabular leaf under a 7th-character set: base, character, meaning.

    The nearest ancestor's set wins; characters that make none of the `codes` (those
    ever valid) are left out. Source: ICD-10-CM Official Guidelines I.A.4 and I.A.5.
    """
    by_key = {node.key: node for node in nodes}
    for node in nodes:
        if not node.is_leaf or len(node.key) > 6 or ":" in node.key:
            continue
        holder: TabularNode | None = node
        while holder is not None and not holder.seventh:
            holder = by_key.get(holder.parent)
        if holder is not None:
            padded = node.key.ljust(6, "X")
            yield from (
                (node.key, character, meaning)
                for character, meaning in holder.seventh.items()
                if padded + character in codes
            )


def seventh_table(nodes: Sequence[TabularNode], codes: Container[str]) -> pa.Table:
    """The tabular leaves under a 7th-character set: base, padded to six, the characters allowed."""
    allowed: dict[str, list[str]] = {}
    for base, character, _ in seventh_rows(nodes, codes):
        allowed.setdefault(base, []).append(character)
    return pa.table(
        {
            "base": list(allowed),
            "padded": [base.ljust(6, "X") for base in allowed],
            "characters": [" ".join(characters) for characters in allowed.values()],
        }
    )


def category_table(nodes: Sequence[TabularNode]) -> pa.Table:
    """The block and chapter of each three-character category."""
    parents = {node.key: node.parent for node in nodes}
    rows = [(node.key, node.parent, parents[node.parent]) for node in nodes if node.kind == "category"]
    category, block, chapter = zip(*rows, strict=True)
    return pa.table({"category": category, "block": block, "chapter": chapter})


_ASIDE = re.compile(r"\([^)]*\)")
_DEPTH = {"chapter": 1, "block": 2}


def excludes_table(nodes: Sequence[TabularNode]) -> pa.Table:
    """Excludes1 and Excludes2 notes by target: node, depth, kind (1 or 2), target prefix, note.

    `depth` grows toward the code, so that the nearest note can win. A note without any code has
    target "" (headings that introduce a list are left out).
    """
    known = sorted(node.key for node in nodes if ":" not in node.key)
    rows: list[tuple[str, int, int, str, str]] = []
    for node in nodes:
        depth = _DEPTH.get(node.kind, len(node.key))
        for kind, text in node.notes:
            if kind not in {"excludes1", "excludes2"}:
                continue
            found = targets(text, known)
            if not found and kind == "excludes1" and not text.rstrip().endswith(":"):
                found = ("",)
            rows.extend((node.key, depth, int(kind[-1]), target, text) for target in found)
    node_key, depth_of, kind_of, target_of, note = zip(*rows, strict=True)
    return pa.table({"node": node_key, "depth": depth_of, "kind": kind_of, "target": target_of, "note": note})


def weight_table(rows: Iterable[DrgWeight], since: date, through: date | None) -> pa.Table:
    """Table 5 with the days it holds."""
    rows = list(rows)
    return pa.table(
        {
            "drg": [row.drg for row in rows],
            "mdc": [row.mdc for row in rows],
            "kind": [row.kind for row in rows],
            "title": [row.title for row in rows],
            "weight": pa.array([row.weight for row in rows], pa.float64()),
            "geometric_mean_stay": pa.array([row.geometric_mean_stay for row in rows], pa.float64()),
            "arithmetic_mean_stay": pa.array([row.arithmetic_mean_stay for row in rows], pa.float64()),
            "since": [since] * len(rows),
            "through": [through] * len(rows),
        }
    )


def lexicon_table(nodes: Sequence[TabularNode], titles: dict[str, str]) -> pa.Table:
    """The terms review looks for: titles and inclusion terms, as words, with what they mean."""
    return term_table(_terms(nodes, titles))


def _terms(nodes: Sequence[TabularNode], titles: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for node in nodes:
        if ":" in node.key:
            continue
        yield " ".join(split_words(node.title)), node.key, "title"
        for kind, text in node.notes:
            if kind == "inclusion_term":
                yield " ".join(split_words(text)), node.key, "inclusion term"
    for code, title in titles.items():
        yield " ".join(split_words(title)), code, "title"
    for code, title in titles.items():
        if "(" in title and len(code) < 7:
            yield " ".join(split_words(_ASIDE.sub(" ", title))), code, "title without its nonessential words"


def free_term_table(
    nodes: Sequence[TabularNode], phrases: Iterable[tuple[Sequence[str], str, str]]
) -> pa.Table:
    """The terms review finds in any order of their words: anchor, words, code, matched (where they stand).

    The anchor is the rarest word of the term; the rows are sorted by it.
    """
    titled = (
        (node.key, text, source)
        for node in nodes
        if ":" not in node.key
        for text, source in (
            (node.title, "title"),
            *((text, "inclusion term") for kind, text in node.notes if kind == "inclusion_term"),
        )
    )
    rows = list(free_terms(titled, phrases))
    counts = Counter(word for words, _, _ in rows for word in words.split(" "))
    anchored = sorted((min(row[0].split(" "), key=counts.__getitem__), *row) for row in rows)
    anchor, words, code, matched = zip(*anchored, strict=True)
    return pa.table({"anchor": anchor, "words": words, "code": code, "matched": matched})


def full_titles(nodes: Sequence[TabularNode], listed: dict[str, str], codes: Iterable[str]) -> dict[str, str]:
    """A title for each code: the tabular's, else its base's with the 7th character, else the list's."""
    by_key = {node.key: node for node in nodes}
    titles = dict(listed)
    for code in codes:
        node = by_key.get(code)
        if node is not None:
            titles[code] = node.title
        elif code not in titles and len(code) == 7:
            base = code[:6]
            while base not in by_key and base.endswith("X"):
                base = base[:-1]
            holder = by_key.get(base)
            meaning = None
            title = holder.title if holder else ""
            while holder is not None and meaning is None:
                meaning = holder.seventh.get(code[6])
                holder = by_key.get(holder.parent)
            if meaning:
                titles[code] = f"{title}, {meaning}"
    return titles
