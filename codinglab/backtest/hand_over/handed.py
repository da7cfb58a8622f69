"""A folder that was handed over: what is in it, and its proof run again."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from codinglab.model import InvalidInputError

_LONGEST_PROOF = 600


@dataclass(frozen=True, slots=True)
class Handed:
    """What was handed over: the folder, how many examples came out right on each engine, and the zip file."""

    folder: Path
    proven: dict[str, str]
    zipped: Path | None = None

    def contents(self) -> str:
        """The files of the folder, many of one kind counted, a line each."""
        files = sorted(path.relative_to(self.folder) for path in self.folder.rglob("*") if path.is_file())
        places = Counter(path.parent for path in files)
        lines = []
        for path in files:
            if path.parent.name == "json":
                name = f"{path.parent.as_posix()}/ ({places[path.parent]} claims)"
            else:
                name = path.as_posix()
            if name not in lines:
                lines.append(name)
        return "\n".join(lines)

    def sql(self, dialect: str) -> str:
        """The statements of a dialect.

        Raises:
            InvalidInputError: the folder has none of that name.
        """
        path = self.folder / "sql" / f"{dialect}.sql"
        there = sorted(one.stem for one in path.parent.glob("*.sql"))
        if dialect not in there:
            msg = f"The folder has no SQL for '{dialect}'. There is: {', '.join(there) or 'none'}."
            raise InvalidInputError(msg)
        return path.read_text(encoding="utf-8")

    def section(self, title: str) -> str:
        """A section of the folder's README, in Markdown.

        Raises:
            InvalidInputError: it has none of that title.
        """
        parts = (self.folder / "README.md").read_text(encoding="utf-8").split("\n## ")[1:]
        for part in parts:
            if part.startswith(f"{title}\n"):
                return f"## {part}"
        there = ", ".join(part.splitlines()[0] for part in parts)
        msg = f"README.md has no section '{title}'. There are: {there}."
        raise InvalidInputError(msg)

    def verify(self, engine: str = "duckdb") -> str:
        """Run the folder's own proof, as a claims team does; what it says."""
        return run_proof(self.folder, engine)[1]


def run_proof(folder: Path, engine: str) -> tuple[bool, str]:
    """Run `verify.py` of a folder in a process of its own: whether all came out right, and what it says."""
    command = [sys.executable, "-I", str(folder / "verify.py"), "--engine", engine]
    try:
        done = subprocess.run(  # noqa: S603 (our own script)
            command, capture_output=True, text=True, timeout=_LONGEST_PROOF, check=False
        )
    except subprocess.TimeoutExpired:
        return False, f"it did not end within {_LONGEST_PROOF} seconds"
    said = done.stdout.strip() or done.stderr.strip()
    return done.returncode == 0, said
