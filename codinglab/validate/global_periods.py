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
from codinglab.validate.relations import in_force, is_visit, services, without_indicators

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

OPENS_NONE = ("54", "55", "56", "78", "80", "81", "82", "AS")
_NO_DECISION = ("55", "78", "80", "81", "82", "AS")
_ON_ITS_DAY = ("000", "010", "090")


def is_bedside_visit(code: Any) -> Any:
    """Whether a code is a visit that a global period includes: CPT 99202 to 99350, and eye visits."""
    return is_visit(code) & (code <= "99350")


def is_encounter(code: Any) -> Any:
    """Whether a code is a visit of a day: those that a global period includes, and preventive ones.

    Services of a month (care management), of staff or without the patient are none.
    """
    return is_bedside_visit(code) | code.between("99381", "99397")


def before_major(rows: Any, claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines on the day of a procedure of 090 days or the day before, with the procedure.

    A surgeon who hands over the care after it (54) decided too; an assistant did not, nor who takes it (55).
    """
    major = services(claims, reference).filter(lambda row: row.global_days == "090")
    major = without(major, claims, *_NO_DECISION).select(
        "key", opener=ibis._.code, opened=ibis._.first_day, opened_on=ibis._.since
    )
    near = [rows.key == major.key, rows.first_day <= major.opened, rows.first_day >= major.opened - 1]
    met = rows.join(major, near)
    return met.select(
        "claim_id", "on", "line", "code", other_code=met.opener, other_day=met.opened_on
    ).distinct()


def beside_unknown_procedure(rows: Any, claims: ClaimTables, reference: ReferenceTables) -> Any:
    """For an edit's `unknown`: codes of no known global period of the day of such a line or the day after."""
    missing = without_indicators(claims, reference, "the global period of {code} is not known")
    found = missing.join(claims.lines.select("claim_id", "line", "key", "first_day"), ["claim_id", "line"])
    lines = rows.select("claim_id", "line", "first_day", judged="key").view()
    met = found.join(
        lines,
        [
            found.key == lines.judged,
            found.first_day >= lines.first_day,
            found.first_day - 1 <= lines.first_day,
            ~((found.claim_id == lines.claim_id) & (found.line == lines.line)),
        ],
    )
    return met.filter(~is_visit(met.code)).select("claim_id", "on", "line", "code", "reason").distinct()


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


def outside_periods(rows: Any, claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines in no known global period; `ended` says whether that is known or only not seen.

    It is known when a procedure with a period stands before the line among the given claims, and no code
    without known indicators in the 90 days before could have opened another.
    """
    other, table = without(claims.lines, claims, *OPENS_NONE), reference.mpfs_indicator
    whole = table.filter(table.modifier == "").select("code", "global_days", "since", "through")
    other = other.left_join(whole, [other.code == whole.code, *in_force(other, whole)]).select(
        key=other.key,
        opener_claim=other.claim_id,
        opener_line=other.line,
        opened=other.first_day,
        after=whole.global_days.cases(("090", 90), ("010", 10), ("000", 0), else_=-1),
        dark=whole.code.isnull() & ~is_visit(other.code),
    )
    same = (rows.claim_id == other.opener_claim) & (rows.line == other.opener_line)
    met = rows.left_join(other, [rows.key == other.key, other.opened <= rows.first_day + 1, ~same])
    gone = met.first_day - met.opened
    before = (met.after == 90) & (gone == -1)
    told = met.mutate(
        covered=(before | ((gone >= 0) & (gone <= met.after))).ifelse(1, 0),
        over=((met.after > 0) & (gone > met.after)).ifelse(1, 0),
        unseen=(met.dark & (gone >= 0) & (gone <= 90)).ifelse(1, 0),
    )
    lines = told.group_by("claim_id", "on", "line", "code", "modifier").aggregate(
        covered=told.covered.max(), over=told.over.max(), unseen=told.unseen.max()
    )
    left = lines.filter(lines.covered.fill_null(0) == 0)
    ended = (left.over.fill_null(0) == 1) & (left.unseen.fill_null(0) == 0)
    return left.select("claim_id", "on", "line", "code", "modifier", ended=ended)


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
