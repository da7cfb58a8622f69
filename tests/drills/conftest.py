"""What edits say of a claim, for tests that hold exercises against them."""

from __future__ import annotations

import pytest

from codinglab.model import Claim, Report
from codinglab.reference.rules_file import read_card
from codinglab.reference.store import open_store
from codinglab.validate.catalogue import edits
from codinglab.validate.engines.one_claim import OneClaimEngine
from codinglab.validate.run import run


class Judge:
    """Runs a few edits over one claim; their statements are compiled once."""

    def __init__(self) -> None:
        self._engines: dict[tuple[str, ...], OneClaimEngine] = {}

    def _report(self, claim: Claim, ids: tuple[str, ...]) -> Report:
        if ids not in self._engines:
            chosen = [one for one in edits() if one.id in ids]
            assert len(chosen) == len(ids)
            self._engines[ids] = OneClaimEngine(chosen, read_card(open_store().folder))
        return run(self._engines[ids], [claim], precedence=False)[claim.claim_id]

    def codes(self, claim: Claim, *ids: str) -> set[str]:
        """The codes that the edits of these ids find something about."""
        return {finding.code for finding in self._report(claim, ids).findings}

    def lines(self, claim: Claim, *ids: str) -> set[int]:
        """The lines that they find something about."""
        return {finding.line for finding in self._report(claim, ids).findings if finding.line}

    def is_silent(self, claim: Claim, *ids: str) -> bool:
        """Whether one of the edits could not be judged."""
        return bool(self._report(claim, ids).not_evaluated)


@pytest.fixture(scope="session")
def judge() -> Judge:
    """The edits, asked about one claim at a time."""
    return Judge()
