"""An edit's examples, run on the engine of one claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from codinglab.model import Report
from codinglab.reference.rules_file import read_card
from codinglab.reference.store import open_store
from codinglab.validate.edit import Edit
from codinglab.validate.engines.one_claim import OneClaimEngine
from codinglab.validate.examples import Example


@dataclass(frozen=True, slots=True)
class Tried:
    """An example that was run.

    Attributes:
        example: the claim and what it says.
        came: what came out: "fires", "passes" or "not evaluated".
        said: the messages where it fires, the reasons where it could not be judged.
    """

    example: Example
    came: str
    said: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether it came out as it says."""
        return self.came == self.example.outcome


def try_examples(one: Edit) -> tuple[Tried, ...]:
    """Run an edit's examples, each by itself."""
    from codinglab.validate.run import run

    engine = engine_of([one])
    told = []
    for example in one.examples:
        report = run(engine, [example.claim])[example.claim.claim_id]
        said = [found.message for found in report.findings] or [gap.reason for gap in report.not_evaluated]
        told.append(Tried(example, outcome(report, one.id), tuple(said)))
    return tuple(told)


def outcome(report: Report, edit_id: str) -> str:
    """What an edit said of a claim: "fires", "passes" or "not evaluated"."""
    if any(found.edit == edit_id for found in report.findings):
        return "fires"
    return "not evaluated" if any(one.edit == edit_id for one in report.not_evaluated) else "passes"


def engine_of(chosen: Sequence[Edit]) -> OneClaimEngine:
    """An engine of some edits over the rules that are installed."""
    return OneClaimEngine(chosen, read_card(open_store().folder))
