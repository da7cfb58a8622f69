"""The questions that the search over guidance is measured with, and where they are asked."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from codinglab.guidance.toml_files import read_file
from codinglab.reference.build import at_home
from codinglab.reference.install.install import install
from codinglab.reference.paths import REFERENCE

ON = date(2026, 3, 1)
SETS = ("development", "held", "fresh", "last")
_FOLDER = REFERENCE / "evaluation" / "guidance"
_SOURCES = (
    ("icd10cm-guidelines", "guidance/fy-2025-icd-10-cm-coding-guidelines.pdf"),
    ("icd10cm-guidelines", "guidance/ICD-10-CM-October-2025-Guidelines.pdf"),
    ("ncci-manual", "guidance/2026_ncci_medicare_policy_manual_all-chapters.pdf"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: how it is asked, the sections that answer ("ncci-manual I.E.b"), else who would."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    ask: str
    sections: tuple[str, ...]
    would: str = ""


@dataclass(frozen=True, slots=True)
class _File:
    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    question: tuple[Asked, ...]


def read_questions(name: str) -> tuple[Asked, ...]:
    """The questions of a set.

    Raises:
        InvalidInputError: the file is missing, no TOML, or has unknown or missing keys (named).
    """
    return read_file(_File, _FOLDER / f"{name}.toml").question


@contextmanager
def guidance_installed(data: Path) -> Iterator[None]:
    """A home of its own with the guidelines of two years and the NCCI manual, from the official files."""
    with (
        tempfile.TemporaryDirectory(prefix="codinglab-evaluate-", ignore_cleanup_errors=True) as folder,
        at_home(Path(folder)),
    ):
        for source, name in _SOURCES:
            install(source, data / name, accept_licence=True)
        yield
