"""Why the claim is in its DRG: number and weight, what holds it, the path, the ladder, each code's part."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from codinglab.lab.display import element, message
from codinglab.lab.drg.grouped import Grouped
from codinglab.lab.why_html import (
    ladder_html,
    path_html,
    procedures_html,
    severity_words,
    table,
    weight_words,
    without_words,
)
from codinglab.model import Complication, Diagnosis, Loss, Removed, SecondaryDiagnosis

_COLUMNS = ("secondary diagnosis", "POA", "listed", "counts", "without it")


class WhySection:
    """The explanation; nothing in it is pressed."""

    def html(self, of: Grouped, *, may_change: bool) -> str:
        """The page."""
        found, grouping = of.explanation, of.grouping
        if grouping.drg is None:
            return message(f"Not grouped. {grouping.not_evaluated}", "warn")
        number = element("span", escape(grouping.drg), css="cl-code")
        about = f"{weight_words(grouping)}; version {grouping.version}"
        return "".join(
            (
                element("p", number, f" {escape(grouping.title)}", css="cl-drg"),
                element("p", escape(about), css="cl-said"),
                element("p", escape(found.driver), css="cl-drg-driver") if found.driver else "",
                path_html(found.path),
                ladder_html(found.ladder),
                _secondary(of),
                procedures_html(found.removed[len(grouping.secondary) :]),
                element("p", "For the coder's eyes: never in a query.", css="cl-source"),
            )
        )

    def say(self, verb: str, rest: str) -> None:
        """The explanation is for reading."""


def _secondary(of: Grouped) -> str:
    secondary = of.grouping.secondary
    if not secondary:
        return element("p", "No secondary diagnosis.", css="cl-empty")
    rows = zip(of.claim.diagnoses[1:], secondary, of.explanation.removed, strict=False)
    caption = "Each secondary diagnosis, and what it counts for here"
    return table(caption, _COLUMNS, (tuple(_row(of, *one)) for one in rows))


def _row(of: Grouped, item: Diagnosis, one: SecondaryDiagnosis, rest: Removed) -> Iterator[str]:
    lost = one.listed is not Complication.NONE and one.loss is not Loss.NOTHING
    yield (
        element("span", escape(one.code.written), css="cl-code")
        + element("span", f" {escape(of.titles.get(one.code, ''))}", css="cl-named")
        + (element("div", escape(one.reason), css="cl-why-not") if lost else "")
    )
    yield escape(item.poa or "none")
    yield severity_words(one.listed)
    yield severity_words(one.counted) + (" (HAC)" if one.loss is Loss.ACQUIRED else "")
    yield without_words(rest)
