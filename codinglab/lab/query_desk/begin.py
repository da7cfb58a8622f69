"""How a query begins: from an opportunity, from a topic, or blank; no widget in here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from codinglab.model import Encounter, Evidence, Indicator, InvalidInputError, Query, QueryType
from codinglab.query import draft, fill, template
from codinglab.query.addressee import attending
from codinglab.query.draft import NEUTRAL_TITLE
from codinglab.query.opportunity import Kind, Opportunity
from codinglab.query.template_file import PLACEHOLDER
from codinglab.query.templates import topics
from codinglab.query.wording import OTHER, UNDETERMINED

_FIELDS = ("subject", "partner")
_OF_TOPIC = re.compile(r"-topic-(?P<topic>[a-z-]+?)(?:-\d+)?$")


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes, where and when.

    Attributes:
        encounter: the chart the facts stand in.
        taken: the ids of the queries there are.
    """

    encounter: Encounter
    author: str
    on: date
    taken: tuple[str, ...] = ()
    contact: str = "coding lab"


def topic_names() -> tuple[tuple[str, str], ...]:
    """The topics for a list: a name to read, and the topic.

    >>> topic_names()[0]
    ('Abdominal findings', 'abdominal-findings')
    """
    return tuple((topic.replace("-", " ").capitalize(), topic) for topic in sorted(topics()))


def asked_for(topic: str) -> tuple[str, ...]:
    """What the template of a topic has fields for: "subject", "partner".

    >>> asked_for("cause-effect"), asked_for("low-sodium")
    (('subject', 'partner'), ())
    """
    return tuple(dict.fromkeys(PLACEHOLDER.findall(template(topic).question)))


def indicator(evidence: Evidence, encounter: Encounter) -> Indicator:
    """Words of the chart as a clinical indicator, with the day and the title of their document."""
    document = encounter.document(evidence.document)
    return Indicator(" ".join(evidence.quote.split()), document.written_on, document.title, evidence.quote)


def of_opportunity(one: Opportunity, by: Writer) -> Query:
    """The query that an opportunity calls for. Raises InvalidInputError as `fill` and `draft` do."""
    return draft(
        fill(one, by.encounter), by.encounter, author=by.author, written_on=by.on, contact=by.contact
    )


def of_topic(
    topic: str, by: Writer, *, subject: str = "", partner: str = "", facts: Iterable[Indicator] = ()
) -> Query:
    """The template of a topic, with the facts given.

    Args:
        topic: one of `codinglab.query.templates.topics`.
        by: who writes.
        subject: the documented condition that the template has a field for.
        partner: the other one.
        facts: which options are offered follows from them.

    Raises:
        InvalidInputError: the template asks about a condition that is not given.
    """
    named = (subject.strip(), partner.strip())
    missing = [
        name for name, words in zip(_FIELDS, named, strict=True) if name in asked_for(topic) and not words
    ]
    if missing and not template(topic).plain:
        msg = f"The template asks about a documented condition: give the {' and the '.join(missing)}."
        raise InvalidInputError(msg)
    chosen = replace(_opportunity(topic, named, tuple(facts)), id=_free(f"topic-{topic}", by))
    return of_opportunity(chosen, by)


def blank(by: Writer, facts: Iterable[Indicator] = ()) -> Query:
    """A query of one's own words: the two standing options, the attending as addressee."""
    return Query(
        id=f"{by.encounter.id}-{_free('query-1', by)}",
        encounter_id=by.encounter.id,
        type=QueryType.MULTIPLE_CHOICE,
        title=NEUTRAL_TITLE,
        question="",
        indicators=tuple(facts),
        options=(OTHER, UNDETERMINED),
        addressee=attending(by.encounter),
        author=by.author,
        written_on=by.on,
        patient_id=by.encounter.patient.id,
        contact=by.contact,
    )


def topic_of(query: Query) -> str:
    """The topic that a query was begun from, "" where it was none.

    >>> topic_of(Query("enc-9-topic-low-sodium-2", "enc-9", QueryType.OPEN, "", ""))
    'low-sodium'
    """
    found = _OF_TOPIC.search(query.id)
    return found["topic"] if found and found["topic"] in topics() else ""


def refilled(query: Query, encounter: Encounter) -> Query:
    """A query begun from a topic with the options that its facts speak for by now.

    Raises:
        InvalidInputError: no option of the template has a fact that speaks for it.
    """
    topic = topic_of(query)
    subject, partner = (*query.documented, "", "")[:2]
    filled = fill(_opportunity(topic, (subject, partner), query.indicators), encounter)
    if not filled.options:
        msg = "No option of this topic has a fact that speaks for it yet: add the facts, or ask openly."
        raise InvalidInputError(msg)
    return replace(query, type=filled.type, options=(*filled.options, OTHER, UNDETERMINED))


def _opportunity(topic: str, named: tuple[str, str], facts: tuple[Indicator, ...]) -> Opportunity:
    """An opportunity of a topic; `named` are the subject and the partner, "" where there is none."""
    chosen = template(topic)
    return Opportunity(
        id=f"topic-{topic}",
        kind=Kind.CONFLICT if topic.startswith("conflict") else Kind.UNSPECIFIED,
        topic=topic,
        why=chosen.why,
        authority=chosen.authority,
        indicators=facts,
        subject=named[0],
        partner=named[1],
    )


def _free(name: str, by: Writer) -> str:
    """The name with the first number that no query of the case has."""
    stem = name.removesuffix("-1")
    for number in range(1, len(by.taken) + 2):
        tried = stem if number == 1 and stem == name else f"{stem}-{number}"
        if f"{by.encounter.id}-{tried}" not in by.taken:
            return tried
    return stem
