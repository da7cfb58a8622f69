"""What the learner wants to see of the library."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from codinglab.lab.case_library.rows import CaseRow
from codinglab.model import Role

ANY = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters; "" wants any.

    Attributes:
        role, setting, difficulty, state: values of a row.
        words: all must stand in the title, the summary, the objectives, their sections, or the id.
    """

    role: str = ANY
    setting: str = ANY
    difficulty: str = ANY
    state: str = ANY
    words: str = ANY

    def of(self, rows: Iterable[CaseRow]) -> tuple[CaseRow, ...]:
        """The rows that are wanted, in their order."""
        return tuple(row for row in rows if self._wants(row))

    def _wants(self, row: CaseRow) -> bool:
        case = row.case
        asked = (
            (self.role, case.role.value),
            (self.setting, case.encounter.setting.value),
            (self.difficulty, case.difficulty.value),
            (self.state, row.state.value),
        )
        text = _text(row)
        return all(want in {ANY, has} for want, has in asked) and all(
            word in text for word in self.words.casefold().split()
        )


def spoken(value: str) -> str:
    """A value as people read it.

    >>> spoken("facility_inpatient"), spoken("cdi")
    ('facility inpatient', 'CDI')
    """
    return "CDI" if value == Role.CDI else value.replace("_", " ")


def _text(row: CaseRow) -> str:
    case = row.case
    told = [case.id, case.title, case.summary, row.set_title, spoken(case.role.value)]
    told += [part for one in case.objectives for part in (one.text, one.section)]
    return " ".join(told).casefold()
