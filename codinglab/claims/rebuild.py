"""Claims of an extract as the lab's own, for what is asked of a claim as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from codinglab.claims.stays import NO_BIRTH_DATE, NO_DAYS
from codinglab.model import (
    Claim,
    ClaimType,
    Diagnosis,
    Hcpcs,
    Icd10cm,
    Icd10pcs,
    InvalidInputError,
    Modifier,
    Patient,
    Procedure,
    Provider,
    ServiceLine,
    Sex,
)

if TYPE_CHECKING:
    Row = dict[str, Any]

RELATIONS = ("claim", "diagnosis", "procedure", "line", "modifier", "pointer", "condition")
_IN_ORDER = ("line", "position", "code")


def claims_of(relations: Mapping[str, pa.Table], ids: Collection[Any]) -> Iterator[tuple[Any, Claim | str]]:
    """Some claims of whole claims' relations, in the order of their ids; the reason where one cannot be made.

    Args:
        relations: tables of an extract, or of claims on their way in, by name; one that is missing is empty.
        ids: the claims that are wanted: their numbers, or their ids on the way in.
    """
    wanted = pa.array(sorted(ids), relations["claim"].schema.field("claim_id").type)
    parts = {name: _by_claim(relations[name], wanted) for name in RELATIONS if name in relations}
    for claim_id in wanted.to_pylist():
        for row in parts["claim"].get(claim_id, []):
            yield claim_id, _claim(row, {name: rows.get(claim_id, []) for name, rows in parts.items()})


def all_claims(relations: Mapping[str, pa.Table]) -> list[Claim]:
    """Every claim of whole claims' relations, in the order of their ids.

    Raises:
        InvalidInputError: one cannot be made; the message says why.
    """
    made = []
    for claim_id, found in claims_of(relations, relations["claim"]["claim_id"].to_pylist()):
        if isinstance(found, str):
            msg = f"Claim {claim_id}: {found}."
            raise InvalidInputError(msg)
        made.append(found)
    return made


def _by_claim(table: pa.Table, wanted: pa.Array) -> dict[Any, list[Row]]:
    """The rows of the wanted claims, each claim's in their order."""
    found: dict[Any, list[Row]] = defaultdict(list)
    for row in table.filter(pc.is_in(table["claim_id"], wanted)).to_pylist():
        found[row["claim_id"]].append(row)
    names = [name for name in _IN_ORDER if name in table.column_names]
    for rows in found.values():
        rows.sort(key=lambda row: tuple(row[name] for name in names if row[name] is not None))
    return found


def _claim(row: Row, parts: Mapping[str, list[Row]]) -> Claim | str:
    if row["from_date"] is None or row["through_date"] is None:
        return NO_DAYS
    if row["birth_date"] is None:
        return NO_BIRTH_DATE
    admitting = row["admitting"]
    sex = Sex(row["sex"]) if row["sex"] in list(Sex) else Sex.UNKNOWN
    return Claim(
        claim_id=row.get("name") or str(row["claim_id"]),
        claim_type=ClaimType(row["claim_type"]),
        patient=Patient(row["patient"] or "", row["birth_date"], sex),
        from_date=row["from_date"],
        through_date=row["through_date"],
        admission_date=row["admission_date"],
        discharge_status=row["discharge_status"] or "",
        bill_type=row["bill_type"] or "",
        provider=Provider(row["provider"] or "", row["specialty"] or "", row["group"] or ""),
        facility_id=row["facility"] or "",
        contractor=row["contractor"] or "",
        admitting_diagnosis=Icd10cm(admitting) if admitting else None,
        condition_codes=tuple(one["code"] for one in parts.get("condition", [])),
        diagnoses=tuple(
            Diagnosis(Icd10cm(one["code"] or ""), one["poa"] or "") for one in parts.get("diagnosis", [])
        ),
        procedures=tuple(
            Procedure(Icd10pcs(one["code"] or ""), one["date"] or row["through_date"])
            for one in parts.get("procedure", [])
        ),
        lines=tuple(_line(one, parts, row) for one in parts.get("line", [])),
    )


def _line(row: Row, parts: Mapping[str, list[Row]], claim: Row) -> ServiceLine:
    since = row["since"] or claim["from_date"]
    return ServiceLine(
        code=Hcpcs(row["code"] or ""),
        date=since,
        modifiers=tuple(
            Modifier(one["modifier"]) for one in parts.get("modifier", []) if one["line"] == row["line"]
        ),
        units=row["units"] or 0,
        through=row["through"] if row["through"] != since else None,
        pointers=tuple(one["diagnosis"] for one in parts.get("pointer", []) if one["line"] == row["line"]),
        charge=Decimal(str(row["charge"] or 0)),
        place_of_service=row["place_of_service"] or "",
        revenue_code=row["revenue_code"] or "",
    )
