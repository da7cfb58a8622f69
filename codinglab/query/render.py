"""A query as it is read: as plain text, as a section of HTML, and as a page of its own."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from codinglab.model import Channel, Indicator, Query

REPLY = "Please answer from your own clinical judgment, in the medical record, with signature, date and time."

_STYLE = """
:root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --soft: #555; --line: #767676; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f0f0f0; --paper: #16181b; --soft: #b8b8b8; --line: #8a8a8a; }
}
body { margin: 0 auto; padding: 1.5rem; max-width: 44rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, sans-serif; }
section { margin-bottom: 2.5rem; }
h2 { font-size: 1.3rem; border-bottom: 2px solid var(--line); }
h3 { font-size: 1.05rem; margin-bottom: .3rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
li { margin: .25rem 0; overflow-wrap: anywhere; }
li > span { color: var(--soft); }
.options { list-style: none; padding-left: 0; }
.options li::before { content: "\\2610\\00a0"; }
@media print {
  :root { color-scheme: light; --ink: #000; --paper: #fff; --soft: #333; --line: #333; }
  body { padding: 0; max-width: none; }
  section { break-after: page; }
  section:last-of-type { break-after: auto; }
  li, dl { break-inside: avoid; }
  h3 { break-after: avoid; }
}
"""


def render_text(query: Query) -> str:
    """Write a query as plain text, with all that the provider and the file of queries need."""
    blocks = [
        [query.title],
        [f"{label}: {value}" for label, value in _facts(query)],
        ["Clinical indicators", *([f"- {_indicator(item)}" for item in query.indicators] or ["None given."])],
        ["Question", query.question],
    ]
    if query.options:
        blocks.append(["Options", *(f"[ ] {option}" for option in query.options)])
    if query.transcript:
        blocks.append(["What was said", query.transcript])
    blocks.append([f"Answer: {query.answer}", *_answered(query)] if query.answer else [REPLY])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def render_html(query: Query, *, level: int = 3) -> str:
    """Write a query as a section of HTML. All text is escaped; the order and the words carry the meaning.

    Args:
        query: as it stands.
        level: of its heading; the parts have the next.
    """
    top, part = f"h{level}", f"h{level + 1}"
    facts = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in _facts(query))
    indicators = "".join(_indicator_html(item) for item in query.indicators)
    parts = [
        f"<{top}>{escape(query.title)}</{top}>",
        f"<dl>{facts}</dl>",
        f"<{part}>Clinical indicators</{part}>",
        f"<ul>{indicators}</ul>" if indicators else "<p>None given.</p>",
        f"<{part}>Question</{part}>",
        f"<p>{escape(query.question)}</p>",
    ]
    if query.options:
        options = "".join(f"<li>{escape(option)}</li>" for option in query.options)
        parts.append(f'<{part}>Options</{part}><ul class="options" role="list">{options}</ul>')
    if query.transcript:
        parts.append(f"<{part}>What was said</{part}><p>{escape(query.transcript)}</p>")
    parts.append(f"<{part}>Answer</{part}>")
    lines = [query.answer, *_answered(query)] if query.answer else [REPLY]
    parts += [f"<p>{escape(line)}</p>" for line in lines]
    label = escape(f"Query {query.id}".strip())
    return f'<section class="cl-query" aria-label="{label}">{"".join(parts)}</section>'


def render_page(queries: Query | Sequence[Query], *, title: str = "Query to the provider") -> str:
    """Write one query, or several, as an HTML page of its own: for screen, dark or light, and for paper.

    It loads nothing and runs no script. Each query begins a sheet when printed.
    """
    shown = (queries,) if isinstance(queries, Query) else tuple(queries)
    body = "".join(render_html(query, level=2) for query in shown) or "<p>No query.</p>"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{escape(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _facts(query: Query) -> tuple[tuple[str, str], ...]:
    written = query.written_on.isoformat() if query.written_on else ""
    verbal = query.channel is Channel.VERBAL
    rows = (
        ("Query", query.id),
        ("Patient", query.patient_id),
        ("Encounter", query.encounter_id),
        ("To", query.addressee),
        ("From", query.author),
        ("Contact", query.contact),
        ("Date", written),
        ("Kind", query.type.value.replace("_", " ")),
        ("Channel", query.channel.value if verbal else ""),
        ("Spoken at", query.spoken_at),
        ("Status", query.status.value),
        ("Asked about", query.subject),
        ("Documented", "; ".join(query.documented)),
        ("Drafted by", f"{query.generator} (program)" if query.generator else ""),
        ("Reviewed by", query.reviewer or ("nobody yet" if query.generator else "")),
        ("Asked before", str(query.asked_before) if query.asked_before else ""),
    )
    return tuple((label, value) for label, value in rows if value)


def _answered(query: Query) -> list[str]:
    on = query.answered_on.isoformat() if query.answered_on else ""
    told = ", ".join(part for part in (query.answered_by, on) if part)
    return [f"Answered by: {told}"] if told else []


def _where(indicator: Indicator) -> str:
    observed = indicator.observed_on.isoformat() if indicator.observed_on else "no date"
    marks = [
        words
        for words, holds in (("earlier encounter", indicator.prior), ("contrary", indicator.contrary))
        if holds
    ]
    return ", ".join((observed, indicator.source or "no source", *marks))


def _indicator(indicator: Indicator) -> str:
    quote = "" if indicator.quote in ("", indicator.fact) else f" “{' '.join(indicator.quote.split())}”"
    return f"{indicator.fact}{quote} ({_where(indicator)})"


def _indicator_html(indicator: Indicator) -> str:
    quote = "" if indicator.quote in ("", indicator.fact) else f" <q>{escape(indicator.quote)}</q>"
    return f"<li>{escape(indicator.fact)}{quote} <span>({escape(_where(indicator))})</span></li>"
