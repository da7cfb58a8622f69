"""The edition of query practice in force: which rules belong to it, and what each weighs."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from codinglab.model import Severity, TableMissingError
from codinglab.reference.paths import REFERENCE

_POLICY = REFERENCE / "lexicon" / "query" / "policy.toml"


@dataclass(frozen=True, slots=True)
class Policy:
    """One edition, as `reference/lexicon/query/policy.toml` has it.

    Attributes:
        status: how sure it is that this is the edition to go by.
        rules: the weight of each rule that belongs to it.
        repeats_allowed: how often the same question may be put again.
        words_allowed: how long a query may be.
        abbreviations_allowed: how many unexplained ones may stand in the author's own words.
    """

    edition: str
    title: str
    status: str
    rules: dict[str, Severity]
    repeats_allowed: int
    words_allowed: int
    abbreviations_allowed: int


@cache
def policy() -> Policy:
    """The current edition.

    Raises:
        TableMissingError: the file is not there, or does not hold the edition it calls current.
    """
    try:
        data = tomllib.loads(_POLICY.read_text(encoding="utf-8"))
    except FileNotFoundError:
        msg = f"The query policy, {_POLICY}, is missing. It ships with codinglab: restore that file."
        raise TableMissingError(msg) from None
    for row in data["edition"]:
        if row["edition"] == data["current"]:
            rules = {rule: Severity(weight) for rule, weight in row["rules"].items()}
            return Policy(**{**row, "rules": rules})
    msg = f"{_POLICY} has no edition '{data['current']}', which it calls current."
    raise TableMissingError(msg)
