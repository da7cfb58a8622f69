"""An answer as HTML: the sections that answer, or that nothing does and who would."""

from __future__ import annotations

from html import escape

from codinglab.guidance import Answer, Found
from codinglab.guidance.documents import Document
from codinglab.lab.display import element, listed, live, message, press
from codinglab.lab.guidance.passage_html import citation_html, own_words_html, passage_html, trail_html


def answer_html(answer: Answer, *, pressable: bool = False, left: str = "") -> str:
    """The answer.

    Args:
        answer: as the guidance gives it.
        pressable: each section is a button that opens its page (`GuidancePages`).
        left: what the button of the section said that was open last: it takes the focus.
    """
    parts = [live(answer_words(answer), css="cl-status")]
    parts += [_listed(answer.found, pressable, left)] if answer.found else []
    if not answer.found and not answer.elsewhere:
        parts.append(_would(answer))
    if answer.elsewhere:
        parts.append(
            message("Not current: these editions are not in force on the day, or bind others.", "warn")
        )
        parts.append(_listed(answer.elsewhere, pressable, left))
    notes = [*notes_of(answer), *answer.faults]
    parts += [listed((escape(note) for note in notes), css="cl-plain cl-source")] if notes else []
    return "".join(parts)


def answer_words(answer: Answer) -> str:
    """The answer in one line.

    >>> from datetime import date
    >>> answer_words(Answer("why?", date(2026, 3, 1), "", (), 0.1, (), (), (), 0, ()))
    'Not found: nothing in force on 2026-03-01 that is at hand answers this.'
    """
    if not answer.found:
        return f"Not found: nothing in force on {answer.on} that is at hand answers this."
    count = len(answer.found)
    return f"{count} section{'s' if count > 1 else ''} in force on {answer.on}"


def notes_of(answer: Answer) -> list[str]:
    """What the person should know of the search: editions that have ended, policies left out."""
    notes = [
        f"{edition.title}{', our cards' if edition.is_card else ''}, {edition.name}, is not in force on "
        f"{answer.on} ({edition.period}): ask for a day in it"
        for edition in answer.not_current
    ]
    if answer.left_out:
        whose = "bound to other contractors"
        if not answer.contractor:
            whose = "bound to a contractor: say yours to search them"
        count = "1 local policy was" if answer.left_out == 1 else f"{answer.left_out:,} local policies were"
        notes.append(f"{count} left out, {whose}")
    return notes


def _listed(sections: tuple[Found, ...], pressable: bool, left: str) -> str:
    items = (element("li", found_html(found, pressable=pressable, left=left)) for found in sections)
    return element("ol", *items, css="cl-answers", data_list="answers")


def found_html(found: Found, *, pressable: bool, left: str = "") -> str:
    """One section: its place, the words with those asked for marked, our own words, the citation."""
    passage = found.passage
    name = f"{passage.section} {passage.titles[-1]}".strip()
    place = f"section {passage.edition.document} {passage.section}"
    focus = {"data_focus": "true"} if place == left else {}
    head = (
        press(name, place, css="cl-link cl-title", **focus)
        if pressable
        else element("span", escape(name), css="cl-title")
    )
    same = f"The same is said in {', '.join(found.same)}." if found.same else ""
    return (
        head
        + trail_html(passage.titles[:-1])
        + passage_html(passage, found.marks)
        + (own_words_html((found.card,)) if found.card else "")
        + (element("p", escape(same), css="cl-source") if same else "")
        + citation_html(passage)
    )


def _would(answer: Answer) -> str:
    if not answer.would:
        return ""
    items = (
        element("span", escape(would.document.names[0]), css="cl-title")
        + escape(f"{', ' + would.place if would.place else ''}: {would.matter}. {would.document.where}")
        + _install(would.document)
        for would in answer.would
    )
    return element("p", "This would answer it:", css="cl-label") + listed(items)


def _install(document: Document) -> str:
    if not document.command:
        return ""
    return element("div", element("code", escape(document.command)), css="cl-source")
