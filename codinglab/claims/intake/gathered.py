"""Claims of the lab's model on their way into a batch, as rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from codinglab.claims.extract.layout import PAYMENT
from codinglab.claims.intake.batch import Batch, Rejection
from codinglab.claims.tables import claim_rows, claim_tables
from codinglab.model import Claim, Provider

CLAIMS_A_BATCH = 4_000


@dataclass(frozen=True, slots=True)
class Payment:
    """What a payer decided on a line: allowed and paid in dollars, and the reason of a denial, "" if none."""

    allowed: float
    paid: float
    denied_by: str


def claim_mark(claim_id: str) -> int:
    """A number for a claim's id, eight bytes, to find repeated ids by."""
    return int.from_bytes(blake2b(claim_id.encode(), digest_size=8).digest(), "little")


class Gathered:
    """Claims as rows, until they are made a batch. `claims` is how many there are."""

    def __init__(self) -> None:
        self.claims = 0
        self._rows: dict[str, list[tuple[Any, ...]]] = {}
        self._payments: list[tuple[Any, ...]] = []

    def add(
        self,
        claim: Claim,
        providers: Mapping[int, Provider] | None = None,
        payments: Mapping[int, Payment] | None = None,
    ) -> None:
        """Take a claim in.

        Args:
            claim: it, whole.
            providers: who gave a line, by its position from 1, where it is not the claim's provider.
            payments: what was decided on a line, by its position.
        """
        self.claims += 1
        rows = claim_rows([claim])
        for provider in set(providers.values()) if providers else ():
            theirs = claim_rows([replace(claim, provider=provider)])["line"]
            for number, given_by in (providers or {}).items():
                if given_by == provider:
                    rows["line"][number - 1] = theirs[number - 1]
        for name, some in rows.items():
            if name != "prefix":
                self._rows.setdefault(name, []).extend(some)
        for number, payment in (payments or {}).items():
            row = (claim.claim_id, number, payment.allowed, payment.paid, payment.denied_by)
            self._payments.append(row)

    def batch(self, rejections: list[Rejection], share: float) -> Batch:
        """What was taken in, with what was rejected; `share` is how much of the source was read."""
        import pyarrow as pa

        if not self.claims:
            return Batch({}, tuple(rejections), share)
        relations = claim_tables({**self._rows, "prefix": []})
        del relations["prefix"]
        columns = list(zip(*self._payments, strict=True)) or [()] * len(PAYMENT)
        relations["payment"] = pa.table([list(column) for column in columns], schema=PAYMENT)
        return Batch(relations, tuple(rejections), share)
