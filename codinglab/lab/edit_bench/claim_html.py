"""A claim opened beside the list: its lines, diagnoses and notes, what the hit names marked in words."""

from __future__ import annotations

from html import escape

from codinglab.lab.display import element, markdown, unfolding
from codinglab.lab.why_html import table
from codinglab.model import Icd10cm
from codinglab.validate.opened import OpenedClaim, OpenedLine
from codinglab.validate.trial import Hit, Other

_HERE, _OTHER = "◀ hit", "◁ other side of the hit"
_LONG_NOTE = 60_000


def claim_html(claim: OpenedClaim, row: Hit | Other) -> str:
    """A claim; the rows that a hit names are marked by words."""
    hit = row if isinstance(row, Hit) else None
    said = element("p", escape(hit.message), css="cl-said") if hit else ""
    facts = " · ".join(f"{name} {value}" for name, value in claim.facts)
    more = f"{len(claim.others)} more of the patient: {', '.join(claim.others[:6])}" if claim.others else ""
    return "".join(
        (
            element("h4", escape(f"Claim {claim.name}, {claim.claim_type}")),
            said,
            element("p", escape(facts), css="cl-source"),
            element("p", escape(more), css="cl-source") if more else "",
            _lines(claim, hit),
            _diagnoses(claim, hit),
            _procedures(claim, hit),
            _notes(claim),
        )
    )


def _mark(number: int, here: int | None, other: int | None) -> str:
    words = _HERE if number == here else _OTHER if number == other else ""
    return element("strong", words, css="cl-here-mark") if words else ""


def _lines(claim: OpenedClaim, hit: Hit | None) -> str:
    if not claim.lines:
        return ""
    paid = any(line.allowed is not None or line.paid is not None for line in claim.lines)
    facility = any(line.revenue for line in claim.lines)
    names = [
        "Line",
        "Code",
        "Modifiers",
        "Units",
        "Day",
        "Revenue" if facility else "Place",
        "Points to",
        "Charge",
    ]
    names += ["Allowed", "Paid"] if paid else []
    here = hit.line if hit else None
    other = hit.other_line if hit and not hit.other_claim.replace(claim.id, "") else None
    rows = []
    for line in claim.lines:
        cells = [
            f"{line.line} {_mark(line.line, here, other)}",
            element("span", escape(line.code), css="cl-code"),
            escape(", ".join(line.modifiers)),
            str(line.units),
            escape(_days(line)),
            escape(line.revenue if facility else line.place),
            ", ".join(map(str, line.pointers)),
            f"{line.charge:,.2f}",
        ]
        cells += [_money(line.allowed), _money(line.paid)] if paid else []
        rows.append(cells)
    return element("div", table("Service lines", names, rows), css="cl-wide-table")


def _days(line: OpenedLine) -> str:
    if line.through and line.since and line.through != line.since:
        return f"{line.since} to {line.through}"
    return str(line.since or "")


def _money(amount: float | None) -> str:
    return "" if amount is None else f"{amount:,.2f}"


def _diagnoses(claim: OpenedClaim, hit: Hit | None) -> str:
    if not claim.diagnoses:
        return ""
    poa = any(one[2] for one in claim.diagnoses)
    here, other = (hit.diagnosis, hit.other_diagnosis) if hit else (None, None)
    rows = []
    for position, code, indicator in claim.diagnoses:
        written = element("span", escape(Icd10cm(code).written), css="cl-code")
        cells = [f"{position} {_mark(position, here, other)}", written]
        rows.append([*cells, escape(indicator)] if poa else cells)
    return table("Diagnoses", ("Position", "Code", *(("POA",) if poa else ())), rows)


def _procedures(claim: OpenedClaim, hit: Hit | None) -> str:
    if not claim.procedures:
        return ""
    here = hit.procedure if hit else None
    rows = (
        (f"{position} {_mark(position, here, None)}", element("span", escape(code), css="cl-code"), str(day))
        for position, code, day in claim.procedures
    )
    return table("Procedures", ("Position", "Code", "Day"), rows)


def _notes(claim: OpenedClaim) -> str:
    if not claim.notes:
        return element("p", "There is no note with this claim.", css="cl-empty")
    shown = []
    for number, (title, text) in enumerate(claim.notes):
        cut = text[:_LONG_NOTE]
        more = (
            element("p", "The rest of this note is left out.", css="cl-empty") if len(text) > len(cut) else ""
        )
        note = unfolding(title or "Note", markdown(cut) + more)
        shown.append(note.replace("<details ", "<details open ", 1) if number == 0 else note)
    return element("section", *shown, css="cl-notes", aria_label="Notes", tabindex="0")
