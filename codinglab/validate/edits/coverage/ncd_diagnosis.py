"""No diagnosis on the line supports the test under a national coverage determination.

A national determination binds every contractor and comes before local articles. Those for laboratory
tests (100-03 sections 190.12 to 190.34) sort all diagnoses into three lists: covered; never covered by
Medicare for any laboratory test; and all the rest, which do not support the test.

Point to the sign, symptom or disease for which the test was ordered, as the order or the note has it.
A laboratory may ask the ordering physician, it may not choose. A test without a supporting diagnosis
needs a notice to the patient beforehand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, line, not_evaluated, outpatient, passes, professional
from codinglab.validate.medical_necessity import counting, notice, whose
from codinglab.validate.relations import in_force, not_in_extract

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Diagnosis does not support the test nationally",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(
        Authority("Medicare National Coverage Determinations Manual (100-03)", "", "190.12 to 190.34"),
        Authority("Social Security Act", "", "1862(a)(1)(A)"),
    ),
    reads=("ncd_service", "ncd_diagnosis"),
    message="{code} on line {line}: no {whose} is covered under NCD {ncd}{never}; {abn}.",
    examples=(
        passes(professional(dx("E11.9"), line("83036", to=(1,))), because="NCD 190.21 covers diabetes"),
        not_evaluated(
            professional(dx("I10"), line("83036", to=(1,))), because="the slice has not all of its list"
        ),
        fires(professional(dx("R05.9"), line("T9998", to=(1,))), because="not on the whole list of N99901"),
        fires(
            professional(dx("E11.9"), dx("Z00.00"), line("T9998", to=(2,))),
            because="the line points to one that is never covered",
        ),
        passes(professional(dx("E11.65"), line("T9998", to=(1,))), because="E11 is covered"),
        passes(
            outpatient(dx("Z00.00"), dx("E11.9"), line("T9998")), because="facility: any diagnosis counts"
        ),
        fires(
            professional(dx("I10"), line("T9998", to=(1,)), on="2026-10-31"),
            because="I10 was not yet covered",
        ),
        passes(
            professional(dx("I10"), line("T9998", to=(1,)), on="2026-11-01"), because="covered from that day"
        ),
        not_evaluated(
            professional(dx("I10"), line("99214", to=(1,))), because="the slice does not know the code"
        ),
    ),
)


@EDIT.check(since="2002-11-25")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines without a covered diagnosis, where the whole list is known or all are never covered."""
    rows = _governed(claims, reference)
    found = _sorted(claims, reference)
    keys = ["claim_id", "line", "ncd"]
    left = rows.anti_join(found.filter(found["list"] == "covered"), keys)
    never = found.filter(found["list"] == "noncovered").select(*keys, "position")
    each = left.join(counting(claims), ["claim_id", "line"]).select(*keys, "position")
    other = each.anti_join(never, [*keys, "position"]).select(*keys).distinct()
    none = left.semi_join(never, keys).anti_join(other, keys)
    why = ibis.literal(" (Medicare covers no laboratory test for such a reason)")
    hits = ibis.union(
        none.mutate(never=why),
        left.filter(left.whole).anti_join(none.select(*keys), keys).mutate(never=ibis.literal("")),
    )
    hits = notice(claims, hits.mutate(whose=whose(claims)))
    return hits.select("claim_id", "on", "line", "code", "ncd", "never", "whose", "abn")


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines without a known covered diagnosis, where the list is not whole."""
    rows, found = _governed(claims, reference), _sorted(claims, reference)
    keys = ["claim_id", "line", "ncd"]
    known = ibis.union(
        found.filter(found["list"] == "covered").select(*keys),
        check(claims, reference).select(*keys),
    )
    left = rows.filter(~rows.whole).anti_join(known, keys)
    reason = ibis.literal("the diagnosis list of NCD {ncd} for {code} is not installed as a whole")
    return left.select("claim_id", "on", "line", "code", "ncd", reason=reason)


@EDIT.unknown
def not_listed(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines whose code an incomplete table does not have."""
    reason = (
        "whether a national determination lists diagnoses for {code} is not known: no such table is whole"
    )
    return not_in_extract(claims, reference, "ncd_service", reason)


def _governed(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines whose code has a determination in force."""
    rows, table = claims.lines, reference.ncd_service
    met = rows.join(table, [rows.code == table.code, *in_force(rows, table)])
    return met.select("claim_id", "line", "code", "on", "ncd", "whole")


def _sorted(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """The counting diagnoses of each such line that stand in a list of its determination."""
    rows = _governed(claims, reference).join(counting(claims), ["claim_id", "line"])
    prefixes = claims.prefixes.select("claim_id", "position", "prefix")
    table = reference.ncd_diagnosis
    begun = rows.join(prefixes, ["claim_id", "position"])
    met = begun.join(table, [begun.ncd == table.ncd, begun.prefix == table.prefix, *in_force(begun, table)])
    return met.select("claim_id", "line", "ncd", "position", "list")
