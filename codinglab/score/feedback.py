"""A scorecard for reading: what to look at first, and the whole comparison as HTML."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from codinglab.model import Authority, Case, Evidence, Outcome, Scorecard, ScoreLine
from codinglab.score.audit import direction
from codinglab.score.effects import Effect
from codinglab.score.rubric import parts, rubric

SIGNS = {
    Outcome.CORRECT: ("✓", "correct"),
    Outcome.MISSED: ("−", "missed"),
    Outcome.EXTRA: ("+", "added"),
    Outcome.WRONG_DETAIL: ("≠", "detail"),
    Outcome.SEQUENCE: ("↕", "sequence"),
}
_ORDER = (Outcome.SEQUENCE, Outcome.MISSED, Outcome.EXTRA, Outcome.WRONG_DETAIL)
_SEVERITIES = ("MCC", "CC", "")
_AROUND = 70


def messages(card: Scorecard) -> tuple[str, ...]:
    """List what to look at, most helpful first.

    A wrong leader comes first, since the rest hangs on it; then codes missed, added and wrong in detail, a
    CC or MCC before others; then the details beside right codes, queries, and the DRG, which only follows.
    """
    return tuple(_message(line) for line in faults(card)) or (
        "Nothing is missed, added or wrong: the work agrees with the key.",
    )


def summary(card: Scorecard) -> tuple[str, ...]:
    """The figures in words: code-over-code with its interval, the training points apart, the DRG."""
    low, high = card.interval
    lines = [
        f"Code-over-code: {card.correct} of {card.items} = {_percent(card.code_over_code)} "
        f"(95 % interval {100 * low:.1f} to {_percent(high)})."
    ]
    if card.items and card.correct == card.items:
        counted = "1 item proves" if card.items == 1 else f"{card.items} items prove"
        lines.append(f"All right; yet {counted} no more than {_percent(low)} accuracy.")
    lines.append(f"The record as a whole: {'right' if card.whole else 'not right in everything reported'}.")
    hints = f", {card.hint_points:g} for hints taken off" if card.hint_points else ""
    lines.append(
        f"For training only: {card.points:.1f} of 100 points{hints}; partly right codes included, "
        f"{_percent(card.partial)}."
    )
    if card.drg_keyed:
        lines.append(f"DRG: key {card.drg_keyed}, yours {card.drg_answered or 'not grouped'}.")
    if card.raised:
        lines.append(f"Edits that your claim raises and the key's does not: {', '.join(card.raised)}.")
    return tuple(lines)


def to_html(
    card: Scorecard,
    case: Case | None = None,
    effects: tuple[Effect, ...] = (),
    cite: Callable[[Sequence[Authority]], str] | None = None,
) -> str:
    """The scorecard as a section of HTML: figures, what to look at first, and a table of every item.

    All text is escaped; each outcome is a sign and a word, so that nothing rests on colour.

    Args:
        card: what to show.
        case: its case; evidence is then shown marked in its line of the chart.
        effects: what each fault does to the DRG.
        cite: makes the HTML of the rules behind an item; their names alone by default.
    """
    figures = "".join(f"<p>{escape(line)}</p>" for line in summary(card))
    first, *others = messages(card)
    rest = "".join(f"<li>{escape(_short(line))}</li>" for line in faults(card)[1:])
    then = f"<h4>Then</h4><ol>{rest}</ol>" if others else ""
    told = {effect.item: effect.says for effect in effects}
    rows = "".join(_row(line, case, told.get(line.item, ""), cite or _names) for line in card.lines)
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("Item", "Outcome", "Key", "Yours", "Why"))
    caption = f"Compared with the key of {escape(card.case)}, edition {card.key_edition}"
    return (
        f'<section class="cl-score" aria-label="Score">{figures}'
        f"<h4>What to look at first</h4><p>{escape(first)}</p>{then}"
        f"<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        f"{_parts(card, case)}</section>"
    )


def evidence_html(place: Evidence, case: Case | None) -> str:
    """Words of the chart, marked in the line they stand in when the case is given."""
    if case is None or place.end == 0:
        return f"<p><q>{escape(place.quote)}</q> ({escape(place.document)})</p>"
    document = case.encounter.document(place.document)
    line = document.text[: place.start].rpartition("\n")[2], document.text[place.end :].partition("\n")[0]
    before, after = _last_words(line[0]), _first_words(line[1])
    return (
        f"<p><q>{escape(before)}<mark>{escape(place.quote)}</mark>{escape(after)}</q> "
        f"({escape(document.title)}, {escape(document.author)}, {document.written_on})</p>"
    )


def _last_words(text: str) -> str:
    """The end of a text by whole words."""
    return text if len(text) <= _AROUND else f"… {text[-_AROUND:].partition(' ')[2]}"


def _first_words(text: str) -> str:
    """The beginning of a text by whole words."""
    return text if len(text) <= _AROUND else f"{text[:_AROUND].rpartition(' ')[0]} …"


def faults(card: Scorecard) -> list[ScoreLine]:
    """What is wrong, in the order of `messages`: what to look at first comes first."""
    return sorted((line for line in card.lines if not line.right), key=_rank)


def _rank(line: ScoreLine) -> tuple[int, int, int, bool]:
    groups = {"principal": 0, "first-listed": 0, "query": 3, "DRG": 4}
    group = 2 if line.about else groups.get(line.area, 1)
    return group, _ORDER.index(line.outcome), _SEVERITIES.index(line.severity), bool(line.about)


def item_name(line: ScoreLine) -> str:
    """What a line is about, "POA of E11.22"."""
    return f"{line.area} of {line.about}" if line.about else line.area


def _message(line: ScoreLine) -> str:
    cited = f" ({_cited(line)})" if line.authority else ""
    return f"{_short(line)} {line.rationale}".rstrip() + cited


def _short(line: ScoreLine) -> str:
    sign, word = SIGNS[line.outcome]
    fault = {
        Outcome.SEQUENCE: f"{line.keyed}; yours has {line.answered}",
        Outcome.MISSED: line.keyed,
        Outcome.EXTRA: line.answered,
        Outcome.WRONG_DETAIL: f"{line.answered}; the key has {line.keyed}",
    }[line.outcome]
    return f"{sign} {word}, {item_name(line)}: {fault}."


def _cited(line: ScoreLine) -> str:
    return "; ".join(map(str, line.authority))


def _names(authority: Sequence[Authority]) -> str:
    return f"<p><cite>{escape('; '.join(map(str, authority)))}</cite></p>"


def _row(line: ScoreLine, case: Case | None, effect: str, cite: Callable[[Sequence[Authority]], str]) -> str:
    sign, word = SIGNS[line.outcome]
    notes = [line.severity, direction(line), "" if line.counts else "not in code-over-code"]
    notes.append("accepted by the educator" if line.accepted else "")
    beside = "; ".join(filter(None, notes))
    why = [f"<p>{escape(text)}</p>" for text in (line.rationale, effect) if text]
    why.extend(evidence_html(place, case) for place in line.evidence)
    why.append(cite(line.authority) if line.authority else "")
    return (
        f'<tr><th scope="row">{escape(item_name(line))}{f" <small>({beside})</small>" if beside else ""}</th>'
        f'<td><span aria-hidden="true">{sign}</span> {word}</td>'
        f"<td>{escape(line.keyed) or 'none'}</td><td>{escape(line.answered) or 'none'}</td>"
        f"<td>{''.join(why)}</td></tr>"
    )


def _parts(card: Scorecard, case: Case | None) -> str:
    """Where the training points come from."""
    if case is None:
        return ""
    named = rubric().parts
    rows = "".join(
        f'<tr><th scope="row">{escape(named[part.name])}</th><td>{part.credit:g} of {part.possible}</td>'
        f"<td>{part.points:.1f} of {part.weight:.1f}</td></tr>"
        for part in parts(case.role, card.lines)
    )
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("Part", "Right", "Points"))
    caption = f"Training points by the rubric, edition {escape(rubric().edition)}"
    return f"<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
