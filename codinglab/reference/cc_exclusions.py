"""The list that lets a principal diagnosis exclude a CC or an MCC. Source: IPPS Tables 6I, 6J and 6K."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from codinglab.model import Icd10cm
from codinglab.reference.lookup import lookup_file


@dataclass(frozen=True, slots=True)
class ExclusionList:
    """A collection of principal diagnoses that exclude a code: its number, and the tables' edition."""

    number: str
    edition: str


def exclusion_list(code: Icd10cm, principal: Icd10cm, on: date) -> ExclusionList | None:
    """The list on which a principal diagnosis excludes a secondary one.

    None where no such list of that day is installed, or where it does not hold the pair.
    """
    lookup = lookup_file()
    edition = lookup.edition("msdrg-tables", on)
    if edition is None or not edition.period.covers(on):
        return None
    rows = lookup.rows(
        "SELECT cc.list FROM cc JOIN cc_exclusion x ON x.list = cc.list AND x.edition = cc.edition "
        "WHERE cc.edition = ? AND cc.code = ? AND x.principal = ?",
        edition.id,
        code,
        principal,
    )
    return ExclusionList(rows[0][0], edition.name) if rows else None


def cc_level(code: Icd10cm, on: date) -> str | None:
    """The severity of a secondary diagnosis in MS-DRG: "CC", "MCC", or "" for neither.

    None where no such list of that day is installed.
    """
    lookup = lookup_file()
    edition = lookup.edition("msdrg-tables", on)
    if edition is None or not edition.period.covers(on):
        return None
    rows = lookup.rows("SELECT level FROM cc WHERE edition = ? AND code = ?", edition.id, code)
    return str(rows[0][0]) if rows else ""
