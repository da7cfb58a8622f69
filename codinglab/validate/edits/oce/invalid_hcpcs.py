"""A HCPCS code was not valid on the day of service.

Level II codes are added and discontinued each quarter. A line takes the code in force on its day of service,
not on the day of billing.

Look the code up for the day of service, and the code that replaced a discontinued one. CPT codes belong to
the American Medical Association and are not in the list: whether they are valid is not said here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, outpatient, passes
from codinglab.validate.relations import in_force

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="HCPCS code not valid on the day (I/OCE 6)",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.OUTPATIENT,),
    judges="line",
    authority=(
        Authority("Integrated Outpatient Code Editor", "", "edit 6"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 23 section 20"),
    ),
    reads=("hcpcs_code",),
    message="{code} on line {line} is not valid on {on}: {days}. Use the code in force that day.",
    examples=(
        fires(outpatient(line("G0107"), on="2007-01-01"), because="discontinued the day before"),
        passes(outpatient(line("G0107"), on="2006-12-31"), because="its last day"),
        fires(outpatient(line("G0328"), on="2003-12-31"), because="a day before it began"),
        passes(outpatient(line("G0328"), on="2004-01-01"), because="its first day"),
        not_evaluated(outpatient(line("G0463")), because="the slice has few codes"),
        not_evaluated(outpatient(line("71046")), because="a CPT code"),
    ),
)


@EDIT.check(since="2000-08-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Codes of Level II that the list has on other days only or, being whole, not at all."""
    rows, table = _level_two(claims), _codes(reference)
    out = rows.anti_join(table, [rows.code == table.code, *in_force(rows, table)])
    spans = table.group_by("code").agg(began=table.since.min(), ended=table.through.max())
    met = out.left_join(spans, "code")
    late = ibis.literal("it was discontinued after ") + met.ended.cast("string")
    early = ibis.literal("it begins on ") + met.began.cast("string")
    days = (met.on < met.began).ifelse(early, late)
    hits = met.mutate(days=days.fill_null("no such code is in the list"))
    if not reference.complete("hcpcs_code"):
        hits = hits.filter(hits.began.notnull())
    return hits.select("claim_id", "on", "line", "code", "days")


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """CPT codes, and codes that an incomplete list does not have."""
    rows, level_two, table = claims.lines, _level_two(claims), _codes(reference)
    cpt = rows.anti_join(level_two, ["claim_id", "line"])
    why = ibis.literal("{code} is no code of HCPCS Level II, whose list alone may be installed")
    absent = level_two.anti_join(table, "code")
    if reference.complete("hcpcs_code"):
        absent = absent.filter(ibis.literal(False))
    few = ibis.literal("{code} is not in the shipped extract of HCPCS Level II; install the hcpcs source")
    return ibis.union(
        cpt.select("claim_id", "on", "line", "code", reason=why),
        absent.select("claim_id", "on", "line", "code", reason=few),
    )


def _codes(reference: ReferenceTables) -> Any:
    table = reference.hcpcs_code
    return table.filter(table.kind == "code")


def _level_two(claims: ClaimTables) -> Any:
    """Lines with a code of HCPCS Level II: a letter from A to V, but not the dental D."""
    rows = claims.lines
    letter = rows.code.substr(0, 1)
    return rows.filter(letter.between("A", "V") & (letter != "D"))
