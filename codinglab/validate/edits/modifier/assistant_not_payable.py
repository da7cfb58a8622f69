"""An assistant at surgery is billed for an operation that does not pay one.

Modifiers 80, 81 and 82 say that a physician assisted, AS that a physician assistant, nurse practitioner
or clinical nurse specialist did. The fee schedule's assistant indicator 1 means that the law does not
pay for one; 0 means only with documentation of need; 2 means yes; 9 means that the idea does not apply.

Do not bill the assistant where the indicator is 1 or 9. Send the documentation where it is 0. AS stands
alone: never with 80, 81 or 82 on one line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, passes, professional
from codinglab.validate.marked import marked_services, marked_unpriced

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

_MODIFIERS = ("80", "81", "82", "AS")

EDIT = Edit(
    __name__,
    title="Assistant at surgery not payable",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 20.4.3"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 110.3"),
    ),
    reads=("mpfs_indicator",),
    message="{code} on line {line} carries {modifier}: {said}.",
    examples=(
        fires(professional(line("11102", "80")), because="indicator 1: an assistant is not paid"),
        fires(professional(line("80053", "80")), because="indicator 9: a laboratory test has no assistant"),
        fires(professional(line("27447", "80", "AS")), because="AS and 80 are two different people"),
        passes(professional(line("27447", "AS")), because="indicator 2: payable"),
        passes(professional(line("47562", "80")), because="indicator 2: payable"),
        not_evaluated(professional(line("64405", "80")), because="the indicator is not in the extract"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines of an assistant that the indicator forbids, and lines of two kinds of assistant."""
    rows = marked_services(claims, reference, _MODIFIERS)
    forbidden = rows.filter(rows.assistant.isin(["1", "9"]))
    said = ibis.literal("assistant indicator ") + forbidden.assistant + ibis.literal(", no assistant is paid")
    physicians = claims.modifiers.filter(claims.modifiers.modifier.isin(["80", "81", "82"]))
    two = rows.filter(rows.modifier == "AS").semi_join(physicians, ["claim_id", "line"])
    either = ibis.literal("80, 81 or 82 beside it name a physician, AS does not")
    return ibis.union(forbidden.mutate(said=said), two.mutate(said=either)).select(
        "claim_id", "on", "line", "code", "modifier", "said"
    )


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Marked lines whose indicators are not known."""
    reason = ibis.literal("the assistant indicator of {code} is not installed")
    return marked_unpriced(claims, reference, _MODIFIERS, reason)
