"""A procedure code mixes characters that no row of its table allows.

The first three characters of an ICD-10-PCS code name a table: section, body system and root operation. The
other four (body part, approach, device and qualifier) must all come from one row of that table. Characters
that are each in the table, but in different rows, make no code.

Go back to the table and follow one row from the body part on; the message says how far the characters
agree with a row and what may come next. Where no row fits what was done, the root operation or the body
part was probably chosen wrongly. Rows change on October 1 and April 1: the table of the discharge day counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, Claim, ClaimType, Disposition, NotInForceError, Severity
from codinglab.reference.icd10pcs import icd10pcs
from codinglab.reference.pcs_builder import PcsBuilder
from codinglab.validate.edit import Edit, Screen
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes, px

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codinglab.validate.edit import Relations

EDIT = Edit(
    __name__,
    title="No table row for the procedure code",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.INPATIENT,),
    judges="procedure",
    authority=(
        Authority("ICD-10-PCS Official Guidelines", "", "A9"),
        Authority("Definitions of Medicare Code Edits", "v44", "edit 1"),
    ),
    reads=(),
    message=(
        "{code} fits no row of table {table} on {on}: after {agreed} its character {number} cannot be "
        "{character}; the table allows {allowed}."
    ),
    examples=(
        fires(
            inpatient(dx("K35.80", "Y"), px("0DTJ4DZ", "2026-06-17")),
            because="no row of 0DT has a device for the appendix",
        ),
        fires(
            inpatient(dx("K35.80", "Y"), px("0DTJ3ZZ", "2026-06-17")),
            because="the appendix is not resected through the skin without an endoscope",
        ),
        passes(inpatient(dx("K35.80", "Y"), px("0DTJ4ZZ", "2026-06-17")), because="one row allows all four"),
        passes(
            inpatient(dx("K35.80", "Y"), px("0DEJ4ZZ", "2026-06-17")),
            because="there is no table 0DE: that is not a question of rows",
        ),
        passes(
            inpatient(dx("J18.9", "Y"), px("X2KB317", "2026-09-28"), on="2026-10-01"),
            because="a code that has ended had a row: its date is wrong",
        ),
        not_evaluated(
            inpatient(dx("K35.80", "Y"), px("0DTJ4DZ", "2027-04-01"), on="2027-04-01"),
            because="the code list ends on 2027-03-31",
        ),
    ),
)


def survey(relations: Relations) -> set[int]:
    """The claims with a procedure code that the list of the day does not have, or a day that it lacks.

    Each code is looked up once a day.
    """
    rows = relations["procedure"].select(["claim_id", "code", "on"])
    if not rows.num_rows:
        return set()
    claims = rows.group_by(["code", "on"]).aggregate([("claim_id", "distinct")])
    listed = icd10pcs()
    found: set[int] = set()
    for row in claims.to_pylist():
        if row["on"] is None or not listed.covers(row["on"]) or not listed.spans(row["code"] or ""):
            found.update(row["claim_id_distinct"])
    return found


@EDIT.look(since="2015-10-01", screen=Screen(survey, lambda found: found))
def look(claim: Claim) -> Iterator[tuple[str, dict[str, Any]]]:
    """Procedure codes never valid whose table is there, with the first character that leaves its rows.

    The code list of the day holds every combination that a row allows, so the tables need not be installed.
    """
    on, listed = claim.through_date, icd10pcs()
    for position, procedure in enumerate(claim.procedures, start=1):
        code = str(procedure.code)
        try:
            listed.check(on)
        except NotInForceError as problem:
            yield "unknown", {"procedure": position, "reason": str(problem).replace(str(on), "{on}")}
            continue
        if procedure.code.well_formed and not listed.spans(code):
            yield from _outside_rows(code, position, PcsBuilder(on))


def _outside_rows(code: str, position: int, builder: PcsBuilder) -> Iterator[tuple[str, dict[str, Any]]]:
    for number in range(3, 7):
        axis = builder.axis(number + 1, code[:number] + "_" * (7 - number))
        allowed = [value.value for value in axis.values if value.legal]
        if allowed and code[number] not in allowed:
            words = {"table": code[:3], "agreed": code[:number], "number": number + 1}
            told = {"character": code[number], "allowed": ", ".join(allowed)}
            yield "hit", {"procedure": position, "code": code, **words, **told}
            return
