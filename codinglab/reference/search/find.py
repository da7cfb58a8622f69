"""Find codes: by the beginning of a code, else by words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from codinglab.reference.icd10cm import CodeEntry, icd10cm
from codinglab.reference.lookup import lookup_file
from codinglab.reference.search import rank
from codinglab.reference.search.candidates import Candidate, candidates, corrected, known, rarity
from codinglab.reference.search.phrases import BOOKS, CM, CPT, HCPCS, PCS
from codinglab.reference.search.query import Group, Query, Steer, read_query, search_lexicon
from codinglab.reference.search.steer import steer
from codinglab.reference.search.typos import meant
from codinglab.reference.systems import list_of
from codinglab.reference.words import search_words

SYSTEMS = (CM, PCS, HCPCS, CPT)
CODE = "code"
_FEW = 5
_STAGE = re.compile(r"\bstage\s+\w+\b", re.IGNORECASE)
_CODE_LIKE = re.compile(
    r"[A-Za-z][0-9][0-9A-Za-z]*\.?[0-9A-Za-z]*-?|[0-9][0-9A-Za-z]{1,6}|[A-Za-z]{2}[0-9.][0-9A-Za-z.]*"
)
_SYSTEM_PRIOR = {CM: 0.0, PCS: -1.2, HCPCS: -1.4, CPT: -0.6}


@dataclass(frozen=True, slots=True)
class Hit:
    """A code found.

    Attributes:
        system: its code system.
        entry: what the tables say of it on the day (billable, what it needs, its days).
        found_in: where: "title", "Alphabetic Index", "code" …
        shown: the phrase that was found; an index entry as a breadcrumb.
        edition: the release that the phrase stands in, "" for the code list and our own terms.
        corrected: the word read instead of the one typed, when a typing error is assumed.
        score: higher is better; comparable within one answer only.
    """

    system: str
    entry: CodeEntry
    found_in: str
    shown: str
    edition: str
    corrected: str
    score: float


def find(text: str, on: date, limit: int = 20, systems: Sequence[str] = SYSTEMS) -> tuple[Hit, ...]:
    """The codes for what was typed, best first; only codes and headers that are in force on the day.

    Args:
        text: the beginning of a code, or words: in any order, begun, abbreviated or mistyped.
        on: the day asked about.
        limit: at most so many.
        systems: the code systems to search; those not installed are passed over.

    Raises:
        NotInForceError: no installed list of the systems asked covers the day.
        StoreError: there is no store.
    """
    text = text.encode("utf-8", "replace").decode("utf-8").strip()
    if not text:
        return ()
    there = [system for system in systems if list_of(system).periods]
    covered = [system for system in there if list_of(system).covers(on)]
    if not covered:
        list_of((there or list(systems))[0]).check(on)
    code_like = _CODE_LIKE.fullmatch(text) and tuple(search_words(text)) not in search_lexicon()
    found = _by_code(text, on, limit, covered) if code_like else []
    if not found:
        query = read_query(text)
        found = [hit for system in covered for hit in _answer(query, system, on, limit)]
        if not found:
            found = [
                hit
                for system in covered
                for hit in _ranked(query, *_nearly(query, system), system, on, limit)
            ]
        found.sort(key=lambda hit: -hit.score)
    if len(found) < _FEW and (shorter := _STAGE.sub(" ", text).strip()) != text:
        known_codes = {(hit.system, hit.entry.code) for hit in found}
        more = find(shorter, on, limit, systems)
        found += [hit for hit in more if (hit.system, hit.entry.code) not in known_codes]
    return tuple(found[:limit])


def why_nothing(text: str, on: date) -> tuple[str, ...]:
    """What a code system says of a text that looks like a code, when no code answers it on the day."""
    typed = text.strip()
    if not _CODE_LIKE.fullmatch(typed) or not any(mark.isdigit() for mark in typed):
        return ()
    system = CM if typed[0].isalpha() or "." in typed else PCS
    codes = list_of(system)
    return (codes.entry(typed, on).why,) if codes.covers(on) else ()


def _answer(query: Query, system: str, on: date, limit: int) -> list[Hit]:
    """What a system answers to all words, as typed or else with typing errors mended."""
    return _ranked(query, *_whole(query, system), system, on, limit) or _ranked(
        query, *_mended(query, system), system, on, limit
    )


def _by_code(text: str, on: date, limit: int, systems: Iterable[str]) -> list[Hit]:
    typed = text.upper().replace(".", "").rstrip("-")
    found = []
    for system in systems:
        codes = list_of(system)
        entry = codes.entry(typed, on)
        if entry.billable or entry.header:
            found.append(Hit(system, entry, CODE, entry.title, "", "", 100.0))
        found.extend(
            Hit(system, (below := codes.entry(code, on)), CODE, below.title, "", "", 90.0)
            for code in codes.below(typed, on, limit)
        )
    return found


def _ranked(
    query: Query, groups: Sequence[Group], rows: Sequence[Candidate], system: str, on: date, limit: int
) -> list[Hit]:
    if not groups:
        return []
    best: dict[str, tuple[float, Candidate]] = {}
    weights = [rarity(lookup_file(), system, group) for group in groups]
    for row in _in_force(rows, on):
        points = rank.score(row, groups, weights, query.steer) + _SYSTEM_PRIOR[system]
        if row.code not in best or points > best[row.code][0]:
            best[row.code] = points, row
    ranked = sorted(best.values(), key=lambda pair: (-pair[0], len(pair[1].words), pair[1].code))
    fixed = " ".join(group.corrected for group in groups if group.corrected)
    typed = {word for group in groups for way in group.ways for word in way}
    hits: dict[str, Hit] = {}
    for points, row in ranked[:limit]:
        for code, less in _offered(row.code, query.steer, typed, system, on):
            entry = list_of(system).entry(code, on)
            if (entry.billable or entry.header) and code not in hits:
                hits[code] = Hit(
                    system, entry, row.found_in, row.shown, _edition(row.edition), fixed, points - less
                )
    return sorted(hits.values(), key=lambda hit: -hit.score)[:limit]


def _offered(code: str, wanted: Steer, typed: set[str], system: str, on: date) -> list[tuple[str, float]]:
    """The code a phrase leads to and the child its words ask for, with what each loses in rank."""
    if system != CM:
        return [(code, 0.0)]
    table = icd10cm()
    child = steer(table, code, wanted, typed, on)
    if child != code:
        return [(child, 0.1), (code, 0.9)]
    spans = table.spans(code)
    open_header = not any(span.covers(on) for span in spans) and not table.sevenths(code, on)
    return [(code, 0.7 if open_header else 0.0)]


Matching = tuple[tuple[Group, ...], list[Candidate]]


def _whole(query: Query, system: str) -> Matching:
    """The phrases that hold every group."""
    lookup, groups = lookup_file(), query.groups
    steering = tuple(Group((word,)) for word in (query.steer.side, query.steer.trimester) if word)
    rows = candidates(lookup, system, (*groups, *steering)) if steering else []
    return groups, rows + candidates(lookup, system, groups)


def _mended(query: Query, system: str) -> Matching:
    """The phrases that hold every group, with the words that no text knows taken for typing errors."""
    lookup = lookup_file()
    groups = tuple(
        group
        if group.others or known(lookup, system, group.typed[0])
        else corrected(group, meant(lookup, system, group.typed[0]))
        for group in query.groups
    )
    return groups, candidates(lookup, system, groups) if groups != query.groups else []


def _nearly(query: Query, system: str) -> Matching:
    """The phrases that hold every group but one; of four groups and more, but two."""
    groups, _ = _mended(query, system)
    rows: list[Candidate] = []
    for fewer in (1, 2):
        if len(groups) > 2 * fewer - 1 and not rows:
            for kept in combinations(groups, len(groups) - fewer):
                rows += candidates(lookup_file(), system, kept)
    return groups, rows


def _in_force(rows: Iterable[Candidate], on: date) -> Iterable[Candidate]:
    """Of each book only the edition to show on the day."""
    lookup = lookup_file()
    shown = {found.id for source in BOOKS if (found := lookup.edition(source, on))}
    books = {edition.id for edition in lookup.editions if edition.source in BOOKS}
    return (row for row in rows if row.edition not in books or row.edition in shown)


def _edition(number: int) -> str:
    return next((edition.name for edition in lookup_file().editions if edition.id == number), "")
