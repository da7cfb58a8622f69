"""What kind of document a text is, by its title line or by its headers."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from codinglab.model import DocumentType
from codinglab.reference.paths import REFERENCE
from codinglab.review.header_names import headers, normalize
from codinglab.review.headings import find_headings

_TOP_LINES = 8
_TITLE_WORDS = 8
_NEEDS = 2


@dataclass(frozen=True, slots=True)
class _Kind:
    type: DocumentType
    titles: frozenset[str]
    headers: frozenset[str]
    needs: int


def guess_type(text: str) -> DocumentType | None:
    r"""The kind of a document whose kind nobody says; None when neither title nor headers tell.

    A title near the top decides. Else the kind of which most headers are there, and enough of them
    (reference/lexicon/document_types.toml); of equals the narrower.

    >>> guess_type("OPERATIVE REPORT\n\nSurgeon: A. Author, MD").value
    'operative_report'
    >>> guess_type("Seen today, doing well.") is None
    True
    """
    top = [line for line in text.splitlines() if line.strip()][:_TOP_LINES]
    for line in top:
        if (by_title := _by_title(line)) is not None:
            return by_title
    present = {normalize(heading.words) for heading in find_headings(text)}
    scores = [(len(present & kind.headers), kind) for kind in _kinds()]
    enough = [(score, kind.type) for score, kind in scores if score >= kind.needs]
    narrow = [found for found in enough if found[1] is not DocumentType.OFFICE_NOTE]
    candidates = narrow or enough
    return max(candidates, key=lambda found: found[0])[1] if candidates else None


def _by_title(line: str) -> DocumentType | None:
    """The kind that a title line names; a sentence, or a section's header, is no title."""
    words, _, after = line.partition(": ")
    key = normalize(words)
    if after or line.rstrip().endswith(".") or len(key.split()) > _TITLE_WORDS or headers().name(words):
        return None
    named = [
        (len(title), kind.type)
        for kind in _kinds()
        for title in kind.titles
        if f"{key} ".startswith(f"{title} ") or f" {key}".endswith(f" {title}")
    ]
    return max(named, key=lambda found: found[0])[1] if named else None


@cache
def _kinds() -> tuple[_Kind, ...]:
    path = REFERENCE / "lexicon" / "document_types.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        _Kind(
            DocumentType(name),
            frozenset(normalize(title) for title in facts["titles"]),
            frozenset(normalize(header) for header in facts["headers"]),
            facts.get("needs", _NEEDS),
        )
        for name, facts in data.items()
    )
