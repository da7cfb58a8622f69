"""Ask the guidance: the best passages in force, verbatim with their citation, or that nothing answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from codinglab.guidance.answer import Answer, Found, Would
from codinglab.guidance.documents import document_by_id
from codinglab.guidance.index import GuidanceIndex, guidance_index
from codinglab.guidance.marks import marks
from codinglab.guidance.passage import ELSEWHERE, Edition
from codinglab.guidance.question import Question, read_question
from codinglab.guidance.rank import Candidate, Scored, best, score
from codinglab.guidance.ranked import Ranked, ranked
from codinglab.guidance.reading import all_editions, passages
from codinglab.guidance.scope import ANY, Admitted, in_force, nearest, out_of_date
from codinglab.guidance.sure import sureness, threshold
from codinglab.reference.install.reading import Progress

MOST = 8
_ELSEWHERE = 3
_WOULD = 5
_FITS = 0.7


def ask(text: str, on: date, contractor: str = "", limit: int = MOST, say: Progress | None = None) -> Answer:
    """Answer a question from the guidance that is installed and ships.

    Args:
        text: the question, in any words; codes, ranges and modifiers are understood.
        on: the day asked about: only what is in force then is told as the answer.
        contractor: the number or name of a contractor or payer, for its local policies; "" leaves all local
            policies out, "any" takes those of all.
        limit: at most so many sections.
        say: called with a sentence and the share done while the index is made.

    Raises:
        StoreError: the index cannot be made or read.
    """
    index = guidance_index(say)
    question = read_question(text.encode("utf-8", "replace").decode("utf-8").strip())
    scored, admitted = score(index, question), in_force(index, on, contractor)
    places, other = ranked(index, scored, admitted), best(index, scored, index.scope.elsewhere, _WOULD)
    gone = best(index, scored, out_of_date(index, admitted), 1)
    better = sorted((*other, *gone), key=lambda candidate: -candidate.total)
    sure = sureness(index, question, scored, places, better)
    answered = sure >= threshold()
    outside = [] if answered else _outside(index, scored, admitted, on)
    told = outside[:_ELSEWHERE] if sureness(index, question, scored, outside, other) >= threshold() else []
    return Answer(
        text,
        on,
        contractor,
        _found(index, question, places[:limit] if answered else []),
        sure,
        _found(index, question, told),
        () if answered else _would(index, other),
        _not_current(all_editions(index).values(), on),
        _left_out(index, on, admitted),
        index.faults,
    )


def _outside(index: GuidanceIndex, scored: Scored, admitted: Admitted, on: date) -> list[Ranked]:
    """The sections that answer but may not: of each document the edition nearest to the day."""
    return ranked(index, scored, nearest(index, ~admitted & ~index.scope.elsewhere, on))


def _would(index: GuidanceIndex, other: Sequence[Candidate]) -> tuple[Would, ...]:
    """What would answer: the matters elsewhere that fit the question, a document once."""
    found: dict[str, Would] = {}
    read = passages(index, [candidate.id for candidate in other])
    for candidate in other:
        if candidate.total < _FITS * other[0].total:
            break
        topic = read[candidate.id]
        place = topic.section if topic.section != topic.titles[-1] else ""
        if document := document_by_id(topic.edition.document):
            found.setdefault(document.id, Would(document, topic.titles[-1], place))
    return tuple(found.values())


def _found(index: GuidanceIndex, question: Question, places: Iterable[Ranked]) -> tuple[Found, ...]:
    held = list(places)
    numbers = [candidate.id for place in held for candidate in (*place.official, *place.cards)]
    read = passages(index, numbers)
    found = []
    for place in held:
        shown = read[place.shown.id]
        found.append(
            Found(
                shown,
                tuple(read[candidate.id] for candidate in place.official[1:]),
                read[place.cards[0].id] if place.cards and not shown.edition.is_card else None,
                tuple(place.same),
                marks(shown.text, question),
                place.best.total,
            )
        )
    return tuple(found)


def _not_current(editions: Iterable[Edition], on: date) -> tuple[Edition, ...]:
    held = [edition for edition in editions if edition.source != ELSEWHERE]
    current = {edition.document for edition in held if edition.period.covers(on)}
    latest: dict[str, Edition] = {}
    for edition in sorted(held, key=lambda edition: edition.period.since):
        if edition.document not in current:
            latest[edition.document] = edition
    return tuple(latest.values())


def _left_out(index: GuidanceIndex, on: date, admitted: Admitted) -> int:
    """How many policies are in force on the day and bind others than the contractor."""
    return len(set(index.scope.editions[in_force(index, on, ANY) & ~admitted].tolist()))
