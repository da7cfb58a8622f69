"""Compiled statements of edits, kept between processes: building them takes far longer than asking them."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from codinglab.reference.paths import REFERENCE
from codinglab.validate.edit import Edit

_KEPT = 12
"""How many sets of statements are kept of each kind."""


def kept_statements(
    folder: Path,
    kind: str,
    said: Sequence[object],
    chosen: Sequence[Edit],
    make: Callable[[], dict[str, Any]],
) -> dict[str, Any]:
    """The statements of edits from the file that holds them, or made, and kept there.

    Args:
        folder: where they are kept; one that cannot be written is no fault.
        kind: what the file's name begins with.
        said: what the statements depend on beside the code of the edits and of this package.
        chosen: the edits.
        make: makes the statements, as JSON can hold them.
    """
    sources = "".join(_source_of(one.module) for one in chosen)
    text = json.dumps([str(one) for one in said]) + sources + _framework()
    file = folder / f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:24]}.json"
    try:
        return dict(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        made = make()
    _keep(file, made)
    return made


@cache
def _source_of(module: str) -> str:
    file: str | None = getattr(sys.modules.get(module), "__file__", None)
    return Path(file).read_text(encoding="utf-8") if file else module


@cache
def _framework() -> str:
    """The text of what edits are compiled with: the code, and the lists in the lexicon that some read."""
    package = Path(__file__).resolve().parents[1]
    code = [*package.glob("validate/*.py"), *package.glob("validate/engines/*.py")]
    files = sorted((*code, *(REFERENCE / "lexicon").glob("*.toml")))
    return "".join(file.read_text(encoding="utf-8") for file in files)


def _keep(file: Path, made: dict[str, Any]) -> None:
    """Keep statements, and the newest others of the kind: a few edits do not drive out those of all."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(".draft")
        draft.write_text(json.dumps(made), encoding="utf-8")
        draft.replace(file)
        kind = file.name.rsplit("-", 1)[0]
        kept = sorted(file.parent.glob(f"{kind}-*.json"), key=lambda one: one.stat().st_mtime)
        for older in kept[:-_KEPT]:
            older.unlink()
    except OSError:
        return
