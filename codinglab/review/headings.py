"""Which lines, and which words within a line, are set as the header of a section.

What they head is data that a coder can review (`header_names`); this file knows how writers set a header:
numbered, in capitals, with a colon, in markdown, in the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from codinglab.review.header_names import headers, normalize

_LINE = re.compile(r"^[ \t]*(?P<text>\S.*?)[ \t\r]*$", re.MULTILINE)
_MARKDOWN = re.compile(r"(?P<level>#{1,6})[ \t]+(?P<header>.*?)[ \t#:]*$")
_BOLD = re.compile(r"(?P<mark>\*\*|__)(?P<header>[^*_:]{2,60})(?P<colon>:?)(?P=mark)(?P<after>:?)")
_FRAMED = re.compile(
    r"(?:[=*_~-]{2,}[ \t]*|\[)(?P<header>[A-Za-z][^=*_~\[\]:]{1,58}?):?(?:[ \t]*[=*_~-]{2,}|\]:?)$"
)
_RULED = re.compile(r"\r?\n[ \t]*(?:={3,}|-{3,})[ \t\r]*(?:\n|$)")
_NUMBER = re.compile(r"(?:\d{1,2}|[IVX]{1,5}|[A-Z])[.)][ \t]+(?=[A-Za-z])")
_COLON = re.compile(r"(?P<header>[A-Za-z][^:\n]{0,59}?)[ \t]*:")
_DASH = re.compile(r"(?P<header>[A-Z][A-Z/&' ]{1,58}?)[ \t]+[-–—][ \t]+(?=\S)")
_CAPITALS = re.compile(r"(?<=[.,;\])\s])(?P<header>[A-Z][A-Z/&'.,-]*(?: [A-Z/&'.,-]+){0,6})[ ]?:(?=[\s,]|$)")
_TITLED = re.compile(r"(?<=[.;] )(?P<header>[A-Z][a-z]+(?: (?:[A-Z][a-z]+|of|and|&|on|at)){0,5}):(?=\s|$)")
_LETTER = re.compile(r"(?:(?<=[.;] )|^)(?P<header>[SOAP])[ \t]*:(?=[ \t]*(?:[^\s\d]|$))")
_SENTENCE = re.compile(r"[.:;,] \S")
_UNKNOWN_WORDS = 6
_WRAPPED = 60
_LOUD = 0.7
_SHOUTING = 3
_ACRONYM = 3
_LETTERS_OF_SOAP = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """Words that are set as a header.

    Attributes:
        start, reach: where the line or the words begin, and where the text below or after them does.
        words: as written.
        name: the section they head, "" when nobody listed them.
        level: number of marks of a markdown header, else 0.
        capitals: whether they are written in capitals.
        numbered: whether a number or letter stands before them.
        indent: columns of blank before them.
        small: whether they have neither colon nor capitals, in a note whose headers have capitals.
    """

    start: int
    reach: int
    words: str
    name: str
    level: int = 0
    capitals: bool = False
    numbered: bool = False
    indent: int = 0
    small: bool = False


@dataclass(frozen=True, slots=True)
class _Style:
    """How one note sets its headers: all in capitals, headers in capitals, SOAP letters."""

    loud: bool
    shouting: bool
    soap: bool


def find_headings(text: str) -> Iterator[Heading]:
    """The headings of a text, in order, whatever their rank."""
    lines = list(_LINE.finditer(text))
    style = _style(text, [line["text"] for line in lines])
    before = ""
    for line in lines:
        words = line["text"]
        start, ruled = line.start("text"), bool(_RULED.match(text, line.end()))
        found = _letter(words, style) or _of_line(words, before, style, ruled=ruled)
        reach = 0
        if found is not None:
            reach = found.reach
            yield replace(_moved(found, start), indent=start - line.start())
        for inline in _of_words(words, style):
            if inline.start >= max(reach, 1):
                yield _moved(inline, start)
        before = words


def _moved(heading: Heading, by: int) -> Heading:
    return replace(heading, start=heading.start + by, reach=heading.reach + by)


def _style(text: str, lines: list[str]) -> _Style:
    letters, capitals = sum(map(str.isalpha, text)), sum(map(str.isupper, text))
    shouted = sum(_shouted(line) and bool(headers().name(line)) for line in lines)
    soap = {match["header"] for line in lines if (match := _LETTER.match(line))}
    if any(normalize(line.partition(":")[0]) in {"a p", "a and p"} for line in lines if ":" in line):
        soap |= {"A", "P"}
    return _Style(
        letters > 200 and capitals > _LOUD * letters,
        shouted >= _SHOUTING,
        len(soap) >= _LETTERS_OF_SOAP,
    )


def _letter(line: str, style: _Style) -> Heading | None:
    """The letter of a SOAP note that begins a line."""
    match = _LETTER.match(line) if style.soap else None
    if match is None:
        return None
    return Heading(0, match.end(), match["header"], headers().letters[match["header"]], 0, capitals=True)


def _of_line(line: str, before: str, style: _Style, *, ruled: bool) -> Heading | None:
    """The header that a line begins with, None when it begins with none."""
    known = headers()
    if (match := _MARKDOWN.match(line)) and normalize(match["header"]):
        found = _heading(match["header"], match.end(), len(match["level"]))
        return None if found is not None and before and _is_problem(found) else found
    if match := _BOLD.match(line):
        closed = match["colon"] or match["after"] or match.end() == len(line)
        return _heading(match["header"], match.end()) if closed and normalize(match["header"]) else None
    if match := _FRAMED.match(line):
        return _heading(match["header"], len(line), only_known=True)
    number = _NUMBER.match(line)
    skip = number.end() if number else 0
    rest = line[skip:]
    if match := _COLON.match(rest):
        words, after = match["header"], rest[match.end() :]
        spaced = not after or after[0].isspace() or after[0] == ","
        if (spaced or _shouted(words)) and _is_header(words, before, alone=not after, numbered=skip > 0):
            return _heading(words, skip + match.end(), numbered=skip > 0)
        return None
    if match := _DASH.match(rest):
        return _heading(match["header"], skip + match.end(), numbered=skip > 0, only_known=True)
    if ruled and known.name(rest):
        return _heading(rest, len(line), 2)
    return _without_colon(line, rest, before, style)


def _is_problem(heading: Heading) -> bool:
    """Whether "#" marks a problem of a plan and no header: an unknown name, or a sentence behind the mark."""
    if heading.name:
        return False
    told = len(normalize(heading.words).split()) > _UNKNOWN_WORDS or _SENTENCE.search(heading.words)
    return heading.level == 1 or bool(told)


def _without_colon(line: str, rest: str, before: str, style: _Style) -> Heading | None:
    """A line that is a header though no colon says so."""
    known, numbered = headers(), line != rest
    if len(rest) <= _WRAPPED and rest[-1] not in ".,;":
        key = normalize(rest)
        if _shouted(rest) and known.name(rest) and not (known.is_everyday(key) and len(key) <= _ACRONYM):
            return _heading(rest, len(line), numbered=numbered)
        wrapped = len(before) > _WRAPPED and before[-1] not in ".:;!?)"
        if known.named(key) and not known.is_everyday(key) and rest[0].isupper() and not wrapped:
            return _heading(rest, len(line), numbered=numbered, small=style.shouting)
    if not numbered and not style.loud and _is_shouted_header(line):
        return _heading(line, len(line))
    return None


def _of_words(line: str, style: _Style) -> Iterator[Heading]:
    """The known headers within a line: in capitals, or with a capital after the end of a sentence."""
    found = list(_CAPITALS.finditer(line)) + list(_TITLED.finditer(line))
    for match in sorted(found, key=lambda match: match.start()):
        name = headers().named(normalize(match["header"]))
        many = _shouted(match["header"]) or " " in match["header"] or name in {"assessment", "plan"}
        if name and many:
            yield Heading(
                match.start(), match.end(), match["header"], name, 0, capitals=_shouted(match["header"])
            )
    if style.soap:
        for match in _LETTER.finditer(line):
            name = headers().letters[match["header"]]
            yield Heading(match.start(), match.end(), match["header"], name, 0, capitals=True)


def _heading(
    words: str,
    reach: int,
    level: int = 0,
    *,
    numbered: bool = False,
    small: bool = False,
    only_known: bool = False,
) -> Heading | None:
    name = headers().name(words)
    if only_known and not name:
        return None
    return Heading(0, reach, words.strip(), name, level, _shouted(words), numbered, 0, small)


def _shouted(words: str) -> bool:
    return words.upper() == words and any(character.isalpha() for character in words)


def _is_header(words: str, before: str, *, alone: bool, numbered: bool) -> bool:
    """Say whether words before a colon are a header: known, a label, or unknown but set as one."""
    key = normalize(words)
    if headers().name(words):
        ended = not before or before[-1] in ".:;!?)" or len(before) < _WRAPPED
        return words[0].isupper() or (ended and (alone or bool(headers().named(key))))
    if key in headers().within:
        return words[0].isupper()
    if numbered or len(key.split()) > _UNKNOWN_WORDS:
        return False
    letters = [character for character in words if character.isalpha()]
    shouted = len(letters) > 4 and all(character.isupper() for character in letters)
    titled = all(word[0].isupper() or len(word) < 4 for word in words.split() if word[0].isalpha())
    return (shouted and len(key.split()) > 1) or (alone and (shouted or titled) and words[0].isupper())


def _is_shouted_header(line: str) -> bool:
    """Say whether a line without a colon is a header nobody listed: two or more words in capitals."""
    words = normalize(line).split()
    return (
        2 <= len(words) <= _UNKNOWN_WORDS
        and " ".join(words) not in headers().within
        and line.upper() == line
        and line[0].isalpha()
        and line[-1].isalpha()
        and not any(character in ".,;()" or character.isdigit() for character in line)
    )
