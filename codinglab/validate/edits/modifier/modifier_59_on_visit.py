"""Modifier 59, or one of XE, XP, XS and XU, stands on a visit or another code that never takes it.

59 sets procedures apart from one another (another site, another encounter) and is not for evaluation and
management services; the X modifiers are its parts. A visit that is separate from a procedure of the day
carries 25. The weekly management of radiation treatment (77427) does not take 59 either.

Replace it by 25 when the note shows a significant, separate visit; else bill no visit. Take it off 77427.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_pairs import DISTINCT
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, outpatient, passes, professional
from codinglab.validate.modified_lines import carrying
from codinglab.validate.relations import is_visit

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Modifier 59 on a visit or a code that never takes it",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(Authority("NCCI Policy Manual", "2026", "I.E.d"),),
    reads=(),
    message="{code} on line {line} carries {modifier}, which is never for this code{instead}.",
    examples=(
        fires(professional(line("20610"), line("99213", "59")), because="59 on a visit"),
        fires(professional(line("20610"), line("99213", "XU")), because="a part of 59"),
        fires(outpatient(line("20610"), line("99213", "XE")), because="nor in hospital"),
        fires(professional(line("77427", "59")), because="radiation treatment management never takes 59"),
        passes(professional(line("20610"), line("99213", "25")), because="25 says it"),
        passes(professional(line("45385"), line("45380", "59")), because="59 on a procedure"),
    ),
)


_NEVER = "77427"


@EDIT.check(since="1996-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Visits and the management of radiation treatment with 59 or one of its parts."""
    rows = carrying(claims, *DISTINCT)
    hits = rows.filter(is_visit(rows.code) | (rows.code == _NEVER))
    instead = is_visit(hits.code).ifelse("; a visit that is separate carries 25", "")
    return hits.select("claim_id", "on", "line", "code", "modifier", instead=instead)
