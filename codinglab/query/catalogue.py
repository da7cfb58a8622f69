"""The lint rules: found by walking their package, run over a query, explained from their files."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from codinglab.model import InvalidInputError, LintFinding, Query
from codinglab.query.lint import __path__ as folder
from codinglab.query.rule import Fault, LintRule


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A rule with what its file says and does."""

    rule: LintRule
    check: Callable[[Query], Iterable[Fault]]
    text: str

    @property
    def remedy(self) -> str:
        """What to do: the last paragraph of the file's docstring."""
        return " ".join(self.text.rsplit("\n\n", 1)[-1].split())


@cache
def rule_files() -> tuple[RuleFile, ...]:
    """Every rule, in the order of the ids. A file of the package that is no rule stops here."""
    found = []
    for name in (module.name for module in pkgutil.iter_modules(folder)):
        module = import_module(f"codinglab.query.lint.{name}")
        found.append(RuleFile(module.RULE, module.check, inspect.getdoc(module) or ""))
    return tuple(sorted(found, key=lambda file: file.rule.id))


def lint(query: Query) -> tuple[LintFinding, ...]:
    """Check a query against every rule of compliant query practice.

    Args:
        query: drafted or written by hand.

    Returns:
        The findings in the order of the rules' ids; none when every rule is kept.
    """
    return tuple(
        LintFinding(
            rule=file.rule.id,
            severity=fault.severity or file.rule.severity,
            message=fault.message,
            remedy=file.remedy,
            authority=file.rule.authority,
        )
        for file in rule_files()
        for fault in file.check(query)
    )


def explain_rule(rule_id: str) -> str:
    """Explain a rule as Markdown: the fault, why it matters, what to do, who says so, examples.

    Raises:
        InvalidInputError: no rule has that id; the message lists those there are.
    """
    wanted = rule_id.strip().upper()
    for file in rule_files():
        if file.rule.id == wanted:
            return _page(file)
    known = ", ".join(file.rule.id for file in rule_files())
    msg = f"There is no lint rule '{rule_id}'. The rules are {known}."
    raise InvalidInputError(msg)


def _page(file: RuleFile) -> str:
    rule = file.rule
    parts = [
        f"# {rule.id} {rule.title}",
        f"{rule.severity}. {rule.authority}.",
        file.text,
        "## Breaks the rule",
        *(_example(query) for query in rule.failing),
        "## Keeps the rule",
        *(_example(query) for query in rule.passing),
    ]
    return "\n\n".join(parts) + "\n"


def _example(query: Query) -> str:
    facts = "; ".join(item.fact for item in query.indicators) or "none"
    lines = [f"- **{query.title}** {query.question}", f"  - Indicators: {facts}"]
    if query.options:
        lines.append(f"  - Options: {'; '.join(query.options)}")
    if query.documented:
        lines.append(f"  - Documented: {'; '.join(query.documented)}")
    return "\n".join(lines)
