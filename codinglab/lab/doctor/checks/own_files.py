"""Cases and edits of the user's own: which of them cannot be read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date

from codinglab.lab.doctor.check import Check, broken, ok
from codinglab.reference.case_folders import SHIPPED, case_folders, cases_dir
from codinglab.reference.cases import forget_cases, unreadable_cases
from codinglab.reference.paths import ROOT

OWN_EDITS = ROOT / "my-edits"


def look(_on: date) -> Iterator[Check]:
    """Own cases by reading them, own edits by parsing them: no file of them is run."""
    forget_cases()
    yield from _cases()
    yield from _edits()


def _cases() -> Iterator[Check]:
    own = {
        case_id: [folder for folder in places if folder.parent != SHIPPED]
        for case_id, places in case_folders().items()
    }
    own = {case_id: places for case_id, places in own.items() if places}
    wrong = unreadable_cases()
    for case_id, fault in wrong.items():
        place = own[case_id][0] if case_id in own else cases_dir()
        said = f"It cannot be read: {' '.join(fault.split())}"
        yield broken(
            f"Case {case_id}", said, f"Mend the file in {place}, or move that folder out of {cases_dir()}."
        )
    if not own:
        yield ok("Own cases", f"None in {cases_dir()}")
    elif len(wrong) < len(own):
        yield ok("Own cases", f"{len(own) - len(wrong)} can be read, in {cases_dir()}")


def _edits() -> Iterator[Check]:
    files = sorted(OWN_EDITS.glob("*.py"))
    wrong = 0
    for file in files:
        try:
            ast.parse(file.read_bytes(), filename=file.name)
        except (OSError, SyntaxError, ValueError) as fault:
            wrong += 1
            line = f", line {fault.lineno}" if isinstance(fault, SyntaxError) and fault.lineno else ""
            said = f"{file.name}{line} is no readable Python: {fault.args[0] if fault.args else fault}."
            yield broken(f"Edit {file.stem}", said, f"Mend {file}, or move it out of the folder.")
    if not files:
        yield ok("Own edits", f"None in {OWN_EDITS}")
    elif wrong < len(files):
        yield ok("Own edits", f"{len(files) - wrong} can be read, in {OWN_EDITS} (read, not run)")
