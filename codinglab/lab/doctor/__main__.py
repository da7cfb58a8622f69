"""`python -m codinglab.lab.doctor`: what `lab.py doctor` runs. Nothing but Python is needed to start it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from codinglab.lab.doctor.printed import print_examination


def main(words: Sequence[str] | None = None) -> int:
    """Read the options and print; the exit code."""
    reader = argparse.ArgumentParser(prog="python lab.py doctor", description=__doc__.partition("`: ")[2])
    reader.add_argument("--on", default="", help="The day asked about, YYYY-MM-DD; today by default.")
    reader.add_argument("--json", action="store_true", help="Print JSON for a program.")
    reader.add_argument("--faults", action="store_true", help="Tell only what is not ok.")
    asked = reader.parse_args(words)
    return print_examination(asked.on, as_json=asked.json, faults=asked.faults)


if __name__ == "__main__":
    sys.exit(main())
