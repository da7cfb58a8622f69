"""A claim as its reviewer reads it: facts, lines, codes, the patient's other claims, documentation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from codinglab.backtest.sampled import Unit
from codinglab.backtest.shown_claims import NEAR, Row, ShownClaim
from codinglab.lab.code_title import title_of
from codinglab.lab.display import element, unfolding
from codinglab.model import Icd10cm

_FACTS = (
    ("Claim", "name"),
    ("Type", "claim_type"),
    ("From", "from_date"),
    ("Through", "through_date"),
    ("Admitted", "admission_date"),
    ("Discharge status", "discharge_status"),
    ("Bill type", "bill_type"),
    ("Patient", "patient"),
    ("Sex", "sex"),
    ("Age", "age"),
    ("Provider", "provider"),
    ("Specialty", "specialty"),
    ("Group", "group"),
    ("Facility", "facility"),
    ("Contractor", "contractor"),
)
_LINES = (
    ("line", "line"),
    ("date", "since"),
    ("code", "code"),
    ("modifiers", "modifiers"),
    ("units", "units"),
    ("place", "place_of_service"),
    ("revenue", "revenue_code"),
    ("diagnoses", "pointers"),
    ("charge", "charge"),
    ("allowed", "allowed"),
    ("paid", "paid"),
    ("denied by", "denied_by"),
)
_HISTORY = (
    ("date", "since"),
    ("claim", "name"),
    ("line", "line"),
    ("code", "code"),
    ("modifiers", "modifiers"),
    ("units", "units"),
    ("charge", "charge"),
    ("provider", "provider"),
    ("specialty", "specialty"),
)
_MONEY = {"charge", "allowed", "paid"}
HIT, OTHER, JUDGED = "◀ hit", "◁ other side of the hit", "◀ judged, not hit"


def claim_html(unit: Unit, shown: ShownClaim) -> str:
    """The whole claim of a sampled unit; everything in it is escaped."""
    return (
        _facts(shown)
        + _lines(unit, shown)
        + _codes(unit, shown)
        + _history(unit, shown)
        + "".join(_note(title, text) for title, text in shown.notes)
    )


def _facts(shown: ShownClaim) -> str:
    facts = [(label, _said(name, shown.claim.get(name))) for label, name in _FACTS]
    facts.append(("Condition codes", " ".join(shown.conditions)))
    items = (
        element("li", element("span", escape(label), css="cl-beside"), f" {escape(value)}")
        for label, value in facts
        if value
    )
    return element("ul", *items, css="cl-hit-facts", aria_label="The claim")


def _lines(unit: Unit, shown: ShownClaim) -> str:
    def mark(row: Row) -> str:
        return _mark(
            row["line"],
            unit.line if not unit.hits else None,
            {hit.line for hit in unit.hits},
            {hit.other_line for hit in unit.hits if hit.other_claim in {None, unit.claim_id}},
        )

    if not shown.lines:
        return ""
    return table("Service lines", _LINES, [(mark(row), row) for row in shown.lines])


def _codes(unit: Unit, shown: ShownClaim) -> str:
    """Diagnoses and procedures with their titles on the day."""
    parts = []
    if shown.diagnoses:
        rows = []
        for row in shown.diagnoses:
            mark = _mark(
                row["position"],
                unit.diagnosis if not unit.hits else None,
                {hit.diagnosis for hit in unit.hits},
                {hit.other_diagnosis for hit in unit.hits},
            )
            rows.append(
                (
                    mark,
                    {**row, "code": Icd10cm(row["code"]).written, "title": title_of(row["code"], row["on"])},
                )
            )
        columns = (("no.", "position"), ("code", "code"), ("POA", "poa"), ("title", "title"))
        parts.append(table("Diagnoses", columns, rows))
    if shown.procedures:
        rows = []
        for row in shown.procedures:
            mark = _mark(
                row["position"],
                unit.procedure if not unit.hits else None,
                {hit.procedure for hit in unit.hits},
                set(),
            )
            rows.append((mark, {**row, "title": title_of(row["code"], row["on"], procedure=True)}))
        columns = (("no.", "position"), ("code", "code"), ("date", "date"), ("title", "title"))
        parts.append(table("Procedures", columns, rows))
    return "".join(parts)


def _history(unit: Unit, shown: ShownClaim) -> str:
    caption = f"Other claims of the patient, {NEAR} days before and after"
    if not shown.history:
        return element("p", f"{caption}: none.", css="cl-empty")
    others = {(hit.other_claim, hit.other_line) for hit in unit.hits}
    rows = []
    for row in shown.history:
        named = (row["other_claim"], row["line"]) in others or (row["other_claim"], None) in others
        marks = [OTHER] if named else []
        marks += ["same provider or group"] if row["same_key"] else []
        rows.append(("; ".join(marks), row))
    more = f" ({shown.further} lines more are not shown)" if shown.further else ""
    return table(caption + more, _HISTORY, rows)


def _note(title: str, text: str) -> str:
    body = element(
        "div",
        escape(text),
        css="cl-prompt cl-hit-note",
        tabindex="0",
        role="region",
        aria_label="Documentation",
    )
    return unfolding(f"Documentation: {title or 'without a title'}", body).replace(
        "<details", "<details open", 1
    )


def _mark(place: Any, judged: int | None, hit: set[int | None], other: set[int | None]) -> str:
    if place in hit:
        return HIT
    if place in other:
        return OTHER
    return JUDGED if judged is not None and place == judged else ""


def table(caption: str, columns: Sequence[tuple[str, str]], rows: Iterable[tuple[str, Row]]) -> str:
    """A table whose rows may be marked, in words; a column that is empty throughout is left out."""
    rows = list(rows)
    kept = [(label, name) for label, name in columns if any(_said(name, row.get(name)) for _, row in rows)]
    marked = any(mark for mark, _ in rows)
    heads = [element("th", escape(label), scope="col") for label, _ in kept]
    if marked:
        heads.append(element("th", "mark", scope="col"))
    body = []
    for mark, row in rows:
        cells = [
            element(
                "td",
                escape(_said(name, row.get(name))),
                css="cl-code" if name == "code" else _number(row.get(name)),
            )
            for _, name in kept
        ]
        if marked:
            cells.append(element("td", escape(mark), css="cl-hit-mark"))
        body.append(element("tr", *cells, css="cl-hit-row" if mark in {HIT, JUDGED} else ""))
    return element(
        "div",
        element(
            "table",
            element("caption", escape(caption)),
            element("thead", element("tr", *heads)),
            element("tbody", *body),
            css="cl-table",
        ),
        css="cl-hit-table",
        tabindex="0",
        role="region",
        aria_label=caption,
    )


def _number(value: object) -> str:
    return "cl-hit-number" if isinstance(value, int | float) else ""


def _said(name: str, value: object) -> str:
    if value is None:
        return ""
    if name in _MONEY and isinstance(value, float):
        return f"{value:,.2f}"
    return str(value)
