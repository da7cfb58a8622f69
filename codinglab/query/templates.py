"""The templates of queries, one for each topic, and how an opportunity fills one."""

from __future__ import annotations

import difflib
import re
from functools import cache

from codinglab.model import Encounter, InvalidInputError, QueryOpportunity, QueryType
from codinglab.query.addressee import attending, author_of, operator
from codinglab.query.opportunity import Kind, Opportunity
from codinglab.query.rule import PRACTICE
from codinglab.query.supported import Told
from codinglab.query.template_file import PLACEHOLDER, TEMPLATES, Asks, Option, Template, read_templates
from codinglab.query.wording import INSIGNIFICANT, is_other, is_undetermined, named_conditions

RULED_OUT = "conflict-ruled-out"

_WORD = re.compile(r"[a-z0-9]+")
_DENIES = re.compile(r"\b(?:without|not)\b")


def topics() -> tuple[str, ...]:
    """The topics there are templates of, in the order of the file."""
    return tuple(_templates())


def template(topic: str) -> Template:
    """The template of a topic.

    Raises:
        InvalidInputError: there is none of that topic; the message names near ones.
    """
    found = _templates().get(topic)
    if found is None:
        near = difflib.get_close_matches(topic, topics(), n=3, cutoff=0.4)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        msg = f"There is no query template of the topic '{topic}'.{hint} There are: {', '.join(topics())}."
        raise InvalidInputError(msg)
    return found


def fill(opportunity: Opportunity, encounter: Encounter) -> QueryOpportunity:
    """Fill the template of an opportunity's topic: what to ask, of whom, and which options are fair.

    An option of the template is offered when the opportunity's indicators speak for it; what the
    opportunity names itself is offered first. A choice with no such option, or a yes/no question about
    nothing that is documented, is asked openly. Every indicator is kept, contrary ones with their mark.

    Args:
        opportunity: found in the encounter's chart.
        encounter: whose provider is asked.

    Raises:
        InvalidInputError: there is no template of the topic, or it asks about a documented condition that
            the opportunity does not name.
    """
    chosen = template(_topic(opportunity))
    question, bound = _question(chosen, opportunity)
    kind, options = chosen.type, _options(chosen, opportunity, encounter)
    if kind is QueryType.MULTIPLE_CHOICE and not options:
        kind = QueryType.OPEN
    if kind is QueryType.MULTIPLE_CHOICE and chosen.insignificant and not bound:
        options = (*options, INSIGNIFICANT)
    if kind is QueryType.YES_NO and not bound:
        kind = QueryType.OPEN
    return QueryOpportunity(
        id=opportunity.id,
        topic=opportunity.topic,
        title=chosen.title,
        question=question,
        type=kind,
        indicators=opportunity.indicators,
        options=options if kind is QueryType.MULTIPLE_CHOICE else (),
        why=opportunity.why or chosen.why,
        authority=tuple(dict.fromkeys((*opportunity.authority, *chosen.authority, PRACTICE))),
        subject=opportunity.subject.strip() if kind is QueryType.YES_NO else "",
        documented=_documented(kind, opportunity),
        addressee=_addressee(chosen, opportunity, encounter),
    )


def _topic(opportunity: Opportunity) -> str:
    """The topic; two authors who say the same words differ on whether it is so."""
    same = opportunity.subject.strip().casefold() == opportunity.partner.strip().casefold()
    return RULED_OUT if opportunity.topic == "conflict" and same else opportunity.topic


def _documented(kind: QueryType, opportunity: Opportunity) -> tuple[str, ...]:
    """What the record documents; a report's words alone are that only for a yes/no question about them."""
    if opportunity.kind is Kind.NO_DIAGNOSIS and kind is not QueryType.YES_NO:
        return ()
    named = (opportunity.subject.strip(), opportunity.partner.strip())
    return tuple(dict.fromkeys(words for words in named if words))


def _question(chosen: Template, opportunity: Opportunity) -> tuple[str, bool]:
    """The question, and whether it speaks of documented conditions."""
    lacking = _lacking(chosen.question, opportunity)
    if not lacking:
        return _filled(chosen.question, opportunity), bool(PLACEHOLDER.search(chosen.question))
    if chosen.plain:
        return chosen.plain, False
    msg = (
        f"The opportunity '{opportunity.id}' names no {' and no '.join(lacking)}, and the template of "
        f"'{chosen.topic}' asks about it: give it, in the words of the chart."
    )
    raise InvalidInputError(msg)


