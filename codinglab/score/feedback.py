"""A scorecard for reading: what to look at first, and the whole comparison as HTML."""

from __future__ import annotations

from html import escape

from codinglab.model import Evidence, Outcome, Scorecard, ScoreLine

SIGNS = {
    Outcome.CORRECT: ("✓", "correct"),
    Outcome.MISSED: ("−", "missed"),
    Outcome.EXTRA: ("+", "added"),
    Outcome.WRONG_DETAIL: ("≠", "detail"),
    Outcome.SEQUENCE: ("↕", "sequence"),
}
_ORDER = (Outcome.SEQUENCE, Outcome.MISSED, Outcome.EXTRA, Outcome.WRONG_DETAIL)


def messages(card: Scorecard) -> tuple[str, ...]:
    """List what to look at, most helpful first.

    Wrong order comes first, then codes missed, added and wrong in detail; a code before the details
    beside it, and the DRG last, since it only follows from the rest.
    """
    faults = [line for line in card.lines if line.outcome is not Outcome.CORRECT]
    return tuple(_message(line) for line in sorted(faults, key=_rank)) or (
        "Nothing is missed, added or wrong: the work agrees with the key.",
    )


def summary(card: Scorecard) -> tuple[str, ...]:
    """The figures in words: code-over-code with its interval, the training credit, the DRG."""
    low, high = card.interval
    lines = [
        f"Code-over-code: {card.correct} of {card.items} = {_percent(card.code_over_code)} "
        f"(95 % interval {100 * low:.1f} to {_percent(high)})."
    ]
    if card.items and card.correct == card.items:
        counted = "1 item proves" if card.items == 1 else f"{card.items} items prove"
        lines.append(f"All right; yet {counted} no more than {_percent(low)} accuracy.")
    lines.append(f"Training credit, partly right codes included: {_percent(card.partial)}.")
    if card.drg_keyed:
        lines.append(f"DRG: key {card.drg_keyed}, yours {card.drg_answered or 'not grouped'}.")
    return tuple(lines)


def to_html(card: Scorecard) -> str:
    """The scorecard as a section of HTML: figures, what to look at first, and a table of every item.

    All text is escaped; each outcome is a sign and a word, so that nothing rests on colour.
    """
    figures = "".join(f"<p>{escape(line)}</p>" for line in summary(card))
    first = "".join(f"<li>{escape(line)}</li>" for line in messages(card))
    rows = "".join(map(_row, card.lines))
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("Item", "Outcome", "Key", "Yours", "Why"))
    caption = f"Compared with the key of {escape(card.case)}, edition {card.key_edition}"
    return (
        f'<section class="cl-score" aria-label="Score">{figures}'
        f"<h4>What to look at first</h4><ol>{first}</ol>"
        f"<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        "</section>"
    )


def _rank(line: ScoreLine) -> tuple[bool, int, bool]:
    return line.area == "DRG", _ORDER.index(line.outcome), bool(line.about)


def _item(line: ScoreLine) -> str:
    return f"{line.area} of {line.about}" if line.about else line.area


def _message(line: ScoreLine) -> str:
    sign, word = SIGNS[line.outcome]
    fault = {
        Outcome.SEQUENCE: f"{line.keyed}; yours has {line.answered}",
        Outcome.MISSED: line.keyed,
        Outcome.EXTRA: line.answered,
        Outcome.WRONG_DETAIL: f"{line.answered}; the key has {line.keyed}",
    }[line.outcome]
    cited = f" ({_cited(line)})" if line.authority else ""
    return f"{sign} {word}, {_item(line)}: {fault}. {line.rationale}".rstrip() + cited


def _cited(line: ScoreLine) -> str:
    return "; ".join(map(str, line.authority))


def _row(line: ScoreLine) -> str:
    sign, word = SIGNS[line.outcome]
    uncounted = "" if line.counts else " <small>(not in code-over-code)</small>"
    why = [f"<p>{escape(line.rationale)}</p>" if line.rationale else ""]
    why.extend(map(_quote, line.evidence))
    why.append(f"<p><cite>{escape(_cited(line))}</cite></p>" if line.authority else "")
    return (
        f'<tr><th scope="row">{escape(_item(line))}{uncounted}</th>'
        f'<td><span aria-hidden="true">{sign}</span> {word}</td>'
        f"<td>{escape(line.keyed) or 'none'}</td><td>{escape(line.answered) or 'none'}</td>"
        f"<td>{''.join(why)}</td></tr>"
    )


def _quote(evidence: Evidence) -> str:
    return f"<p><q>{escape(evidence.quote)}</q> ({escape(evidence.document)})</p>"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
