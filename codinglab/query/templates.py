"""The templates of queries, one for each topic, and how an opportunity fills one."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from codinglab.indicators import load_condition
from codinglab.model import (
    Authority,
    Encounter,
    InvalidInputError,
    QueryOpportunity,
    QueryType,
    TableMissingError,
)
from codinglab.parse import parse
from codinglab.query.addressee import attending, author_of, operator
from codinglab.query.opportunity import Kind, Opportunity
from codinglab.query.rule import PRACTICE
from codinglab.query.supported import Support, Told
from codinglab.query.wording import INSIGNIFICANT, is_other, is_undetermined
from codinglab.reference.paths import REFERENCE

TEMPLATES = REFERENCE / "lexicon" / "query" / "templates.toml"

_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_KNOWN = frozenset(("subject", "partner"))
_FORBID = {"extra": "forbid"}


class Asks(StrEnum):
    """Who can answer."""

    AUTHOR = "author"
    ATTENDING = "attending"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Option:
    """An option, offered when one of its supports holds.

    Attributes:
        contrary: whether contrary facts may speak for it, because it is the other reading of the facts.
    """

    __pydantic_config__ = _FORBID

    text: str
    support: tuple[Support, ...]
    contrary: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """A query of a topic, without the facts.

    Attributes:
        question: with {subject} and {partner} where it speaks of documented conditions.
        plain: the question when the opportunity names none of them, "" where there is none to ask then.
        insignificant: whether a choice about a finding, not about a documented condition, offers that it
            has no clinical significance.
        asks: who can answer.
    """

    __pydantic_config__ = _FORBID

    topic: str
    title: str
    question: str
    type: QueryType
    why: str
    authority: tuple[Authority, ...]
    plain: str = ""
    option: tuple[Option, ...] = ()
    insignificant: bool = False
    asks: Asks = Asks.AUTHOR


@dataclass(frozen=True, slots=True)
class _File:
    __pydantic_config__ = _FORBID

    template: tuple[Template, ...]


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


def read_templates(path: Path) -> dict[str, Template]:
    """The templates of a file, by topic.

    Raises:
        TableMissingError: the file is not there.
        InvalidInputError: it is no TOML, a field is wrong, or a template breaks a rule of templates; the
            message names the file, the topic and the cure.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        msg = f"The query templates, {path}, are missing. They ship with codinglab: restore that file."
        raise TableMissingError(msg) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        msg = f"{path} cannot be read as TOML: {error}."
        raise InvalidInputError(msg) from None
    found: dict[str, Template] = {}
    for one in parse(_File, data, source=path.name).template:
        fault = "the topic stands twice" if one.topic in found else _fault(one)
        if fault:
            msg = f"{path.name}, topic '{one.topic}': {fault}."
            raise InvalidInputError(msg)
        found[one.topic] = one
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
    chosen = template(opportunity.topic)
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
        documented=tuple(
            words.strip() for words in (opportunity.subject, opportunity.partner) if words.strip()
        ),
        addressee=_addressee(chosen, opportunity, encounter),
    )


def _question(chosen: Template, opportunity: Opportunity) -> tuple[str, bool]:
    """The question, and whether it speaks of documented conditions."""
    lacking = _lacking(chosen.question, opportunity)
    if not lacking:
        return _filled(chosen.question, opportunity), bool(_PLACEHOLDER.search(chosen.question))
    if chosen.plain:
        return chosen.plain, False
    msg = (
        f"The opportunity '{opportunity.id}' names no {' and no '.join(lacking)}, and the template of "
        f"'{chosen.topic}' asks about it: give it, in the words of the chart."
    )
    raise InvalidInputError(msg)


def _options(chosen: Template, opportunity: Opportunity, encounter: Encounter) -> tuple[str, ...]:
    """What the opportunity names, and what its indicators speak for; the standing options are draft's."""
    if chosen.type is not QueryType.MULTIPLE_CHOICE:
        return ()
    named = (words.strip() for words in opportunity.options)
    offered = {
        words.casefold(): words
        for words in named
        if words and not is_other(words) and not is_undetermined(words)
    }
    told = Told(opportunity.indicators, encounter)
    for option in chosen.option:
        if _lacking(option.text, opportunity):
            continue
        stated = bool(opportunity.subject.strip())
        if any(told.speak_for(one, contrary=option.contrary, stated=stated) for one in option.support):
            text = _filled(option.text, opportunity)
            offered.setdefault(text.casefold(), text)
    return tuple(offered.values())


def _lacking(text: str, opportunity: Opportunity) -> tuple[str, ...]:
    """The placeholders of a text that the opportunity has no words for."""
    return tuple(
        name for name in dict.fromkeys(_PLACEHOLDER.findall(text)) if not getattr(opportunity, name).strip()
    )


def _filled(text: str, opportunity: Opportunity) -> str:
    """A text with the documented words in it, and a capital at its beginning."""
    words = _PLACEHOLDER.sub(lambda found: " ".join(getattr(opportunity, found[1]).split()), text)
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


def _fault(one: Template) -> str:
    """What is wrong with a template beyond its fields, "" when nothing is."""
    texts = (one.question, one.plain, *(option.text for option in one.option))
    unknown = {name for text in texts for name in _PLACEHOLDER.findall(text)} - _KNOWN
    if unknown:
        return f"{{{sorted(unknown)[0]}}} is no placeholder; there are {{subject}} and {{partner}}"
    if _PLACEHOLDER.search(one.title) or _PLACEHOLDER.search(one.plain):
        return "title and plain take no placeholder"
    if one.plain and not _PLACEHOLDER.search(one.question):
        return "plain is only for a question with a placeholder"
    if one.type is not QueryType.MULTIPLE_CHOICE and (one.option or one.insignificant):
        return "only a multiple choice has options"
    if one.type is QueryType.MULTIPLE_CHOICE and not one.option:
        return "a multiple choice needs an option"
    if one.type is QueryType.YES_NO and "{subject}" not in one.question:
        return "a yes/no question is about {subject}, which the record documents"
    if len({option.text.casefold() for option in one.option}) < len(one.option):
        return "an option stands twice"
    for option in one.option:
        if not option.support:
            return f"the option '{option.text}' has no support"
        for support in option.support:
            fault = _fault_of_support(support)
            if fault:
                return f"the option '{option.text}': {fault}"
    return ""


def _fault_of_support(support: Support) -> str:
    if not (support.condition or support.criterion or support.words or support.stated):
        return "a support asks for nothing"
    if not support.condition:
        if support.definition or support.grades:
            return "a definition or a grade needs its condition"
        return _fault_of_support(support.also) if support.also else ""
    try:
        known = [
            one
            for one in load_condition(support.condition).definition
            if support.definition in ("", one.name)
        ]
    except InvalidInputError as error:
        return str(error).rstrip(".")
    if not known:
        return f"'{support.condition}' has no definition '{support.definition}'"
    unknown = set(support.grades) - {grade.name for one in known for grade in one.grades}
    if unknown:
        return f"'{support.condition}' has no grade '{sorted(unknown)[0]}'"
    return _fault_of_support(support.also) if support.also else ""
