"""A diagnosis code lacks its 7th character, or has one that is not allowed.

Many injury, obstetric and eye codes end in a 7th character that says which episode, fetus or stage
is meant. It stands in position seven: a shorter code is filled with the placeholder X. The set of
characters differs from category to category (A, D, S is only the commonest), and X is never one.

Read the set of the category and choose by the documentation: A is active treatment, whoever gives
it; D routine healing; S a sequela, after the condition it left.
"""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRS"

EDIT = Edit(
    __name__,
    title="7th character missing or not allowed",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.A.4"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.A.5"),
    ),
    reads=("icd10cm_code",),
    message="{code} needs a 7th character in position seven, one of {characters}: for example {example}.",
    examples=(
        fires(professional(dx("S52.501")), because="the 7th character is missing"),
        fires(
            professional(dx("S52.501X")), because="X is a placeholder, not a 7th character of this category"
        ),
        fires(professional(dx("M80.08A")), because="the placeholder is missing: M80.08XA"),
        passes(professional(dx("S52.501A")), because="A is one of the set"),
        passes(professional(dx("M80.08XA")), because="filled with X to position six"),
        passes(professional(dx("E11.9")), because="the category has no 7th characters"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Diagnoses that are not valid, but whose first six characters (filled with X) begin valid codes."""
    codes = reference.icd10cm_code
    rows = claims.diagnoses
    unknown = rows.anti_join(
        codes, [rows.code == codes.code, codes.since <= rows.on, rows.on <= codes.through]
    )
    unknown = unknown.filter((unknown.code.length() >= 3) & (unknown.code.length() <= 8))
    written = unknown.select("code", "on").distinct()
    met = ibis.union(_filled(written, codes), _before_last(written, codes))
    last = met.full.right(1)
    found = met.group_by("on", "code").agg(
        example=met.full.min(), **{f"has_{one}": (last == one).any() for one in _CHARACTERS}
    )
    named = [found[f"has_{one}"].ifelse(f" {one}", "") for one in _CHARACTERS]
    told = found.select("on", "code", "example", characters=reduce(add, named).strip())
    placed = unknown.select("claim_id", "on", "code", diagnosis=unknown.position)
    return placed.join(told, ["on", "code"])


def _filled(written: Any, codes: Any) -> Any:
    """Codes with the valid codes that begin with their first six characters, filled with X."""
    stems = written.mutate(stem=written.code.substr(0, 6).rpad(6, "X"))
    long = _long(codes)
    return stems.join(long, [stems.stem == long.six, *_valid(stems, long)]).select("code", "on", "full")


def _before_last(written: Any, codes: Any) -> Any:
    """Codes of six characters or fewer whose last would be the seventh, were those before it filled."""
    short = written.filter(written.code.length() < 7)
    stems = short.mutate(
        stem=short.code.substr(0, short.code.length() - 1).rpad(6, "X"), ends=short.code.right(1)
    )
    long = _long(codes)
    met = stems.join(long, [stems.stem == long.six, stems.ends == long.full.right(1), *_valid(stems, long)])
    return met.select("code", "on", "full")


def _long(codes: Any) -> Any:
    long = codes.select(full=codes.code, first=codes.since, last=codes.through, six=codes.stem)
    return long.filter(long.six != "")


def _valid(stems: Any, long: Any) -> list[Any]:
    return [long["first"] <= stems.on, stems.on <= long["last"]]
