"""The global periods that procedures among the given claims open, and what falls into them.

A procedure of 000 days holds its own day, of 010 its day and ten after, of 090 the day before, its day
and ninety after. Modifier 78 opens no new period, 54 hands the days after over to another physician, and
an assistant's line has no period of its own.
Source: Medicare Claims Processing Manual (100-04) ch. 12 sections 40.1 and 40.4.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.validate.modified_lines import without
from codinglab.validate.relations import in_force, is_visit, services

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

OPENS_NONE = ("54", "55", "56", "78", "80", "81", "82", "AS")
_ON_ITS_DAY = ("000", "010", "090")


def is_bedside_visit(code: Any) -> Any:
    """Whether a code is a visit that a global period includes: CPT 99202 to 99350, and eye visits."""
    return is_visit(code) & (code <= "99350")


def periods(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Procedures with a global period: key, opener (code), opener_claim, opener_line, opened, days, ends."""
    rows = services(claims, reference).filter(lambda row: row.global_days.isin(_ON_ITS_DAY))
    rows = without(rows, claims, *OPENS_NONE)
    after = (rows.global_days == "090").ifelse(90, (rows.global_days == "010").ifelse(10, 0))
    return rows.select(
        "key",
        opener=rows.code,
        opener_claim=rows.claim_id,
        opener_line=rows.line,
        opened=rows.first_day,
        opened_on=rows.since,
        global_days=rows.global_days,
        ends=rows.first_day + after,
    ).view()


def after_surgery(rows: Any, claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines on the days after a procedure that its global period includes, with the procedure."""
    opened = periods(claims, reference)
    met = rows.join(
        opened,
        [rows.key == opened.key, rows.first_day > opened.opened, rows.first_day <= opened.ends],
    )
    return met.select(
        "claim_id",
        "on",
        "line",
        "code",
        "global_days",
        other_code=met.opener,
        other_day=met.opened_on,
        later=met.first_day - met.opened,
    )


def outside_periods(rows: Any, claims: ClaimTables, reference: ReferenceTables) -> tuple[Any, Any]:
    """Lines in no known global period: those after one that has ended, and those of which nobody knows.

    A line is known to be outside only when a procedure with a period stands before it among the given
    claims, and no code without known indicators in the 90 days before could have opened another.
    """
    opened = periods(claims, reference)
    other = (rows.claim_id != opened.opener_claim) | (rows.line != opened.opener_line)
    open_then = [
        rows.key == opened.key,
        rows.first_day >= opened.opened - (opened.global_days == "090").ifelse(1, 0),
        rows.first_day <= opened.ends,
        other,
    ]
    left = rows.anti_join(opened, open_then)
    ended = periods(claims, reference).filter(lambda row: row.global_days != "000")
    over = left.semi_join(ended, [left.key == ended.key, ended.ends < left.first_day])
    dark = _of_unknown_period(claims, reference)
    in_the_dark = [
        over.key == dark.key,
        dark.opened <= over.first_day,
        dark.opened >= over.first_day - 90,
        (over.claim_id != dark.opener_claim) | (over.line != dark.opener_line),
    ]
    known = over.anti_join(dark, in_the_dark)
    place = known.select("claim_id", "line").distinct().view()
    unknown = left.anti_join(place, [left.claim_id == place.claim_id, left.line == place.line])
    return known, unknown


def _of_unknown_period(claims: ClaimTables, reference: ReferenceTables) -> Any:
    rows, table = claims.lines, reference.mpfs_indicator
    missing = rows.filter(~is_visit(rows.code)).anti_join(
        table, [rows.code == table.code, *in_force(rows, table)]
    )
    return missing.select(
        "key", opened=missing.first_day, opener_claim=missing.claim_id, opener_line=missing.line
    ).view()


def none_known(rows: Any) -> Any:
    """Rows for an edit's `unknown`: no global period is known to which the modifier could belong."""
    return rows.select(
        "claim_id",
        "on",
        "line",
        "code",
        "modifier",
        reason=ibis.literal(
            "modifier {modifier} on line {line}: no procedure with a global period of this patient and "
            "physician is among the given claims; give their earlier claims together with this one"
        ),
    )
