"""Examine, print, and give the exit code: for the command line and for `lab.py`."""

from __future__ import annotations

import json
import shutil
import sys
from datetime import date
from io import TextIOWrapper

from codinglab.lab.doctor.check import Part
from codinglab.lab.doctor.examine import examine
from codinglab.lab.doctor.text import heading, part_text

_NARROWEST, _WIDEST = 60, 110


def print_examination(on: str = "", *, as_json: bool = False, faults: bool = False) -> int:
    """Examine for a day as people write it, and print.

    Returns:
        0 when nothing is broken, 1 when something is, 2 when the day is no day.
    """
    try:
        day = date.fromisoformat(on) if on else None
    except ValueError:
        print(f"'{on}' is no day: write it as YYYY-MM-DD.", file=sys.stderr)
        return 2
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    if as_json:
        found = examine(day)
        print(json.dumps(found.as_data(), indent=2))
        return found.exit_code
    width = max(_NARROWEST, min(shutil.get_terminal_size().columns, _WIDEST))
    print(heading(day or date.today()), end="\n\n", flush=True)

    def say(part: Part) -> None:
        if told := part_text(part, width, well=not faults):
            print(told, flush=True)

    found = examine(day, say=say)
    print(found.summary)
    return found.exit_code
