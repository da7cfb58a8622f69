"""Results as pandas tables, for notebooks: one row a thing, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from codinglab.model import AnswerKey, Concept, Icd10cm, LintFinding, Report, Scorecard, Suggestion
from codinglab.reference.cases import list_cases
from codinglab.reference.icd10cm import icd10cm


def case_frame() -> pd.DataFrame:
    """The teaching cases."""
    rows = [(case.id, case.title, case.role.value, case.difficulty.value) for case in list_cases()]
    return pd.DataFrame(rows, columns=["case", "title", "role", "difficulty"])


def concept_frame(concepts: Iterable[Concept], *, document: str) -> pd.DataFrame:
    """The concepts of one document: words, kind, assertion, section, first code, place."""
    rows = [
        (
            concept.evidence.quote,
            concept.kind.value,
            concept.assertion.value,
            concept.section,
            ", ".join(concept.codes[:1]),
            f"{concept.evidence.start}-{concept.evidence.end}",
        )
        for concept in concepts
        if concept.evidence.document == document
    ]
    return pd.DataFrame(rows, columns=["words", "kind", "assertion", "section", "code", "place"])


def suggestion_frame(suggestions: Iterable[Suggestion]) -> pd.DataFrame:
    """Suggested diagnoses with the words, the reason and the rule."""
    rows = [
        (item.code.written, item.title, item.evidence[0].quote, item.reason, str(item.authority))
        for item in suggestions
    ]
    return pd.DataFrame(rows, columns=["code", "title", "words", "why", "authority"])


def keyed_line_frame(key: AnswerKey) -> pd.DataFrame:
    """The service lines of a key."""
    rows = [
        (
            line.code,
            ", ".join(line.modifiers),
            line.units,
            ", ".join(code.written for code in line.points_to),
            line.gloss,
        )
        for line in key.lines
    ]
    return pd.DataFrame(rows, columns=["code", "modifiers", "units", "points to", "in plain words"])


def finding_frame(report: Report) -> pd.DataFrame:
    """The findings of a report, one row each."""
    rows = [
        (
            found.severity.value,
            found.edit,
            found.code,
            found.line or found.diagnosis or found.procedure,
            found.message,
            found.disposition.value,
            "; ".join(map(str, found.authority)),
            found.table,
        )
        for found in report.findings
    ]
    names = ["weight", "edit", "code", "place", "what", "disposition", "authority", "table"]
    return pd.DataFrame(rows, columns=names).astype({"place": "Int64"})


def not_evaluated_frame(report: Report) -> pd.DataFrame:
    """What could not be judged, and why, one row each."""
    rows = [(missed.edit, missed.title, missed.reason) for missed in report.not_evaluated]
    return pd.DataFrame(rows, columns=["edit", "title", "why"])


def lint_frame(findings: Iterable[LintFinding]) -> pd.DataFrame:
    """What the linter says of a query."""
    rows = [(found.rule, found.severity.value, found.message) for found in findings]
    return pd.DataFrame(rows, columns=["rule", "weight", "what"])


def score_frame(card: Scorecard) -> pd.DataFrame:
    """Every line of a scorecard."""
    rows = [(line.area, line.outcome.value, line.keyed, line.answered) for line in card.lines]
    return pd.DataFrame(rows, columns=["area", "outcome", "key", "answer"])


def note_concept_frame(concepts: Iterable[Concept], on: date) -> pd.DataFrame:
    """The concepts of a note with everything that was read of them.

    Args:
        concepts: of one document.
        on: the day whose titles are shown.
    """
    table = icd10cm()
    rows = []
    for concept in concepts:
        code = Icd10cm(concept.codes[0]) if concept.codes else None
        quantity = concept.quantity
        rows.append(
            (
                concept.evidence.quote,
                concept.kind.value,
                concept.term,
                concept.assertion.value,
                concept.section,
                code.written if code else "",
                table.entry(code, on).title if code else "",
                "; ".join(f"{slot.name}: {slot.value}" for slot in concept.slots),
                quantity.number if quantity else None,
                quantity.second if quantity else None,
                quantity.unit if quantity else "",
                quantity.on if quantity else None,
                concept.evidence.start,
                concept.evidence.end,
                concept.source.standing.value if concept.source else "",
            )
        )
    names = "words kind term assertion section code title slots number second unit date start end supports"
    return pd.DataFrame(rows, columns=names.split())


def note_code_frame(suggestions: Iterable[Suggestion]) -> pd.DataFrame:
    """The codes to consider with everything that speaks for and against each."""
    rows = [
        (
            one.code.written,
            one.title,
            one.evidence[0].quote,
            one.reason,
            str(one.authority),
            one.matched,
            "; ".join(one.missing),
            "; ".join(f"{other.code.written} {other.title}: {other.why}" for other in one.passed_over),
            one.poa,
        )
        for one in suggestions
    ]
    names = ["code", "title", "words", "why", "authority", "matched", "missing", "passed over", "poa"]
    return pd.DataFrame(rows, columns=names)
