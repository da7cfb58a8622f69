"""Grouping and the code editor in batch: as fast as promised, and as one claim at a time."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from codinglab.claims.extract import Extract, write_extract
from codinglab.claims.extract.chunks import claim_chunks
from codinglab.claims.intake import Batch
from codinglab.claims.rebuild import RELATIONS
from codinglab.claims.tables import claim_rows, claim_tables
from codinglab.evaluate.oracle import as_claim, oracle_claims
from codinglab.evaluate.random_stays import random_stays
from codinglab.evaluate.reference import Figure
from codinglab.group.batch import group_batch
from codinglab.group.run import group
from codinglab.model import Claim, Grouping
from codinglab.validate.catalogue import edits
from codinglab.validate.looks import look_over
from codinglab.validate.run import looks_of

CLAIMS, SEED, A_SECOND = 20_000, 8, 8_000.0
_ROUNDS, _EVERY = 3, 9
_LOOKED_AT, _SELDOM = 4_000, 0.002

Said = Counter[tuple[Any, ...]]


def figures(folder: Path | None = None) -> Iterator[Figure]:
    """Measure on random claims, and on all claims of a folder's oracle, if one is named.

    Raises:
        InvalidInputError: the folder has no oracle.
    """
    claims = list(random_stays(CLAIMS, SEED))
    if folder is not None:
        claims += [as_claim(one.facts) for one in oracle_claims(folder)]
    parts = in_parts(claims)
    wrong = sum(grouped_otherwise(claims, parts))
    yield Figure(f"{len(claims):,} claims, grouped otherwise in batch", float(wrong), "", 0.0)
    speed = len(claims) / min(_seconds(parts, group_batch) for _ in range(_ROUNDS))
    yield Figure("claims grouped a second, one core", speed, "", A_SECOND, at_least=True)
    some = claims[::_EVERY]
    one, many = one_by_one(some), in_batch(parts, {claim.claim_id for claim in some})
    differing = (one - many).total() + (many - one).total()
    yield Figure(f"{len(some):,} claims, what looks say otherwise in batch", float(differing), "", 0.0)
    chosen = [edit for edit in edits() if edit.looks]
    few = in_parts(random_stays(_LOOKED_AT, SEED, odd=_SELDOM))
    speed = _LOOKED_AT / _seconds(few, lambda part: look_over(chosen, part))
    yield Figure("claims looked at a second, one core", speed, "")


def in_parts(claims: Iterable[Claim]) -> list[dict[str, pa.Table]]:
    """The relations of claims as an extract has them, in chunks."""
    with TemporaryDirectory(prefix="codinglab-batch-") as held:
        extract = extract_of(list(claims), Path(held) / "extract")
        return list(claim_chunks(extract, 0, RELATIONS))


def extract_of(claims: Sequence[Claim], folder: Path) -> Extract:
    """An extract of claims that are in memory."""
    relations = claim_tables(claim_rows(claims))
    return write_extract(
        [Batch({name: rows for name, rows in relations.items() if name != "prefix"})], folder
    )


def grouped_otherwise(claims: Sequence[Claim], parts: Sequence[dict[str, pa.Table]]) -> Iterator[bool]:
    """For each claim whether `group` says something else of it than `group_batch`."""
    many: dict[str, dict[str, Any]] = {}
    for part in parts:
        names = part["claim"].select(["claim_id", "name"]).to_pylist()
        name_of = {row["claim_id"]: row["name"] for row in names}
        many |= {name_of[row.pop("claim_id")]: row for row in group_batch(part).to_pylist()}
    for claim in claims:
        yield many.get(claim.claim_id) != grouping_row(group(claim, reasons=False))


def grouping_row(found: Grouping) -> dict[str, Any]:
    """A grouping as a row of the layout `GROUPED`, without the id."""
    return {
        "drg": str(found.drg) if found.drg else None,
        "mdc": found.mdc,
        "severity": found.severity.value if found.drg else "",
        "version": found.version,
        "return_code": found.return_code,
        "weight": found.weight,
        "not_evaluated": found.not_evaluated,
    }


def one_by_one(claims: Sequence[Claim]) -> Said:
    """What the looks of all edits say of claims: each hit; claims not judged, by edit, month and reason."""
    chosen = [edit for edit in edits() if edit.looks]
    said: Said = Counter()
    missed: set[tuple[str, str, str, str]] = set()
    for edit, kind, name, detail in looks_of(chosen, claims):
        told = json.loads(detail)
        if kind == "hit":
            said["hit", edit, name, detail] += 1
        else:
            missed.add((edit, name, f"{told['on'][:7]}-01", told["reason"]))
    return said + Counter(("unknown", edit, month, reason) for edit, _, month, reason in missed)


def in_batch(parts: Sequence[dict[str, pa.Table]], names: set[str]) -> Said:
    """The same of the claims of these names, of relations in batches."""
    chosen = [edit for edit in edits() if edit.looks]
    said: Said = Counter()
    for part in parts:
        claims = part["claim"].filter(pc.is_in(part["claim"]["name"], pa.array(sorted(names))))
        ids = claims["claim_id"]
        held = {name: table.filter(pc.is_in(table["claim_id"], ids)) for name, table in part.items()}
        name_of = dict(zip(ids.to_pylist(), claims["name"].to_pylist(), strict=True))
        found = look_over(chosen, held)
        for hit in found.hits.to_pylist():
            said["hit", hit["edit"], name_of[hit["claim_id"]], hit["detail"]] += 1
        for row in found.unknown.to_pylist():
            said["unknown", row["edit"], str(row["month"]), row["reason"]] += row["claims"]
    return said


def _seconds(parts: Sequence[dict[str, pa.Table]], work: Callable[[dict[str, pa.Table]], object]) -> float:
    """The seconds of a core that some work on all parts takes."""
    begun = time.process_time()
    for part in parts:
        work(part)
    return time.process_time() - begun