def _options(chosen: Template, opportunity: Opportunity, encounter: Encounter) -> tuple[str, ...]:
    """What the opportunity names, and what its facts speak for; the two standing options are draft's.

    What it names in general ("acidosis") gives way to an option of the same words and more that a fact
    speaks for; an option that only the documentation carries gives way to it, unless it is the contrary.
    """
    if chosen.type is not QueryType.MULTIPLE_CHOICE:
        return ()
    told, stated = Told(opportunity.indicators, encounter), bool(opportunity.subject.strip())
    by_facts: list[str] = []
    by_words: list[Option] = []
    for option in chosen.option:
        held = [
            one
            for one in option.support
            if _can_be_said(option.text, opportunity)
            and told.speak_for(one, contrary=option.contrary, stated=stated)
        ]
        if any(one.is_of_facts for one in held):
            by_facts.append(_filled(option.text, opportunity))
        elif held:
            by_words.append(option)
    named = [
        _capital(words)
        for words in opportunity.options
        if words.strip() and not is_other(words) and not is_undetermined(words)
    ]
    kept = [words for words in named if not any(_is_more_general(words, one) for one in by_facts)]
    rest = [_filled(one.text, opportunity) for one in by_words if one.contrary or not kept]
    offered: dict[str, str] = {}
    for words in (*kept, *by_facts, *rest):
        offered.setdefault(words.casefold(), words)
    return tuple(offered.values())


def _is_more_general(words: str, option: str) -> bool:
    """Whether an option puts forward all that the words do; what it denies, or they only ask for, is none.

    >>> _is_more_general("malnutrition, with its degree", "Severe malnutrition")
    True
    >>> _is_more_general("sepsis", "Localized infection without sepsis")
    False
    """
    asked = set(_WORD.findall(words.lower().split(",")[0]))
    return asked <= set(_WORD.findall(_DENIES.split(option.lower())[0]))


def _lacking(text: str, opportunity: Opportunity) -> tuple[str, ...]:
    """The placeholders of a text that the opportunity has no words for."""
    return tuple(
        name for name in dict.fromkeys(PLACEHOLDER.findall(text)) if not getattr(opportunity, name).strip()
    )


def _can_be_said(text: str, opportunity: Opportunity) -> bool:
    """Whether there are words for an option; of a conflict about one condition, both cannot be the answer."""
    both = len(set(PLACEHOLDER.findall(text))) > 1
    if opportunity.kind is Kind.CONFLICT and both:
        one, other = (
            {item.condition for item in named_conditions(words)}
            for words in (opportunity.subject, opportunity.partner)
        )
        return not _lacking(text, opportunity) and not one & other
    return not _lacking(text, opportunity)


def _filled(text: str, opportunity: Opportunity) -> str:
    """A text with the documented words in it."""
    return _capital(PLACEHOLDER.sub(lambda found: _inside(getattr(opportunity, found[1])), text))


def _inside(words: str) -> str:
    """Words as they stand inside a sentence: without the capital that only began a line."""
    words = " ".join(words.split())
    first = words.split(" ", 1)[0]
    began_a_line = first[:1].isupper() and first[1:].islower() and not first.endswith(("'s", "’s"))
    return words[:1].lower() + words[1:] if began_a_line else words


def _capital(text: str) -> str:
    """A text on one line, with a capital at its beginning."""
    words = " ".join(text.split())
    return words[:1].upper() + words[1:]


def _addressee(chosen: Template, opportunity: Opportunity, encounter: Encounter) -> str:
    if chosen.asks is Asks.ATTENDING or opportunity.kind is Kind.CONFLICT:
        return attending(encounter)
    if chosen.asks is Asks.OPERATOR or opportunity.kind is Kind.PROCEDURE:
        return operator(encounter, opportunity.evidence) or attending(encounter)
    return author_of(encounter, opportunity.subject, opportunity.evidence) or attending(encounter)


@cache
def _templates() -> dict[str, Template]:
    return read_templates(TEMPLATES)
