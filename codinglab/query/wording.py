"""The words of a query: its author's own text, the conditions it names, and its two standing options."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from codinglab.model import Query, TableMissingError
from codinglab.query.sentences import own_part
from codinglab.reference.paths import REFERENCE

OTHER = "Other (please specify)"
UNDETERMINED = "Unable to determine"
INSIGNIFICANT = "Not clinically significant"

_CONDITIONS = REFERENCE / "lexicon" / "query" / "conditions.toml"
_OF_A_PLACE = (
    r"(?:'s)? (?:care )?(?i:units?|wards?|cent(?:er|re)s?|clinics?|scales?|services?|teams?|floors?|programs?"
    r"|severity index|severity scale|severity score|screening (?:test|tool|questionnaire)|questionnaires?"
    r"|vaccin\w+|educators?|registry|wave\b|nurse|code (?:of|on|team|call)|volume\b|consult(?:ation"
    r"|ant)? service|pathway|deliver\w+)\b"
)
_FILLERS = frozenset(
    ("a", "an", "and", "as", "at", "by", "due", "for", "in", "of", "on", "the", "to", "with")
)
_OF_A_QUESTION = frozenset(
    "present admission poa documented diagnosis status its his her patient patient's was is this that".split()
)
_OF_A_LINK = frozenset(
    "drug medication medicine adverse effect reaction induced related associated caused cause complication "
    "secondary link linked relationship relation between result use therapy side due event "
    "manifestation".split()
)
_MARKER = re.compile(r"^(?:\[[ xX]?\]|[-*•☐]|\(?[a-hA-H1-9][.)])\s*")
_IS_OTHER = re.compile(
    r"^(?:some |any )?other\b(?! specified)|\b(?:another|other|different|alternat\w+)\b.*\b(?:specify"
    r"|describe|explain|state)"
    r"|\bother\W*$|^(?:an? |any )?(?:different|other)\b|\bsomething else\b|\bnot (?:listed|shown|offered)\b"
    r"|^(?:none of (?:the above|these)|free text|(?:an )?alternat\w+ diagnosis)\b",
    re.I,
)
_IS_UNDETERMINED = re.compile(
    r"^(?:clinically )?(?:unknown|uncertain|indeterminate)(?: at this time)?\W*$"
    r"|^(?:clinically )?undetermined\b|\bclinically undetermined\b|\betiology (?:is )?undetermined\W*$"
    r"|\b(?:unable|not (?:clinically )?(?:able|possible)|(?:insufficient"
    r"|not enough) (?:\w+ )?(?:information|data|evidence))"
    r" to (?:be )?(?:clinically |further )?(?:determine|say|tell|specify)"
    r"|\b(?:undeterminable|indeterminable|not (?:clinically )?determinable|no determination)\b"
    r"|\b(?:cannot|can not|can't|could not) (?:be )?(?:clinically )?(?:determine|tell|say)",
    re.I,
)
_IS_INSIGNIFICANT = re.compile(
    r"\b(?:clinically )?(?:insignificant|not (?:clinically )?significant|(?:no|without"
    r"|lacks?) (?:clinical )?significance"
    r"|not of clinical significance|of no clinical|incidental (?:finding|result)|expected"
    r"|normal (?:variant|for)"
    r"|no (?:associated |additional |related )?(?:diagnosis|condition)|laborator\w+ (?:error|finding only)"
    r"|not a diagnosis)",
    re.I,
)


def narrative(query: Query) -> tuple[tuple[str, str], ...]:
    """What the author wrote or said, with where it stands; not the chart's words, not the provider's."""
    options = tuple((f"option {number}", text) for number, text in enumerate(query.options, start=1))
    said = (("transcript", own_part(query.transcript)),) if query.transcript else ()
    return (("title", query.title), ("question", query.question), *options, *said)


def clinical_options(query: Query) -> tuple[str, ...]:
    """The options that are an answer to the question: neither "other" nor "unable to determine"."""
    return tuple(
        option for option in query.options if option and not is_other(option) and not is_undetermined(option)
    )


def is_other(option: str) -> bool:
    """Say whether an option leaves room for an answer of the provider's own.

    >>> is_other("Other (please specify)"), is_other("Pneumonia and other infections of the lung")
    (True, False)
    """
    return _IS_OTHER.search(_plain(option)) is not None


def is_undetermined(option: str) -> bool:
    """Say whether an option lets the provider answer that nobody can tell.

    >>> is_undetermined("Clinically undetermined"), is_undetermined("Fever of unknown origin")
    (True, False)
    """
    return _IS_UNDETERMINED.search(_plain(option)) is not None


def is_insignificant(option: str) -> bool:
    """Say whether an option lets the provider answer that a finding means no diagnosis.

    >>> is_insignificant("Not clinically significant"), is_insignificant("Hyponatremia")
    (True, False)
    """
    return _IS_INSIGNIFICANT.search(_plain(option)) is not None


def _plain(option: str) -> str:
    """An option without its bullet, its box or its letter."""
    return _MARKER.sub("", option.strip().replace("’", "'").strip("*_ "))


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
    """Say whether one documented diagnosis says all that the phrase says: condition, kind, degree, number.

    Of a phrase that names no listed condition every word counts.

    >>> is_documented("AKI", ("acute kidney injury due to dehydration",))
    True
    >>> is_documented("acute systolic CHF", ("heart failure",))
    False
    >>> is_documented("stage 3 pressure ulcer of the sacrum", ("sacral pressure injury, stage 3",))
    True
    """
    wanted = _telling(phrase)
    return bool(wanted) and any(_says(_all_words(diagnosis), wanted) for diagnosis in documented)


def is_documented_together(phrase: str, documented: tuple[str, ...]) -> bool:
    """Say whether the documented diagnoses, taken together, say all that the phrase says.

    >>> is_documented_together("AKI due to sepsis", ("sepsis", "acute kidney injury"))
    True
    """
    whole = _all_words("; ".join(documented))
    wanted = _telling(phrase) - _OF_A_LINK
    return bool(wanted) and _says(whole, wanted)


def _says(written: set[str], wanted: set[str]) -> bool:
    """Whether all words are there, each in one of its forms."""
    stems = {word[:6] for word in written if len(word) > 6 and "_" not in word}
    return all(
        word in written or (len(word) > 6 and "_" not in word and word[:6] in stems) for word in wanted
    )


def _telling(phrase: str) -> set[str]:
    """The words of a phrase that must be documented."""
    words = _words(phrase)
    conditions = {name.replace(" ", "_") for name in _conditions().names.values()}
    if not any(word in conditions for word in words):
        return set(words) - _OF_A_QUESTION or set(words)
    return {
        word for word in words if word in conditions or word in _conditions().qualifiers or word[0].isdigit()
    }


def _all_words(diagnosis: str) -> set[str]:
    """The words of a diagnosis, with those inside the names of its conditions."""
    words = _words(diagnosis)
    inside = re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", diagnosis.lower())
    return {*words, *inside}


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
    pattern = re.compile(rf"(?<![\w-])(?:{terms})(?!\w)(?!{_OF_A_PLACE})")
    return _Conditions(names, pattern, frozenset(data["qualifiers"]))
