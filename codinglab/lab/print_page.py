"""Pages for paper: a claim and a score, each whole in itself, black on white, without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from html import escape

import anywidget
import traitlets

from codinglab.lab.display import STATIC, element, style_sheet
from codinglab.lab.report_html import WORDS, summary, where, worst_first
from codinglab.lab.sheet import Sheet
from codinglab.lab.workbench.claim_html import claim_html
from codinglab.lab.workbench.score_figures import attempts_html
from codinglab.lab.workbench.scored_work import ScoredWork
from codinglab.lab.worksheet import Worksheet
from codinglab.model import Answers, Case, Report
from codinglab.score.feedback import to_html

SHEETS = ("print.css", "claim_sheet.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
SYNTHETIC = "Training, synthetic: no real patient, not for billing"


class PrintButton(anywidget.AnyWidget):
    """Prints a page through a frame that nobody sees.

    Args:
        label: of the button; without one there is no button, and `press` prints.
        about: what is printed, in words.
        make: the page, as HTML that is whole in itself.
        sheet: where trouble is told.
    """

    _esm = STATIC / "print.js"
    label = traitlets.Unicode().tag(sync=True)
    about = traitlets.Unicode().tag(sync=True)

    def __init__(self, label: str, about: str, make: Callable[[], str], sheet: Sheet) -> None:
        super().__init__(label=label, about=about)
        self._make = make
        self._sheet = sheet
        self.on_msg(lambda *_heard: self.press())

    def __repr__(self) -> str:
        return f"PrintButton({self.about!r})"

    def press(self) -> None:
        """Make the page and have the browser print it."""
        self._sheet.attempt(lambda: self.send({"page": self._make()}))


def print_claim(worksheet: Worksheet, label: str = "Print") -> PrintButton:
    """A button that prints the claim as it stands."""

    def make() -> str:
        return claim_page(worksheet.case, worksheet.answers, worksheet.report, date.today())

    return PrintButton(label, "Print the claim", make, worksheet)


def claim_page(case: Case, answers: Answers, report: Report | None, printed_on: date) -> str:
    """The claim in the boxes of its form, what validation says of it, and the evidence of its codes."""
    blocks = (claim_html(case, answers), _validation(report), _evidence(case, answers))
    return _page("Claim", case, answers.learner, printed_on, blocks)


def score_page(work: ScoredWork, printed_on: date) -> str:
    """The score: figures, what to look at first, every item with its evidence and rule, objections."""
    told = element("p", f"Attempt {work.attempt}.") + attempts_html(work.earlier)
    blocks = (told, to_html(work.card, work.case, work.told), _objections(work))
    return _page("Score", work.case, work.answers.learner, printed_on, blocks)


def _page(kind: str, case: Case, learner: str, printed_on: date, blocks: Iterable[str]) -> str:
    """A document with a head that is repeated on every sheet of paper."""
    css = style_sheet(*SHEETS)
    head = element(
        "div",
        element("strong", escape(f"{kind}: {case.title}")),
        element("span", escape(f"{case.id} · {learner} · printed {printed_on.isoformat()}")),
        element("span", escape(SYNTHETIC), css="pr-synthetic"),
        css="pr-head",
    )
    body = "".join(element("div", block, css="pr-block") for block in blocks if block)
    frame = element(
        "table",
        element("thead", element("tr", element("td", head))),
        element("tbody", element("tr", element("td", element("main", body)))),
        css="pr-frame",
        role="presentation",
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{escape(f'{kind}: {case.title}, {learner}')}</title>\n<style>\n{css}</style>\n</head>\n"
        f"<body>\n{frame}\n</body>\n</html>\n"
    )


def _validation(report: Report | None) -> str:
    if report is None:
        return ""
    rows = [
        (WORDS[one.severity], one.code, where(one), f"{one.title}. {one.message}")
        for one in worst_first(report)
    ]
    table = _table(("Level", "Code", "Where", "Finding"), rows, "pr-findings") if rows else ""
    return element("h2", "Validation") + element("p", escape(summary(report))) + table


def _evidence(case: Case, answers: Answers) -> str:
    titles = {one.id: one.title for one in case.encounter.documents}
    codes = [
        *(row.code for row in answers.diagnoses),
        *(row.code for row in answers.procedures),
        *(row.code for row in answers.lines),
    ]
    written = {str(code): code.written for code in codes}
    rows = [
        (
            written.get(link.code, link.code),
            f"“{' '.join(link.evidence.quote.split())}”",
            titles.get(link.evidence.document, link.evidence.document),
        )
        for link in answers.evidence
    ]
    return (
        element("h2", "Evidence") + _table(("Code", "Words of the chart", "Document"), rows) if rows else ""
    )


def _objections(work: ScoredWork) -> str:
    rows = [(one.item.replace("|", " ").strip(), one.reason) for one in work.answers.rebuttals]
    return element("h2", "Objections") + _table(("Item", "Because"), rows) if rows else ""


def _table(heads: Iterable[str], rows: Iterable[tuple[str, ...]], css: str = "") -> str:
    top = "".join(element("th", escape(head), scope="col") for head in heads)
    body = "".join(element("tr", *(element("td", escape(cell)) for cell in row)) for row in rows)
    return element(
        "table", element("thead", element("tr", top)), element("tbody", body), css=f"pr-table {css}".strip()
    )
