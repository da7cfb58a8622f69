"""Which mentions of a procedure say that it was done at this encounter."""

from __future__ import annotations

import re
from dataclasses import dataclass

from codinglab.model import Assertion, Concept, ConceptKind, Document, DocumentType, Encounter
from codinglab.procedure.passages import Passage, around, statement
from codinglab.procedure.terms import terms

_PROVIDERS = frozenset(
    {
        DocumentType.OFFICE_NOTE,
        DocumentType.ED_NOTE,
        DocumentType.HISTORY_AND_PHYSICAL,
        DocumentType.PROGRESS_NOTE,
        DocumentType.CONSULTATION,
        DocumentType.DISCHARGE_SUMMARY,
        DocumentType.OPERATIVE_REPORT,
        DocumentType.QUERY_RESPONSE,
        DocumentType.RADIOLOGY_REPORT,
    }
)
_NEVER = re.compile(
    r"past_|family|social|allerg|medication|instruction|problem_list|preoperative|admission_diagnosis|"
    r"indication|review_of|immuniz|disposition|consent|follow"
)
_OF_THE_PROCEDURE = re.compile(
    r"procedure|operation|operative|description|technique|delivery|hospital_course|injection"
)
_PERFORMED = re.compile(
    r"\b(?:performed|done|underwent|undergone|treated|injected|removed|excised|repaired|closed|placed|inserted|"
    r"taken|obtained|administered|given|received|transfused|completed|drained|aspirated|applied|intubated|"
    r"delivered|destroyed|biopsied|started on|required|today)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:will|would|plan(?:s|ned)?|scheduled?|consider(?:ing)?|candidate|recommend\w*|refer(?:red|ral)?|"
    r"consent\w*|possible|may (?:need|require)|needs?|declin\w*|refus\w*|defer\w*|cancel\w*|"
    r"discuss\w*|await\w*|offered|status post|s/p|history of|hx of|prior|previous\w*|no|not|without|if|"
    r"years? ago|avoid|instead of|tomorrow|next (?:week|month|visit)|return for)\b[^.;\n]{0,45}$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^[^.;\n]{0,40}\b(?:is planned|was planned|are planned|scheduled|declined|refused|deferred|cancel\w*|"
    r"aborted|not (?:performed|done|attempted)|was considered|is recommended|in (?:19|20)\d\d|years? ago|"
    r"discussed|"
    r"next (?:week|month|visit)|last (?:week|month|year)|tomorrow|will be|in (?:the field|childhood)|by ems|"
    r"outside hospital|before arrival|prior to arrival|as a child)\b",
    re.IGNORECASE,
)

_ASSERTED = frozenset({Assertion.AFFIRMED, Assertion.SCREENING})
_HEADING = re.compile(r"\W*[A-Z][A-Za-z &/]{2,40}:")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that says that a procedure was done."""

    concept: Concept
    statement: Passage
    around: tuple[Passage, ...]


def done(encounter: Encounter, concepts: tuple[Concept, ...]) -> dict[str, list[Mention]]:
    """The mentions of each procedure that was done, in the order of the chart.

    Only affirmed (or done as a screening), in a provider's document. In an operative report and under a
    heading of a procedure the name is enough; elsewhere the sentence must say that it happened.
    """
    found: dict[str, list[Mention]] = {}
    for concept in concepts:
        if concept.kind is not ConceptKind.PROCEDURE or concept.term not in terms():
            continue
        document = encounter.document(concept.evidence.document)
        told = statement(document, concept.evidence)
        if _is_done(concept, document, told):
            heading = concept.section != "hospital_course" and bool(_OF_THE_PROCEDURE.search(concept.section))
            near = around(document, concept.evidence, of_the_procedure=heading)
            mention = Mention(concept, told, near)
            found.setdefault(concept.term, []).append(mention)
    return found


def _is_done(concept: Concept, document: Document, told: Passage) -> bool:
    if concept.assertion not in _ASSERTED or document.type not in _PROVIDERS:
        return False
    if _NEVER.search(concept.section):
        return False
    start, end = concept.evidence.start - told.start, concept.evidence.end - told.start
    heading = _HEADING.match(told.text, 0, max(start, 0))
    if _BEFORE.search(told.text[heading.end() if heading else 0 : start]) or _AFTER.search(told.text[end:]):
        return False
    if document.type is DocumentType.OPERATIVE_REPORT and terms()[concept.term].with_operation:
        return False
    operative = document.type is DocumentType.OPERATIVE_REPORT and concept.section != "plan"
    named = _OF_THE_PROCEDURE.search(concept.section) is not None
    return operative or named or _PERFORMED.search(told.text) is not None
