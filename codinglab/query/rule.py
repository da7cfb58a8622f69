"""What a lint rule is made of."""

from __future__ import annotations

from dataclasses import dataclass

from codinglab.model import Authority, Query, Severity
from codinglab.query.policy import policy

PRACTICE = Authority(policy().title, edition=policy().edition)


@dataclass(frozen=True, slots=True)
class LintRule:
    """The facts of a rule. Its file's docstring says the fault, why it matters and, last, the remedy.

    Attributes:
        severity: how much a fault weighs, unless the edition in force or the fault itself says otherwise.
        failing, passing: queries that break and keep this rule; they are its tests.
    """

    id: str
    title: str
    severity: Severity
    authority: Authority
    failing: tuple[Query, ...]
    passing: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that a rule found; `severity` is given only where it differs from the rule's."""

    message: str
    severity: Severity | None = None
