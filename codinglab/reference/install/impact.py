"""What a change of codes does to what is saved: the codes in use that it touches, and what follows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from codinglab.reference.install.compare import Change, ChangeKind, Comparison
from codinglab.reference.install.releases import list_releases, read_table

if TYPE_CHECKING:
    from codinglab.reference.install.releases import Release

_HARMLESS = {ChangeKind.ADDED, ChangeKind.BECAME_BILLABLE}
_CONVERSION = "icd10cm-conversion"


@dataclass(frozen=True, slots=True)
class Impact:
    """A code in use that a change touches.

    Attributes:
        where: the case or claim that uses it.
        code: the code, as stored.
        change: what happens to it.
        replacements: the new codes that the conversion table gives for it between the two days.
    """

    where: str
    code: str
    change: Change
    replacements: tuple[str, ...]


def impacts(comparison: Comparison, used: Mapping[str, Iterable[str]]) -> tuple[Impact, ...]:
    """The codes in use that are deleted, revised or became headers.

    Args:
        comparison: the changes.
        used: codes in their stored form, by the case or claim that uses them.
    """
    touching: dict[str, list[Change]] = {}
    for change in comparison.changes:
        if change.kind not in _HARMLESS:
            for part in change.key:
                touching.setdefault(part, []).append(change)
    conversion = _Conversion() if comparison.source.startswith("icd10cm") else None
    found: list[Impact] = []
    for where, codes in used.items():
        for code in sorted(set(codes) & touching.keys()):
            after = (
                conversion.after(code, comparison.since_before, comparison.since_after) if conversion else ()
            )
            found.extend(Impact(where, code, change, after) for change in touching[code])
    return tuple(found)


def missing_conversion() -> str:
    """A sentence when no conversion table is installed, else ""."""
    if list_releases(_CONVERSION):
        return ""
    return f"Replacements are not shown: codinglab reference install {_CONVERSION} FILE"


class _Conversion:
    """The newest conversion table installed; empty when there is none."""

    def __init__(self) -> None:
        releases: tuple[Release, ...] = list_releases(_CONVERSION)
        self._rows: list[dict[str, Any]] = (
            read_table(releases[-1], "icd10cm_conversion").to_pylist() if releases else []
        )

    def after(self, code: str, before: date, after: date) -> tuple[str, ...]:
        """The codes that began after one day and by the other, and take the place of `code`."""
        return tuple(
            dict.fromkeys(
                row["code"]
                for row in self._rows
                if row["since"] is not None and before < row["since"] <= after and _covers(row, code)
            )
        )


def _covers(row: dict[str, Any], code: str) -> bool:
    first, last = row["previous"], row["previous_through"] or row["previous"]
    return bool(first) and (first <= code <= last or code.startswith((first, last)))
