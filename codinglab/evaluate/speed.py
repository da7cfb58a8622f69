"""How fast notes are read: beside stock medspaCy over the same terms, in one run; what the lexicon costs.

The notes are those of `aci-bench*.json`, joined and cut at line ends to about 3 kB. Stock medspaCy has
the terms of our lexicon, filled up with titles of the tabular to 100,000; it reads few of the notes,
for it is slow. Each note counts with the best of three rounds, theirs and ours alike. Load time and
memory are of a new process, the imports apart.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import median

from codinglab.evaluate.reference import Figure, print_figures
from codinglab.model import DocumentType, InvalidInputError
from codinglab.reference.store import open_store
from codinglab.reference.words import split_words
from codinglab.review import review_many, review_text
from codinglab.review.lexicon import lexicon
from codinglab.review.stock import stock_reader

SIZE, TERMS, STOCK_NOTES, MANY = 3_000, 100_000, 12, 3_000
TIMES_FASTER, NOTE_MS, LOAD_SECONDS, MEMORY_MB = 10.0, 10.0, 1.5, 150.0
_ROUNDS = 3
_KIND = DocumentType.OFFICE_NOTE
_LOAD = """
import json, sys, time
def memory():
    try:
        with open("/proc/self/status") as file:
            return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmRSS"))
    except OSError:
        return None
start = time.perf_counter()
import codinglab.review.pipeline
from codinglab.review.lexicon import lexicon
imported, before = time.perf_counter(), memory()
lexicon()
loaded, after = time.perf_counter(), memory()
grown = None if before is None or after is None else after - before
print(json.dumps([imported - start, loaded - imported, grown]))
"""


def read_notes(data: Path, size: int = SIZE) -> list[str]:
    """The notes of a folder, each joined with the next and cut to about `size` characters.

    Raises:
        InvalidInputError: the folder has no `aci-bench*.json`, or one of them is no list of notes.
    """
    files = sorted(data.glob("aci-bench*.json"))
    if not files:
        msg = f"{data} has no aci-bench*.json: name the folder of the annotated notes with --data."
        raise InvalidInputError(msg)
    found: list[str] = []
    piece = ""
    for file in files:
        try:
            texts = [str(one["note"]) for one in json.loads(file.read_text(encoding="utf-8"))]
        except (OSError, ValueError, KeyError, TypeError) as error:
            msg = (
                f"{file} is not a file of notes ({type(error).__name__}): a JSON list with 'note' is needed."
            )
            raise InvalidInputError(msg) from None
        for text in texts:
            piece += text + "\n"
            if len(piece) >= size:
                cut = piece.rfind("\n", 0, size)
                found.append(piece[: cut if cut > size // 2 else size])
                piece = ""
    return found or [piece]


def terms(count: int = TERMS) -> list[str]:
    """The terms of our lexicon, filled up with titles of the tabular."""
    found = dict.fromkeys(lexicon())
    if len(found) < count:
        titles = open_store().read("icd10cm_code").column("title").to_pylist()
        found |= dict.fromkeys(" ".join(split_words(title)) for title in titles)
    return list(islice(found, count))


def seconds(read: Callable[[str], object], notes: Sequence[str]) -> list[float]:
    """How long each note takes: the best of three rounds, after one note that is not measured."""
    read(notes[0])
    best = [float("inf")] * len(notes)
    for _ in range(_ROUNDS):
        for place, note in enumerate(notes):
            start = time.perf_counter()
            read(note)
            best[place] = min(best[place], time.perf_counter() - start)
    return best


def load() -> tuple[float, float, float | None]:
    """Seconds of the imports, seconds and MB of the lexicon, in new processes: the best of three."""
    runs = []
    for _ in range(_ROUNDS):
        done = subprocess.run([sys.executable, "-c", _LOAD], capture_output=True, text=True, check=True)  # noqa: S603
        runs.append(json.loads(done.stdout))
    grown = [run[2] for run in runs if run[2] is not None]
    return min(run[0] for run in runs), min(run[1] for run in runs), min(grown) if grown else None


def figures(data: Path) -> Iterator[Figure]:
    """Measure everything; the slowest last."""
    notes = read_notes(data)
    imports, lexicon_seconds, grown = load()
    yield Figure("imports of spaCy and medspaCy, new process", imports, "s")
    yield Figure("load the lexicon, imports apart", lexicon_seconds, "s", LOAD_SECONDS)
    where = "" if grown is not None else "this system does not tell a process its memory"
    yield Figure("memory the lexicon adds", grown, "MB", MEMORY_MB, where)
    ours = seconds(_ours, notes)
    size = f"{len(notes)} notes, median {median(map(len, notes)):,.0f} characters"
    yield Figure("a 3 kB note, median", 1000 * median(ours), "ms", NOTE_MS, size)
    yield Figure("a 3 kB note, slowest", 1000 * max(ours), "ms")
    many = (notes * (MANY // len(notes) + 1))[:MANY]
    alone, together = (_many(many, processes) for processes in (1, 2))
    yield Figure(f"review_many, {MANY:,} notes, one process", alone, "s")
    yield Figure(
        f"review_many, {MANY:,} notes, two processes", together, "s", None, f"{alone / together:.1f}x"
    )
    start = time.perf_counter()
    rules = terms()
    stock = stock_reader(rules)
    yield Figure(f"stock medspaCy, load {len(rules):,} terms", time.perf_counter() - start, "s")
    few = notes[:STOCK_NOTES]
    theirs, ours_too = seconds(stock, few), seconds(_ours, few)
    yield Figure(
        "stock medspaCy, a 3 kB note, median", 1000 * median(theirs), "ms", None, f"{len(few)} notes"
    )
    yield Figure("ours, the same notes", 1000 * median(ours_too), "ms")
    faster = sum(theirs) / sum(ours_too)
    yield Figure("stock medspaCy's time for one of ours", faster, "x", TIMES_FASTER, at_least=True)


def main(data: Path) -> int:
    """Print the figures beside their targets; 0 when all are met, else 1."""
    return print_figures(figures(data))


def _ours(note: str) -> object:
    return review_text(note, document_type=_KIND)


def _many(notes: Sequence[str], processes: int) -> float:
    start = time.perf_counter()
    review_many(notes, document_type=_KIND, processes=processes, progress=lambda _sentence, _share: None)
    return time.perf_counter() - start
