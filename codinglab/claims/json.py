"""The lab's claim JSON: read with every fault named by its path, written back unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from codinglab.model import Claim, ClaimType, InvalidInputError
from codinglab.parse import dump_json, parse


def read_claim(path: Path) -> Claim:
    """Read a claim file.

    Raises:
        InvalidInputError: the file cannot be read, is not JSON, or is not a possible claim.
    """
    import json

    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        msg = f"There is no file {path}."
        raise InvalidInputError(msg) from None
    except (OSError, UnicodeDecodeError, ValueError) as error:
        msg = f"{path} cannot be read as JSON in UTF-8: {error}"
        raise InvalidInputError(msg) from None
    return parse_claim(data, source=str(path))


def claim_at(claim: Claim | str | Path) -> Claim:
    """A claim as it is, or the claim in a file.

    Raises:
        InvalidInputError: it is neither, or the file cannot be read as a claim.
    """
    if isinstance(claim, str | Path):
        return read_claim(Path(claim))
    if not isinstance(claim, Claim):
        msg = f"A claim or the path of a claim file is needed, not {type(claim).__name__}."
        raise InvalidInputError(msg)
    return claim


def parse_claim(data: Any, *, source: str) -> Claim:
    """Build a claim from plain data.

    Raises:
        InvalidInputError: unknown keys, wrong types or impossible dates, each with its path.
    """
    claim = parse(Claim, data, source=source)
    faults = list(_impossible_dates(claim))
    if faults:
        raise InvalidInputError(
            f"{source} holds impossible dates:\n" + "\n".join(f"  {fault}" for fault in faults)
        )
    return claim


def write_claim(claim: Claim) -> str:
    """Write a claim as JSON text that `parse_claim` reads back to an equal claim."""
    return dump_json(claim)


def _impossible_dates(claim: Claim) -> Iterator[str]:
    if claim.through_date < claim.from_date:
        yield f"through_date: {claim.through_date} is before from_date {claim.from_date}"
    if claim.patient.birth_date > claim.through_date:
        yield f"patient.birth_date: {claim.patient.birth_date} is after the service"
    if claim.admission_date is not None and claim.admission_date > claim.through_date:
        yield f"admission_date: {claim.admission_date} is after through_date {claim.through_date}"
    for number, line in enumerate(claim.lines):
        if line.through is not None and line.through < line.date:
            yield f"lines.{number}.through: {line.through} is before the line's date {line.date}"
        outside = not claim.from_date <= line.date <= claim.through_date
        if outside and claim.claim_type is not ClaimType.INPATIENT:
            span = f"{claim.from_date} to {claim.through_date}"
            yield f"lines.{number}.date: {line.date} is outside the claim, {span}"
