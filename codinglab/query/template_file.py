"""The file of query templates: what a template holds, and what it may not hold."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from codinglab.indicators import load_condition
from codinglab.model import Authority, InvalidInputError, QueryType, TableMissingError
from codinglab.parse import parse
from codinglab.query.supported import Support
from codinglab.reference.paths import REFERENCE

TEMPLATES = REFERENCE / "lexicon" / "query" / "templates.toml"
PLACEHOLDER = re.compile(r"\{(\w*)\}")

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


def _fault(one: Template) -> str:
    """What is wrong with a template beyond its fields, "" when nothing is."""
    texts = (one.question, one.plain, *(option.text for option in one.option))
    unknown = {name for text in texts for name in PLACEHOLDER.findall(text)} - _KNOWN
    if unknown:
        return f"{{{sorted(unknown)[0]}}} is no placeholder; there are {{subject}} and {{partner}}"
    if PLACEHOLDER.search(one.title) or PLACEHOLDER.search(one.plain):
        return "title and plain take no placeholder"
    if one.plain and not PLACEHOLDER.search(one.question):
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
