"""Claims again from their relations: for what looks at a claim as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from codinglab.model import (
    Claim,
    ClaimType,
    Diagnosis,
    Hcpcs,
    Icd10cm,
    Icd10pcs,
    Modifier,
    Patient,
    Procedure,
    Provider,
    ServiceLine,
    Sex,
)

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
Parts = dict[str, dict[Any, list[Row]]]
_PARTS = ("diagnosis", "procedure", "line", "modifier", "pointer", "condition")
_CENT = Decimal("0.01")


def whole_claims(relations: Mapping[str, pa.Table]) -> Iterator[Claim]:
    """The claims of relations (`claims.tables.SCHEMAS`, or those of an extract), in the order of `claim`.

    Args:
        relations: by name; one that is not given is empty.
    """
    parts: Parts = {name: defaultdict(list) for name in _PARTS}
    for name in _PARTS:
        for row in relations[name].to_pylist() if name in relations else ():
            parts[name][row["claim_id"]].append(row)
    for row in relations["claim"].to_pylist():
        yield _claim(row, {name: parts[name].get(row["claim_id"], []) for name in _PARTS})


def _claim(row: Row, parts: dict[str, list[Row]]) -> Claim:
    modifiers: dict[int, list[Modifier]] = defaultdict(list)
    pointers: dict[int, list[int]] = defaultdict(list)
    for mark in sorted(parts["modifier"], key=_position):
        modifiers[mark["line"]].append(Modifier(mark["modifier"]))
    for mark in sorted(parts["pointer"], key=_position):
        pointers[mark["line"]].append(mark["diagnosis"])
    return Claim(
        claim_id=str(row["claim_id"]),
        claim_type=ClaimType(row["claim_type"]),
        patient=Patient(row["patient"], row["birth_date"], Sex(row["sex"])),
        from_date=row["from_date"],
        through_date=row["through_date"],
        admission_date=row["admission_date"],
        discharge_status=row["discharge_status"],
        bill_type=row["bill_type"],
        provider=Provider(row["provider"], row["specialty"], row["group"]),
        facility_id=row["facility"],
        contractor=row["contractor"],
        admitting_diagnosis=Icd10cm(row["admitting"]) if row["admitting"] else None,
        condition_codes=tuple(one["code"] for one in parts["condition"]),
        diagnoses=tuple(
            Diagnosis(Icd10cm(one["code"]), one["poa"]) for one in sorted(parts["diagnosis"], key=_position)
        ),
        procedures=tuple(
            Procedure(Icd10pcs(one["code"]), one["date"]) for one in sorted(parts["procedure"], key=_position)
        ),
        lines=tuple(
            ServiceLine(
                Hcpcs(one["code"]),
                one["since"],
                tuple(modifiers[one["line"]]),
                one["units"],
                one["through"] if one["through"] != one["since"] else None,
                tuple(pointers[one["line"]]),
                Decimal(one["charge"]).quantize(_CENT),
                one["place_of_service"],
                one["revenue_code"],
            )
            for one in sorted(parts["line"], key=lambda one: int(one["line"]))
        ),
    )


def _position(row: Row) -> int:
    return int(row["position"])
