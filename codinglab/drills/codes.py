"""The ICD-10-CM codes of a day, those that have ended and those to come, and how they are written."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

from codinglab.drills.kind import EDITION, GUIDELINES
from codinglab.drills.rows import every_row, remembered, rows_on
from codinglab.model import Authority, Icd10cm
from codinglab.reference.icd10cm import icd10cm
from codinglab.reference.store import Store, per_store

SOURCE = "icd10cm-order"
TABULAR = "icd10cm-tabular"
_HELD = 8


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes around a day, each tuple in order.

    Attributes:
        valid: on the day.
        ended: valid before the day and no longer.
        coming: valid after the day and not yet.
        edition: of the list.
    """

    valid: tuple[str, ...]
    ended: tuple[str, ...]
    coming: tuple[str, ...]
    edition: str

    def below(self, prefix: str) -> tuple[str, ...]:
        """The valid codes that begin with a prefix."""
        return _below(self.valid, prefix)

    def ended_below(self, prefix: str) -> tuple[str, ...]:
        """The ended codes that begin with a prefix."""
        return _below(self.ended, prefix)

    def coming_below(self, prefix: str) -> tuple[str, ...]:
        """The codes to come that begin with a prefix."""
        return _below(self.coming, prefix)


def _below(codes: tuple[str, ...], prefix: str) -> tuple[str, ...]:
    return codes[bisect_left(codes, prefix) : bisect_left(codes, prefix + "\uffff")]


def codes_on(on: date) -> Codes:
    """The codes around a day.

    Raises:
        NotInForceError: no code list covers the day.
    """
    return remembered(_kept(), on, lambda: _read(on), most=_HELD)


def _read(on: date) -> Codes:
    held = rows_on("icd10cm_code", on, SOURCE)
    valid = set(held.table.column("code").to_pylist())
    every = every_row("icd10cm_code")
    spans = zip(*(every.column(name).to_pylist() for name in ("code", "since", "through")), strict=True)
    ended: set[str] = set()
    coming: set[str] = set()
    for code, since, through in spans:
        if code not in valid:
            (coming if since > on else ended if through and through < on else set()).add(code)
    gone = ended - coming
    return Codes(tuple(sorted(valid)), tuple(sorted(gone)), tuple(sorted(coming)), held.edition)


@per_store
def _kept(_store: Store) -> dict[date, Codes]:
    return {}


def written(code: str) -> str:
    """A diagnosis code with its dot."""
    return Icd10cm(code).written


def titled(code: str, on: date) -> str:
    """A code and its title, as an option shows them."""
    return f"{written(code)}  {icd10cm().title(code, on)}"


def guideline(section: str) -> Authority:
    """A section of the ICD-10-CM guidelines, in the edition that the exercises were written from."""
    return Authority(GUIDELINES, EDITION, section)
