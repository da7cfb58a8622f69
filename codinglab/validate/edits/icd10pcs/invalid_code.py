"""A procedure code is not valid on the discharge date.

Hospitals report inpatient procedures with the ICD-10-PCS list in force on the day of discharge, whenever
in the stay the procedure was done. A code has seven characters, digits and capital letters without I and O,
which look like 1 and 0; a code with a character missing or with one of these letters is none.

Build the code again from its table for the day of discharge. Unlike diagnoses, procedures have no shorter
codes: where an axis has nothing to say its character is Z. A code whose table exists but has no row for
its characters is left to `icd10pcs/table-row`.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes, px

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Procedure code not valid on the date",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.INPATIENT,),
    judges="procedure",
    authority=(
        Authority("ICD-10-PCS Official Guidelines", "", "A1, A2, A8"),
        Authority("Definitions of Medicare Code Edits", "v44", "edit 1"),
    ),
    reads=("icd10pcs_code",),
    message="{code} is not a valid ICD-10-PCS code on the discharge day {on}: {said}.",
    examples=(
        fires(inpatient(dx("K35.80", "Y"), px("0DTJ4Z", "2026-06-17")), because="six characters"),
        fires(inpatient(dx("K35.80", "Y"), px("0DTI4ZZ", "2026-06-17")), because="the letter I"),
        fires(inpatient(dx("K35.80", "Y"), px("0DTJ4OZ", "2026-06-17")), because="the letter O"),
        fires(inpatient(dx("K35.80", "Y"), px("0DEJ4ZZ", "2026-06-17")), because="there is no table 0DE"),
        passes(inpatient(dx("K35.80", "Y"), px("0DTJ4ZZ", "2026-06-17")), because="a code of the list"),
        passes(inpatient(dx("J96.01", "Y"), px("5A1955Z", "2026-06-10")), because="a code of the list"),
        passes(
            inpatient(dx("J18.9", "Y"), px("X2KB317", "2026-09-28"), on="2026-09-30"),
            because="the last day of X2KB317",
        ),
        fires(
            inpatient(dx("J18.9", "Y"), px("X2KB317", "2026-09-28"), on="2026-10-01"),
            because="valid when it was done, but not on the day of discharge",
        ),
        fires(
            inpatient(dx("I67.1", "Y"), px("00H033J", "2025-09-29"), on="2025-09-30"),
            because="00H033J starts on 2025-10-01",
        ),
        not_evaluated(
            inpatient(dx("K35.80", "Y"), px("0DTJ4Z", "2027-04-01"), on="2027-04-01"),
            because="the code list ends on 2027-03-31",
        ),
    ),
)

_CHARACTERS = list("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ")


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Procedures without a span of validity on the day, but those whose table has no row for them."""
    codes, rows = reference.icd10pcs_code, claims.procedures
    in_force = [rows.code == codes.code, codes.since <= rows.on, rows.on <= codes.through]
    invalid = rows.anti_join(codes, in_force)
    invalid = invalid.mutate(
        ill_formed=_ill_formed(invalid.code),
        start=invalid.code.substr(0, 3),
        end=invalid.code.substr(0, 3) + "ZZZZ",
    )
    there = codes.view()
    tables = invalid.semi_join(
        there,
        [
            there.code >= invalid.start,
            there.code <= invalid.end,
            there.since <= invalid.on,
            invalid.on <= there.through,
        ],
    )
    in_table = tables.select("claim_id", "position", has_table=ibis.literal(1))
    other = codes.view()
    dated = invalid.select("claim_id", "position", "code").join(other, "code")
    spans = dated.group_by(["claim_id", "position"]).agg(first=dated.since.min(), last=dated.through.max())
    named = invalid.left_join(spans, ["claim_id", "position"]).drop("claim_id_right", "position_right")
    named = named.left_join(in_table, ["claim_id", "position"])
    of_a_row = named["first"].isnull() & ~named.ill_formed & named.has_table.notnull()
    hits = named.filter(~of_a_row)
    return hits.select("claim_id", "on", "code", procedure=hits.position, said=_said(hits))


def _ill_formed(code: Any) -> Any:
    """Whether a code has other than seven characters, or one that ICD-10-PCS does not use."""
    odd = [code.substr(place, 1).notin(_CHARACTERS) for place in range(7)]
    return reduce(or_, [code.length() != 7, *odd])


def _said(hits: Any) -> Any:
    """Why a code is not valid, in words."""
    letters = hits.code.contains("I") | hits.code.contains("O")
    dates = ibis.literal("its dates are ") + hits["first"].cast("string") + ibis.literal(" to ")
    return ibis.cases(
        (hits["first"].notnull(), dates + hits["last"].cast("string")),
        (
            hits.code.length() != 7,
            ibis.literal("it has ")
            + hits.code.length().cast("string")
            + ibis.literal(" characters, and a code has seven"),
        ),
        (letters, ibis.literal("ICD-10-PCS does not use the letters I and O, check for 1 and 0")),
        (hits.ill_formed, ibis.literal("it holds a character that is neither a digit nor a capital letter")),
        else_=ibis.literal("no table begins with ") + hits.start,
    )
