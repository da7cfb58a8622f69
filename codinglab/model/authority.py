"""The rule behind a decision: who says so, in which edition, in which section."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Authority:
    """A citation.

    Attributes:
        source: the document, for example "ICD-10-CM Official Guidelines".
        edition: the edition read, for example "FY2026"; empty when the source has none.
        section: the place in it, for example "I.C.1.d.4".
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 (read by codinglab.parse)

    source: str
    edition: str = ""
    section: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.source, self.edition, self.section) if part)
