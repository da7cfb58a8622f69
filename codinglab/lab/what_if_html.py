"""What if, side by side: alternatives with their DRG and findings, and what speaks for and against each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from codinglab.lab.display import element, heading, listed, severity_mark
from codinglab.lab.guidance.rules import rules_html
from codinglab.lab.why_html import table
from codinglab.model import Finding
from codinglab.what_if import Alternative, Argument, May, Recoded, Verdict

_SPEAKS = {True: ("✔", "for"), False: ("✖", "against"), None: ("○", "no argument")}
_MAY = {May.YES: ("✔", "good"), May.ASK: ("?", "open"), May.NO: ("✖", "fail")}
RULES_DECIDE = (
    "The rules decide, then the record: what was present on admission, and occasioned it after study, is "
    "principal (guidelines II); of two that equally are, either (II.B, II.C). The DRG is no argument."
)
_NAMES = ("change", "MS-DRG", "weight", "what the edits say")


def alternatives_html(alternatives: Sequence[Alternative], caption: str) -> str:
    """Alternatives side by side, the claim as it is first."""
    return table(caption, _NAMES, map(_row, alternatives))


def verdicts_html(verdicts: Iterable[Verdict]) -> str:
    """Each diagnosis as principal: whether it may be, its DRG, and the rules for and against."""
    names = ("as principal", "may it be?", "MS-DRG", "what speaks against it")
    rows = (
        (
            element("span", one.code.written, css="cl-code"),
            may_mark(one.may),
            drg_words(one.alternative),
            arguments_html(argument for argument in one.arguments if argument.speaks is False)
            if any(argument.speaks is False for argument in one.arguments)
            else "nothing on the claim",
        )
        for one in verdicts
    )
    return element("p", RULES_DECIDE, css="cl-said") + table(
        "Each diagnosis as the principal one", names, rows
    )


def arguments_html(arguments: Iterable[Argument]) -> str:
    """Arguments with their authority, each marked as for, against or none."""
    return listed(map(_argument, arguments), css="cl-plain")


def recoded_html(recoded: Recoded) -> str:
    """What an answer changes: codes that come and go, then the claim before and after."""
    came = [f"{one.code.written} {one.title}" for one in recoded.added]
    went = [code.written for code in recoded.gone]
    said = [
        *(element("span", f"+ {escape(one)}", css="cl-title") for one in came),
        *(element("span", f"− {escape(one)}", css="cl-title") for one in went),
    ]
    changes = (
        listed(said, css="cl-plain") if said else element("p", "The codes stay as they are.", css="cl-empty")
    )
    head = heading("After the answer", recoded.query.answer)
    return head + changes + alternatives_html(recoded.alternatives, "The claim before and after")


def _row(one: Alternative) -> tuple[str, ...]:
    grouping = one.grouping
    weight = "" if grouping.weight is None else f"{grouping.weight:.4f}"
    return (
        escape(one.change),
        drg_words(one),
        weight,
        _findings(one.new, "+") + _findings(one.gone, "−") or "no change",
    )


def drg_words(one: Alternative) -> str:
    """The DRG of an alternative with its title, or why it has none."""
    grouping = one.grouping
    if grouping.drg is None:
        return escape(grouping.not_evaluated)
    return element("span", grouping.drg, css="cl-code") + f" {escape(grouping.title)}"


def _findings(findings: Sequence[Finding], sign: str) -> str:
    if not findings:
        return ""
    rows = (f"{sign} {severity_mark(found.severity)} {escape(found.title)}" for found in findings)
    return listed(rows, css="cl-plain")


def may_mark(may: May) -> str:
    """Whether a diagnosis may be principal, as sign and words."""
    sign, css = _MAY[may]
    return element(
        "span", element("span", sign, aria_hidden="true"), f" {escape(may)}", css=f"cl-may cl-{css}"
    )


def _argument(one: Argument) -> str:
    sign, word = _SPEAKS[one.speaks]
    mark = element("span", element("span", sign, aria_hidden="true"), f" {word}: ", css="cl-severity")
    return mark + escape(one.says) + rules_html(one.authority)
