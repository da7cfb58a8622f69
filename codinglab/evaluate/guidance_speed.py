"""How fast the guidance is searched and indexed: twenty thousand passages."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path
from statistics import median, quantiles

from codinglab.evaluate.guidance_questions import ON, SETS, read_questions
from codinglab.guidance.gather import gather
from codinglab.guidance.gathered import Gathered
from codinglab.guidance.index import GuidanceIndex
from codinglab.guidance.index_build import build
from codinglab.guidance.question import read_question
from codinglab.guidance.rank import score
from codinglab.guidance.ranked import ranked
from codinglab.guidance.scope import in_force
from codinglab.reference.install.releases import list_releases

PASSAGES = 20_000
P95_MS, PASSAGES_A_SECOND = 30.0, 2_000


def speed() -> bool:
    """Print the time of a query and the rate of indexing beside their targets; whether both are met."""
    many = list(_many(list(gather(list_releases()))))
    with tempfile.TemporaryDirectory(prefix="codinglab-evaluate-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "many.sqlite"
        start = time.perf_counter()
        passages = build(path, many, lambda _sentence, _share: None)
        rate = passages / (time.perf_counter() - start)
        with closing(GuidanceIndex(path)) as index:
            spent = sorted(_times(index))
    p95 = quantiles(spent, n=20)[-1]
    print(f"{passages:,} passages: indexed at {rate:,.0f} a second (target {PASSAGES_A_SECOND:,})")
    print(
        f"   a query {median(spent):.1f} ms median, {p95:.1f} ms at the 95th percentile (target {P95_MS:.0f})"
    )
    return rate >= PASSAGES_A_SECOND and p95 <= P95_MS


def _many(gathered: list[Gathered]) -> Iterator[Gathered]:
    """The documents gathered, again and again under other names until there are enough passages."""
    size = 0
    for round_ in count():
        for item in gathered:
            yield replace(item, edition=replace(item.edition, document=f"{item.edition.document}-{round_}"))
            size += len(item.sections)
            if size >= PASSAGES:
                return


def _times(index: GuidanceIndex) -> Iterator[float]:
    admitted = in_force(index, ON, "")
    for question in (asked for name in SETS for asked in read_questions(name)):
        start = time.perf_counter()
        ranked(index, score(index, read_question(question.ask)), admitted)
        yield (time.perf_counter() - start) * 1000
