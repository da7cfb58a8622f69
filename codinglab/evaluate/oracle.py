"""The claims of the oracle: what CMS's own grouper and code editor say of 2,000 generated claims."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from codinglab.model import (
    Claim,
    ClaimType,
    Diagnosis,
    Icd10cm,
    Icd10pcs,
    InvalidInputError,
    Patient,
    Procedure,
    Sex,
)

FILE = "cms-grouper-and-code-editor.jsonl"
_SEXES = {0: Sex.MALE, 1: Sex.FEMALE, 2: Sex.UNKNOWN}


@dataclass(frozen=True, slots=True)
class OracleClaim:
    """A generated claim with the answers of CMS's programs.

    Attributes:
        facts: the claim in the grouper's form.
        drg: of CMS's grouper: `initial_drg`, `final_drg`, their MDCs and `return_code`.
        edits: of CMS's code editor: each edit's name and how often it fired.
    """

    id: str
    facts: dict[str, Any]
    drg: dict[str, Any]
    edits: dict[str, int]


def oracle_claims(folder: Path) -> Iterator[OracleClaim]:
    """The claims of a folder's oracle file.

    Raises:
        InvalidInputError: the folder has no such file.
    """
    try:
        text = (folder / FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        msg = f"{folder} has no {FILE}: name the folder of the oracle with --data."
        raise InvalidInputError(msg) from None
    for row in map(json.loads, text.splitlines()):
        yield OracleClaim(row["id"], row["claim"], row["java_msdrg"], row["java_mce"]["edits"])


def as_claim(facts: dict[str, Any]) -> Claim:
    """An oracle claim as the lab's; the patient is born on the day of admission, age years before."""
    number = str(facts["discharge_date"])
    through = date(int(number[:4]), int(number[4:6]), int(number[6:]))
    admitted = through - timedelta(days=facts["length_of_stay"])
    admitting = facts.get("admit_dx")
    born = _years_before(admitted, facts["age"])
    return Claim(
        claim_id=facts["id"],
        claim_type=ClaimType.INPATIENT,
        patient=Patient(facts["id"], born, _SEXES[facts["sex"]]),
        from_date=admitted,
        through_date=through,
        admission_date=admitted,
        discharge_status=f"{facts['discharge_status']:02d}",
        admitting_diagnosis=Icd10cm(admitting["code"]) if admitting else None,
        diagnoses=tuple(
            Diagnosis(Icd10cm(item["code"]), item.get("poa") or "") for item in [facts["pdx"], *facts["sdx"]]
        ),
        procedures=tuple(Procedure(Icd10pcs(item["code"]), through) for item in facts["procedures"]),
    )


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
