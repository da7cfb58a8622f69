"""Edits that look at claims in Python, over the partitions of an extract, in the layout of a back-test."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from codinglab.claims.extract import Extract
from codinglab.claims.extract.chunks import claim_chunks
from codinglab.claims.extract.parallel import in_order
from codinglab.claims.rebuild import RELATIONS
from codinglab.model import ClaimType
from codinglab.model.period import Period
from codinglab.validate.edit import Edit
from codinglab.validate.looks import Looked, joined, look_over, look_over_named

Say = Callable[[str, float], None]


def looked(
    extract: Extract,
    partitions: Sequence[int],
    chosen: Sequence[Edit],
    period: Period,
    *,
    workers: int = 1,
    say: Say = lambda _sentence, _share: None,
    stop: Callable[[], bool] = lambda: False,
) -> Looked | None:
    """What the looks of edits say of the claims of some partitions: hits, unknown and eligible rows.

    Args:
        extract: an opened extract.
        partitions: the numbers of the partitions.
        chosen: the edits; those without a look say nothing.
        period: the governing days of the claims that are looked at.
        workers: how many processes look; with more than one, the edits must be built-in ones.
        say: called with a sentence and the share done, 0 to 1.
        stop: asked after each chunk of claims whether to stop.

    Returns:
        The tables; None where it was stopped.
    """
    looking = [one for one in chosen if one.looks]
    kinds = [kind for kind in ClaimType if any(kind in one.applies_to for one in looking)]
    whole = sum(one.rows.get("claim", 0) for one in extract.partitions if one.number in set(partitions)) or 1
    work = (
        partial(look_over, looking) if workers <= 1 else partial(look_over_named, [one.id for one in looking])
    )
    found: list[Looked] = []
    seen = 0

    def parts() -> Iterator[dict[str, pa.Table]]:
        nonlocal seen
        for number in partitions:
            for kind in kinds:
                for part in claim_chunks(extract, number, RELATIONS, claim_type=kind):
                    seen += part["claim"].num_rows
                    yield _within(part, period)

    for one in in_order(work, parts(), workers):
        found.append(one)
        say("looking at claims as a whole", min(seen / whole, 1.0))
        if stop():
            return None
    return joined(found)


def _within(part: dict[str, pa.Table], period: Period) -> dict[str, pa.Table]:
    """The claims of a period; one without a day stays, to be counted as not judged."""
    claims = part["claim"]
    on = claims["on"]
    inside = pc.greater_equal(on, pa.scalar(period.since, pa.date32()))
    if period.through is not None:
        inside = pc.and_(inside, pc.less_equal(on, pa.scalar(period.through, pa.date32())))
    kept = claims.filter(pc.fill_null(inside, True))
    if kept.num_rows == claims.num_rows:
        return part
    ids = kept["claim_id"]
    rest = {
        name: rows.filter(pc.is_in(rows["claim_id"], ids)) for name, rows in part.items() if name != "claim"
    }
    return {"claim": kept, **rest}
