"""One claim of those that are loaded, opened: its header, diagnoses, procedures, lines and notes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from codinglab.model import InvalidInputError
from codinglab.validate.loaded import LoadedClaims


@dataclass(frozen=True, slots=True)
class OpenedLine:
    """A service line; `pointers` are positions of diagnoses, `allowed` and `paid` what the source says."""

    line: int
    code: str
    modifiers: tuple[str, ...]
    units: int
    since: date | None
    through: date | None
    pointers: tuple[int, ...]
    place: str
    revenue: str
    charge: float
    allowed: float | None = None
    paid: float | None = None


@dataclass(frozen=True, slots=True)
class OpenedClaim:
    """A claim as its relations hold it.

    Attributes:
        id: as the relations name it.
        name: the id that it came with.
        facts: what its header says, each with what it is; what is empty is left out.
        diagnoses: position, code, POA indicator.
        procedures: position, code, day.
        lines: its service lines.
        notes: title and text of each.
        others: the other claims of the patient, by id.
    """

    id: str
    name: str
    claim_type: str
    facts: tuple[tuple[str, str], ...]
    diagnoses: tuple[tuple[int, str, str], ...]
    procedures: tuple[tuple[int, str, date], ...]
    lines: tuple[OpenedLine, ...]
    notes: tuple[tuple[str, str], ...]
    others: tuple[str, ...]


_FACTS = {
    "patient": "Patient", "sex": "Sex", "birth_date": "Born", "age": "Age", "from_date": "From",
    "through_date": "Through", "admission_date": "Admitted", "discharge_status": "Discharge status",
    "bill_type": "Bill type", "provider": "Provider", "specialty": "Specialty", "group": "Group",
    "facility": "Facility", "contractor": "Contractor", "admitting": "Admitting diagnosis",
}  # fmt: skip


def open_claim(loaded: LoadedClaims, claim_id: str) -> OpenedClaim:
    """Open a claim.

    Raises:
        InvalidInputError: there is no such claim among those that are loaded.
    """
    told = _rows(loaded, "claim", "*", claim_id)
    if not told:
        msg = f"There is no claim '{claim_id}' among {loaded.words}."
        raise InvalidInputError(msg)
    header = told[0]
    others = loaded.raw.execute(
        "SELECT CAST(claim_id AS VARCHAR) FROM claim WHERE patient = ? AND CAST(claim_id AS VARCHAR) <> ? "
        "ORDER BY claim_id LIMIT 50",
        [header["patient"], claim_id],
    ).fetchall()
    diagnoses = _rows(loaded, "diagnosis", "position, code, poa", claim_id, "position")
    procedures = _rows(loaded, "procedure", "position, code, date", claim_id, "position")
    return OpenedClaim(
        id=claim_id,
        name=str(header.get("name") or claim_id),
        claim_type=str(header["claim_type"]),
        facts=tuple(
            (word, str(header[name])) for name, word in _FACTS.items() if header.get(name) not in (None, "")
        ),
        diagnoses=tuple((one["position"], one["code"], one["poa"] or "") for one in diagnoses),
        procedures=tuple((one["position"], one["code"], one["date"]) for one in procedures),
        lines=_lines(loaded, claim_id),
        notes=_notes(loaded, claim_id),
        others=tuple(one for (one,) in others),
    )


def _lines(loaded: LoadedClaims, claim_id: str) -> tuple[OpenedLine, ...]:
    modifiers = _by_line(_rows(loaded, "modifier", "line, modifier", claim_id, "line, position"), "modifier")
    pointers = _by_line(_rows(loaded, "pointer", "line, diagnosis", claim_id, "line, position"), "diagnosis")
    paid = {
        one["line"]: one
        for one in (_rows(loaded, "payment", "line, allowed, paid", claim_id) if loaded.numbered else ())
    }
    return tuple(
        OpenedLine(
            line=one["line"],
            code=one["code"] or "",
            modifiers=tuple(modifiers.get(one["line"], ())),
            units=one["units"],
            since=one["since"],
            through=one["through"],
            pointers=tuple(pointers.get(one["line"], ())),
            place=one["place_of_service"] or "",
            revenue=one["revenue_code"] or "",
            charge=one["charge"] or 0.0,
            allowed=paid.get(one["line"], {}).get("allowed"),
            paid=paid.get(one["line"], {}).get("paid"),
        )
        for one in _rows(loaded, "line", "*", claim_id, "line")
    )


def _notes(loaded: LoadedClaims, claim_id: str) -> tuple[tuple[str, str], ...]:
    if not loaded.numbered:
        return tuple(loaded.notes.get(claim_id, ()))
    told = _rows(loaded, "note", "title, text", claim_id, "title")
    return tuple((one["title"] or "Note", one["text"] or "") for one in told)


def _rows(
    loaded: LoadedClaims, relation: str, columns: str, claim_id: str, order: str = "1"
) -> list[dict[str, Any]]:
    asked = loaded.raw.execute(
        f"SELECT {columns} FROM {relation} WHERE claim_id = ? ORDER BY {order} LIMIT 1000",  # noqa: S608 (our names)
        [int(claim_id) if loaded.numbered and claim_id.isdigit() else claim_id],
    )
    names = [one[0] for one in asked.description or ()]
    return [dict(zip(names, row, strict=True)) for row in asked.fetchall()]


def _by_line(rows: list[dict[str, Any]], name: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row["line"], []).append(row[name])
    return found
