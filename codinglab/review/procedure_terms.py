"""The names of procedures and devices in the lexicon: our own words, for a coder to review."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from codinglab.model import ConceptKind
from codinglab.reference.paths import REFERENCE
from codinglab.review.lexicon import Entry, split_words

_ARTICLES = frozenset({"the", "a", "an"})


def read_procedures() -> dict[str, Entry]:
    """What is done to a patient: reference/lexicon/procedures.toml.

    A procedure has no diagnosis code; `codinglab.procedure` says what it leads to. Each name stands with
    and without its articles, as the matcher leaves those out where a side stands between the words.
    """
    return {
        " ".join(word for word in split_words(words) if word not in left_out): Entry(
            ConceptKind.PROCEDURE, fact["name"], (), f"procedures.toml: {fact['name']}"
        )
        for fact in _read("procedures.toml")["procedure"]
        for words in fact["words"]
        for left_out in (frozenset[str](), _ARTICLES)
    }


def read_devices() -> dict[str, Entry]:
    """What stays in or on a patient: reference/lexicon/devices.toml; codes are of its presence."""
    return {
        " ".join(split_words(words)): Entry(
            ConceptKind.DEVICE,
            fact["name"],
            (fact["code"].replace(".", ""),) if "code" in fact else (),
            f"devices.toml: {fact['name']}",
            {side: code.replace(".", "") for side, code in fact.get("sides", {}).items()},
        )
        for fact in _read("devices.toml")["device"]
        for words in fact["words"]
    }


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((REFERENCE / "lexicon" / name).read_text(encoding="utf-8"))
