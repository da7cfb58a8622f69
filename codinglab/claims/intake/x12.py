"""Claims in from X12 837 files: professional (005010X222) and institutional (005010X223).

    from codinglab.claims.intake.x12 import read_x12

    for batch in read_x12(Path("claims.837")):
        ...

A file is read twice: for its envelopes, then for its claims. Memory is that of a batch, with eight bytes a
claim to find repeated ids by. Any number of interchanges, groups and transactions, and any delimiters.
A claim that cannot be read is one rejection, whose row is its CLM segment; a fault of the file itself is a
rejection without a claim and without a row. Claims in the file are claims read and claims rejected.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from codinglab.claims.extract.layout import PAYMENT
from codinglab.claims.intake.batch import Batch, Rejection
from codinglab.claims.intake.x12_claim import ReadClaim, read_claim
from codinglab.claims.intake.x12_draft import Draft
from codinglab.claims.intake.x12_envelope import UniqueIds, survey
from codinglab.claims.intake.x12_fault import Fault, FaultError
from codinglab.claims.intake.x12_segments import SegmentFile
from codinglab.claims.intake.x12_walk import drafts
from codinglab.claims.tables import claim_rows, claim_tables

CLAIMS_A_BATCH = 4_000
_LONGEST_ROW = 300


def read_x12(path: Path) -> Iterator[Batch]:
    """Read the claims of a file.

    Raises:
        InvalidInputError: it cannot be read, is no X12 file, or none of its transactions is a claim.
    """
    found = survey(path)
    ids = UniqueIds(found.repeated)
    source = path.name
    told = [fault.rejection(source) for fault in found.told]
    gathered = _Gathered()
    with SegmentFile(path) as file:
        for draft in drafts(file, found):
            if isinstance(draft, Fault):
                told.append(draft.rejection(source))
            else:
                try:
                    read = read_claim(draft)
                    own = replace(read.claim, claim_id=ids.of(read.claim.claim_id))
                    gathered.add(replace(read, claim=own))
                except FaultError as error:
                    told.append(error.fault.rejection(source, draft.opening.at(1), _row(draft)))
            if gathered.claims >= CLAIMS_A_BATCH or len(told) >= CLAIMS_A_BATCH:
                yield gathered.batch(told, file.read_share)
                gathered, told = _Gathered(), []
    yield gathered.batch(told, 1.0)


def _row(draft: Draft) -> str:
    """The CLM segment as text, with * and : as delimiters."""
    written = "*".join(draft.opening.elements).replace(draft.opening.component, ":")
    return written[:_LONGEST_ROW]


class _Gathered:
    """Claims on their way into a batch, as rows."""

    def __init__(self) -> None:
        self.claims = 0
        self._rows: dict[str, list[tuple[Any, ...]]] = {}
        self._payments: list[tuple[Any, ...]] = []

    def add(self, read: ReadClaim) -> None:
        """Take a claim in."""
        self.claims += 1
        rows = claim_rows([read.claim])
        for provider in set(read.providers.values()):
            theirs = claim_rows([replace(read.claim, provider=provider)])["line"]
            for number, given_by in read.providers.items():
                if given_by == provider:
                    rows["line"][number - 1] = theirs[number - 1]
        for name, some in rows.items():
            if name != "prefix":
                self._rows.setdefault(name, []).extend(some)
        for number, payment in read.payments.items():
            row = (read.claim.claim_id, number, payment.allowed, payment.paid, payment.denied_by)
            self._payments.append(row)

    def batch(self, told: list[Rejection], share: float) -> Batch:
        """What was taken in, and rejected."""
        import pyarrow as pa

        if not self.claims:
            return Batch({}, tuple(told), share)
        relations = claim_tables({**self._rows, "prefix": []})
        del relations["prefix"]
        columns = list(zip(*self._payments, strict=True)) or [()] * len(PAYMENT)
        relations["payment"] = pa.table([list(column) for column in columns], schema=PAYMENT)
        return Batch(relations, tuple(told), share)
