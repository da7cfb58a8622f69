"""A note read: the words marked in it, and what each way of saying means for the coder."""

from __future__ import annotations

import re
from html import escape

from codinglab.lab.cdi.shown import Shown
from codinglab.lab.display import NOTES, element, style_sheet
from codinglab.lab.marked_text import marked, sample
from codinglab.lab.why_html import table
from codinglab.model import Assertion, Concept, ConceptKind, Document
from codinglab.reference.cases import load_case
from codinglab.review import review
from codinglab.review.sections import sections

_MEANS = {
    Assertion.AFFIRMED: "The patient has it. It may be coded, if it was treated, examined or affects care.",
    Assertion.NEGATED: "It was looked for and is not there. Not coded.",
    Assertion.POSSIBLE: "Not certain. Outside an inpatient stay it is not coded; the symptoms are.",
    Assertion.HISTORICAL: "It is over. Not coded as present; a history code where it matters for care.",
    Assertion.FAMILY: "A relative has it. Never the patient's disease; at most a family history code.",
    Assertion.HYPOTHETICAL: "Only spoken of: what to avoid, or what to do if it happens. Not coded.",
    Assertion.PLANNED: "To be done or bought at another time. Not coded as done.",
    Assertion.SCREENING: "Looked for without a sign of it: a screening, not a disease.",
}
_EXAMPLES = 4
_HEADING = re.compile(r'(<b class="cl-header">)#+\s*')


def worked_reading(case_id: str, document: str) -> Shown:
    """A document of a teaching case with its concepts marked, and what is said of them.

    Args:
        case_id: the case.
        document: the id of its document.

    Raises:
        UnknownCaseError: there is no such case.
    """
    encounter = load_case(case_id).encounter
    chosen = encounter.document(document)
    found = tuple(one for one in review(encounter) if one.evidence.document == document)
    said = [one for one in Assertion if any(concept.assertion is one for concept in found)]
    rows = [(sample(one), _words(found, one), escape(_MEANS[one])) for one in said]
    text = "\n".join(f"{one.value}: {_plain(found, one)}. {_MEANS[one]}" for one in said)
    page = element(
        "div",
        element("h4", escape(f"{chosen.title}, {chosen.author}, {chosen.written_on}")),
        element("div", _note(chosen, found), css="cl-note-page cl-note-whole", style="white-space: pre-wrap"),
        table("What the writer says", ("said to be", "in this note", "for the coder"), rows),
        css="cl-worked cl-note",
    )
    look = f"<style>{style_sheet(NOTES)}</style>"
    return Shown(f"{chosen.title}, {len(found)} concepts\n{text}", look + page)


def _note(document: Document, found: tuple[Concept, ...]) -> str:
    """The note marked, its headings without the signs of Markdown."""
    return _HEADING.sub(r"\1", "".join(marked(document.text.rstrip(), sections(document), found)))


def _examples(found: tuple[Concept, ...], said: Assertion) -> list[str]:
    """A few of the words that a document has with an assertion, each once; problems where there are any."""
    chosen = [one for one in found if one.assertion is said]
    problems = [one for one in chosen if one.kind is ConceptKind.PROBLEM]
    words = (" ".join(one.evidence.quote.split()) for one in problems or chosen)
    return list(dict.fromkeys(words))[:_EXAMPLES]


def _words(found: tuple[Concept, ...], said: Assertion) -> str:
    return ", ".join(element("q", escape(words), css="cl-quote") for words in _examples(found, said))


def _plain(found: tuple[Concept, ...], said: Assertion) -> str:
    return ", ".join(_examples(found, said))
