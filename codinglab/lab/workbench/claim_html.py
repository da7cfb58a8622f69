"""A claim laid out in the boxes of its form, for the screen without a kernel and for paper.

Box numbers are those of the CMS-1500 and the UB-04; the words in the boxes are our own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from html import escape

from codinglab.claims.assemble import claim_from
from codinglab.lab.code_title import title_of
from codinglab.lab.display import element
from codinglab.lab.workbench.claim_boxes import (
    beyond_words,
    diagnosis_box,
    letters,
    most_diagnoses,
    most_procedures,
    procedure_box,
)
from codinglab.model import Answers, Case, Claim, ClaimType, ServiceLine

_FORMS = {
    ClaimType.PROFESSIONAL: ("CMS-1500", "professional claim"),
    ClaimType.OUTPATIENT: ("UB-04", "facility claim, outpatient"),
    ClaimType.INPATIENT: ("UB-04", "facility claim, inpatient"),
}
_COUNTED = ("Charge", "Units")


def claim_html(case: Case, answers: Answers) -> str:
    """The claim that the answers make of a case, as the boxes of its form; all text is escaped."""
    claim = claim_from(case, answers)
    form, kind = _FORMS[claim.claim_type]
    professional = claim.claim_type is ClaimType.PROFESSIONAL
    body = _professional(claim) if professional else _facility(claim)
    head = element(
        "header",
        element("strong", form),
        element("span", escape(f"{kind} · {case.title}")),
        css="cl-sheet-head",
    )
    state = "handed in" if answers.submitted else "not handed in"
    foot = element("p", escape(f"{answers.learner} · {case.id} · {state}"), css="cl-sheet-foot")
    return element(
        "section", head, *body, foot, css="cl-sheet", aria_label=f"{form}: the claim of {case.title}"
    )


def _professional(claim: Claim) -> Iterator[str]:
    yield _boxes((
        ("2", "Patient", claim.patient.id),
        ("3", "Born, sex", f"{claim.patient.birth_date} {claim.patient.sex}"),
        ("18", "In hospital since", str(claim.admission_date or "")),
        ("33", "Provider", claim.provider.id),
        ("", "Specialty", claim.provider.specialty),
        ("", "Payer", claim.contractor),
    ))  # fmt: skip
    yield _diagnoses(claim, "21", "Diagnoses")
    yield _lines(claim)


def _facility(claim: Claim) -> Iterator[str]:
    stay = claim.claim_type is ClaimType.INPATIENT
    yield _boxes((
        ("4", "Type of bill", claim.bill_type),
        ("6", "From – through", f"{claim.from_date} – {claim.through_date}"),
        ("8", "Patient", claim.patient.id),
        ("10", "Born", str(claim.patient.birth_date)),
        ("11", "Sex", str(claim.patient.sex)),
        ("12", "Admitted", str(claim.admission_date or "")),
        ("17", "Discharge status", claim.discharge_status),
        ("18", "Conditions", " ".join(claim.condition_codes)),
        ("56", "Facility", claim.facility_id),
        ("76", "Physician", claim.provider.id),
    ))  # fmt: skip
    if claim.lines or not stay:
        yield _lines(claim)
    admitting = claim.admitting_diagnosis
    if admitting is not None:
        yield _boxes((("69", "Admitting diagnosis",
                       f"{admitting.written} {title_of(admitting, claim.governing_date())}"),))  # fmt: skip
    yield _diagnoses(claim, "67", "Diagnoses, present on admission" if stay else "Diagnoses")
    if stay:
        yield _procedures(claim)


def _boxes(boxes: Iterable[tuple[str, str, str]]) -> str:
    """Boxes side by side, each with its number, its name and what is in it; empty ones are left out."""
    made = (
        element("div", element("dt", _numbered(number, name)), element("dd", escape(value)), css="cl-box-in")
        for number, name, value in boxes
        if value.strip()
    )
    return element("dl", *made, css="cl-boxes")


def _numbered(number: str, name: str) -> str:
    return (element("b", escape(number)) + " " if number else "") + escape(name)


def _diagnoses(claim: Claim, number: str, name: str) -> str:
    on, most = claim.governing_date(), most_diagnoses(claim.claim_type)
    stay = claim.claim_type is ClaimType.INPATIENT
    rows = []
    for position, item in enumerate(claim.diagnoses, start=1):
        if position == most + 1:
            rows.append(_beyond(claim.claim_type, 4 if stay else 3))
        cells = [
            element("th", escape(diagnosis_box(claim.claim_type, position)), scope="row"),
            element("td", escape(item.code.written), css="cl-code"),
            element("td", escape(title_of(item.code, on))),
            *([element("td", escape(item.poa), css="cl-poa-in")] if stay else []),
        ]
        rows.append(element("tr", *cells, css="cl-beyond" if position > most else ""))
    heads = ["Box", "Code", "Title", *(["POA"] if stay else [])]
    return _table(number, name, heads, rows)


def _procedures(claim: Claim) -> str:
    on, most = claim.governing_date(), most_procedures()
    rows = []
    for position, item in enumerate(claim.procedures, start=1):
        if position == most + 1:
            rows.append(_beyond(claim.claim_type, 4))
        cells = (
            element("th", procedure_box(position), scope="row"),
            element("td", escape(item.code.written), css="cl-code"),
            element("td", escape(title_of(item.code, on, procedure=True))),
            element("td", item.date.isoformat()),
        )
        rows.append(element("tr", *cells, css="cl-beyond" if position > most else ""))
    return _table("74", "Procedures", ["Box", "Code", "Title", "Date"], rows)


def _beyond(claim_type: ClaimType, columns: int) -> str:
    return element(
        "tr", element("td", escape(beyond_words(claim_type)), colspan=str(columns)), css="cl-beyond-said"
    )


def _lines(claim: Claim) -> str:
    professional = claim.claim_type is ClaimType.PROFESSIONAL
    rows = [
        element("tr", element("th", str(number), scope="row"),
                *(element("td", escape(value), css=css) for value, css in _cells(line, professional)))
        for number, line in enumerate(claim.lines, start=1)
    ]  # fmt: skip
    if professional:
        heads = ["Line", "A Dates", "B Place", "D Code", "Modifiers", "E Points to", "F Charge", "G Units"]
        return _table("24", "Service lines", heads, rows)
    heads = ["Line", "42 Revenue", "44 Code", "Modifiers", "45 Date", "46 Units", "47 Charge"]
    return _table("42–47", "Service lines", heads, rows)


def _cells(line: ServiceLine, professional: bool) -> Iterator[tuple[str, str]]:
    through = f" – {line.through}" if line.through and line.through != line.date else ""
    day = f"{line.date}{through}"
    code = (line.code.written, "cl-code")
    modifiers = (" ".join(line.modifiers), "cl-code")
    units, charge = (str(line.units), "cl-number"), (_dollars(line.charge), "cl-number")
    if professional:
        yield from ((day, ""), (line.place_of_service, ""), code, modifiers)
        yield from ((letters(line.pointers), "cl-code"), charge, units)
    else:
        yield from ((line.revenue_code, ""), code, modifiers, (day, ""), units, charge)


def _dollars(charge: Decimal) -> str:
    return f"{charge:,.2f}" if charge else ""


def _table(number: str, name: str, heads: Iterable[str], rows: list[str]) -> str:
    caption = element("caption", _numbered(number, name))
    if not rows:
        return element("p", _numbered(number, name), ": none", css="cl-sheet-none")
    head = (
        element("th", escape(one), scope="col", css="cl-number" if one.endswith(_COUNTED) else "")
        for one in heads
    )
    table = element("thead", element("tr", *head)) + element("tbody", *rows)
    return element("table", caption, table, css="cl-sheet-table")
