"""A service line of an X12 claim, with what another payer decided on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from codinglab.claims.intake.gathered import Payment
from codinglab.claims.intake.x12_draft import Draft, Line, Party
from codinglab.claims.intake.x12_segments import Segment
from codinglab.claims.intake.x12_values import amount, count, fail, period, units
from codinglab.model import Hcpcs, Modifier, ServiceLine

_PATIENT_PAYS = "PR"
_TOTAL = "0001"
_KINDS = frozenset({"HC", "HP"})
_ADJUSTMENTS = range(2, 18, 3)


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A service line, who rendered it where the line says so, and what another payer decided."""

    line: ServiceLine
    rendering: Party | None
    payment: Payment | None


def is_total(line: ReadLine) -> bool:
    """Whether it is the line of a claim's total, revenue code 0001, and no service."""
    return line.line.revenue_code == _TOTAL and not line.line.code


def read_line(line: Line, draft: Draft, statement: tuple[date, date] | None, place: str) -> ReadLine:
    """Read a line; `statement` holds the days of an institutional claim, `place` its place of service.

    A line of an institutional claim that has no day of its own is of all days of the statement.

    Raises:
        FaultError: it cannot be read.
    """
    service = line.service
    if service is None:
        raise fail(line.opening, "The line has no service (SV1 or SV2).")
    if service.tag != ("SV2" if draft.institutional else "SV1"):
        raise fail(service, "It belongs to the other kind of claim, professional or institutional.")
    first, last = _days(line, statement)
    at = 2 if draft.institutional else 1
    code, modifiers = _code(service, at, needed=not draft.institutional)
    charge = amount(service, at + 1)
    made = ServiceLine(
        code=code,
        date=first,
        modifiers=modifiers,
        units=units(service, at + 3),
        through=last if last != first else None,
        pointers=() if draft.institutional else _pointers(service),
        charge=charge,
        place_of_service="" if draft.institutional else service.at(5) or place,
        revenue_code=service.at(1) if draft.institutional else "",
    )
    return ReadLine(made, line.parties.get("82"), _payment(line, charge))


def _days(line: Line, statement: tuple[date, date] | None) -> tuple[date, date]:
    said = line.dates.get("472")
    if said is not None:
        first, last = period(said)
        if last < first:
            raise fail(said, "The last day is before the first.", 3)
        return first, last
    if statement is None:
        raise fail(line.opening, "The day of service (DTP 472) is missing.")
    return statement


def _code(service: Segment, element: int, *, needed: bool) -> tuple[Hcpcs, tuple[Modifier, ...]]:
    if not service.at(element) and not needed:
        return Hcpcs(""), ()
    kind, code, *modifiers = (*(part.strip() for part in service.parts(element)), "", "")[:6]
    if kind not in _KINDS:
        raise fail(service, f"'{kind[:8]}' is no kind of code that is read: HC is HCPCS.", element)
    if not code:
        raise fail(service, "The code of the service is missing.", element)
    return Hcpcs(code), tuple(Modifier(one) for one in modifiers if one)


def _pointers(service: Segment) -> tuple[int, ...]:
    parts = [part.strip() for part in service.parts(7)]
    return tuple(count(service, 7, part) for part in parts if part)


def _payment(line: Line, charge: Decimal) -> Payment | None:
    """The decision of the payer before; of several, that of the first."""
    if line.decision is None:
        return None
    paid = amount(line.decision, 2)
    written_off, reasons = Decimal(0), []
    for segment in line.adjustments:
        for element in _ADJUSTMENTS:
            if not segment.at(element):
                continue
            taken = amount(segment, element + 1)
            if segment.at(1) != _PATIENT_PAYS:
                written_off += taken
                reasons.append((taken, f"{segment.at(1)}-{segment.at(element)}"))
    allowed = charge - written_off
    denied = max(reasons)[1] if reasons and paid <= 0 and allowed <= 0 else ""
    return Payment(float(allowed), float(paid), denied)
