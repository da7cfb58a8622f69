"""The lexicon's terms that are our own words, for a coder to review: the tables of reference/lexicon."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from codinglab.model import ConceptKind
from codinglab.reference.paths import REFERENCE
from codinglab.reference.words import split_words
from codinglab.review.entries import Entry

_ARTICLES = frozenset({"the", "a", "an"})


def read_synonyms() -> dict[str, Entry]:
    """Our own abbreviations and lay terms: reference/lexicon/synonyms.toml."""
    return {
        (words := " ".join(split_words(term))): Entry(
            ConceptKind.PROBLEM,
            words,
            (fact["code"].replace(".", ""),),
            f"synonyms.toml: {fact['because']}",
            _sides(fact),
        )
        for fact in _read("synonyms.toml")["synonym"]
        for term in fact["terms"]
    }


def read_medications() -> dict[str, Entry]:
    """Common drugs with their class: reference/lexicon/medications.toml; codes are of long-term use."""
    return {
        " ".join(split_words(name)): Entry(
            ConceptKind.MEDICATION,
            drug["name"],
            (family["long_term_use"].replace(".", ""),) if "long_term_use" in family else (),
            f"medications.toml: {family['name']}",
        )
        for family in _read("medications.toml")["class"]
        for drug in family["drugs"]
        for name in (drug["name"], *drug.get("brands", ()))
    }


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


def read_visit_reasons() -> dict[str, Entry]:
    """Services that a patient comes for: reference/lexicon/visit_reasons.toml; codes are of the encounter."""
    return {
        " ".join(split_words(led + term)): Entry(
            ConceptKind.PROCEDURE,
            fact["name"],
            (fact["code"].replace(".", ""),),
            f"visit_reasons.toml: {fact['name']}",
        )
        for fact in _read("visit_reasons.toml")["reason"]
        for term in fact["terms"]
        for led in ("", "encounter for ")
    }


def read_devices() -> dict[str, Entry]:
    """What stays in or on a patient: reference/lexicon/devices.toml; codes are of its presence."""
    return {
        " ".join(split_words(words)): Entry(
            ConceptKind.DEVICE,
            fact["name"],
            (fact["code"].replace(".", ""),) if "code" in fact else (),
            f"devices.toml: {fact['name']}",
            _sides(fact),
        )
        for fact in _read("devices.toml")["device"]
        for words in fact["words"]
    }


def never_terms() -> frozenset[str]:
    """Terms of the tabular that are no problem when they stand in a note."""
    return frozenset(
        " ".join(split_words(term)) for fact in _read("synonyms.toml")["never"] for term in fact["terms"]
    )


def _sides(fact: dict[str, Any]) -> dict[str, str]:
    return {side: code.replace(".", "") for side, code in fact.get("sides", {}).items()}


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((REFERENCE / "lexicon" / name).read_text(encoding="utf-8"))
