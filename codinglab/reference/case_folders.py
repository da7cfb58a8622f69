"""Where teaching cases are: those that ship, the user's own, and the sets an educator has released."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

from codinglab.model import InvalidInputError, UnknownCaseError
from codinglab.reference.paths import REFERENCE, ROOT

SHIPPED = REFERENCE / "cases"


def cases_dir() -> Path:
    """The folder of the user's own cases and of released sets (CODINGLAB_CASES overrides it)."""
    return Path(os.environ.get("CODINGLAB_CASES") or ROOT / "my-cases")


def case_folders(only: Path | None = None) -> dict[str, tuple[Path, ...]]:
    """The folders of each case id, the one that holds first.

    An own case, or one of a released set, goes before a shipped one of the same id. More than one of those
    is for `case_folder` to refuse.

    Args:
        only: look in this folder alone, not in the usual places.
    """
    found: dict[str, list[Path]] = {}
    places = [only.glob("*/case.toml")] if only else [
        cases_dir().glob("*/case.toml"),
        cases_dir().glob("*/*/case.toml"),
        SHIPPED.glob("*/case.toml"),
    ]  # fmt: skip
    for place in places:
        for file in sorted(place):
            found.setdefault(file.parent.name, []).append(file.parent)
    return {case_id: tuple(found[case_id]) for case_id in sorted(found)}


def case_folder(case_id: str, only: Path | None = None) -> Path:
    """The folder of a case.

    Raises:
        UnknownCaseError: there is none of that id; the message names those there are.
        InvalidInputError: two folders of the user hold a case of that id.
    """
    known = case_folders(only)
    if case_id not in known:
        close = difflib.get_close_matches(case_id, known, n=1, cutoff=0.3)
        hint = f" Did you mean '{close[0]}'?" if close else ""
        msg = f"There is no case '{case_id}'.{hint} The cases are: {', '.join(known) or 'none'}."
        raise UnknownCaseError(msg)
    own = [folder for folder in known[case_id] if folder.parent != SHIPPED]
    if len(own) > 1:
        msg = f"Two cases are called '{case_id}': {own[0]} and {own[1]}. Rename or remove one of the folders."
        raise InvalidInputError(msg)
    return known[case_id][0]
