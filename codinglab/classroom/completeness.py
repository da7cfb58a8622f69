"""What makes a case worth a learner's hour: a chart of several documents, objectives, traps, reasons."""

from __future__ import annotations

from collections.abc import Iterator

from codinglab.model import (
    AnswerKey,
    Case,
    ClaimType,
    KeyedDiagnosis,
    KeyedLine,
    KeyedProcedure,
    Role,
)

FEWEST_DOCUMENTS = 2
FEWEST_OBJECTIVES = 2
FEWEST_TRAPS = 2
SHORTEST_REASON = 20

Lack = tuple[str, str, bool]


def lacking(case: Case, key: AnswerKey) -> Iterator[Lack]:
    """List (place, what is lacking, whether it blocks a release)."""
    yield from _chart(case)
    yield from _reasons(key)
    if not key.diagnoses:
        yield "key, diagnoses", "There is no diagnosis on the key.", True
    if case.shell.claim_type is not ClaimType.INPATIENT and not key.lines:
        yield "key, lines", "A claim of this type bills service lines, and the key has none.", True
    if len(key.prohibited) < FEWEST_TRAPS:
        yield (
            "key, prohibited",
            f"Name at least {FEWEST_TRAPS} tempting wrong codes and why they tempt.",
            False,
        )
    if case.role is Role.CDI and not key.queries:
        yield "key, queries", "A CDI case needs at least one query opportunity.", True


def _chart(case: Case) -> Iterator[Lack]:
    documents = case.encounter.documents
    if len(documents) < FEWEST_DOCUMENTS or len({document.type for document in documents}) < FEWEST_DOCUMENTS:
        yield (
            "case, documents",
            f"Give the chart at least {FEWEST_DOCUMENTS} documents of different types.",
            False,
        )
    for document in documents:
        if not document.text.strip():
            yield f"case, document {document.id}", "The document is empty.", True
        if document.written_on > case.shell.through_date and case.shell.claim_type is ClaimType.INPATIENT:
            yield f"case, document {document.id}", "It is dated after the discharge: is that meant?", False
    if len(case.objectives) < FEWEST_OBJECTIVES:
        yield "case, objectives", f"Name at least {FEWEST_OBJECTIVES} objectives with their section.", False
    for objective in case.objectives:
        if not objective.section.strip():
            yield "case, objectives", f"No guideline section stands beside “{objective.text}”.", True
    if not case.summary.strip():
        yield "case, summary", "Say in a sentence or two what the learner is to do.", True


def _reasons(key: AnswerKey) -> Iterator[Lack]:
    keyed: tuple[KeyedDiagnosis | KeyedProcedure | KeyedLine, ...]
    keyed = (*key.diagnoses, *key.procedures, *key.lines)
    for item in keyed:
        place = f"key, {item.code.written}"
        if not item.evidence:
            yield place, "No words of the chart are given as evidence.", True
        if not item.authority:
            yield place, "No authority is cited.", True
        if len(item.rationale) < SHORTEST_REASON:
            yield place, "The rationale is missing or too short to teach anything.", True
    for trap in key.prohibited:
        if not trap.authority:
            yield f"key, prohibited {trap.code}", "No authority is cited.", True
        if len(trap.why) < SHORTEST_REASON:
            yield f"key, prohibited {trap.code}", "Say why the code tempts and why it is wrong.", True
