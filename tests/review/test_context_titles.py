"""No billable ICD-10-CM title says anything of itself ("… without complications" is not denied)."""

from __future__ import annotations

from codinglab.reference.store import open_store
from codinglab.review.pipeline import pipeline, said_of_span


def test_no_title_marks_itself() -> None:
    titles = set(open_store().read("icd10cm_code").column("title").to_pylist())
    assert len(titles) > 70_000
    nlp = pipeline()
    assert [title for title in sorted(titles) if said_of_span(nlp, title, 0, len(title))] == []
