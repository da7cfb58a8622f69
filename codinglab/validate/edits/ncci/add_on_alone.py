"""An add-on code is the only service that the provider bills for the patient that day.

The fee schedule gives add-on services the global period ZZZ: they belong to another service. Such a code,
or one of type 2, whose primary codes only the contractor lists, is rarely paid when nothing stands
beside it.

Look for the primary service of that day: left off the claim, billed by another physician, or dated
otherwise. If there was none, the add-on is not billed.

Add-ons of types 1 and 3 have edits of their own. The other service may be on another claim of the same
group and specialty that is not here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, passes, professional
from codinglab.validate.relations import in_force, services, without_indicators

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Add-on code alone",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(
        Authority("NCCI Policy Manual", "2026", "I.R"),
        Authority("NCCI Policy Manual", "2026", "I.W"),
    ),
    reads=("ncci_add_on", "mpfs_indicator"),
    message="{code} on line {line} is an add-on service ({sign}), and no other service is billed on {on}.",
    examples=(
        fires(professional(line("G2211")), because="its global period is ZZZ"),
        fires(professional(line("G0501")), because="an add-on of type 2"),
        fires(professional(line("G2211"), line("G0501")), because="two add-ons"),
        passes(professional(line("G2211"), line("99214")), because="beside a visit"),
        passes(professional(line("11103")), because="type 1 has an edit of its own"),
        passes(professional(line("99214")), because="no add-on"),
        not_evaluated(professional(line("64405")), because="in neither table"),
        not_evaluated(professional(line("G2211"), on="2023-12-31"), because="no fee schedule holds that day"),
    ),
)


@EDIT.check(since="1996-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with ZZZ, or type 2, beside no service that is not such."""
    add_ons = _add_ons(claims, reference)
    rows = claims.lines
    others = rows.anti_join(add_ons, ["claim_id", "line"]).select("key", "since").distinct()
    table = reference.ncci_add_on
    judged = table.filter(table.kind.isin([1, 3]))
    alone = add_ons.anti_join(others, ["key", "since"])
    left = alone.anti_join(judged, [alone.code == judged.code, *in_force(alone, judged)])
    return left.select("claim_id", "on", "line", "code", "sign")


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Codes that neither table knows."""
    rows = without_indicators(claims, reference, "whether {code} is an add-on service is in neither table")
    return rows.anti_join(reference.ncci_add_on, "code")


def _add_ons(claims: ClaimTables, reference: ReferenceTables) -> Any:
    names = ("claim_id", "line", "code", "key", "since", "on")
    by_schedule = services(claims, reference).filter(lambda row: row.global_days == "ZZZ").select(*names)
    rows, table = claims.lines, reference.ncci_add_on
    open_list = table.filter(table.kind == 2)
    by_table = rows.join(open_list, [rows.code == open_list.code, *in_force(rows, open_list)])
    by_table = by_table.select(*[rows[name].name(name) for name in names]).anti_join(
        by_schedule, ["claim_id", "line"]
    )
    return ibis.union(
        by_schedule.mutate(sign=ibis.literal("global period ZZZ")),
        by_table.distinct().mutate(sign=ibis.literal("type 2")),
    )
