"""The rows of the claim form for diagnoses and for inpatient procedures, as the browser gets them."""

from __future__ import annotations

from typing import Any

from codinglab.lab.workbench.code_tags import CodeTags
from codinglab.lab.workbench.row_marks import RowFindings, beside
from codinglab.model import Answers

Row = dict[str, Any]


def diagnosis_rows(answers: Answers, tags: CodeTags, findings: RowFindings) -> list[Row]:
    """A row a diagnosis, in order: code, title, tags, POA, evidence, findings."""
    principal = answers.diagnoses[0].code if answers.diagnoses else None
    return [
        {
            **tags.diagnosis(item.code, principal if position > 1 else None).as_data(item.code.written),
            **beside(answers, item.code),
            "poa": item.poa,
            "found": findings.of("diagnosis", item.code),
        }
        for position, item in enumerate(answers.diagnoses, start=1)
    ]


def procedure_rows(answers: Answers, tags: CodeTags, findings: RowFindings) -> list[Row]:
    """A row a procedure, in order: code, title, day, evidence, findings."""
    return [
        {
            **tags.procedure(item.code).as_data(item.code.written),
            **beside(answers, item.code),
            "date": item.date.isoformat(),
            "found": findings.of("procedure", item.code),
        }
        for item in answers.procedures
    ]
