"""How fast the reference data opens and installs, and whether its code lists are the official ones."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import timeit
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from codinglab.model import Icd10cm, TableMissingError
from codinglab.reference.dated import DatedCodes
from codinglab.reference.icd10cm import icd10cm
from codinglab.reference.icd10pcs import icd10pcs
from codinglab.reference.install.archive import Archive
from codinglab.reference.install.catalogue import find_source
from codinglab.reference.install.install import install
from codinglab.reference.install.reading import Request
from codinglab.reference.paths import home

COLD_MS, LOOKUP_US, PTP_SECONDS = 50.0, 20.0, 15.0
_PTP = ("ncci-ptp-hospital", "ncci/ptp-hospital-2026q2.zip")
_INSTALLS = (
    ("icd10cm-order", "icd10cm/icd10cm-order-2026.zip"),
    ("icd10cm-tabular", "icd10cm/icd10cm-xml-2017.zip"),
    ("icd10cm-index", "icd10cm/icd10cm-index-2026-reconstructed.zip"),
    ("icd10cm-neoplasm", "icd10cm/icd10cm-tables-april-2026.zip"),
    ("icd10cm-drug", "icd10cm/icd10cm-tables-april-2026.zip"),
    ("icd10cm-external-cause", "icd10cm/icd10cm-tables-april-2026.zip"),
    ("icd10cm-poa-exempt", "icd10cm/poa-exempt-2026.zip"),
    ("icd10cm-conversion", "icd10cm/ICD-10-CM-CONVERSION-TABLE-FY2026.xlsx"),
    ("icd10pcs-order", "icd10pcs/icd10pcs-order-2026.zip"),
    ("icd10pcs-tables", "icd10pcs/icd10pcs-xml-2025.zip"),
    ("icd10pcs-index", "icd10pcs/icd10pcs-xml-2025.zip"),
)
_LISTS = (
    ("icd10cm-order", "icd10cm/icd10cm-order-2025-october.zip", date(2024, 10, 1)),
    ("icd10cm-order", "icd10cm/icd10cm-order-2025-april.zip", date(2025, 4, 1)),
    ("icd10cm-order", "icd10cm/icd10cm-order-2026.zip", date(2025, 10, 1)),
    ("icd10pcs-order", "icd10pcs/icd10pcs-order-2025.zip", date(2024, 10, 1)),
    ("icd10pcs-order", "icd10pcs/icd10pcs-order-2026.zip", date(2025, 10, 1)),
)
_COLD = """
import time
from datetime import date
from codinglab.reference.icd10cm import icd10cm
start = time.perf_counter()
icd10cm().entry("E11.22", date(2025, 10, 1))
print(1000 * (time.perf_counter() - start))
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure beside its target; a target of None is not judged, a value of None was not measured."""

    name: str
    value: float | None
    unit: str
    target: float | None = None
    note: str = ""
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the value is at or under the target (over it with `at_least`), where both are there."""
        if self.value is None or self.target is None:
            return True
        return self.value >= self.target if self.at_least else self.value <= self.target

    def __str__(self) -> str:
        value = "not measured" if self.value is None else f"{self.value:10,.1f} {self.unit}"
        target = "" if self.target is None else f"target {self.target:,g} {self.unit}"
        missed = "" if self.met else "MISSED"
        return f"{self.name:48} {value:>16}  {target:14} {missed:6} {self.note}".rstrip()


def print_figures(figures: Iterable[Figure]) -> int:
    """Print figures beside their targets as they come; 0 when all are met, else 1."""
    met = True
    for figure in figures:
        met = met and figure.met
        print(figure, flush=True)
    return 0 if met else 1


def figures(data: Path) -> Iterator[Figure]:
    """Measure everything, with the official files in `data`; files that are not there are skipped."""
    yield Figure("open the store and look a code up, new process", cold_ms(), "ms", COLD_MS)
    yield Figure("a code by its key", lookup_us(), "µs", LOOKUP_US)
    with tempfile.TemporaryDirectory() as folder, _other_home(folder):
        yield from _installs(data)
    for source_id, file, day in _LISTS:
        name = f"{source_id} on {day}: codes that differ"
        if (data / file).is_file():
            yield Figure(name, differing(source_id, data / file, day), "codes", 0)
        else:
            yield Figure(name, None, "codes", 0, f"{file} is not in {data}")


def cold_ms(times: int = 5) -> float:
    """Milliseconds from opening the store to the first answer, in a process of its own; the best of some."""
    runs = []
    for _ in range(times):
        done = subprocess.run([sys.executable, "-c", _COLD], capture_output=True, text=True, check=True)  # noqa: S603
        runs.append(float(done.stdout))
    return min(runs)


def lookup_us(times: int = 2_000) -> float:
    """Microseconds to say what a code is on a day, store opened: the median of seven rounds."""
    table, day = icd10cm(), date(2025, 10, 1)
    code = Icd10cm("E11.22")
    rounds = sorted(timeit.repeat(lambda: table.entry(code, day), number=times, repeat=7))
    return 1e6 * rounds[3] / times


def differing(source_id: str, file: Path, day: date) -> int:
    """How many codes are valid on a day in the lab or in the official order file, but not in both."""
    reading = find_source(source_id).load_reader()(Request(Archive(file)))
    (table,) = reading.tables.values()
    official = {row["code"] for row in table.to_pylist() if row["billable"]}
    lists: DatedCodes = icd10cm() if source_id.startswith("icd10cm") else icd10pcs()
    return len(official ^ set(lists.below("", day)))


@contextmanager
def _other_home(folder: str) -> Iterator[None]:
    """Install elsewhere for a while: measuring leaves what is installed alone."""
    before = os.environ.get("CODINGLAB_HOME")
    os.environ["CODINGLAB_HOME"] = folder
    try:
        yield
    finally:
        if before is None:
            del os.environ["CODINGLAB_HOME"]
        else:
            os.environ["CODINGLAB_HOME"] = before


def _installs(data: Path) -> Iterator[Figure]:
    for source_id, file in (_PTP, *_INSTALLS):
        target = PTP_SECONDS if source_id == _PTP[0] else None
        name = f"install {source_id}"
        if not (data / file).is_file():
            yield Figure(name, None, "s", target, f"{file} is not in {data}")
            continue
        start = time.perf_counter()
        try:
            release = install(source_id, data / file, accept_licence=True)
        except TableMissingError as fault:
            yield Figure(name, None, "s", target, str(fault))
            continue
        rows = f"{release.rows:,} rows"
        yield Figure(name, time.perf_counter() - start, "s", target, rows)


def main(data: Path) -> int:
    """Print the figures beside their targets; 0 when all are met, else 1."""
    print(f"Reference data in {home()}, official files in {data}")
    return print_figures(figures(data))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
