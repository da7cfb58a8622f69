"""The phrases that lead to a code: titles, inclusion terms, the books of the Index, our own terms."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from codinglab.reference.search.references import References
from codinglab.reference.words import compounds, search_words

CM, PCS, HCPCS, CPT = "ICD-10-CM", "ICD-10-PCS", "HCPCS Level II", "CPT"
TITLE, INCLUSION, LEXICON = "title", "inclusion term", "our terms"
INDEX, EXTERNAL, NEOPLASM, DRUG = (
    "Alphabetic Index",
    "External Cause Index",
    "Table of Neoplasms",
    "Table of Drugs",
)
PCS_INDEX = "ICD-10-PCS Index"
_MOST_OF_A_BEGINNING = 200
BOOKS = {
    "icd10cm-index": INDEX,
    "icd10cm-external-cause": EXTERNAL,
    "icd10cm-neoplasm": NEOPLASM,
    "icd10cm-drug": DRUG,
}

# What a column of a table says: words that count, and words that may be typed for it.
_NEOPLASM_COLUMNS = {
    2: ("Malignant primary", "", "neoplasm malignant primary cancer carcinoma tumor malignancy"),
    3: (
        "Malignant secondary",
        "secondary",
        "neoplasm malignant cancer metastatic metastasis metastase met tumor",
    ),
    4: ("Ca in situ", "situ", "neoplasm carcinoma in cancer"),
    5: ("Benign", "benign", "neoplasm tumor"),
    6: ("Uncertain behavior", "uncertain behavior", "neoplasm tumor"),
    7: ("Unspecified behavior", "unspecified behavior", "neoplasm tumor mass"),
}
_DRUG_COLUMNS = {
    2: ("Poisoning, accidental", "poisoning", "accidental unintentional overdose toxicity ingestion"),
    3: ("Poisoning, self-harm", "poisoning intentional", "self harm suicide suicidal attempt overdose"),
    4: ("Poisoning, assault", "poisoning assault", "overdose"),
    5: ("Poisoning, undetermined", "poisoning undetermined", "overdose"),
    6: ("Adverse effect", "adverse effect", "reaction side due to"),
    7: ("Underdosing", "underdosing", "noncompliance missed dose"),
}

COLUMNS = {
    NEOPLASM: {column: facts[0] for column, facts in _NEOPLASM_COLUMNS.items()},
    DRUG: {column: facts[0] for column, facts in _DRUG_COLUMNS.items()},
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that lead to a code.

    Attributes:
        words: the words that make the phrase; `loose`: words that fit it but need not be typed.
        shown: the phrase for people, with the path of an index entry as a breadcrumb.
    """

    system: str
    code: str
    found_in: str
    words: tuple[str, ...]
    loose: tuple[str, ...]
    shown: str
    edition: int


def titles(system: str, rows: Iterable[tuple[str, str]], edition: int) -> Iterator[Phrase]:
    """A phrase for each title; words in parentheses are nonessential."""
    for code, title in rows:
        essential, loose = _essential(title)
        yield Phrase(system, code, TITLE, essential, loose, title, edition)


def inclusions(rows: Iterable[tuple[str, str]], edition: int) -> Iterator[Phrase]:
    """A phrase for each inclusion term."""
    for code, text in rows:
        essential, loose = _essential(text)
        yield Phrase(CM, code, INCLUSION, essential, loose, text, edition)


def own_terms(rows: Iterable[tuple[str, str]]) -> Iterator[Phrase]:
    """A phrase for each of our own abbreviations and lay terms."""
    for code, term in rows:
        yield Phrase(CM, code, LEXICON, tuple(search_words(term)), (), term, 0)


