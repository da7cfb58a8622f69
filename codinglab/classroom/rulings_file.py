"""The educator's rulings on objections: `rulings.json` in the class folder, one list, the later one holds."""

from __future__ import annotations

import os
from pathlib import Path

from filelock import FileLock

from codinglab.parse import dump_json, parse_json
from codinglab.score import Ruling

RULINGS = "rulings.json"
LONGEST_WAIT = 10


def read_rulings(folder: Path) -> tuple[Ruling, ...]:
    """The rulings of a class, none when there is no file; raises InvalidInputError when it is wrong."""
    path = folder / RULINGS
    if not path.is_file():
        return ()
    return parse_json(tuple[Ruling, ...], path.read_bytes(), source=str(path))


def add_ruling(folder: Path, ruling: Ruling) -> Path:
    """Record a ruling after those there are; the file. Raises InvalidInputError, OSError as reading does."""
    path = folder / RULINGS
    with FileLock(folder / f".{RULINGS}.lock", timeout=LONGEST_WAIT):
        rulings = [*read_rulings(folder), ruling]
        text = "[\n" + ",\n".join(dump_json(one) for one in rulings) + "\n]\n"
        draft = path.with_suffix(".tmp")
        draft.write_text(text, encoding="utf-8")
        os.replace(draft, path)
    return path
