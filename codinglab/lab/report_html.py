"""A report as HTML: its summary, its findings (worst first), and what was not evaluated and why."""

from __future__ import annotations

from html import escape

from codinglab.lab.display import element, listed, live, markdown, message, severity_mark, unfolding
from codinglab.lab.guidance.rules import rules_html
from codinglab.model import CodinglabError, Finding, NotEvaluated, Report, Severity, Status
from codinglab.validate import explain

WORDS = {Severity.FAIL: "stop", Severity.WARN: "warning", Severity.INFO: "note"}
ORDER = tuple(WORDS)
_TITLES = 12


def summary(report: Report) -> str:
    """The report in one line.

    >>> summary(Report("c"))
    'Clean: no finding, and nothing left unevaluated.'
    """
    if report.status is Status.CLEAN:
        return "Clean: no finding, and nothing left unevaluated."
    said = [
        counted(count, level)
        for level in ORDER
        if (count := sum(found.severity is level for found in report.findings))
    ]
    if report.not_evaluated:
        said.append(f"{len(report.not_evaluated)} not evaluated")
    return "; ".join(said) + "."


def counted(count: int, level: Severity) -> str:
    """How many findings of a level, in words.

    >>> counted(2, Severity.FAIL), counted(1, Severity.INFO)
    ('2 stops', '1 note')
    """
    return f"{count} {WORDS[level]}{'' if count == 1 else 's'}"


def worst_first(report: Report) -> list[Finding]:
    """The findings by their weight, then in the order of the report's edits, then from row to row."""
    edits = list(dict.fromkeys(found.edit for found in report.findings))

    def weight(found: Finding) -> tuple[int, int, int, int, int]:
        rows = found.line or 0, found.diagnosis or 0, found.procedure or 0
        return ORDER.index(found.severity), edits.index(found.edit), *rows

    return sorted(report.findings, key=weight)


def report_html(report: Report) -> str:
    """A report: its summary, its findings (worst first), and what was not evaluated and why."""
    findings = worst_first(report)
    pieces = [live(summary(report), css=f"cl-status cl-is-{report.status.value.lower()}")]
    if findings:
        pieces.append(listed((finding_html(found) for found in findings), css="cl-findings"))
    if report.not_evaluated:
        rows = listed((_not_evaluated(*pair) for pair in by_reason(report)), css="cl-findings")
        pieces.append(unfolding(f"Not evaluated ({len(report.not_evaluated)}): why", rows))
    return "".join(pieces)


def finding_html(found: Finding) -> str:
    """One finding with its place, message, authority, and the page of its edit to unfold."""
    source = consequence(found)
    return (
        severity_mark(found.severity)
        + element("span", f" {escape(found.code)} ", css="cl-code")
        + element("span", escape(found.title), css="cl-title")
        + element("span", f" {escape(where(found))}", css="cl-source")
        + element("div", escape(found.message), css="cl-said")
        + element("div", escape(source), css="cl-reason")
        + rules_html(found.authority)
        + unfolding(f"Explain {found.edit}", explain_html(found.edit))
    )


def consequence(found: Finding) -> str:
    """What a payer's editor does, and the table row that says so."""
    return " · ".join(part for part in (found.disposition.value, found.table) if part)


def where(found: Finding) -> str:
    """The lines, diagnoses and procedures that a finding is about, "diagnosis 4, 5"."""
    places = (
        ("line", (found.line, found.other_line)),
        ("diagnosis", (found.diagnosis, found.other_diagnosis)),
        ("procedure", (found.procedure,)),
    )
    named = ((what, [str(one) for one in numbers if one is not None]) for what, numbers in places)
    return ", ".join(f"{what} {', '.join(numbers)}" for what, numbers in named if numbers)


def by_reason(report: Report) -> list[tuple[str, list[NotEvaluated]]]:
    """The reasons in their order, each with the edits that it kept from judging."""
    by_reason: dict[str, list[NotEvaluated]] = {}
    for missed in report.not_evaluated:
        by_reason.setdefault(missed.reason, []).append(missed)
    return list(by_reason.items())


def _not_evaluated(reason: str, missed: list[NotEvaluated]) -> str:
    titles = [*dict.fromkeys(one.title for one in missed)]
    named = escape("; ".join(titles))
    return (
        element(
            "span", element("span", "◌", aria_hidden="true"), " Not evaluated ", css="cl-severity cl-open"
        )
        + element("span", escape(reason), css="cl-title")
        + (
            element("div", named, css="cl-said")
            if len(titles) <= _TITLES
            else unfolding(f"{len(titles)} edits", element("div", named, css="cl-said"))
        )
    )


def explain_html(edit: str) -> str:
    """The page of an edit, from its own docstring."""
    try:
        return markdown(explain(edit))
    except CodinglabError as error:
        return message(str(error))