def entries(book: str, rows: Sequence[dict[str, Any]], edition: int) -> Iterator[Phrase]:
    """A phrase for each index entry with a code, and for each filled cell of a table.

    Args:
        book: "Alphabetic Index", "External Cause Index", "Table of Neoplasms" or "Table of Drugs".
        rows: entries in book order with id, parent, title, nemod, code or cells.
        edition: the id of the release.
    """
    paths: dict[int, tuple[tuple[str, ...], tuple[str, ...], str]] = {}
    references = References(rows)
    columns = _NEOPLASM_COLUMNS if book == NEOPLASM else _DRUG_COLUMNS
    for row in rows:
        above = paths.get(row["parent"], ((), (), ""))
        own, spare = _alternatives(search_words(row["title"]))
        words = (*above[0], *(word for word in own if word not in above[0]))
        loose = (*above[1], *spare, *search_words(row["nemod"]), *compounds(row["title"]))
        shown = f"{above[2]} › {row['title']}" if above[2] else row["title"]
        paths[row["id"]] = words, loose, shown
        if row["code"]:
            yield Phrase(CM, undotted(row["code"]), book, words, loose, shown, edition)
        elif row["see"] and (target := references.target(row["see"])) and target["code"]:
            shown_too = f"{shown}, see {row['see']}"
            yield Phrase(CM, undotted(target["code"]), book, words, loose, shown_too, edition)
        for column, cell in enumerate(json.loads(row["cells"] or "[]"), start=2):
            if not cell:
                continue
            name, counted, typed = columns[column]
            site = tuple(word for word in words if word not in {"neoplasm", "neoplastic"})
            yield Phrase(
                CM,
                undotted(cell),
                book,
                (*site, *search_words(counted)),
                (*loose, *search_words(typed)),
                f"{shown}: {name}",
                edition,
            )


def procedures(
    rows: Sequence[dict[str, Any]], codes: Sequence[tuple[str, str]], edition: int
) -> Iterator[Phrase]:
    """A phrase for each code that a line of the ICD-10-PCS index leads to, whole or by its beginning.

    Args:
        rows: entries in book order with id, parent, title, code, second (the beginnings of codes), see.
        codes: every code with its title, sorted; a beginning stands for at most 200 codes.
        edition: the id of the release.
    """
    listed = [code for code, _ in codes]
    paths: dict[int, tuple[tuple[str, ...], str]] = {}
    for row in rows:
        above = paths.get(row["parent"], ((), ""))
        words = tuple(dict.fromkeys((*above[0], *search_words(row["title"]))))
        shown = " › ".join(part for part in (above[1], row["title"]) if part)
        paths[row["id"]] = words, shown
        for start in filter(None, (row["code"], *row["second"].replace(",", " ").split())):
            for code, title in _meant(words, codes[bisect_left(listed, start) :], start):
                yield Phrase(PCS, code, PCS_INDEX, words, title, shown, edition)


def _meant(
    words: Sequence[str], codes: Iterable[tuple[str, str]], start: str
) -> list[tuple[str, tuple[str, ...]]]:
    """The codes of a beginning whose titles hold most of the words of a line, with the words of the title."""
    below = takewhile(lambda pair: pair[0].startswith(start), codes)
    titled = [(code, tuple(search_words(title))) for code, title in below]
    held = [len(set(words) & set(title)) for _, title in titled]
    most = max(held, default=0)
    return [pair for pair, count in zip(titled, held, strict=True) if count == most][:_MOST_OF_A_BEGINNING]


def undotted(written: str) -> str:
    """A code as the Index writes it ("S32.40-"), without dot and dash."""
    return written.replace(".", "").replace("-", "").strip().upper()


def _essential(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    outside, inside, depth = "", "", 0
    for character in text:
        depth += {"(": 1, ")": -1, "[": 1, "]": -1}.get(character, 0)
        if depth > 0:
            inside += character
        else:
            outside += character
    return tuple(dict.fromkeys(search_words(outside))), (*search_words(inside), *compounds(outside))


def _alternatives(words: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words, and the later forms of the same word ("diabetes, diabetic") apart."""
    kept: list[str] = []
    spare: list[str] = []
    for word in words:
        same = len(word) > 5 and any(other[:5] == word[:5] for other in kept)
        (spare if same or word in kept else kept).append(word)
    return tuple(kept), tuple(spare)
