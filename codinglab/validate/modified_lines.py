"""Lines by the modifiers that they carry, with the fee schedule's indicators of their code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.validate.relations import services, without_indicators

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

NO_INDICATORS = "the fee schedule's indicators of {code} on line {line} are not known, to judge {modifier}"


def carrying(claims: ClaimTables, *modifiers: str) -> Any:
    """Lines with one of these modifiers: a row a line and modifier (once, however often it stands)."""
    return claims.lines.join(_marks(claims, modifiers), ["claim_id", "line"])


def without(rows: Any, claims: ClaimTables, *modifiers: str) -> Any:
    """The rows whose line has none of these modifiers."""
    marks = claims.modifiers.filter(claims.modifiers.modifier.isin(modifiers)).view()
    return rows.anti_join(marks, [rows.claim_id == marks.claim_id, rows.line == marks.line])


def services_carrying(claims: ClaimTables, reference: ReferenceTables, *modifiers: str) -> Any:
    """Lines with one of these modifiers and the indicators of their code in force that day."""
    return services(claims, reference).join(_marks(claims, modifiers), ["claim_id", "line"])


def indicators_unknown(claims: ClaimTables, reference: ReferenceTables, *modifiers: str) -> Any:
    """Lines with one of these modifiers whose code an incomplete `mpfs_indicator` does not have that day."""
    missing = without_indicators(claims, reference, NO_INDICATORS)
    return missing.join(_marks(claims, modifiers), ["claim_id", "line"])


def _marks(claims: ClaimTables, modifiers: tuple[str, ...]) -> Any:
    marks = claims.modifiers.filter(claims.modifiers.modifier.isin(modifiers))
    return marks.select("claim_id", "line", "modifier").distinct()
