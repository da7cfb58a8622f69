"""The score: hand the work in, walk through it item by item, and object where the key may be wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import ipywidgets as widgets

from codinglab.lab.display import element, heading, message, press
from codinglab.lab.guidance.rules import rules_html
from codinglab.lab.page import Page
from codinglab.lab.place import Place
from codinglab.lab.print_page import PrintButton, score_page
from codinglab.lab.workbench.objection import Objection
from codinglab.lab.workbench.score_figures import attempts_html, figures_html, points_html
from codinglab.lab.workbench.score_items import choices, item_html, items_html, numbered, order
from codinglab.lab.workbench.scored_work import ScoredWork, earlier, same_score, scored_work
from codinglab.lab.worksheet import Topic, Worksheet
from codinglab.model import Answers, CodinglabError, InvalidInputError, KeySealedError, Scorecard, ScoreLine
from codinglab.score.feedback import to_html

TAB = "Score"
FAULTS, ALL, POINTS = "faults", "all", "points"
_AGAIN = "Go to the claim: any change takes the work back until you submit again. Attempts are kept."
_SUBMITTING = (
    "Submitting compares your codes, their details, their order and your queries with the key, as an audit "
    "does; the key is opened only then. You can mend and submit again: each attempt is kept and counted."
)


class ScorePanel:
    """Submits, and shows the score while the work stands as it was submitted.

    The work is scored only while the tab is open, or when somebody asks for the `answer`.
    """

    def __init__(self, worksheet: Worksheet) -> None:
        self._worksheet = worksheet
        self._work: ScoredWork | None = None
        self._trouble = ""
        self._about: Answers | None = None
        self._view = FAULTS
        self._chosen = ""
        self._page = Page(self._said)
        self._page.add_class("cl-sc")
        self._objection = Objection(worksheet)
        self._print = PrintButton("", "The score, for paper", self._paper, worksheet)
        self.widget = widgets.VBox([self._page, self._objection.widget, self._print])
        self.widget.add_class("cl-panel")
        self.widget.add_class("cl-sc-panel")
        worksheet.observe(self._changed)
        self._draw_before()

    @property
    def answer(self) -> Scorecard | None:
        """The comparison; None before the work is handed in, and where it cannot be scored."""
        work = self._scored()
        return work.card if work else None

    def opened(self) -> None:
        """Score what was handed in meanwhile."""
        self._refresh()

    def static_html(self) -> str:
        """The scorecard, or what is still to do."""
        work = self._scored()
        if work is None:
            return heading("Score") + self._not_scored()
        card = to_html(work.card, work.case, tuple(work.told), rules_html)
        return heading("Score") + card

    def _changed(self, topic: Topic) -> None:
        if topic is Topic.ANSWERS and self._worksheet.drawer == TAB:
            self._refresh()
        elif (
            topic is Topic.REPORT and self._worksheet.drawer == TAB and not self._worksheet.answers.submitted
        ):
            self._draw_before()

    def _scored(self) -> ScoredWork | None:
        """The work as it stands, scored once."""
        answers = self._worksheet.answers
        about = same_score(answers)
        if about != self._about:
            self._about, self._work, self._trouble = about, None, ""
            if about.submitted:
                try:
                    self._work = scored_work(self._worksheet.case, answers)
                except KeySealedError as told:
                    self._trouble = message(f"Handed in. {told} ({self._worksheet.saved_to})")
                except CodinglabError as error:
                    self._trouble = message(f"The work is saved but was not scored. {error}", "fail")
        if self._work is not None and self._work.answers is not answers:
            self._work = replace(self._work, answers=answers)
        return self._work

    def _refresh(self) -> None:
        work = self._scored()
        if work is None:
            self._objection.show(None)
            self._draw_before()
            return
        lines = order(work, everything=self._view != FAULTS)
        if not lines:
            self._view = ALL
            lines = order(work, everything=True)
        if self._chosen not in {line.item for line in lines}:
            self._chosen = lines[0].item if lines else ""
        self._draw(work)

    def _draw_before(self) -> None:
        self._page.html = element("div", self._not_scored(), css="cl-sc-none")

    def _draw(self, work: ScoredWork) -> None:
        line = next((one for one in work.card.lines if one.item == self._chosen), None)
        self._objection.show(line if line and not line.right and self._view != POINTS else None)
        wrong = sum(not one.right for one in work.card.lines)
        bar = element(
            "div",
            choices("Show", (
                (f"Faults {wrong}", f"show {FAULTS}", self._view == FAULTS),
                (f"All {len(work.card.lines)}", f"show {ALL}", self._view == ALL),
                ("Points", f"show {POINTS}", self._view == POINTS),
            )),
            press("Mend and submit again", "again", title=_AGAIN),
            press("Print", "print", title="Print the score"),
            css="cl-sc-bar-top",
        )  # fmt: skip
        head = element(
            "div", figures_html(work), attempts_html(work.earlier, work.attempt), bar, css="cl-sc-head"
        )
        self._page.html = head + (self._points(work) if self._view == POINTS else self._items(work, line))

    def _points(self, work: ScoredWork) -> str:
        return element("div", points_html(work), css="cl-sc-points")

    def _items(self, work: ScoredWork, line: ScoreLine | None) -> str:
        scroll = f"item {numbered(work).get(self._chosen, '')}"
        detail = element("div", item_html(work, line) if line else "", css="cl-sc-whole", data_scroll=scroll)
        return items_html(work, self._chosen, everything=self._view != FAULTS) + detail

    def _paper(self) -> str:
        """The score as a page to print."""
        work = self._scored()
        if work is None:
            msg = "There is no score to print: submit first."
            raise InvalidInputError(msg)
        return score_page(work, date.today())

    def _not_scored(self) -> str:
        """What submitting does, or why the work that was handed in has no score."""
        if self._trouble:
            return self._trouble
        answers = self._worksheet.answers
        done = len(answers.attempts)
        before = "Changed since it was handed in." if done else "Not submitted."
        report = self._worksheet.report
        stops = sum(found.severity == "FAIL" for found in report.findings) if report else 0
        open_stops = f"Validation shows {stops} stop{'' if stops == 1 else 's'}." if stops else ""
        again = f"Submit attempt {done + 1}" if done else "Submit"
        return (
            element("p", f"{before} {_SUBMITTING}", css="cl-sc-before-text")
            + (element("p", open_stops, css="cl-sc-stops") if open_stops else "")
            + self._attempts(answers)
            + press(again, "submit", css="cl-say cl-sc-submit", title="Ctrl+Enter")
        )

    def _attempts(self, answers: Answers) -> str:
        try:
            return attempts_html(earlier(self._worksheet.case, answers))
        except CodinglabError:
            return ""

    def _said(self, words: str, _text: str) -> None:
        if words == "submit":
            self._worksheet.go(Place("submit"))
            return
        work = self._scored()
        if work is None:
            return
        verb, _, name = words.partition(" ")
        if verb == "print":
            self._print.press()
        elif verb == "show":
            self._show(work, name)
        elif verb == "words" and name.isdecimal():
            self._open_words(work, int(name), quiet=False)
        elif verb == "object":
            self._objection.show(self._line(work), wanted=True)
        elif verb in {"mend", "again"}:
            line = self._line(work)
            place = work.place(line) if line and verb == "mend" else Place("diagnosis", 1)
            if place is not None:
                self._worksheet.go(place)

    def _show(self, work: ScoredWork, name: str) -> None:
        if name in {FAULTS, ALL, POINTS}:
            self._view = name
            self._refresh()
            return
        known = {short: item for item, short in numbered(work).items()}
        if name in known:
            self._chosen = known[name]
            self._draw(work)
            self._open_words(work, 1, quiet=True)

    def _open_words(self, work: ScoredWork, number: int, *, quiet: bool) -> None:
        line = self._line(work)
        places = [one for one in line.evidence if one.end] if line else []
        if 0 < number <= len(places):
            self._worksheet.go(Place("words", evidence=places[number - 1], quiet=quiet))

    def _line(self, work: ScoredWork) -> ScoreLine | None:
        return next((one for one in work.card.lines if one.item == self._chosen), None)
