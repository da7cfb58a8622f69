"""Claims in from the lab's own JSON: a file of one claim, of an array of them, of one a line, or a folder.

    from codinglab.claims.intake.lab_json import read_lab_json

    for batch in read_lab_json(Path("claims.jsonl")):
        ...

Each claim is read by `codinglab.claims.json`; one that cannot be read is a rejection, and the others go on.
Memory is that of a batch and of the largest claim, with a mark of each claim's id to find repeated ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from codinglab.claims.intake.batch import Batch, Rejection
from codinglab.claims.intake.gathered import CLAIMS_A_BATCH, Gathered, claim_mark
from codinglab.claims.intake.json_values import Value, values
from codinglab.claims.json import parse_claim
from codinglab.model import InvalidInputError

_SUFFIXES = (".json", ".jsonl", ".ndjson")
_SHOWN = 2_000


def read_lab_json(path: Path) -> Iterator[Batch]:
    """Read the claims of a file, or of the JSON files of a folder.

    Raises:
        InvalidInputError: there is no such file, it cannot be opened, or the folder holds no JSON file.
    """
    files = _files(path)
    size = sum(file.stat().st_size for file in files) or 1
    before = 0
    gathered, told, seen = Gathered(), list[Rejection](), set[int]()
    for file in files:
        for value in values(file):
            if (rejection := _take(value, file.name, gathered, seen)) is not None:
                told.append(rejection)
            if gathered.claims >= CLAIMS_A_BATCH or len(told) >= CLAIMS_A_BATCH:
                yield gathered.batch(told, min(1.0, (before + value.read) / size))
                gathered, told = Gathered(), []
        before += file.stat().st_size
    yield gathered.batch(told, 1.0)


def _take(value: Value, source: str, gathered: Gathered, seen: set[int]) -> Rejection | None:
    """Take a claim in; its rejection where it cannot be."""
    row = value.text[:_SHOWN].encode("utf-8", "replace").decode()
    if value.fault:
        return Rejection(source, value.place, "", "", "", value.fault, row)
    named = value.data.get("claim_id", "") if isinstance(value.data, dict) else ""
    name = named.encode("utf-8", "replace").decode() if isinstance(named, str) else ""
    if "\\u" in value.text and not _is_text(value.data):
        fault = "It holds half a character, written as \\u and a number: no text can have it."
        return Rejection(source, value.place, name, "", "", fault, row)
    try:
        claim = parse_claim(value.data, source="The claim")
    except InvalidInputError as error:
        first, *faults = (line.strip() for line in str(error).splitlines())
        field = faults[0].partition(":")[0] if faults else ""
        return Rejection(source, value.place, name, field, "", " ".join([first, *faults]), row)
    mark = claim_mark(claim.claim_id)
    if mark in seen:
        return Rejection(
            source, value.place, name, "claim_id", name, "An earlier claim has the same id.", row
        )
    seen.add(mark)
    gathered.add(claim)
    return None


def _is_text(data: Any) -> bool:
    """Whether all its text can be written down: JSON can name halves of characters."""
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        if not path.is_file():
            msg = f"There is no file {path}."
            raise InvalidInputError(msg)
        return [path]
    found = [one for one in sorted(path.iterdir()) if one.suffix.lower() in _SUFFIXES and one.is_file()]
    if not found:
        msg = f"{path} holds no claim file, named .json or .jsonl."
        raise InvalidInputError(msg)
    return found
