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

from codinglab.claims.intake.batch import Batch
from codinglab.claims.intake.gathered import CLAIMS_A_BATCH, Gathered
from codinglab.claims.intake.x12_claim import read_claim
from codinglab.claims.intake.x12_draft import Draft
from codinglab.claims.intake.x12_envelope import UniqueIds, survey
from codinglab.claims.intake.x12_fault import Fault, FaultError
from codinglab.claims.intake.x12_segments import SegmentFile
from codinglab.claims.intake.x12_walk import drafts

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
    gathered = Gathered()
    with SegmentFile(path) as file:
        for draft in drafts(file, found):
            if isinstance(draft, Fault):
                told.append(draft.rejection(source))
            else:
                try:
                    read = read_claim(draft)
                    own = replace(read.claim, claim_id=ids.of(read.claim.claim_id))
                    gathered.add(own, read.providers, read.payments)
                except FaultError as error:
                    told.append(error.fault.rejection(source, draft.opening.at(1), _row(draft)))
            if gathered.claims >= CLAIMS_A_BATCH or len(told) >= CLAIMS_A_BATCH:
                yield gathered.batch(told, file.read_share)
                gathered, told = Gathered(), []
    yield gathered.batch(told, 1.0)


def _row(draft: Draft) -> str:
    """The CLM segment as text, with * and : as delimiters."""
    written = "*".join(draft.opening.elements).replace(draft.opening.component, ":")
    return written[:_LONGEST_ROW]
