"""Ask the guidance: the best passages in force, verbatim with their citation, or that nothing answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from codinglab.guidance.answer import Answer, Found
from codinglab.guidance.index import GuidanceIndex, guidance_index
from codinglab.guidance.marks import marks
from codinglab.guidance.passage import Edition
from codinglab.guidance.question import Question, read_question
from codinglab.guidance.ranked import Ranked, ranked
from codinglab.guidance.reading import all_editions, passages
from codinglab.guidance.scope import ANY, Scope, in_force, out_of_force
from codinglab.guidance.sure import THRESHOLD, sureness
from codinglab.guidance.whereabouts import who_would
from codinglab.reference.install.reading import Progress

MOST = 8
_ELSEWHERE = 3


def ask(
    text: str, on: date, contractor: str = "", limit: int = MOST, say: Progress | None = None
) -> Answer:
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
    scope = in_force(index, on, contractor)
    places = ranked(index, question, scope)
    sure = sureness(index, question, places)
    answered = sure >= THRESHOLD
    found = _found(index, question, places[:limit]) if answered else ()
    return Answer(
        text,
        on,
        contractor,
        found,
        sure,
        () if answered else _elsewhere(index, question, out_of_force(scope)),
        () if answered else who_would(question),
        _not_current(all_editions(index).values(), on),
        _left_out(index, on, scope),
        index.faults,
    )


def _elsewhere(index: GuidanceIndex, question: Question, scope: Scope) -> tuple[Found, ...]:
    places = ranked(index, question, scope)
    if sureness(index, question, places) < THRESHOLD:
        return ()
    return _found(index, question, places[:_ELSEWHERE])


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
    held = [edition for edition in editions if not edition.is_card]
    current = {edition.document for edition in held if edition.period.covers(on)}
    latest: dict[str, Edition] = {}
    for edition in sorted(held, key=lambda edition: edition.period.since):
        if edition.document not in current:
            latest[edition.document] = edition
    return tuple(latest.values())


def _left_out(index: GuidanceIndex, on: date, scope: Scope) -> int:
    """How many local policies are in force on the day that bind others than the contractor."""
    if scope.local is None:
        return 0
    rows = index.rows(
        "SELECT count(*) FROM edition WHERE local AND since <= ? AND (through IS NULL OR through >= ?) "
        f"AND id NOT IN ({', '.join(map(str, scope.local))})",  # noqa: S608 (numbers)
        on.isoformat(),
        on.isoformat(),
    )
    return int(rows[0][0])
