"""Where a query stands, and what the lint says of it, in a word."""

from __future__ import annotations

import asyncio
from html import escape

from codinglab.lab.display import element
from codinglab.lab.worksheet import Worksheet
from codinglab.model import InvalidInputError, Query, QueryStatus, Severity
from codinglab.query.examples import COMPLIANT
from codinglab.score.queries import linted

DRAFT = "draft"

_SIGNS = {DRAFT: "✎", "open": "○", "answered": "●", "closed": "✓"}
_WORDS = {Severity.FAIL: "stop", Severity.WARN: "warning", Severity.INFO: "note"}


def state(query: Query) -> str:
    """Where a query stands: "draft", "open", "answered" or "closed".

    A draft is a query that is not fit to be sent: the lint stops it, or a program drafted it and nobody
    has read it yet.
    """
    if query.status is not QueryStatus.OPEN:
        return query.status.value
    unread = bool(query.generator.strip()) and not query.reviewer.strip()
    stopped = any(found.severity is Severity.FAIL for found in linted(query))
    return DRAFT if unread or stopped else query.status.value


def query_of(worksheet: Worksheet, name: str) -> Query:
    """The query of that id. Raises InvalidInputError when there is none any more."""
    for query in worksheet.answers.queries:
        if query.id == name:
            return query
    msg = "This query is no longer there: it was removed or undone."
    raise InvalidInputError(msg)


def state_html(query: Query) -> str:
    """The state as sign and word."""
    now = state(query)
    sign = element("span", _SIGNS[now], aria_hidden="true")
    return element("span", sign, f" {escape(now)}", css=f"cl-query-state cl-query-{now}")


def lint_words(query: Query) -> str:
    """What the lint says, counted: "2 stops, 1 warning", or that nothing is to mend."""
    found = linted(query)
    counts = [(word, sum(one.severity is level for one in found)) for level, word in _WORDS.items()]
    told = [f"{count} {word}{'s' if count > 1 else ''}" for word, count in counts if count]
    return ", ".join(told) or "keeps the rules checked"


def worst(query: Query) -> Severity | None:
    """The weightiest finding's severity, None when there is none."""
    levels = {one.severity for one in linted(query)}
    return next((level for level in _WORDS if level in levels), None)


def warm_up() -> None:
    """Have the lint read its lists now, beside the work, so that the first query does not wait for them.

    Where no event loop runs (a script, a test) they are read when they are first needed.
    """
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return
    loop.run_in_executor(None, linted, COMPLIANT)
