"""Answers, sections and changes for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.padding import Padding
from rich.text import Text

from codinglab.guidance import Answer, Found
from codinglab.guidance.changes import SectionChange
from codinglab.guidance.opened import Opened
from codinglab.guidance.passage import Passage, trail
from codinglab.lab.guidance.answer_html import answer_words, notes_of

Line = Text | Padding
_LOOKS = {"added": "green underline", "deleted": "red strike"}
_SIGNS = {"added": ("[+", "+]"), "deleted": ("[-", "-]")}


def answer_lines(answer: Answer) -> Iterator[Line]:
    """An answer: the sections, or who would answer; then what the search left out."""
    yield Text(answer_words(answer), style="bold")
    yield from _sections(answer.found)
    for would in () if answer.found or answer.elsewhere else answer.would:
        place = f", {would.place}" if would.place else ""
        yield Text(f"{would.document.names[0]}{place} would: {would.matter}. {would.document.where}")
        if would.document.command:
            yield Text(f"  {would.document.command}", style="dim")
    if answer.elsewhere:
        yield Text("Not current (not in force on the day, or binding others):", style="bold yellow")
        yield from _sections(answer.elsewhere)
    for note in (*notes_of(answer), *answer.faults):
        yield Text(note, style="dim")


def section_lines(opened: Opened) -> Iterator[Line]:
    """A section whole, with our cards and the sections below it."""
    yield Text(trail(opened.titles[:-1]), style="dim")
    yield Text(f"{opened.section} {opened.titles[-1]}", style="bold")
    if not opened.current:
        yield Text(f"Not current: {opened.edition} is not in force on the day.", style="bold yellow")
    for passage in opened.passages:
        yield Padding(Text(passage.text), (0, 0, 0, 2))
    for card in opened.cards:
        yield Padding(
            Text(f"{card.titles[-1]} (in our own words): {card.text}", style="italic"), (0, 0, 0, 2)
        )
    for section, title in opened.below:
        yield Text(f"  {section} {title}")
    yield Text(str(opened.edition), style="dim")


def change_lines(change: SectionChange) -> Iterator[Line]:
    """What changed in a section: added words as [+ so +], deleted words as [- so -]."""
    place = change.after or change.before
    yield Text(
        f"{place.section if place else ''} {place.titles[-1] if place else ''}: {change.kind}", style="bold"
    )
    if change.before and change.after and change.before.section != change.after.section:
        yield Text(f"It stood as {change.before.section}.")
    said = Text()
    for run in change.runs:
        before, after = _SIGNS.get(run.kind, ("", ""))
        said.append(f"{before}{run.text}{after} ", style=_LOOKS.get(run.kind, ""))
    yield Padding(said, (0, 0, 0, 2))
    yield Text(f"{change.earlier} → {change.later}", style="dim")


def _sections(sections: tuple[Found, ...]) -> Iterator[Line]:
    for number, found in enumerate(sections, start=1):
        passage = found.passage
        yield Text(f"{number}. {passage.section} {passage.titles[-1]}", style="bold")
        if above := trail(passage.titles[:-1]):
            yield Text(f"   {above}", style="dim")
        words = Text(passage.text)
        for start, end in found.marks:
            words.stylize("bold underline", start, end)
        yield Padding(words, (0, 0, 0, 3))
        if found.card:
            yield Padding(Text(f"In our own words: {found.card.text}", style="italic"), (0, 0, 0, 3))
        if found.same:
            yield Text(f"   The same is said in {', '.join(found.same)}.", style="dim")
        yield Text(f"   {_cited(passage)}", style="dim")


def _cited(passage: Passage) -> str:
    page = f", page {passage.page}" if passage.page else ""
    binds = f"; binds {', '.join(passage.edition.binds[:3])}" if passage.edition.binds else ""
    own = " (in our own words)" if passage.edition.is_card else ""
    return f"{passage.citation}{page} ({passage.period}){binds}{own}"
