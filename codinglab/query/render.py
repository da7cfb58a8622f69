"""A query as it is read: as plain text, and as HTML."""

from __future__ import annotations

from html import escape

from codinglab.model import Indicator, Query

REPLY = "Please answer from your own clinical judgment, in the medical record, with signature, date and time."


def render_text(query: Query) -> str:
    """Write a query as plain text."""
    blocks = [
        [query.title],
        [f"{label}: {value}" for label, value in _facts(query)],
        ["Clinical indicators", *(f"- {_indicator(item)}" for item in query.indicators or ())],
        ["Question", query.question],
    ]
    if query.options:
        blocks.append(["Options", *(f"[ ] {option}" for option in query.options)])
    blocks.append([f"Answer: {query.answer}"] if query.answer else [REPLY])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def render_html(query: Query) -> str:
    """Write a query as a section of HTML. All text is escaped; the order and the words carry the meaning."""
    facts = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in _facts(query))
    indicators = "".join(_indicator_html(item) for item in query.indicators)
    parts = [
        f"<h3>{escape(query.title)}</h3>",
        f"<dl>{facts}</dl>",
        "<h4>Clinical indicators</h4>",
        f"<ul>{indicators}</ul>" if indicators else "<p>None given.</p>",
        "<h4>Question</h4>",
        f"<p>{escape(query.question)}</p>",
    ]
    if query.options:
        options = "".join(f"<li>{escape(option)}</li>" for option in query.options)
        parts.append(f"<h4>Options</h4><ul>{options}</ul>")
    parts.append(
        f"<h4>Answer</h4><p>{escape(query.answer)}</p>" if query.answer else f"<p>{escape(REPLY)}</p>"
    )
    return f'<section class="cl-query" aria-label="Query">{"".join(parts)}</section>'


def _facts(query: Query) -> tuple[tuple[str, str], ...]:
    written = query.written_on.isoformat() if query.written_on else ""
    rows = (
        ("Query", query.id),
        ("Encounter", query.encounter_id),
        ("To", query.addressee),
        ("From", query.author),
        ("Date", written),
        ("Status", query.status.value),
    )
    return tuple((label, value) for label, value in rows if value)


def _where(indicator: Indicator) -> str:
    observed = indicator.observed_on.isoformat() if indicator.observed_on else "no date"
    return f"{observed}, {indicator.source or 'no source'}"


def _indicator(indicator: Indicator) -> str:
    return f"{indicator.fact} ({_where(indicator)})"


def _indicator_html(indicator: Indicator) -> str:
    quote = f" <q>{escape(indicator.quote)}</q>" if indicator.quote else ""
    return f"<li>{escape(indicator.fact)}{quote} <span>({escape(_where(indicator))})</span></li>"
