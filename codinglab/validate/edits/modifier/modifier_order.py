"""A modifier that informs stands before one that sets the price.

A payer reads the modifiers in order, and some systems price by the first alone: those that change the
payment (26, TC, 50, 62, 80) go first, those that only inform (a side, a notice, KX) last.

Change the order. Payers differ, and the modifiers say the same in any order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, outpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Pricing modifier after an informational one",
    severity=Severity.INFO,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 26 section 10.4"),),
    reads=(),
    message=(
        "{code} on line {line} carries {informs} before {prices}; modifiers that set the price go first."
    ),
    examples=(
        fires(professional(line("71046", "RT", "26")), because="26 sets the price"),
        fires(professional(line("27447", "LT", "80")), because="80 sets the price"),
        fires(outpatient(line("45378", "GA", "73")), because="73 halves the payment"),
        passes(professional(line("73560", "26", "RT")), because="in order"),
        passes(professional(line("20610", "RT")), because="one modifier"),
    ),
)

_PRICES = (
    *("26", "TC", "50", "62", "66", "80", "81", "82", "AS"),
    *("22", "51", "52", "53", "54", "55", "56", "73", "74", "78"),
)
_INFORMS = ("LT", "RT", "GA", "GX", "GY", "GZ", "KX")


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """The first modifier that informs before one that prices, a row a line."""
    marks = claims.modifiers
    prices = marks.filter(marks.modifier.isin(_PRICES)).select(
        "claim_id", "line", prices="modifier", late="position"
    )
    informs = marks.filter(marks.modifier.isin(_INFORMS)).select(
        "claim_id", "line", informs="modifier", early="position"
    )
    met = prices.join(informs.view(), ["claim_id", "line"])
    met = met.filter(met.early < met.late)
    first = ibis.row_number().over(ibis.window(group_by=["claim_id", "line"], order_by=["early", "late"]))
    met = met.mutate(turn=first).filter(lambda row: row.turn == 0)
    rows = claims.lines.select("claim_id", "line", "code", "on")
    return met.join(rows, ["claim_id", "line"]).select("claim_id", "on", "line", "code", "informs", "prices")
