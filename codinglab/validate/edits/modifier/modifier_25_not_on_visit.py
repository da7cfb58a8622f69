"""Modifier 24, 25 or 57 stands on a line that is no visit.

The three belong on the evaluation and management service: they say that the visit is to be paid beside a
procedure. On the procedure they say nothing, and the visit beside it is still denied.

Move the modifier to the visit. Of HCPCS Level II codes only drugs are judged, since some of the others
(G0463, G0439) are visits; so are the telephone and telemedicine visits and the psychiatric evaluations
of CPT.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, outpatient, passes, professional
from codinglab.validate.modified_lines import carrying
from codinglab.validate.relations import is_visit

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Modifier 24, 25 or 57 on a line that is no visit",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(
        Authority("NCCI Policy Manual", "2026", "I.D"),
        Authority("NCCI Policy Manual", "2026", "I.E"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.2"),
    ),
    reads=(),
    message=(
        "{code} on line {line} is no visit, and {modifier} belongs on one; move it to the visit "
        "that it is for."
    ),
    examples=(
        fires(professional(line("11102", "25"), line("99213")), because="25 stands on the biopsy"),
        passes(professional(line("11102"), line("99213", "25")), because="25 stands on the visit"),
        fires(professional(line("27447", "57"), line("99214")), because="57 stands on the operation"),
        fires(professional(line("J3301", "25")), because="a drug"),
        passes(professional(line("G0439", "25"), line("99213", "25")), because="a wellness visit"),
        passes(outpatient(line("G0463", "25"), line("20610")), because="a visit of the hospital clinic"),
    ),
)

_OTHER_VISITS = ("90791", "90792", "98966", "98967", "98968", "98970", "98971", "98972")


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with one of the three whose code is neither a visit nor like one."""
    rows = carrying(claims, "24", "25", "57")
    telemedicine = rows.code.between("98000", "98016")
    judged = (rows.code < "A") | rows.code.startswith("J")
    other = ~is_visit(rows.code) & ~rows.code.isin(_OTHER_VISITS) & ~telemedicine
    return rows.filter(judged & other).select("claim_id", "on", "line", "code", "modifier")
