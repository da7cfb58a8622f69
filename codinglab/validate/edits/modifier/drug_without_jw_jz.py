"""A drug from a single-dose container is billed without JW and JZ.

Medicare pays for what is left over in a single-dose container and thrown away, on a line of its own with
JW. Since July 2023 a claim must say which it was: JW on the line of what was discarded, or JZ on the drug
line when nothing was.

Read the amounts from the administration record. Drugs from multiple-dose containers take neither; nor do
vaccines and drugs whose payment is part of a hospital's service. Which drugs come in single-dose containers
alone is known of a few; of the others the product label says it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, outpatient, passes, professional
from codinglab.validate.modified_lines import carrying
from codinglab.validate.relations import in_force

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Single-dose drug without JW or JZ",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 17 section 40"),),
    reads=("drug_single_dose",),
    message=(
        "{code} on line {line} comes in single-dose containers: put JZ on it when nothing was "
        "discarded, else bill the discarded amount on a second line with JW."
    ),
    examples=(
        fires(professional(line("J9271", units=200)), because="neither says what was left over"),
        fires(outpatient(line("J9035", units=40), on="2023-07-01"), because="the first day it is asked for"),
        passes(outpatient(line("J9035", units=40), on="2023-06-30"), because="not yet asked for"),
        passes(professional(line("J9271", "JZ", units=200)), because="nothing was discarded"),
        passes(
            professional(line("J9035", units=37), line("J9035", "JW", units=3)),
            because="the discarded amount has its line",
        ),
        not_evaluated(professional(line("J3301", units=4)), because="it comes in both kinds of container"),
        passes(professional(line("J3301", "JZ", units=4)), because="JZ says it, whatever the container"),
    ),
)


@EDIT.check(since="2023-07-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines of a known single-dose drug of which no line of the day carries JW or JZ."""
    rows, table = _unsaid(claims), reference.drug_single_dose
    known = rows.semi_join(table, [rows.code == table.code, *in_force(rows, table)])
    return known.select("claim_id", "on", "line", "code")


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Drug lines without JW and JZ whose container is not known."""
    rows, table = _unsaid(claims), reference.drug_single_dose
    rows = rows.filter(rows.code.startswith("J") & (rows.on >= ibis.literal(date(2023, 7, 1))))
    open_ = rows.anti_join(table, [rows.code == table.code, *in_force(rows, table)])
    reason = ibis.literal("whether {code} on line {line} comes in a single-dose container is not known")
    return open_.select("claim_id", "on", "line", "code", reason=reason)


def _unsaid(claims: ClaimTables) -> Any:
    rows = claims.lines
    said = carrying(claims, "JW", "JZ").select("key", "code", "since").distinct().view()
    return rows.anti_join(said, [rows.key == said.key, rows.code == said.code, rows.since == said.since])
