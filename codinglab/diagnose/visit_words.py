"""Whether the words of a service name the reason for this visit, or only speak of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from codinglab.diagnose.draft import Chart, lexicon_file
from codinglab.diagnose.support import may_state_diagnoses
from codinglab.model import Assertion, Concept, ConceptKind

_NAMING = frozenset({"chief_complaint", "assessment", "indication", "discharge_diagnosis"})
_TELLING = frozenset({*_NAMING, "", "history_of_present_illness"})


@dataclass(frozen=True, slots=True)
class Reason:
    """An entry of reference/lexicon/visit_reasons.toml."""

    name: str
    code: str
    section: str
    screens: str = ""
    drug: str = ""
    seeks: tuple[str, ...] = ()
    first: bool = False
    led: bool = False
    given: bool = False
    abnormal: str = ""
    child: str = ""
    then: tuple[str, ...] = ()
    needs: bool = False
    asks: str = ""
    unless: tuple[str, ...] = ()


@cache
def reasons() -> tuple[Reason, ...]:
    """The table, in its order."""
    return tuple(
        Reason(
            name=fact["name"],
            code=fact["code"].replace(".", ""),
            section=fact["section"],
            screens=fact.get("screens", ""),
            drug=fact.get("drug", ""),
            seeks=tuple(fact.get("seeks", ())),
            first=fact.get("first", False),
            led=fact.get("led", False),
            given=fact.get("given", False),
            abnormal=fact.get("abnormal", "").replace(".", ""),
            child=fact.get("child", ""),
            then=tuple(fact.get("then", ())),
            needs=fact.get("needs", False),
            asks=fact.get("asks", ""),
            unless=tuple(fact.get("unless", ())),
        )
        for fact in lexicon_file("visit_reasons.toml")["reason"]
    )


def pattern(name: str) -> re.Pattern[str]:
    """One of the patterns of the table."""
    return re.compile(lexicon_file("visit_reasons.toml")["words"][name], re.IGNORECASE)


def names(concept: Concept, reason: Reason) -> bool:
    """Whether a concept is this reason: by its code, what is given or done, or sought without a sign."""
    if reason.drug and concept.kind is ConceptKind.MEDICATION and concept.term == reason.drug:
        return concept.assertion is Assertion.AFFIRMED
    if concept.codes and concept.codes[0] == reason.code:
        return concept.assertion in {Assertion.AFFIRMED, Assertion.SCREENING}
    sought = bool(reason.seeks and concept.codes) and concept.codes[0].startswith(reason.seeks)
    return concept.assertion is Assertion.SCREENING and (sought or concept.term == reason.screens)


def brings_the_patient(chart: Chart, concept: Concept, reason: Reason) -> bool | None:
    """Whether a concept says why the patient came: True when led or the complaint, False when assessed.

    None when it only speaks of the service: as planned, past, refused, or in passing.
    """
    if concept.section not in _TELLING or not may_state_diagnoses(chart, concept):
        return None
    statement = chart.statement(concept.evidence)
    text = chart.document(concept.evidence).text
    begin = text.rfind(statement, 0, concept.evidence.end + len(statement))
    before, after = text[begin : concept.evidence.start], text[concept.evidence.end : begin + len(statement)]
    if reason.given and pattern("given").search(after):
        return False
    if pattern("after").search(after):
        return None
    if led := pattern("lead").search(before):
        return None if pattern("guard").search(led["between"]) else True
    if re.match(r"encounter for\b", concept.evidence.quote, re.IGNORECASE):
        return None if pattern("guard").search(before) else concept.section == "chief_complaint"
    if reason.led or concept.section not in _NAMING:
        return None
    opens = pattern("start").search(before)
    return concept.section == "chief_complaint" if opens else None
