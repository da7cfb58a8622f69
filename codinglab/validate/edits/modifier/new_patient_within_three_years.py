"""A new-patient visit follows an encounter with the same physician or group within three years.

A patient is new when no physician of the group and specialty has seen them face to face in the three years
before, for a visit or an operation. Then the established-patient codes apply, whatever the reason for the
visit and wherever the earlier one was. A test that was only read is no encounter.

Bill the established-patient code of the level that the note supports. A physician of another specialty may
see the patient as new. Claims given together see one another; an earlier visit that is on none of them is
not seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dated, fires, line, passes, professional
from codinglab.validate.global_periods import is_encounter

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="New patient seen within three years",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 30.6.7"),),
    reads=(),
    message=(
        "{code} on line {line} is for a new patient, but {other_code} of {other_day} is an encounter "
        "with the same physician or group and specialty within three years."
    ),
    examples=(
        fires(professional(line("99213"), dated(line("99203"), "2029-06-08")), because="a day short of it"),
        passes(professional(line("99213"), dated(line("99203"), "2029-06-09")), because="three years"),
        fires(
            professional(line("99223"), dated(line("99204"), "2026-07-01")), because="seen in the hospital"
        ),
        passes(
            professional(line("99213"), dated(line("99214"), "2026-07-01")), because="an established code"
        ),
        fires(professional(line("99397"), dated(line("99203"), "2027-01-11")), because="a preventive visit"),
        fires(
            professional(line("20610"), dated(line("99203"), "2027-01-11")),
            because="an injection into a joint",
        ),
        passes(
            professional(line("93010"), dated(line("99203"), "2027-01-11")),
            because="a reading is no encounter",
        ),
        passes(professional(line("20610"), line("99203", "25")), because="the procedure of the same day"),
        passes(professional(line("99203")), because="the first visit"),
    ),
)

_NEW = ("99202", "99203", "99204", "99205", "99341", "99342", "99344", "99345", "92002", "92004")


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """New-patient visits after a visit or an operation of the same key, less than three years before."""
    rows = claims.lines.filter(lambda row: row.code.isin(_NEW) | row.code.between("99381", "99387"))
    earlier = claims.lines.filter(lambda row: is_encounter(row.code) | _is_surgery(row.code)).view()
    met = rows.join(
        earlier,
        [
            rows.key == earlier.key,
            earlier.first_day < rows.first_day,
            _number(rows.since) < _number(earlier.since) + 30_000,
        ],
    )
    return met.select(
        claim_id=rows.claim_id,
        on=rows.on,
        line=rows.line,
        code=rows.code,
        other_code=earlier.code,
        other_day=earlier.since,
    )


def _is_surgery(code: Any) -> Any:
    """Whether a code is of the section of surgery in CPT: 10004 to 69990."""
    return code.between("10004", "69990") & (code.length() == 5)


def _number(day: Any) -> Any:
    """A day as a number, 20260609: three years later is 30,000 more."""
    return day.year() * 10_000 + day.month() * 100 + day.day()
