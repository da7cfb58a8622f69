"""From packed forms and who, where and when of each copy to the relations of a batch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from codinglab.claims.extract.layout import INTAKE_SCHEMAS
from codinglab.claims.generate.copies import Beside, Copies, completed_years, identifiers, names
from codinglab.claims.generate.forms import NONE, Forms
from codinglab.claims.generate.payments import denials, payments

if TYPE_CHECKING:
    import pyarrow as pa

Array = np.ndarray[Any, np.dtype[Any]]
_ORDINAL = 719_163
"""The ordinal (`date.toordinal`) of 1970-01-01, from which Arrow and numpy count days."""


def relations(
    forms: Forms, words: pa.Array, copies: Copies, beside: Beside, seed: int
) -> dict[str, pa.Table]:
    """The relations of `INTAKE_SCHEMAS`.

    Args:
        forms: packed.
        words: the texts of the forms, as an array.
        copies: the claims, in the order of their rows.
        beside: the lists that `copies.beside` names.
        seed: of the charges.
    """
    import pyarrow as pa

    head = {name: column[copies.form] for name, column in forms.columns.items()}
    last = copies.day + copies.days
    on = np.where(head["inpatient"], last, copies.day)
    claim_id = names(copies.claim, "C")
    claim_type = words.take(pa.array(head["type"]))
    provider, group, facility, key = _who(head, words, copies, claim_id)
    contractor = words.take(
        pa.array(np.where(head["contractor"] == NONE, copies.contractor, head["contractor"]))
    )
    admitted = copies.day + head["admitted"]
    unadmitted = pa.array(~head["has_admission"])
    begins = np.where(head["has_admission"], admitted, copies.day)
    tables = {
        "claim": {
            "claim_id": claim_id,
            "claim_type": claim_type,
            "patient": names(copies.patient, "P"),
            "sex": words.take(pa.array(copies.sex)),
            "birth_date": _days(copies.birth),
            "age": pa.array(completed_years(copies.birth, begins)),
            "from_date": _days(copies.day),
            "through_date": _days(last),
            "admission_date": _days(admitted, unadmitted),
            "discharge_status": words.take(pa.array(head["discharge"])),
            "bill_type": words.take(pa.array(head["bill"])),
            "provider": provider,
            "specialty": words.take(pa.array(head["specialty"])),
            "group": group,
            "facility": facility,
            "contractor": contractor,
            "admitting": words.take(pa.array(head["admitting"])),
            "on": _days(on),
            "first_day": _numbers(copies.day),
            "last_day": _numbers(last),
            "admission_day": _numbers(admitted, unadmitted),
        }
    }
    told = _Told(claim_id, claim_type, contractor, key, words, copies, last, on, head["inpatient"])
    tables["diagnosis"] = _diagnoses(forms, told, beside)
    tables["procedure"] = _procedures(forms, told)
    tables["line"], tables["payment"] = _lines(forms, told, seed)
    for name in ("modifier", "pointer", "condition"):
        tables[name] = _plain(forms, told, name)
    return {name: pa.table(columns, schema=INTAKE_SCHEMAS[name]) for name, columns in tables.items()}


@dataclass
class _Told:
    """What is known of the claims, for their parts."""

    claim_id: pa.Array
    claim_type: pa.Array
    contractor: pa.Array
    key: pa.Array
    words: pa.Array
    copies: Copies
    last: Array
    on: Array
    inpatient: Array


def _days(days: Array, absent: pa.Array | None = None) -> pa.Array:
    import pyarrow as pa

    made = pa.array(
        days.astype(np.int32), mask=None if absent is None else absent.to_numpy(zero_copy_only=False)
    )
    return made.cast(pa.date32())


def _numbers(days: Array, absent: pa.Array | None = None) -> pa.Array:
    import pyarrow as pa

    mask = None if absent is None else absent.to_numpy(zero_copy_only=False)
    return pa.array((days + _ORDINAL).astype(np.int32), mask=mask)


def _who(head: dict[str, Array], words: pa.Array, copies: Copies, claim_id: pa.Array) -> tuple[pa.Array, ...]:
    """The provider, group and facility of each claim, and who did it to whom (`claims.tables`)."""
    import pyarrow as pa
    import pyarrow.compute as pc

    def said(name: str, made: pa.Array) -> pa.Array:
        literal = head[name]
        if (literal == NONE).all():
            return made
        return pc.if_else(pa.array(literal == NONE), made, words.take(pa.array(np.maximum(literal, 0))))

    provider = said("provider", identifiers(copies.provider))
    group = said("group", pc.binary_join_element_wise("G", pc.cast(pa.array(copies.group), pa.string()), ""))
    facility = said("facility", identifiers(copies.facility))
    specialty = words.take(pa.array(head["specialty"]))
    team = pc.binary_join_element_wise(group, specialty, "/")
    grouped = pc.and_(pc.not_equal(group, ""), pa.array(head["has_specialty"]))
    alone = pc.if_else(pc.not_equal(provider, ""), provider, claim_id)
    house = pc.if_else(pc.not_equal(facility, ""), facility, claim_id)
    served = pc.if_else(pa.array(head["professional"]), pc.if_else(grouped, team, alone), house)
    return provider, group, facility, pc.binary_join_element_wise(names(copies.patient, "P"), served, "|")


def _spread(start: Array, count: Array) -> tuple[Array, Array, Array]:
    """For rows of parts: whose they are, where they come from, and their number from 0."""
    whose = np.repeat(np.arange(len(count)), count)
    ends = np.cumsum(count)
    within = np.arange(len(whose)) - np.repeat(ends - count, count)
    return whose, np.repeat(start, count) + within, within


def _ids(told: _Told, whose: Array) -> dict[str, pa.Array]:
    import pyarrow as pa

    at = pa.array(whose)
    return {"claim_id": told.claim_id.take(at), "claim_type": told.claim_type.take(at)}


def _diagnoses(forms: Forms, told: _Told, beside: Beside) -> dict[str, pa.Array]:
    import pyarrow as pa

    parts, form = forms.parts["diagnosis"], told.copies.form
    own = parts.count[form]
    more = np.where(told.copies.beside == NONE, 0, beside.count[told.copies.beside])
    whose, _, within = _spread(np.zeros_like(own), own + more)
    mine = within < own[whose]
    source = np.where(mine, parts.start[form][whose] + within, 0)
    other = np.where(mine, 0, beside.start[told.copies.beside][whose] + within - own[whose])
    columns = {}
    for name, listed in (("code", beside.code), ("poa", beside.poa)):
        chosen = np.where(mine, parts.columns[name][source], listed[other] if len(listed) else 0)
        columns[name] = told.words.take(pa.array(chosen))
    return {
        **_ids(told, whose),
        "position": pa.array((within + 1).astype(np.int32)),
        **columns,
        "on": _days(told.on[whose]),
    }


def _procedures(forms: Forms, told: _Told) -> dict[str, pa.Array]:
    import pyarrow as pa

    parts, form = forms.parts["procedure"], told.copies.form
    whose, source, within = _spread(parts.start[form], parts.count[form])
    day = told.copies.day[whose] + parts.columns["offset"][source]
    return {
        **_ids(told, whose),
        "position": pa.array((within + 1).astype(np.int32)),
        "code": told.words.take(pa.array(parts.columns["code"][source])),
        "date": _days(day),
        "on": _days(told.on[whose]),
        "day": _numbers(day),
    }


def _lines(forms: Forms, told: _Told, seed: int) -> tuple[dict[str, pa.Array], dict[str, pa.Array]]:
    import pyarrow as pa

    parts, copies = forms.parts["line"], told.copies
    whose, source, within = _spread(parts.start[copies.form], parts.count[copies.form])
    column = {name: values[source] for name, values in parts.columns.items()}
    since = copies.day[whose] + column["since"]
    through = np.where(column["stay"], told.last[whose], copies.day[whose] + column["through"])
    units = np.where(column["by_day"], np.maximum(1, copies.days[whose]), column["units"]).astype(np.int32)
    number = (within + 1).astype(np.int32)
    cost = payments(copies, whose, number, column["price"] * units, seed)
    ids = _ids(told, whose)
    at = pa.array(whose)
    take = told.words.take
    line = {
        **ids,
        "line": pa.array(number),
        "code": take(pa.array(column["code"])),
        "units": pa.array(units),
        "since": _days(since),
        "through": _days(through),
        "first_day": _numbers(since),
        "last_day": _numbers(through),
        "place_of_service": take(pa.array(column["place"])),
        "revenue_code": take(pa.array(column["revenue"])),
        "charge": pa.array(cost.charge),
        "contractor": told.contractor.take(at),
        "key": told.key.take(at),
        "on": _days(np.where(told.inpatient[whose], told.on[whose], since)),
    }
    payment = {
        "claim_id": ids["claim_id"],
        "line": line["line"],
        "allowed": pa.array(cost.allowed),
        "paid": pa.array(cost.paid),
        "denied_by": pa.array(denials(), pa.string()).take(pa.array(cost.denied)),
    }
    return line, payment


def _plain(forms: Forms, told: _Told, name: str) -> dict[str, pa.Array]:
    import pyarrow as pa

    parts, form = forms.parts[name], told.copies.form
    whose, source, _ = _spread(parts.start[form], parts.count[form])
    columns = {}
    for column, values in parts.columns.items():
        made = pa.array(values[source])
        columns[column] = told.words.take(made) if column in ("modifier", "code") else made
    return {**_ids(told, whose), **columns}
