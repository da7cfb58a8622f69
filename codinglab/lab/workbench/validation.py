"""Validation, live: what the edits say of the claim as it stands."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from codinglab.claims.assemble import claim_from
from codinglab.lab.display import element, heading, listed, live, markdown, message, severity_mark, unfolding
from codinglab.lab.guidance.rules import rules_html
from codinglab.lab.later import Later
from codinglab.lab.worksheet import Topic, Worksheet
from codinglab.model import CodinglabError, Finding, NotEvaluated, Report, Severity, Status
from codinglab.validate import explain, validate

WORDS = {Severity.FAIL: "stop", Severity.WARN: "warning", Severity.INFO: "note"}
ORDER = tuple(WORDS)
_TITLES = 12


class Validation:
    """The report below the work; it follows every change after a moment."""

    def __init__(self, worksheet: Worksheet) -> None:
        self._worksheet = worksheet
        self.answer: Report | None = None
        self.trouble = ""
        self.widget = widgets.HTML()
        self.widget.add_class("cl-panel")
        self._later = Later(self.refresh)
        worksheet.observe(self._changed)
        self.refresh()

    def refresh(self) -> None:
        """Validate the claim as it stands and show the report; trouble becomes a message."""
        try:
            self.answer = validate(claim_from(self._worksheet.case, self._worksheet.answers))
            self.trouble = ""
        except CodinglabError as error:
            self.answer, self.trouble = None, str(error)
        self.widget.value = self.static_html()
        self._worksheet.checked(self.answer)

    def static_html(self) -> str:
        """The report."""
        if self.answer is None:
            return heading("Validation") + message(f"The claim was not validated. {self.trouble}", "fail")
        return heading("Validation", f"edits run: {len(self.answer.ran)}") + report_html(self.answer)

    def _changed(self, topic: Topic) -> None:
        if topic is Topic.ANSWERS:
            self._later()


def summary(report: Report) -> str:
    """The report in one line.

    >>> summary(Report("c"))
    'Clean: no finding, and nothing left unevaluated.'
    """
    if report.status is Status.CLEAN:
        return "Clean: no finding, and nothing left unevaluated."
    counts = [(WORDS[level], sum(found.severity is level for found in report.findings)) for level in ORDER]
    said = [f"{count} {word}{'s' if count > 1 else ''}" for word, count in counts if count]
    if report.not_evaluated:
        said.append(f"{len(report.not_evaluated)} not evaluated")
    return "; ".join(said) + "."


def report_html(report: Report) -> str:
    """A report: its summary, its findings (worst first), and what was not evaluated and why."""
    findings = sorted(report.findings, key=lambda found: ORDER.index(found.severity))
    pieces = [live(summary(report), css=f"cl-status cl-is-{report.status.value.lower()}")]
    if findings:
        pieces.append(listed((finding_html(found) for found in findings), css="cl-findings"))
    if report.not_evaluated:
        rows = listed((_not_evaluated(*pair) for pair in _by_reason(report)), css="cl-findings")
        pieces.append(unfolding(f"Not evaluated ({len(report.not_evaluated)}): why", rows))
    return "".join(pieces)


def finding_html(found: Finding) -> str:
    """One finding with its place, message, authority, and the page of its edit to unfold."""
    where = [
        f"{what} {number}"
        for what, number in (
            ("line", found.line),
            ("line", found.other_line),
            ("diagnosis", found.diagnosis),
            ("diagnosis", found.other_diagnosis),
            ("procedure", found.procedure),
        )
        if number is not None
    ]
    source = " · ".join(part for part in (found.disposition.value, found.table) if part)
    return (
        severity_mark(found.severity)
        + element("span", f" {escape(found.code)} ", css="cl-code")
        + element("span", escape(found.title), css="cl-title")
        + element("span", f" {escape(', '.join(where))}", css="cl-source")
        + element("div", escape(found.message), css="cl-said")
        + element("div", escape(source), css="cl-reason")
        + rules_html(found.authority)
        + unfolding(f"Explain {found.edit}", _page(found.edit))
    )


def _by_reason(report: Report) -> list[tuple[str, list[NotEvaluated]]]:
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


def _page(edit: str) -> str:
    try:
        return markdown(explain(edit))
    except CodinglabError as error:
        return message(str(error))
