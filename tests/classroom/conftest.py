"""A class of a few learners on one shipped case, and files as strangers write them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from codinglab.claims.assemble import answers_from_key
from codinglab.model import Answers, Attempt, Case
from codinglab.parse import dump_json
from codinglab.reference.case_folders import SHIPPED
from codinglab.reference.cases import forget_cases, list_cases, load_key

WHEN = datetime(2026, 9, 1, 12, tzinfo=UTC)


class Class:
    """Builders of answers and files."""

    when = WHEN

    def __init__(self) -> None:
        cases = list_cases(SHIPPED)
        self.office: Case = next(case for case in cases if not load_key(case.id, SHIPPED).procedures)
        self.other: Case = next(case for case in cases if case.id != self.office.id)

    def work(self, learner: str, missing: int = 0, case: Case | None = None, **changes: Any) -> Answers:
        """The key's own work less its last `missing` diagnoses, handed in."""
        case = case or self.office
        right = answers_from_key(case, load_key(case.id, SHIPPED), learner)
        kept = right.diagnoses[: len(right.diagnoses) - missing]
        lines = tuple(
            replace(line, pointers=tuple(at for at in line.pointers if at <= len(kept)))
            for line in right.lines
        )
        attempt = Attempt(WHEN, 600, kept, right.procedures, lines)
        made = replace(
            right, diagnoses=kept, lines=lines, submitted=True, revision=3, seconds=600, attempts=(attempt,)
        )
        return replace(made, **changes)

    @staticmethod
    def put(folder: Path, answers: Answers, name: str = "") -> Path:
        """Write an answers file into a class folder."""
        path = folder / (name or f"{answers.learner}/{answers.case}.json")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dump_json(answers), encoding="utf-8")
        return path


@pytest.fixture(scope="session")
def room() -> Class:
    """The builders."""
    return Class()


@pytest.fixture(autouse=True)
def own_cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders of one's own for cases and work."""
    monkeypatch.setenv("CODINGLAB_CASES", str(tmp_path / "own-cases"))
    monkeypatch.setenv("CODINGLAB_WORK", str(tmp_path / "own-work"))
    forget_cases()
    return tmp_path / "own-cases"
