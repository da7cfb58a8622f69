"""A visit says that it is unrelated to the surgery, and points only to the surgery's own diagnoses.

24 sets a visit apart that falls in a global period and has nothing to do with the procedure. A visit
whose every diagnosis is also one of the procedure's says the opposite, and the contractor asks for the
record.

Point to the diagnosis that brought the patient, when it is another one. When the visit was care after
the surgery, it is in the global period: do not bill it.

The same disease may need care of its own, such as chemotherapy by the surgeon: the record then shows it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dated, dx, fires, line, not_evaluated, passes, professional
from codinglab.validate.global_periods import is_bedside_visit, periods
from codinglab.validate.modified_lines import carrying

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Modifier 24 with the diagnosis of the surgery",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.2"),
        Authority("NCCI Policy Manual", "2026", "I.D"),
    ),
    reads=("mpfs_indicator",),
    message=(
        "{code} on line {line} carries 24, unrelated to {other_code} of {other_day}, but points to no other "
        "diagnosis than that procedure does."
    ),
    examples=(
        fires(
            professional(
                dx("M17.11"), line("27447", "RT", to=(1,)), dated(line("99213", "24", to=(1,)), "2026-07-01")
            ),
            because="the knee that was operated on",
        ),
        fires(
            professional(
                dx("L57.0"), line("17000", to=(1,)), dated(line("99212", "24", to=(1,)), "2026-06-19")
            ),
            because="the keratosis, on the last of ten days",
        ),
        passes(
            professional(
                dx("M17.11"),
                dx("J20.9"),
                line("27447", "RT", to=(1,)),
                dated(line("99213", "24", to=(2,)), "2026-07-01"),
            ),
            because="a bronchitis has nothing to do with the knee",
        ),
        passes(
            professional(
                dx("M17.11"),
                dx("J20.9"),
                line("27447", "RT", to=(1,)),
                dated(line("99213", "24", to=(1, 2)), "2026-07-01"),
            ),
            because="one diagnosis of its own is enough",
        ),
        passes(
            professional(
                dx("M17.11"), line("27447", "RT", to=(1,)), dated(line("99213", "24", to=(1,)), "2026-10-01")
            ),
            because="the global period is over: another edit",
        ),
        not_evaluated(
            professional(dx("M17.11"), line("99213", "24", to=(1,)), on="2023-12-31"),
            because="no indicators are held of that day",
        ),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Visits with 24 in a global period, none of whose pointed diagnoses the procedure does not point to."""
    visits = carrying(claims, "24").filter(lambda row: is_bedside_visit(row.code))
    opened = periods(claims, reference)
    met = visits.join(
        opened,
        [visits.key == opened.key, visits.first_day > opened.opened, visits.first_day <= opened.ends],
    ).select(
        "claim_id",
        "on",
        "line",
        "code",
        "opener_claim",
        "opener_line",
        other_code=opened.opener,
        other_day=opened.opened_on,
    )
    own, theirs = _pointed(claims), _pointed(claims).view()
    said = met.join(own, [met.claim_id == own.pointing, met.line == own.pointing_line])
    foreign = said.anti_join(
        theirs,
        [
            said.opener_claim == theirs.pointing,
            said.opener_line == theirs.pointing_line,
            said.pointed == theirs.pointed,
        ],
    )
    place = ["claim_id", "line", "opener_claim", "opener_line"]
    hits = met.semi_join(said.select(*place), place).anti_join(foreign.select(*place), place)
    return hits.select("claim_id", "on", "line", "code", "other_code", "other_day")


def _pointed(claims: ClaimTables) -> Any:
    """Lines with the code of each diagnosis that they point to."""
    pointers, rows = claims.pointers, claims.diagnoses
    met = pointers.join(rows, [pointers.claim_id == rows.claim_id, pointers.diagnosis == rows.position])
    return met.select(pointing=pointers.claim_id, pointing_line=pointers.line, pointed=rows.code)
