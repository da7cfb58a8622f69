"""The linter of queries against queries whose faults are known: precision and recall, rule by rule.

The queries stand in reference/evaluation/queries, all of them ours and made up, with every rule that
each breaks. They were written from the specification, without sight of the rules' code. `gold` may be
read while a rule is written; `held` was written last, and no rule is tuned on it.

A rule that says of itself that it was "not checked" has found nothing.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from codinglab.model import InvalidInputError, LintFinding, Query, Severity
from codinglab.model.encounter import FORBID
from codinglab.parse import parse
from codinglab.query import lint
from codinglab.reference.paths import REFERENCE

SETS = ("gold", "held")
TARGET = 0.95
_UNCHECKED = "not checked"
Linter = Callable[[Query], Sequence[LintFinding]]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A query and the rules that it breaks.

    Attributes:
        breaks: the id of every rule that it breaks, warnings and hints too; none when it is compliant.
        note: why.
    """

    __pydantic_config__ = FORBID

    case: str
    breaks: frozenset[str]
    note: str
    fields: Query


@dataclass(frozen=True, slots=True)
class Judged:
    """What the linter said of a query.

    Attributes:
        found: the rules with a finding.
        blocked: whether one of the findings is a FAIL.
    """

    query: Labelled
    found: frozenset[str]
    blocked: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """Labels of a rule, or of all: broken and found, only found, only broken."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of what is found that is broken; 1 when nothing is found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of what is broken that is found; 1 when nothing is broken."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.3f}   recall {self.recall:.3f}   "
            f"right {self.right}, wrong {self.wrong}, missed {self.missed}"
        )


def read_queries(path: Path) -> tuple[Labelled, ...]:
    """The labelled queries of a file.

    Raises:
        InvalidInputError: it cannot be read, or a query in it is not whole.
    """
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["query"]
    except (OSError, ValueError, KeyError) as error:
        msg = f"{path} is not a set of labelled queries ({error}): [[query]] tables are needed."
        raise InvalidInputError(msg) from None
    return parse(tuple[Labelled, ...], rows, source=str(path))


def labelled(name: str) -> tuple[Labelled, ...]:
    """The labelled queries of a set, "gold" or "held"."""
    return read_queries(REFERENCE / "evaluation" / "queries" / f"{name}.toml")


def judge(query: Labelled, linter: Linter = lint) -> Judged:
    """Lint a labelled query."""
    findings = [one for one in linter(query.fields) if not _unchecked(one)]
    return Judged(
        query,
        frozenset(one.rule for one in findings),
        any(one.severity is Severity.FAIL for one in findings),
    )


def tally(judged: Iterable[Judged], rules: Collection[str]) -> Tally:
    """Count the labels of some rules over all queries."""
    counts: Counter[str] = Counter()
    for one in judged:
        for rule in rules:
            counts[_outcome(rule in one.query.breaks, rule in one.found)] += 1
    return Tally(counts["right"], counts["wrong"], counts["missed"])


def disagreements(judged: Iterable[Judged]) -> Iterator[str]:
    """A line for each rule that the linter and the label see differently, in the order of the cases."""
    for one in sorted(judged, key=lambda one: one.query.case):
        for rule in sorted(one.query.breaks ^ one.found):
            side = "missed" if rule in one.query.breaks else "wrong"
            yield f"{one.query.case} {rule} {side:6} {one.query.note}"


def main(*, wrong: bool = False, linter: Linter = lint, say: Callable[[str], None] | None = None) -> int:
    """Print the figures beside their targets; 0 when every set meets them, else 1.

    Args:
        wrong: list also each disagreement.
        linter: what is measured.
        say: takes each line.
    """
    out = say or partial(print, flush=True)
    met = True
    for name in SETS:
        judged = [judge(query, linter) for query in labelled(name)]
        met = _report(name, judged, out) and met
        if wrong:
            for line in disagreements(judged):
                out(f"   {line}")
    return 0 if met else 1


def _report(name: str, judged: Sequence[Judged], say: Callable[[str], None]) -> bool:
    rules = sorted({rule for one in judged for rule in one.query.breaks | one.found})
    whole = tally(judged, rules)
    compliant = [one for one in judged if not one.query.breaks]
    blocked = sum(one.blocked for one in compliant)
    noticed = sum(bool(one.found) for one in compliant)
    say(f"{name}: {len(judged)} queries, {len(compliant)} compliant")
    say(f"   all rules {whole}   target {TARGET:.2f} each")
    say(f"   compliant queries: {blocked} blocked (target 0), {noticed} with any finding")
    for rule in rules:
        say(f"   {rule:9} {tally(judged, (rule,))}")
    return min(whole.precision, whole.recall) >= TARGET and not blocked


def _unchecked(finding: LintFinding) -> bool:
    return finding.severity is Severity.INFO and _UNCHECKED in finding.message.lower()


def _outcome(broken: bool, found: bool) -> str:
    if broken:
        return "right" if found else "missed"
    return "wrong" if found else "neither"
