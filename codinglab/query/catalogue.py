"""The lint rules: found by walking their package, run over a query, explained from their files."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module

from codinglab.model import Indicator, InvalidInputError, LintFinding, Query
from codinglab.query.examples import COMPLIANT
from codinglab.query.lint import __path__ as folder
from codinglab.query.policy import policy
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
    """Every rule of the edition in force, in the order of the ids, with the weight that the edition gives it.

    A file of the package that is no rule stops here.
    """
    found = []
    for name in (module.name for module in pkgutil.iter_modules(folder)):
        module = import_module(f"codinglab.query.lint.{name}")
        if module.RULE.id in policy().rules:
            rule = replace(module.RULE, severity=policy().rules[module.RULE.id])
            found.append(RuleFile(rule, module.check, inspect.getdoc(module) or ""))
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


def render() -> str:
    """The catalogue of all rules in Markdown: `reference/QUERY_RULES.md`."""
    edition = policy()
    head = (
        f"# Query rules\n\n{len(rule_files())} rules, edition {edition.edition}. Generated from the rules "
        "themselves by `codinglab query write`; do not change it by hand."
    )
    about = (
        f"After *{edition.title}*, edition {edition.edition}. {edition.status} The rules are in our own "
        f"words; "
        "the weights are those of `reference/lexicon/query/policy.toml`. FAIL: do not send the query. WARN: "
        "mend it or be able to say why not. INFO: worth a look."
    )
    rows = [
        f"| [{file.rule.id}](#{file.rule.id.lower()}) | {file.rule.title} | {file.rule.severity} |"
        for file in rule_files()
    ]
    table = "\n".join(["| rule | fault | weight |", "|---|---|---|", *rows])
    return "\n\n".join([head, about, table, *(_section(file) for file in rule_files())]) + "\n"


def _section(file: RuleFile) -> str:
    rule = file.rule
    return "\n\n".join(
        [
            f"## {rule.id}",
            f"**{rule.title}**",
            file.text,
            f"- Weight: {rule.severity}\n- Authority: {rule.authority}",
            "Breaks the rule:",
            "\n".join(_example(query) for query in rule.failing),
            "Keeps the rule:",
            "\n".join(_example(query) for query in rule.passing),
        ]
    )


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
    """A query as an example: its words, and what it changes of the one that keeps every rule."""
    facts = "; ".join(_fact(item) for item in query.indicators) or "none"
    lines = [f"- **{query.title}** {query.question}".rstrip(), f"  - Indicators: {facts}"]
    if query.options:
        lines.append(f"  - Options: {'; '.join(query.options)}")
    lines += [
        f"  - {label}: {told or 'none'}"
        for label, told, usual in (
            ("Asked as", query.type.value.replace("_", " "), COMPLIANT.type.value.replace("_", " ")),
            ("Subject", query.subject, ""),
            ("Documented", "; ".join(query.documented), ""),
            ("In the record", "; ".join(_fact(item) for item in query.record), ""),
            ("To", query.addressee, COMPLIANT.addressee),
            ("From", query.author, COMPLIANT.author),
            ("Contact", query.contact, COMPLIANT.contact),
            ("Query", query.id, COMPLIANT.id),
            ("Encounter", query.encounter_id, COMPLIANT.encounter_id),
            ("Patient", query.patient_id, COMPLIANT.patient_id),
            ("Date", str(query.written_on or ""), str(COMPLIANT.written_on)),
            ("Status", query.status.value, COMPLIANT.status.value),
            ("Answer", query.answer, ""),
            ("Answered by", query.answered_by, ""),
            ("Channel", query.channel.value, COMPLIANT.channel.value),
            ("Said", query.transcript, ""),
            ("Spoken at", query.spoken_at, ""),
            ("Drafted by", query.generator, ""),
            ("Reviewed by", query.reviewer, ""),
            ("Asked before", str(query.asked_before), "0"),
        )
        if told != usual
    ]
    return "\n".join(lines)


def _fact(item: Indicator) -> str:
    marks = [
        mark
        for mark, given in (
            (str(item.observed_on or "no date"), True),
            (item.source or "no source", True),
            ("earlier encounter", item.prior),
            ("contrary", item.contrary),
        )
        if given
    ]
    return f"{item.fact} ({', '.join(marks)})"
