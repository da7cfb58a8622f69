"""A modifier that separates services stands where it does not belong.

An NCCI pair may be passed by a modifier that does not fit the code under it, and the claim is then paid
wrongly. 59, XE, XS, XP and XU are never for a visit; 25 is only for a visit; and of 59, XE, XS, XP and
XU one line takes one, for the last four say more exactly what 59 says.

Move the modifier to the code that it belongs to: 25 on the visit, the others on the procedure. When two
of 59, XE, XS, XP and XU stand on a line, keep the one that the record supports. When the record
supports none, take it off: a modifier must not be there only to pass the pair.

Level II codes are not looked at for 25: some of them are visits (G0463 in hospital, G0438).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_pairs import DISTINCT
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, outpatient, passes, professional
from codinglab.validate.relations import is_visit

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

_NEVER_59 = ("77427",)

EDIT = Edit(
    __name__,
    title="Modifier on a code it does not suit",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(
        Authority("NCCI Policy Manual", "2026", "I.E.b"),
        Authority("NCCI Policy Manual", "2026", "I.E.d"),
        Authority("CMS MLN1783722", "", "proper use of modifiers 59, XE, XP, XS and XU"),
    ),
    reads=(),
    message="{code} on line {line} has {modifier}: {said}.",
    examples=(
        fires(professional(line("11102", "25"), line("99213")), because="25 belongs on the visit"),
        passes(professional(line("11102"), line("99213", "25")), because="25 on the visit"),
        fires(professional(line("20610"), line("99214", "59")), because="59 is not for a visit"),
        fires(outpatient(line("20610"), line("99214", "XE")), because="nor is XE"),
        passes(professional(line("45385"), line("45380", "59")), because="59 on a procedure"),
        fires(professional(line("45385"), line("45380", "59", "XS")), because="XS says it more exactly"),
        passes(professional(line("45385", "XS"), line("45380", "XS")), because="one on each line"),
        passes(outpatient(line("G0463", "25"), line("20610")), because="a hospital visit is a Level II code"),
    ),
)


@EDIT.check(since="1996-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """59 and its like on a visit, 25 elsewhere, and two of 59 and its like on a line."""
    rows = claims.modifiers.join(claims.lines.select("claim_id", "line", "code", "on"), ["claim_id", "line"])
    distinct = rows.filter(rows.modifier.isin(DISTINCT))
    visits = distinct.filter(is_visit(distinct.code) | distinct.code.isin(_NEVER_59)).mutate(
        said=ibis.literal("it is not for this code; a separate visit is marked with 25")
    )
    of_cpt = rows.code.substr(0, 1).between("0", "9")
    procedures = rows.filter((rows.modifier == "25") & of_cpt & ~is_visit(rows.code)).mutate(
        said=ibis.literal("25 belongs on the visit of that day, and this code is none")
    )
    number = distinct.mutate(
        number=distinct.position.count().over(ibis.window(group_by=["claim_id", "line"])),
        first=distinct.position.min().over(ibis.window(group_by=["claim_id", "line"])),
    )
    several = number.filter((number.number > 1) & (number.position > number.first)).mutate(
        said=ibis.literal("one of 59, XE, XS, XP and XU is enough; keep the one that the record supports")
    )
    names = ("claim_id", "on", "line", "code", "modifier", "said")
    return ibis.union(*(part.select(*names) for part in (visits, procedures, several)))
