"""The outline of a chapter of an Internet-Only Manual: which line is the heading of which section.

A heading is a number and a title ("30.6.7 - Payment for …"; some chapters leave out the dash), and below it
stands the revision that last changed the section. Sections without that line are known from the table of
contents, by number and title, between the neighbours that it names. Any other "40 - Something" is text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from codinglab.reference.sources.iom_revision import Revision, revision_at

Lines = list[tuple[int | None, str]]
_NUMBER = r"\d{1,3}(?:\.\s?\d{1,3})*"
_HEADING = re.compile(
    rf"(?P<label>(?:Exhibit|Appendix|Addendum|Attachment)\s+[A-Z0-9]+(?:\.[A-Z0-9]+)*|{_NUMBER})"
    r"\.?(?:\s*[-–—]+\s*|\s+)(?P<title>(?!C\.?\s?F\.?\s?R\b)[A-Z(\"“‘].*)"
)
_BARE = re.compile(rf"{_NUMBER}\.?")
_LEADERS = re.compile(r"\s*\.{3,}\s*\d*\s*$")
_APART = re.compile(r"Transmittals (?:Issued )?for\b|Crosswalk to|Table of Contents$", re.IGNORECASE)
_MORE_LINES = 3


@dataclass(slots=True)
class Section:
    """A section: number, title, page, the revision that stands below its heading, and its own lines."""

    number: str
    title: str
    page: int | None
    revision: Revision | None = None
    lines: Lines = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line that looks like a heading: where its text starts, if it is one, and its revision."""

    at: int
    label: str
    title: str
    start: int
    revision: Revision | None


def outline(lines: Lines) -> tuple[list[Section], dict[str, str]]:
    """The sections in the order they stand, and the titles by number that the table of contents gives.

    Args:
        lines: the lines after the chapter's own title, with page numbers.
    """
    flat = [" ".join(line.split()) for _, line in lines]
    candidates = _candidates(flat)
    start = _body(candidates, flat)
    if start is None:
        return [], {}
    titles = _contents(flat[: candidates[start].at])
    chosen = _choose(candidates[start:], titles)
    sections = []
    for here, after in zip(chosen, [*chosen[1:], None], strict=True):
        title, begin = here.title, here.start
        end = after.at if after else len(lines)
        if here.revision is None:
            title, begin = _whole(title, begin, end, flat, titles.get(here.label, ""))
        page = lines[here.at][0]
        sections.append(Section(here.label, title, page, here.revision, lines[begin:end]))
    return sections, titles


def letters(text: str) -> str:
    """A text without all but letters and digits, to compare titles by."""
    return "".join(c for c in text.lower() if c.isalnum())


def _candidates(flat: Sequence[str]) -> list[_Candidate]:
    found = []
    for at, line in enumerate(flat):
        match, first = _HEADING.fullmatch(line), at + 1
        if not match and _BARE.fullmatch(line):
            follows = next((n for n in range(at + 1, min(at + 3, len(flat))) if flat[n]), None)
            if follows is not None and re.match(r"[-–—]+\s*[A-Z(]", flat[follows]):
                match, first = _HEADING.fullmatch(f"{line} {flat[follows]}"), follows + 1
        if match:
            label = re.sub(r"(?<=\.)\s", "", match["label"])
            found.append(_below(at, label, match["title"], first, flat))
    return found


def _below(at: int, label: str, title: str, first: int, flat: Sequence[str]) -> _Candidate:
    """Look for the revision below a heading; the lines between belong to the title."""
    more: list[str] = []
    for spot in range(first, len(flat)):
        line = flat[spot]
        if found := revision_at(flat, spot):
            revision, end = found[0], spot + found[1]
            while end < len(flat) and (again := revision_at(flat, end)):
                end += again[1]
            return _Candidate(at, label, " ".join([title, *more]), end, revision)
        if line and (_HEADING.fullmatch(line) or _APART.match(line) or len(more) == _MORE_LINES):
            break
        more += [line] if line else []
    return _Candidate(at, label, title, first, None)


def _body(candidates: Sequence[_Candidate], flat: Sequence[str]) -> int | None:
    """Where the table of contents is over: a heading with its revision, or one that was named before."""
    seen: dict[str, str] = {}
    for place, found in enumerate(candidates):
        if found.revision or (found.label in seen and _same(found.title, seen[found.label])):
            return place
        seen[found.label] = _LEADERS.sub("", found.title)
    return None


def _same(one: str, other: str) -> bool:
    """Whether two titles agree as far as the shorter goes."""
    first, second = letters(one), letters(other)
    return first.startswith(second) or second.startswith(first)


def _contents(flat: Sequence[str]) -> dict[str, str]:
    titles: dict[str, str] = {}
    label, more = "", 0
    for line in flat:
        text = _LEADERS.sub("", line)
        match = _HEADING.fullmatch(text)
        if match:
            label, more = re.sub(r"(?<=\.)\s", "", match["label"]), 0
            titles.setdefault(label, match["title"])
        elif label and text and not _APART.match(text) and more < _MORE_LINES:
            titles[label] = f"{titles[label]} {text}"
            more += 1
    return titles


def _choose(candidates: Sequence[_Candidate], titles: dict[str, str]) -> list[_Candidate]:
    """The candidates that are headings, in the order they stand."""
    chosen = {found.at: found for found in candidates if found.revision}
    fixed = {found.label: found.at for found in reversed(chosen.values())}
    plain = [found for found in candidates if not found.revision]
    order = list(titles)
    last = -1
    for place, label in enumerate(order):
        if label in fixed:
            last = max(last, fixed[label])
            continue
        limit = min(
            (fixed[later] for later in order[place + 1 :] if fixed.get(later, -1) > last), default=None
        )
        for found in plain:
            inside = found.at > last and (limit is None or found.at < limit)
            if inside and found.label == label and _same(found.title, titles[label]):
                chosen[found.at] = found
                last = found.at
                break
    return [chosen[at] for at in sorted(chosen)]


def _whole(title: str, begin: int, end: int, flat: Sequence[str], known: str) -> tuple[str, int]:
    """Take the lines that complete a title, as the table of contents has it."""
    whole = letters(known)
    while begin < end and len(letters(title)) < len(whole):
        longer = f"{title} {flat[begin]}"
        if flat[begin] and not whole.startswith(letters(longer)):
            break
        title, begin = longer.strip(), begin + 1
    return title, begin
