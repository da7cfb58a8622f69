"""An add-on code is billed without any of its primary codes.

An add-on code describes work beyond a primary service and cannot stand by itself. For a type 1 add-on the
table lists all primary codes; without one of them, by the same provider for the same patient on the
same day, the add-on is denied. Lines of other claims of that day count.

Look for the primary service in the record: it may have been left off, or billed with another code of its
family, and then the add-on may be another one too. If there was none, do not bill the add-on.

Critical care may have begun the day before, or with a physician of the same group and specialty. A primary
that is itself denied takes its add-on with it: `ncci/add-on-of-denied-primary`. Modifier 51 and reductions
do not go with add-ons.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.add_ons import beside_unknown_code, unknown_lines, without_listed_primary
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, outpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Add-on code without its primary code",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(
        Authority("NCCI Policy Manual", "2026", "I.R"),
        Authority("NCCI Policy Manual", "2026", "I.W"),
    ),
    reads=("ncci_add_on",),
    message=(
        "{code} on line {line} is an add-on code (type 1), and none of its primary codes (such as "
        "{listed}) is billed by this provider on {on}."
    ),
    examples=(
        fires(professional(line("11103")), because="an add-on alone"),
        passes(professional(line("11102"), line("11103", units=2)), because="with its primary"),
        fires(professional(line("17000"), line("11103")), because="17000 is the primary of another add-on"),
        fires(outpatient(line("17003", units=3)), because="in hospital too"),
        passes(professional(line("99215"), line("G2212")), because="either of its primary codes"),
        passes(professional(line("11102")), because="a primary may stand alone"),
        not_evaluated(professional(line("11103"), line("64405")), because="a code the slice does not know"),
        not_evaluated(professional(line("64405")), because="the slice does not say whether it is an add-on"),
        not_evaluated(professional(line("11103"), on="2018-12-31"), because="no table holds that day"),
    ),
)


@EDIT.check(since="2013-04-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Add-on lines of type 1 without a listed primary that day."""
    alone = without_listed_primary(claims, reference)
    certain = alone.filter(alone.open_kinds == 0)
    hits = certain.anti_join(beside_unknown_code(certain, claims, reference), ["claim_id", "line"])
    return hits.select("claim_id", "on", "line", "code", "listed")


@EDIT.unknown
def doubtful(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Add-on lines beside a code that may be a primary which the incomplete table does not list."""
    alone = without_listed_primary(claims, reference)
    doubted = beside_unknown_code(alone.filter(alone.open_kinds == 0), claims, reference)
    reason = "{code} is an add-on code; a code billed that day may be one of its primary codes"
    return doubted.select("claim_id", "on", "line", "code", reason=ibis.literal(reason))


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Codes of which an incomplete table does not say whether they are add-ons."""
    reason = ibis.literal("whether {code} is an add-on code is not in the shipped extract")
    return unknown_lines(claims, reference).select("claim_id", "on", "line", "code", reason=reason)
