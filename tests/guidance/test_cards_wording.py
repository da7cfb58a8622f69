"""Rule cards on the ICD-10-CM guidelines: our own wording, at sections and about codes that exist."""

from __future__ import annotations

import re
import tomllib
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from codinglab.reference.install.archive import Archive
from codinglab.reference.install.reading import Request
from codinglab.reference.paths import REFERENCE, ROOT
from codinglab.reference.sources.guidelines import read

OFFICIAL = ROOT.parent / "shared" / "official"
DOCUMENTS = {
    "FY2025": OFFICIAL / "guidance" / "fy-2025-icd-10-cm-coding-guidelines.pdf",
    "FY2026": OFFICIAL / "guidance" / "ICD-10-CM-October-2025-Guidelines.txt",
}
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
WORD = re.compile(r"[a-z0-9]+(?:[.'’-][a-z0-9]+)*")
CODE = re.compile(r"\b[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?\b")
RANGE = re.compile(rf"{CODE.pattern}(?:-{CODE.pattern})?")

needs_official = pytest.mark.skipif(
    not all(path.is_file() for path in (*DOCUMENTS.values(), *CODE_LISTS.values())),
    reason=f"no official guidelines and code lists in {OFFICIAL}",
)


def phrases(text: str) -> set[tuple[str, ...]]:
    words = WORD.findall(text.lower())
    return {tuple(words[at : at + IN_A_ROW]) for at in range(len(words) - IN_A_ROW + 1)}


def codes_of(card: dict[str, Any]) -> set[str]:
    return set(CODE.findall(" ".join([card["title"], card["rule"], *card["codes"]])))


@pytest.fixture(scope="module")
def guidelines() -> dict[str, dict[str, str]]:
    return {
        edition: {
            row["section"]: f"{row['titles'][-1]}\n{row['text']}"
            for row in read(Request(Archive(path))).tables["guidance_passage"].to_pylist()
        }
        for edition, path in DOCUMENTS.items()
    }


@needs_official
def test_no_six_words_in_a_row_are_the_guidelines_own(guidelines: dict[str, dict[str, str]]) -> None:
    official = {
        phrase for sections in guidelines.values() for text in sections.values() for phrase in phrases(text)
    }
    shared = {
        (card["id"], " ".join(phrase))
        for card in CARDS
        for text in (card["title"], card["rule"], *card["also"])
        for phrase in phrases(text) & official
    }
    assert shared == set()


@needs_official
def test_the_section_stands_in_each_edition_checked(guidelines: dict[str, dict[str, str]]) -> None:
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
    assert set(card["checked"]) <= set(DOCUMENTS)
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
