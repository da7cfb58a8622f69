"""The words of a query: its author's own text, the conditions it names, and its two standing options."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from codinglab.model import Query, TableMissingError
from codinglab.reference.paths import REFERENCE

OTHER = "Other (please specify)"
UNDETERMINED = "Unable to determine"
INSIGNIFICANT = "Not clinically significant"

_CONDITIONS = REFERENCE / "lexicon" / "query" / "conditions.toml"
_FILLERS = frozenset(
    ("a", "an", "and", "as", "at", "by", "due", "for", "in", "of", "on", "the", "to", "with")
)
_IS_OTHER = re.compile(r"^other\b|\b(?:another|other)\b.*\b(?:specify|describe|explain)\b|\bother\W*$", re.I)
_IS_UNDETERMINED = re.compile(
    r"^(?:clinically )?unknown\b|\bundetermined\b|\bindeterminate\b"
    r"|\b(?:unable|not (?:clinically )?(?:able|possible)) to (?:be )?(?:clinically )?determine"
    r"|\b(?:cannot|can not|can't) (?:be )?(?:clinically )?determine",
    re.I,
)


def narrative(query: Query) -> tuple[tuple[str, str], ...]:
    """What the author wrote, with where it stands. The chart's own words (indicators) are no part of it."""
    options = tuple((f"option {number}", text) for number, text in enumerate(query.options, start=1))
    return (("title", query.title), ("question", query.question), *options)


def is_other(option: str) -> bool:
    """Say whether an option leaves room for an answer of the provider's own.

    >>> is_other("Other (please specify)"), is_other("Pneumonia and other infections of the lung")
    (True, False)
    """
    return _IS_OTHER.search(option.strip()) is not None


def is_undetermined(option: str) -> bool:
    """Say whether an option lets the provider answer that nobody can tell.

    >>> is_undetermined("Clinically undetermined"), is_undetermined("Fever of unknown origin")
    (True, False)
    """
    return _IS_UNDETERMINED.search(option.strip().replace("’", "'")) is not None


@dataclass(frozen=True, slots=True)
class Named:
    """A condition that a text names: the words that stand there, and the condition they mean."""

    words: str
    condition: str


@dataclass(frozen=True, slots=True)
class _Conditions:
    """The list of conditions, ready to search."""

    names: dict[str, str]
    pattern: re.Pattern[str]
    qualifiers: frozenset[str]

    def name(self, words: str) -> str:
        return self.names.get(words) or self.names[words.lower()]


def named_conditions(text: str) -> tuple[Named, ...]:
    """Find the listed conditions that a text names, each once.

    >>> named_conditions("AKI or sepsis? Consider the acute kidney injury.")[0]
    Named(words='AKI', condition='acute kidney injury')
    """
    listed = _conditions()
    found: dict[str, Named] = {}
    for match in listed.pattern.finditer(text):
        condition = listed.name(match[0])
        found.setdefault(condition, Named(match[0], condition))
    return tuple(found.values())


def qualifiers_in(text: str) -> tuple[str, ...]:
    """Find the words of acuity, severity and kind that stand beside, not inside, a condition's name."""
    return tuple(word for word in _words(text) if word in _conditions().qualifiers)


def is_documented(phrase: str, documented: tuple[str, ...]) -> bool:
    """Say whether one documented diagnosis says all that the phrase says.

    >>> is_documented("AKI", ("acute kidney injury due to dehydration",))
    True
    >>> is_documented("acute systolic CHF", ("heart failure",))
    False
    """
    wanted = set(_words(phrase))
    return any(wanted <= set(_words(diagnosis)) for diagnosis in documented)


def _words(text: str) -> tuple[str, ...]:
    """The words of a text, each condition as one word under one name, without fillers."""
    listed = _conditions()
    named = listed.pattern.sub(lambda match: listed.name(match[0]).replace(" ", "_"), text)
    found = re.findall(r"[a-z0-9_]+(?:-[a-z0-9_]+)*", named.lower())
    return tuple(dict.fromkeys(word for word in found if word not in _FILLERS))


@cache
def _conditions() -> _Conditions:
    try:
        data = tomllib.loads(_CONDITIONS.read_text(encoding="utf-8"))
    except FileNotFoundError:
        msg = (
            f"The list of conditions, {_CONDITIONS}, is missing. It ships with codinglab: restore that file."
        )
        raise TableMissingError(msg) from None
    names = {term: row["name"] for row in data["condition"] for term in (row["name"], *row["terms"])}
    longest_first = sorted(names, key=len, reverse=True)
    terms = "|".join(
        re.escape(term) if any(letter.isupper() for letter in term) else f"(?i:{re.escape(term)})"
        for term in longest_first
    )
    pattern = re.compile(rf"(?<![\w-])(?:{terms})(?!\w)")
    return _Conditions(names, pattern, frozenset(data["qualifiers"]))
