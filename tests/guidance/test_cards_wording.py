"""Rule cards: our own wording; those on the guidelines at sections and about codes that exist."""

from __future__ import annotations

import json
import re
import tomllib
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from codinglab.guidance.cards import cards
from codinglab.guidance.index import GuidanceIndex
from codinglab.guidance.passage import CARDS as CARDS_SOURCE
from codinglab.guidance.passage import ELSEWHERE
from codinglab.reference.paths import REFERENCE, ROOT

OFFICIAL = ROOT.parent / "shared" / "official"
EDITIONS = ("FY2025", "FY2026")
CODE_LISTS = {
    "FY2025": OFFICIAL / "icd10cm" / "icd10cm-order-2025-october.zip",
    "FY2026": OFFICIAL / "icd10cm" / "icd10cm-order-2026.zip",
}
FILES = sorted((REFERENCE / "guidance" / "cards").glob("*.toml"))
CARDS = [
    card
    for path in FILES
    for card in tomllib.loads(path.read_text(encoding="utf-8"))["card"]
    if card["authority"]["source"] == "ICD-10-CM Official Guidelines"
]
IN_A_ROW = 6
WORD = re.compile(r"[a-z0-9]+(?:[.'’/-][a-z0-9]+)*")
CODE = re.compile(r"\b[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?\b")
RANGE = re.compile(rf"{CODE.pattern}(?:-{CODE.pattern})?")

needs_official = pytest.mark.skipif(
    not all(path.is_file() for path in CODE_LISTS.values()),
    reason=f"no official code lists in {OFFICIAL}",
)


def phrases(text: str) -> set[tuple[str, ...]]:
    """Six words in a row; not where they are a list of codes or modifiers, which nobody can say otherwise."""
    words = WORD.findall(text.lower())
    rows = (tuple(words[at : at + IN_A_ROW]) for at in range(len(words) - IN_A_ROW + 1))
    return {row for row in rows if not is_list(row)}


def is_list(row: tuple[str, ...]) -> bool:
    codes = [any(letter.isdigit() for letter in word) for word in row]
    return sum(codes) >= IN_A_ROW / 2 or all(
        len(word) <= 2 or code for word, code in zip(row, codes, strict=True)
    )


def codes_of(card: dict[str, Any]) -> set[str]:
    return set(CODE.findall(" ".join([card["title"], card["rule"], *card["codes"]])))


def printed(index: GuidanceIndex, edition: str = "") -> Iterator[tuple[str, str]]:
    """Section and words, with the last heading, of every section of an official edition, or of all."""
    rows = index.rows(
        "SELECT section, titles, group_concat(text, char(10)) FROM passage "
        "JOIN edition ON edition.id = passage.edition "
        "WHERE source NOT IN (?, ?) AND name LIKE ? GROUP BY edition, section",
        CARDS_SOURCE,
        ELSEWHERE,
        f"{edition}%",
    )
    for section, titles, text in rows:
        yield section, f"{json.loads(titles)[-1]}\n{text}"


def test_no_six_words_in_a_row_are_an_official_document_s_own(official: GuidanceIndex) -> None:
    """Of all cards, against the guidelines of both years and the NCCI manual."""
    theirs = {phrase for _, text in printed(official) for phrase in phrases(text)}
    assert len(theirs) > 100_000
    shared = {
        (card.id, " ".join(phrase))
        for card in cards()
        for text in (card.title, card.rule, *card.also)
        for phrase in phrases(text) & theirs
    }
    assert shared == set()


def test_the_section_stands_in_each_edition_checked(official: GuidanceIndex) -> None:
    guidelines = {edition: dict(printed(official, edition)) for edition in EDITIONS}
    missing = [
        (card["id"], card["authority"]["section"], edition)
        for card in CARDS
        for edition in card["checked"]
        if card["authority"]["section"] not in guidelines[edition]
    ]
    assert missing == []


@needs_official
def test_each_code_exists_in_each_edition_checked() -> None:
    known = {edition: _code_starts(path) for edition, path in CODE_LISTS.items()}
    invented = [
        (card["id"], edition, code)
        for card in CARDS
        for edition in card["checked"]
        for code in codes_of(card)
        if code.replace(".", "") not in known[edition]
    ]
    assert invented == []


def test_cards_are_many_and_each_id_is_its_own() -> None:
    counted = Counter(card["id"] for card in CARDS)
    assert len(counted) >= 130
    assert [name for name, times in counted.items() if times > 1] == []
    assert [name for name in counted if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name)] == []


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card["id"])
def test_a_card_is_whole(card: dict[str, Any]) -> None:
    authority = card["authority"]
    assert authority["edition"] in card["checked"]
    assert set(card["checked"]) <= set(EDITIONS)
    assert len(card["also"]) <= 8
    assert [text for text in card["codes"] if not RANGE.fullmatch(text)] == []
    assert card["rule"].endswith(".")
    assert 1 <= len(re.findall(r"[.](?:\s|$)", card["rule"])) <= 5
    uncovered = [code for code in codes_of(card) if not any(_covers(span, code) for span in card["codes"])]
    assert uncovered == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_of_cards_fits_in_the_head(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def _covers(span: str, code: str) -> bool:
    first, _, last = span.partition("-")
    last = last or first
    return first <= code <= last or code.startswith((first, last)) or first.startswith(code)


def _code_starts(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as archive:
        [name] = [
            name
            for name in archive.namelist()
            if re.fullmatch(r"(?:.*/)?icd10cm[_-]codes[_-]\d{4}\.txt", name)
        ]
        codes = [
            line.split()[0] for line in archive.read(name).decode("latin-1").splitlines() if line.strip()
        ]
    return {code[:length] for code in codes for length in range(3, 8)}
