"""Is a physician query compliant, and which rule breaks if it is not.

A query that leads is often polite and complete. Difficulty 1 has few rules to choose from, of those that stop
a query; difficulty 2 more of them; difficulty 3 every rule, those that only warn too, and the likeliest
beside it.
"""

from __future__ import annotations

from codinglab.drills.exercise import Draft, Option
from codinglab.drills.kind import Ask, DrillKind
from codinglab.drills.spoiled import CHANGES, broken, compliant, published, topics
from codinglab.model import Query, Severity
from codinglab.query import lint, render_text
from codinglab.query.catalogue import rule_files
from codinglab.query.rule import PRACTICE, LintRule

_KEPT = "compliant"
_CLEAN = 0.3
_BESIDE = {1: 2, 2: 4, 3: 6}
_LIKE = {
    "QL-01": ("QL-13", "QL-12", "QL-11"),
    "QL-02": ("QL-18", "QL-12"),
    "QL-03": ("QL-04", "QL-08", "QL-17"),
    "QL-04": ("QL-03", "QL-23"),
    "QL-05": ("QL-03", "QL-08"),
    "QL-06": ("QL-07", "QL-10", "QL-21"),
    "QL-07": ("QL-06", "QL-10", "QL-21"),
    "QL-08": ("QL-03", "QL-09", "QL-05"),
    "QL-09": ("QL-08", "QL-01"),
    "QL-11": ("QL-12", "QL-13", "QL-01"),
    "QL-12": ("QL-13", "QL-11", "QL-18"),
    "QL-13": ("QL-12", "QL-01"),
    "QL-16": ("QL-19", "QL-20"),
    "QL-19": ("QL-16", "QL-24"),
    _KEPT: ("QL-01", "QL-08", "QL-12"),
}


def make(ask: Ask) -> Draft:
    """Draw a compliant draft, or a query that breaks one rule and no other."""
    rules = {file.rule.id: file.rule for file in rule_files()}
    query, answer = drawn(ask, rules)
    options = [
        Option(_KEPT, "It is compliant: no rule breaks"),
        *(Option(rule, f"{rule} {rules[rule].title}", "") for rule in _offered(ask, rules, answer)),
    ]
    found = lint(query)
    said = " ".join(dict.fromkeys(finding.message for finding in found))
    remedy = " ".join(dict.fromkeys(finding.remedy for finding in found))
    section = answer if found else "all rules"
    return Draft(
        prompt=f"{_shown(query)}\n\nIs this query compliant? If not, which rule breaks?",
        options=(options[0], *ask.mixed(options[1:])),
        accepted=(answer,),
        explanation=f"{said} {remedy}".strip()
        or "Neutral title, dated facts, one question, fair options, no pressure.",
        table=f"query rules, edition {PRACTICE.edition}: "
        + (f"{answer} {rules[answer].title}" if found else "none of them breaks"),
        authority=PRACTICE,
        section=section,
    )


def drawn(ask: Ask, rules: dict[str, LintRule]) -> tuple[Query, str]:
    """A query, and the one rule that it breaks or "compliant"."""
    if ask.random.random() < _CLEAN:
        return ask.first(lambda: compliant(ask.random.choice(topics()))), _KEPT
    return ask.first(lambda: _faulty(ask, rules))


def _faulty(ask: Ask, rules: dict[str, LintRule]) -> tuple[Query, str] | None:
    """A query and the one rule that it breaks; None when the change broke another, or more than one."""
    wanted = ask.random.choice(
        sorted(rule for rule in rules if ask.difficulty == 3 or rules[rule].severity is Severity.FAIL)
    )
    changes = CHANGES.get(wanted, ())
    if changes and ask.random.random() < 0.7:
        query = compliant(ask.random.choice(topics()))
        changed = ask.random.choice(changes)(query) if query else None
        return (changed, wanted) if changed and broken(changed) == (wanted,) else None
    examples = published(wanted)
    return (ask.random.choice(examples), wanted) if examples else None


def _offered(ask: Ask, rules: dict[str, LintRule], answer: str) -> list[str]:
    """The rules to choose from, the right one among them; at difficulty 3 those that are taken for it."""
    right = [] if answer == _KEPT else [answer]
    near = [rule for rule in _LIKE.get(answer, ()) if rule in rules and ask.difficulty == 3]
    rest = [
        rule
        for rule in rules
        if rule not in (answer, *near) and (ask.difficulty == 3 or rules[rule].severity is Severity.FAIL)
    ]
    return [*right, *near, *ask.some(rest, len(rest))][: _BESIDE[ask.difficulty]]


def _shown(query: Query) -> str:
    """The query as the provider reads it, and what a reviewer knows of the record."""
    lines = [render_text(query).rsplit("\n\n", 1)[0]]
    left_out = [item.fact for item in query.record if item not in query.indicators]
    if left_out:
        lines.append(f"The record also has: {'; '.join(left_out)}.")
    if query.asked_before:
        lines.append(f"The same question was put to the same provider {query.asked_before} times before.")
    return "\n\n".join(lines)


KIND = DrillKind(
    name="query",
    title="Compliant query",
    reads=(),
    source="",
    make=make,
)
