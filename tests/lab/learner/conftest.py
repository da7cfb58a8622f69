"""The learner's side over the real packages: two shipped cases, one of them also in a set without its key."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from codinglab.claims.assemble import answers_from_key
from codinglab.model import Answers, Attempt
from codinglab.parse import dump_json
from codinglab.reference.case_folders import SHIPPED
from codinglab.reference.cases import forget_cases, load_case, load_key

WHEN = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def lab(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A place of its own for cases and work."""
    monkeypatch.setenv("CODINGLAB_WORK", str(tmp_path / "work"))
    monkeypatch.setenv("CODINGLAB_CASES", str(tmp_path / "cases"))
    forget_cases()
    yield tmp_path
    forget_cases()


@pytest.fixture
def seal(lab: Path) -> Callable[[str], None]:
    """Put a shipped case into a joined set, its key left out."""

    def sealed(case_id: str) -> None:
        folder = lab / "cases" / "week-1"
        shutil.copytree(SHIPPED / case_id, folder / case_id)
        (folder / case_id / "key.toml").unlink()
        manifest = {"id": "week-1", "title": "Week <1>", "cases": {case_id: 1}, "sealed": False}
        (folder / "set.json").write_text(json.dumps(manifest), encoding="utf-8")
        forget_cases()

    return sealed


@pytest.fixture
def worked(lab: Path) -> Callable[..., Answers]:
    """Save a learner's work on a case: the key's own codes, so many diagnoses left off."""

    def saved(case_id: str, learner: str = "ana", *, less: int = 0, submitted: bool = True) -> Answers:
        from dataclasses import replace

        case = load_case(case_id, SHIPPED)
        whole = answers_from_key(case, load_key(case_id, SHIPPED))
        kept = whole.diagnoses[: len(whole.diagnoses) - less]
        attempt = Attempt(WHEN, 600, kept, whole.procedures, whole.lines)
        answers = replace(
            whole,
            learner=learner,
            revision=3,
            diagnoses=kept,
            submitted=submitted,
            attempts=(attempt,) if submitted else (),
            seconds=600,
        )
        path = lab / "work" / learner / f"{case_id}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dump_json(answers), encoding="utf-8")
        return answers

    return saved
