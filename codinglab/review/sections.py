"""Sections of a note: headers with or without a colon, in capitals, in markdown or in the line.

It stands where medspaCy has its Sectionizer: that finds few headers of real notes, and an
unknown header does not close the section before it, so that the assessment becomes the family's.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container
from dataclasses import dataclass
from functools import cache, lru_cache

from codinglab.model import Document, Section
from codinglab.reference.paths import REFERENCE

_MARKS = re.compile(r"[^a-z0-9]+")
_LINE = re.compile(r"^[ \t]*(?P<text>\S.*?)[ \t\r]*$", re.MULTILINE)
_MARKDOWN = re.compile(r"(?P<level>#{1,6})[ \t]+(?P<header>.*?)[ \t#:]*$")
_BOLD = re.compile(r"\*\*(?P<header>[^*:]{2,60}):?\*\*:?")
_COLON = re.compile(r"(?P<header>[A-Za-z][^:\n]{0,59}?)[ \t]*:(?=\s|$)")
_INLINE = re.compile(r"(?<=[.;\])\s])(?P<header>[A-Z][A-Z/&'.,-]*(?: [A-Z/&'.,-]+){0,6})[ ]?:(?=\s|$)")
_NUMBERED = re.compile(r"(?:\d{1,2}|[IVX]{1,4})[.)][ \t]+(?=[A-Z])")
_SOAP = re.compile(r"^[ \t]*S:.*?^[ \t]*A(?:/P)?:", re.MULTILINE | re.DOTALL)
_LETTERS = {
    "S": "history_of_present_illness",
    "O": "physical_examination",
    "A": "assessment",
    "P": "plan",
}
_UNKNOWN_WORDS = 6
_BY_PROBLEM = frozenset(
    {"assessment", "plan", "hospital_course", "discharge_diagnosis", "admission_diagnosis"}
)


@dataclass(frozen=True, slots=True)
class Headers:
    """The reviewed header names: variant -> section, and labels that are lines within a section."""

    sections: dict[str, str]
    within: frozenset[str]


def normalize(header: str) -> str:
    """Lower case, words separated by one space.

    >>> normalize("  Assessment & PLAN: ")
    'assessment and plan'
    """
    return _MARKS.sub(" ", header.lower().replace("&", " and ")).strip()


@cache
def headers() -> Headers:
    """Read reference/lexicon/sections.toml."""
    data = tomllib.loads((REFERENCE / "lexicon" / "sections.toml").read_text(encoding="utf-8"))
    variants = {
        normalize(variant): name for name, facts in data["section"].items() for variant in facts["headers"]
    }
    return Headers(variants, frozenset(normalize(label) for label in data["within"]["labels"]))


@lru_cache(maxsize=1)
def find_sections(text: str) -> tuple[Section, ...]:
    """The sections of a text, in order; what stands before the first header is in none.

    A known header has its normalised name; an unknown one its own words. Both close the
    section before them. Only the headings of single problems do not: a deeper markdown level,
    or "Sepsis:" alone on its line in an assessment.
    """
    found: list[tuple[int, int, str, str]] = []
    level = 0
    letters = _LETTERS if _SOAP.search(text) else {}
    for line in _LINE.finditer(text):
        start, reach = line.start("text"), 0
        if (header := _line_header(line["text"], letters)) is not None:
            words, reach = header
            name = headers().sections.get(normalize(words), "") or letters.get(words, "")
            depth = len(mark["level"]) if (mark := _MARKDOWN.match(line["text"])) else 0
            if name or not (depth > level > 0 or (not depth and found and _is_problem(words, found[-1][3]))):
                found.append((start, start + reach, words, name))
                level = depth if name else 0
        for inline in _INLINE.finditer(line["text"]):
            inner = headers().sections.get(normalize(inline["header"]))
            if inner is not None and inline.start() >= max(reach, 1):
                found.append((start + inline.start(), start + inline.end(), inline["header"], inner))
    sections = []
    for index, (start, body, words, name) in enumerate(found):
        end = found[index + 1][0] if index + 1 < len(found) else len(text)
        sections.append(Section(name or normalize(words), words, start, min(body, end), end))
    return tuple(sections)


def sections(document: Document) -> tuple[Section, ...]:
    """The sections of a document, in order."""
    return find_sections(document.text)


def _line_header(line: str, letters: Container[str] = ()) -> tuple[str, int] | None:
    """The header a line begins with and how far it reaches, None when it begins with none.

    A number may stand before a header that is known and in capitals or alone: "1. HISTORY:", "II. Exam".
    Problems are numbered too ("1. Working diagnosis: gout"), so any other header behind a number is none.
    `letters` are those of a note written as S, O, A, P; "P: 72" is a pulse.
    """
    if line[1:2] == ":" and line[0] in letters and not line[2:].lstrip()[:1].isdigit():
        return line[0], 2
    if number := _NUMBERED.match(line):
        inner = _line_header(line[number.end() :])
        if inner is None or normalize(inner[0]) not in headers().sections:
            return None
        end = number.end() + inner[1]
        return (inner[0], end) if inner[0].isupper() or end == len(line) else None
    for pattern in (_MARKDOWN, _BOLD):
        if (match := pattern.match(line)) and normalize(match["header"]):
            if pattern is _BOLD and normalize(match["header"]) in headers().within:
                return None
            return match["header"], match.end()
    if match := _COLON.match(line):
        words = match["header"]
        if _is_header(words, alone=match.end() == len(line)):
            return words, match.end()
        return None
    if len(line) <= 60 and line[-1] not in ".,;" and normalize(line) in headers().sections:
        shouted = line.upper() == line or line[0].isupper()
        return (line, len(line)) if shouted else None
    if _is_shouted_header(line):
        return line, len(line)
    return None


def _is_problem(words: str, section: str) -> bool:
    """Say whether an unknown header heads one problem of an assessment rather than a new section."""
    return section in _BY_PROBLEM and words.upper() != words


def _is_header(words: str, *, alone: bool) -> bool:
    """Say whether words before a colon are a header: known, or unknown but set as one."""
    key = normalize(words)
    if key in headers().sections:
        return words[0].isupper()
    if key in headers().within or len(key.split()) > _UNKNOWN_WORDS:
        return False
    letters = [character for character in words if character.isalpha()]
    shouted = len(letters) > 4 and all(character.isupper() for character in letters)
    titled = all(word[0].isupper() or len(word) < 4 for word in words.split() if word[0].isalpha())
    return (shouted and len(key.split()) > 1) or (alone and (shouted or titled))


def _is_shouted_header(line: str) -> bool:
    """Say whether a line without a colon is a header nobody listed: two or more words in capitals."""
    words = normalize(line).split()
    return (
        2 <= len(words) <= _UNKNOWN_WORDS
        and line.upper() == line
        and line[0].isalpha()
        and line[-1].isalpha()
        and not any(character in ".,;()" or character.isdigit() for character in line)
    )
