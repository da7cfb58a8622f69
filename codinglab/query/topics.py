"""The topics a query asks about, and whether they stand side by side without a link."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from codinglab.model import Query, TableMissingError
from codinglab.query.sentences import sentences, unquoted
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
    r"|with (?:a |the )?(?:known|history|underlying)|from (?:the )?|differ\w*|distinguish\w*|explain\w*)\b",
    re.I,
)
_BOTH = re.compile(r"\b(?:and|as well as|plus|along with|also)\b|[&/;+,]", re.I)


def stacked_topics(query: Query) -> tuple[str, ...]:
    """The topics that a query asks about side by side; none when it has one, or asks how they are linked.

    A sentence stacks when it joins two topics; two sentences do when they ask, share none, and neither
    speaks of a link.
    """
    asking = [part for part in sentences(unquoted(query.question)) if _ASKING.search(part)]
    topics = [(part, topics_in(part)) for part in (query.title, *asking)]
    for part, found in topics:
        if len(found) > 1 and _BOTH.search(part) and not _LINKED.search(part):
            return found
    clear = [found for part, found in topics[1:] if found and not _LINKED.search(part)]
    for number, first in enumerate(clear):
        for second in clear[number + 1 :]:
            if not set(first) & set(second):
                return (*first, *second)
    return ()


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
