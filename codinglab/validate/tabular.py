"""What the ICD-10-CM tabular says at every level above a diagnosis: blocks, chapters, sequencing notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

COLUMNS = ("claim_id", "position", "code", "on")


def levels(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Every diagnosis with each level (`node`) of the tabular it stands under, from code to chapter."""
    prefixes, category = claims.prefixes, reference.icd10cm_category
    under = prefixes.join(category, prefixes.prefix == category.category)
    return ibis.union(
        prefixes.mutate(node=prefixes.prefix).select(*COLUMNS, "node"),
        under.mutate(node=under.block).select(*COLUMNS, "node"),
        under.mutate(node=under.chapter).select(*COLUMNS, "node"),
    )


def instructed(claims: ClaimTables, reference: ReferenceTables, kind: str) -> Any:
    """Every diagnosis with each line of a kind of note (`icd10cm_instruction`) at it or above it."""
    notes = reference.icd10cm_instruction
    return levels(claims, reference).join(notes.filter(notes.kind == kind), "node")


def met(claims: ClaimTables, told: Any) -> Any:
    """The rows of `instructed` whose target is on the claim, with it: other_code, other_diagnosis."""
    prefixes = claims.prefixes
    found = told.join(
        prefixes,
        (told.claim_id == prefixes.claim_id)
        & (told.target == prefixes.prefix)
        & (told.position != prefixes.position),
    ).select(
        **{name: told[name] for name in told.columns},
        other_code=prefixes.code,
        other_diagnosis=prefixes.position,
    )
    return found.filter((found.characters == "") | found.characters.contains(intent(found.other_code)))


def intent(code: Any) -> Any:
    """The character of a drug or toxin code that says intent: the sixth, or the fifth before an X.

    1 to 4 are poisoning (accidental, self-harm, assault, undetermined), 5 an adverse effect, 6 underdosing
    (ICD-10-CM Official Guidelines I.C.19.e).
    """
    sixth = code.substr(5, 1)
    return sixth.isin(["X", ""]).ifelse(code.substr(4, 1), sixth)
