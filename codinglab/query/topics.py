"""The topics a query asks about, and whether they stand side by side without a link."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from codinglab.model import Indicator, Query, QueryType, TableMissingError
from codinglab.query.facts import words_of
from codinglab.query.sentences import sentences, unquoted
from codinglab.query.support import Facts, offered_in
from codinglab.query.wording import clinical_options
from codinglab.reference.paths import REFERENCE

_TOPICS = REFERENCE / "lexicon" / "query" / "topics.toml"
_ASKING = re.compile(
    r"\?\W*$|\b(?:clarif\w+|specify|indicate|provide|document|describe|state|define|identify|determine"
    r"|address|explain|give|evaluate)\b",
    re.I,
)
_LINKED = re.compile(
    r"\b(?:due to|relat\w+|relation\w*|link\w*|caused|(?:is|was|are|were) the (?:\w+ )?cause|secondary"
    r"|associat\w+|attribut\w+"
    r"|contribut\w+|versus|vs|or|rather than"
    r"|between|conflict\w*|because|result\w* (?:of|from|in)|complicat\w+|manifest\w+|in (?:a|the"
    r"|this) (?:patient|setting|context)"
    r"|with (?:a |the )?(?:known|history|underlying)|from (?:the )?|differ\w*|distinguish\w*|(?:do|does|can"
    r"|could|may|might) [^.?]{0,60}\bexplain)\b",
    re.I,
)
_BOTH = re.compile(r"\b(?:and|as well as|plus|along with|also)\b|[&;+,]|(?<!\d)/(?!\d)", re.I)
_ALSO = re.compile(r"\b(?:also|additionally|in addition|furthermore)\b", re.I)
_HOW_TO_ANSWER = re.compile(r"\byour (?:answer|response|reply)|\b(?:note|record|summary|addendum)\b", re.I)
_FOLLOWS = re.compile(r"\W*(?:and )?if (?:so|yes|any|known|present|applicable|not|significant)\b", re.I)
_SIDES = frozenset("acute chroni left right bilate severe mild modera upper lower failur disord".split())
_BACK = re.compile(
    r"\b(?:it|its|this|that|these|those|they|them|their|so|same|the (?:condition|diagnosis|finding|injury"
    r"|former"
    r"|latter))\b(?! patient)",
    re.I,
)
_GENERIC = frozenset(
    "what which when where would could please clarify specify indicate provide describe diagnosis diagnoses "
    "condition conditions finding findings known treated treatment evaluated monitored clinical patient "
    "goes with that there does have been being explain explains accounts best documented document further "
    "your judgment based above related associated and the for any was were are type cause also note course "
    "acuity stage severity site laterality depth grade class organism etiology etio specified explains "
    "hospital stay admission clarification query results value values status present treating under".split()
)


def stacked_topics(query: Query) -> tuple[str, ...]:
    """The topics that a query asks about side by side; none when it has one, or asks how they are linked.

    A sentence stacks when it joins two topics; two sentences do when they ask, share none, and neither
    speaks of a link, and so do two options that rest on different facts of a query about nothing
    in particular.
    """
    asking = [part for part in sentences(unquoted(query.question)) if _ASKING.search(part)]
    topics = [(part, topics_in(part)) for part in asking]
    titled = [] if _own_words(query.question) else [(query.title, topics_in(query.title))]
    for part, found in (*titled, *topics):
        if len(found) > 1 and _BOTH.search(part) and not _LINKED.search(part):
            return found
    clear = [found for part, found in topics if found and not _LINKED.search(part)]
    for number, first in enumerate(clear):
        for second in clear[number + 1 :]:
            if not set(first) & set(second):
                return (*first, *second)
    return _far_apart(asking) or _of_options(query)


def _far_apart(asking: list[str]) -> tuple[str, ...]:
    """Two questions that share no word of their own, neither of which points back to the other."""
    marked = [part for part in asking if part.endswith("?") or _ALSO.search(part)]
    if len(marked) < len(asking) and any(map(_ALSO.search, marked)):
        marked = [part for part in asking if not _HOW_TO_ANSWER.search(part)]
    own = [_own_words(part) for part in marked]
    for number, (part, words) in enumerate(zip(marked[1:], own[1:], strict=True), start=1):
        if not words or _BACK.search(part) or _LINKED.search(part) or _FOLLOWS.match(part):
            continue
        if own[number - 1] and not words & own[number - 1]:
            return (f"“{marked[number - 1]}”", f"“{part}”")
    return ()


def _of_options(query: Query) -> tuple[str, ...]:
    """The topics of two options that rest on different facts, where nothing in the query joins them."""
    if query.type is not QueryType.MULTIPLE_CHOICE or _own_words(f"{query.title} {query.question}"):
        return ()
    rests = [
        (topics, {fact for fact in query.indicators if _rests_on(option, fact, query)})
        for option in clinical_options(query)
        if (topics := topics_in(option)) and not _LINKED.search(option)
    ]
    for number, (first, facts) in enumerate(rests):
        for second, others in rests[number + 1 :]:
            if facts and others and not set(first) & set(second) and not facts & others:
                return (*first, *second)
    return ()


def _rests_on(option: str, fact: Indicator, query: Query) -> bool:
    """Whether a fact speaks for an option, or shares a word of its own with it."""
    facts = Facts((fact,))
    named = offered_in(option, query)
    return any(map(facts.speak_for, named)) or bool(_own_words(option) & _own_words(words_of(fact)) - _SIDES)


def _own_words(text: str) -> set[str]:
    """The words of a text that say what it is about, each by its beginning."""
    words = re.findall(r"[a-z][a-z/]+", re.sub(r"\d\S*", " ", text.lower()))
    return {word[:6] for word in words if len(word) > 2 and word not in _GENERIC}


def topics_in(text: str) -> tuple[str, ...]:
    """The topics whose words stand in a text.

    >>> topics_in("Acute kidney injury and creatinine; anemia")
    ('kidneys', 'blood')
    """
    places = [(match.start(), name) for name, words in _topics().items() for match in words.finditer(text)]
    return tuple(dict.fromkeys(name for _, name in sorted(places)))


@cache
def _topics() -> dict[str, re.Pattern[str]]:
    try:
        data = tomllib.loads(_TOPICS.read_text(encoding="utf-8"))
    except FileNotFoundError:
        msg = f"The topics of queries, {_TOPICS}, are missing. They ship with codinglab: restore that file."
        raise TableMissingError(msg) from None
    return {row["name"]: _pattern(row["words"]) for row in data["topic"]}


def _pattern(words: list[str]) -> re.Pattern[str]:
    written = "|".join(re.escape(word).replace(r"\*", r"[\w-]*") for word in words)
    return re.compile(rf"\b(?:{written})(?!\w)", re.I)
