"""The abbreviations of a text that no list knows and the text does not explain."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from codinglab.model import TableMissingError
from codinglab.reference.paths import REFERENCE

_FOLDER = REFERENCE / "lexicon" / "query"
_SHORT = re.compile(r"(?<![\w/-])(?:[A-Z][A-Z0-9&]{1,5}s?|[cswp]/[a-z]{1,2}|w/o?|dx|tx|hx|sx|rx)(?![\w/-])")
_WORD = re.compile(r"\b[A-Z][A-Z0-9&]{1,5}\b")


def unexplained(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The unknown abbreviations of a text, and those known to be misread, each once.

    >>> unexplained("TLSO worn, ECG done, PDX unclear, SVR (sustained virologic response)")
    (('TLSO',), ('PDX',))
    """
    known, misread = _lists()
    lines = [line for line in text.splitlines() if not line.isupper() or len(line.split()) == 1]
    found = tuple(dict.fromkeys(match[0] for line in lines for match in _SHORT.finditer(line)))
    bad = tuple(word for word in found if word in misread)
    rest = [word for word in found if not {word, word.rstrip("s")} & (misread | known)]
    unknown = tuple(word for word in rest if not _is_explained(word, text))
    return unknown, bad


def _is_explained(word: str, text: str) -> bool:
    written = re.escape(word)
    return re.search(rf"\(\s*{written}\s*\)|\b{written}\s*\((?=[^)]*[a-z]{{3}})", text) is not None


@cache
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    """What is known, with the short names that the lists of conditions use, and what is misread."""
    try:
        own = tomllib.loads((_FOLDER / "abbreviations.toml").read_text(encoding="utf-8"))
        lists = [
            (_FOLDER / name).read_text(encoding="utf-8")
            for name in ("conditions.toml", "option_support.toml")
        ]
    except FileNotFoundError as fault:
        msg = f"A list of abbreviations, {fault.filename}, is missing: restore that file of codinglab."
        raise TableMissingError(msg) from None
    misread = frozenset(own["misread"])
    return frozenset((*own["known"], *(_WORD.findall(" ".join(lists))))) - misread, misread
