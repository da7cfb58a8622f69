"""Results as pandas tables, for notebooks: one row a thing, in words."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from codinglab.model import AnswerKey, Concept, LintFinding, Report, Scorecard, Suggestion
from codinglab.reference.cases import list_cases


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
    """The findings of a report."""
    rows = [(found.severity.value, found.edit, found.message) for found in report.findings]
    return pd.DataFrame(rows, columns=["weight", "edit", "what"])


def lint_frame(findings: Iterable[LintFinding]) -> pd.DataFrame:
    """What the linter says of a query."""
    rows = [(found.rule, found.severity.value, found.message) for found in findings]
    return pd.DataFrame(rows, columns=["rule", "weight", "what"])


def score_frame(card: Scorecard) -> pd.DataFrame:
    """Every line of a scorecard."""
    rows = [(line.area, line.outcome.value, line.keyed, line.answered) for line in card.lines]
    return pd.DataFrame(rows, columns=["area", "outcome", "key", "answer"])
