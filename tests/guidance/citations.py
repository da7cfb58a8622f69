"""Every authority that the project cites: the edits, the keys of the cases, the exercises, the lexicon."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache

from codinglab.model import Authority
from codinglab.reference.paths import REFERENCE
from codinglab.validate.catalogue import edits

_NCCI = "NCCI Policy Manual "


@cache
def citations() -> dict[Authority, str]:
    """Each authority once, with a place that cites it."""
    found: dict[Authority, str] = {}
    for edit in edits():
        for authority in edit.authority:
            found.setdefault(authority, edit.id)
    for folder in ("cases", "exercises", "lexicon"):
        for path in sorted((REFERENCE / folder).rglob("*.toml")):
            for authority in _within(tomllib.loads(path.read_text(encoding="utf-8"))):
                found.setdefault(authority, str(path.relative_to(REFERENCE)))
    return found


def _within(held: object) -> Iterator[Authority]:
    if isinstance(held, dict):
        source, section = held.get("source"), held.get("section")
        if isinstance(source, str) and isinstance(section, str):
            yield Authority(source, str(held.get("edition", "")), section)
        for value in held.values():
            yield from _within(value)
    elif isinstance(held, list):
        for value in held:
            yield from _within(value)
    elif isinstance(held, str) and held.startswith(_NCCI) and held.removeprefix(_NCCI)[:1] in "IVX":
        yield Authority(_NCCI.strip(), "2026", held.removeprefix(_NCCI))
