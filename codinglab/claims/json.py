"""The lab's claim JSON: read with every fault named by its path, written back unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from codinglab.model import Claim, ClaimType, InvalidInputError
from codinglab.parse import dump_json, parse

_HELP = "A claim file is one claim in JSON: reference/claim.schema.json has its fields."
_MOST_LINES = 2_000
_MOST = 2**31 - 1


def read_claim(path: Path) -> Claim:
    """Read a claim file.

    Raises:
        InvalidInputError: the file cannot be read, is not JSON, or is not a possible claim.
    """
    import json

    if path.is_dir():
        msg = f"{path} is a folder; name the file of one claim in it."
        raise InvalidInputError(msg)
    try:
        data = json.loads(path.read_bytes())
    except FileNotFoundError:
        msg = f"There is no file {path}."
        raise InvalidInputError(msg) from None
    except UnicodeDecodeError as error:
        msg = f"{path} is not text in UTF-8 or UTF-16 ({error}): save it as UTF-8."
        raise InvalidInputError(msg) from None
    except RecursionError:
        msg = f"{path} is not a claim: its brackets are nested too deep."
        raise InvalidInputError(msg) from None
    except (OSError, ValueError) as error:
        msg = f"{path} cannot be read as JSON: {error}. {_HELP}"
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
        InvalidInputError: unknown keys, wrong types, impossible dates or numbers, each with its path.
    """
    if not isinstance(data, dict):
        found = f"a list of {len(data)}" if isinstance(data, list) else "no fields"
        msg = f"{source} is not a claim: it holds {found}. {_HELP}"
        raise InvalidInputError(msg)
    claim = parse(Claim, data, source=source)
    for what, faults in (
        ("dates", [*_impossible_dates(claim)]),
        ("numbers", [*_impossible_numbers(claim)]),
    ):
        if faults:
            told = "\n".join(f"  {fault}" for fault in faults)
            msg = f"{source} holds impossible {what}:\n{told}"
            raise InvalidInputError(msg)
    return claim


def impossible(claim: Claim) -> list[str]:
    """What no claim can hold, each with its path: `through_date: 2026-01-02 is before from_date …`."""
    return [*_impossible_dates(claim), *_impossible_numbers(claim)]


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


def _impossible_numbers(claim: Claim) -> Iterator[str]:
    """What no claim can hold, and no table of claims: an electronic claim has at most 999 lines."""
    if len(claim.lines) > _MOST_LINES:
        yield f"lines: {len(claim.lines)}, and a claim holds 999 at most; is this the file of many claims?"
    for number, line in enumerate(claim.lines):
        for name, value in (("units", line.units), *(("pointers", one) for one in line.pointers)):
            if abs(value) > _MOST:
                yield f"lines.{number}.{name}: {value} is too large"
