"""The learner's queries against the key's opportunities: found, found but not compliant, not called for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from codinglab.model import (
    AnswerKey,
    Answers,
    Authority,
    Evidence,
    LintFinding,
    Outcome,
    Query,
    QueryOpportunity,
    ScoreLine,
    Severity,
)
from codinglab.query import lint
from codinglab.score.pairing import pair

PRACTICE = (Authority("Compliant query practice", section="QUERY_RULES.md"),)
_WORD = re.compile(r"[a-z]{4,}")
_COMMON = frozenset(
    "please clarify clarification based your clinical judgment documented this stay what with that from "
    "further specified associated diagnosis condition significance record which there been have were "
    "patient".split()
)
_ENOUGH = 0.25


def query_lines(key: AnswerKey, answers: Answers) -> Iterator[ScoreLine]:
    """A line for each query opportunity of the key, then one for each query that nothing calls for.

    A query answers an opportunity when it bears its id, or quotes the same facts, or asks about the same
    subject in its title, question and options. They never count in code-over-code.
    """
    written = [query for query in answers.queries if query.question.strip()]
    pairing = pair(key.queries, written, closeness)
    for opportunity, position in pairing.keyed:
        yield _judged(opportunity, None if position is None else written[position])
    for position in pairing.extra:
        query = written[position]
        yield ScoreLine(
            area="query",
            outcome=Outcome.EXTRA,
            keyed="",
            answered=query.title or query.id,
            rationale="The key sees no need for this query: read again whether the chart answers it.",
            authority=PRACTICE,
            counts=False,
        )


@lru_cache(maxsize=2048)
def linted(query: Query) -> tuple[LintFinding, ...]:
    """What the linter says of a query; a class asks about the same ones again and again."""
    return tuple(lint(query))


def closeness(opportunity: QueryOpportunity, query: Query) -> float:
    """How much a query is about an opportunity, 0 (not at all) to 4 (it bears its id)."""
    if query.id == opportunity.id:
        return 4.0
    quoted = {fact.quote for fact in opportunity.indicators if fact.quote}
    shared = sum(
        any(_overlap(fact.quote, quote) for quote in quoted) for fact in query.indicators if fact.quote
    )
    facts = shared / len(query.indicators) if query.indicators else 0.0
    wanted = _words(opportunity.topic, opportunity.title, opportunity.question, opportunity.subject)
    given = _words(query.title, query.question, query.subject)
    words = len(wanted & given) / min(len(wanted), len(given)) if wanted and given else 0.0
    nearness = facts + words
    return nearness if words >= _ENOUGH and nearness >= 2 * _ENOUGH else 0.0


def _judged(opportunity: QueryOpportunity, query: Query | None) -> ScoreLine:
    broken = [found for found in linted(query) if found.severity is Severity.FAIL] if query else []
    if query is None:
        outcome, said = Outcome.MISSED, opportunity.why
    elif broken:
        outcome = Outcome.WRONG_DETAIL
        said = "The question is the right one, its form is not: " + "; ".join(
            f"{found.rule} {found.message}" for found in broken
        )
    else:
        outcome, said = Outcome.CORRECT, opportunity.why
    return ScoreLine(
        area="query",
        outcome=outcome,
        keyed=opportunity.topic,
        answered=(query.title or query.id) if query else "",
        evidence=tuple(
            Evidence(fact.source, 0, 0, fact.quote) for fact in opportunity.indicators if fact.quote
        ),
        rationale=said,
        authority=opportunity.authority,
        counts=False,
    )


def _overlap(one: str, other: str) -> bool:
    return one in other or other in one


def _words(*texts: str) -> set[str]:
    return {word for text in texts for word in _WORD.findall(text.casefold())} - _COMMON
