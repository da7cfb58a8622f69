"""The desk of a false-positive review: one sampled hit after the other, each verdict saved as it is given."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from codinglab.backtest.opened import BackTest, open_backtest
from codinglab.backtest.review_tables import shares_of
from codinglab.backtest.sampled import Unit, read_sample
from codinglab.backtest.second_review import in_blind_order, second_units
from codinglab.backtest.shown_claims import shown_claims
from codinglab.backtest.verdicts import LONGEST_NOTE, Reason, Review, ReviewFile, Said, Verdict
from codinglab.lab.bench_keys import BenchKeys
from codinglab.lab.display import element, heading, live, message, press, style
from codinglab.lab.hit_review.copied import copied_words
from codinglab.lab.hit_review.edit_words import edit_words
from codinglab.lab.hit_review.pages import keys_html, status_text, unit_html
from codinglab.lab.hit_review.results import export, results_html
from codinglab.lab.mimebundle import bundle
from codinglab.lab.page import Page


@dataclass(frozen=True, slots=True)
class Clock:
    """What tells the time; a test may bring its own."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    seconds: Callable[[], float] = time.monotonic


class HitReview:
    """The review of one edit's sample by one reviewer.

    Args:
        run: the back-test.
        edit: the edit's id.
        reviewer: who reviews.
        second: whether it is the blind second review, of a part of the sample.
        clock: tells the time.

    Attributes:
        answer: the verdicts as they stand.

    Raises:
        InvalidInputError: no sample was drawn, the extract is gone or another one, the reviewer's name cannot
            name a file, or the reviewer did the other review of it.
    """

    def __init__(
        self, run: BackTest, edit: str, reviewer: str, *, second: bool = False, clock: Clock | None = None
    ) -> None:
        self._clock = clock or Clock()
        self._run = run
        self.sample = read_sample(run.folder, edit)
        asked = self.sample.of_units(second_units(self.sample)) if second else self.sample
        self._units = in_blind_order(asked, reviewer)
        self._words = edit_words(run, edit)
        self._file = ReviewFile(run.folder, edit, reviewer)
        fresh = Review(reviewer, edit, self.sample.fingerprint, second)
        self.answer, self._said_of_file = self._file.read(fresh)
        self._claims = shown_claims(run.extract(), self._units)
        self._before: list[tuple[Review, int]] = []
        self._said = self._note = ""
        self._began = self._clock.seconds()
        self._open_page = self._show_results = False
        self._page = Page(self._heard)
        self._at = self._next_open(0)
        self._go_to(self._at)
        self._show_results = self.done
        self._show()
        self.widget = widgets.VBox([widgets.HTML(style("hit_review.css")), BenchKeys(), self._page])
        self.widget.add_class("cl-workbench")

    def __repr__(self) -> str:
        return f"HitReview({self.sample.edit!r}, {self.answer.reviewer!r})"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return bundle(self.widget, repr(self), **options)

    @property
    def unit(self) -> Unit:
        """The unit that is shown."""
        return self._units[self._at]

    @property
    def done(self) -> bool:
        """Whether every unit has a verdict."""
        judged = self.answer.by_unit
        return all(unit.id in judged for unit in self._units)

    def say(self, said: Said, unit_id: str = "") -> None:
        """Give the verdict on the unit shown; after a no its reason is waited for, else the next one comes.

        Args:
            said: the verdict.
            unit_id: the unit that was seen when it was given; of another one it is not taken.
        """
        if self._show_results or unit_id not in {"", self.unit.id}:
            return
        had = self.answer.by_unit.get(self.unit.id)
        note = self._note if self._checked(self._note) else had.note if had else ""
        took = self._clock.seconds() - self._began + (had.seconds if had else 0.0)
        reason = had.reason if had and had.said is said else None
        self._began = self._clock.seconds()
        self._put(Verdict(self.unit.id, said, self._clock.now(), reason, note, took))
        if said is Said.NO:
            self._said = "No. Why? 1 to 5, or Space to go on without a reason."
        else:
            self._said = f"{said.value.capitalize()}."
            self._advance()
        self._show()

    def give_reason(self, number: int) -> None:
        """Give the reason, by its number from 1, for the verdict on the unit shown, and go on."""
        verdict = self.answer.by_unit.get(self.unit.id)
        if self._show_results or not 1 <= number <= len(Reason):
            return
        if verdict is None:
            self._said = "Say yes, no or unsure first, then why."
        else:
            reason = tuple(Reason)[number - 1]
            self._put(replace(verdict, reason=reason, at=self._clock.now()))
            self._said = f"{verdict.said.value.capitalize()}: {reason.value}."
            self._advance()
        self._show()

    def write_note(self, note: str) -> None:
        """Write the note on the unit shown; it is kept with the verdict, now or when that is given."""
        if self._show_results:
            return
        self._note = note.strip()[:LONGEST_NOTE]
        verdict = self.answer.by_unit.get(self.unit.id)
        if not self._checked(self._note):
            self._said = "Not kept: the note repeats words of the chart. Say it in your own words."
        elif verdict is not None:
            self._put(replace(verdict, note=self._note, at=self._clock.now()))
            self._said = "Note kept."
        else:
            self._said = "The note is kept with the verdict."
        self._show()

    def undo(self) -> None:
        """Take the last change of a verdict back, and show its unit."""
        if not self._before:
            self._said = "Nothing to take back."
        else:
            self.answer, at = self._before.pop()
            self._said_of_file = self._file.save(self.answer)
            self._go_to(at)
            self._said = "Taken back."
        self._show()

    def turn(self, steps: int) -> None:
        """Show a unit further on, or back; after the last come the results."""
        at = self._at + steps
        if self._show_results:
            at = len(self._units) - 1 if steps < 0 else self._at
        if at >= len(self._units):
            self._show_results = True
        else:
            self._go_to(max(at, 0))
        self._said = ""
        self._show()

    def static_html(self) -> str:
        """The desk as it stands, for readers without a kernel too."""
        kind = "second review, blind" if self.answer.second else "review"
        top = heading(f"False positives: {self._words.title}", f"{kind} by {self.answer.reviewer}")
        trouble = message(self._said_of_file, "warn") if self._said_of_file else ""
        inner = self._results() if self._show_results else self._unit_page()
        return element("div", top, trouble, self._status(), inner, css="cl-hit-review", tabindex="-1")

    def export(self) -> list[Path]:
        """Write the results and verdicts of this reviewer, as CSV and as Parquet; the files."""
        return export(self._run.folder, self.sample, [self.answer], self.answer.reviewer)

    def _status(self) -> str:
        judged = self.answer.by_unit
        count = sum(unit.id in judged for unit in self._units)
        shares = shares_of(self.sample, {unit: one.said for unit, one in judged.items()})
        return live(status_text(shares, count, len(self._units), self._said))

    def _unit_page(self) -> str:
        hits = sum(bool(unit.hits) for unit in self._units)
        if self.unit.hits:
            place = f"Hit {self._at + 1} of {hits}"
        else:
            place = f"Not hit, {self._at + 1 - hits} of {len(self._units) - hits}"
        shown = self._claims[self.unit.claim_id]
        verdict = self.answer.by_unit.get(self.unit.id)
        return unit_html(self.unit, shown, self._words, place, verdict, self._note, open_page=self._open_page)

    def _results(self) -> str:
        ways = element(
            "div",
            press("← Back to the units", "back", data_key="ArrowLeft"),
            press("Undo (z)", "undo", data_key="z"),
            press("Export CSV and Parquet (x)", "export", data_key="x"),
            css="cl-bar",
            role="group",
            aria_label="Ways",
        )
        title = "Results" if self.done else "Results so far"
        head = element("h3", title, css="cl-heading", tabindex="-1", data_focus="true")
        return head + results_html(self.sample, [self.answer]) + ways + keys_html()

    def _put(self, verdict: Verdict) -> None:
        self._before.append((self.answer, self._at))
        self.answer = self.answer.with_verdict(verdict)
        self._said_of_file = self._file.save(self.answer)

    def _advance(self) -> None:
        """Go on to the next unit without a verdict; to the results where there is none."""
        if self.done:
            self._show_results = True
        else:
            self._go_to(self._next_open(self._at + 1))

    def _next_open(self, start: int) -> int:
        """The first unit without a verdict from a place on, round the end; the place where all have one."""
        judged, number = self.answer.by_unit, len(self._units)
        places = ((start + step) % number for step in range(number))
        return next((at for at in places if self._units[at].id not in judged), start % number)

    def _go_to(self, at: int) -> None:
        self._at, self._show_results = at, False
        self._began = self._clock.seconds()
        verdict = self.answer.by_unit.get(self.unit.id)
        self._note = verdict.note if verdict else ""

    def _checked(self, note: str) -> bool:
        return not copied_words(note, [text for _, text in self._claims[self.unit.claim_id].notes])

    def _show(self) -> None:
        self._page.html = self.static_html()

    def _heard(self, words: str, text: str) -> None:
        verb, _, rest = words.partition(" ")
        if verb in set(Said):
            self.say(Said(verb), rest)
        elif verb == "reason" and rest.isdigit():
            self.give_reason(int(rest))
        elif verb in {"next", "back"}:
            self.turn(1 if verb == "next" else -1)
        elif verb == "note":
            self._page.focus_on("noted")
        elif verb == "noted":
            self._note = text.strip()[:LONGEST_NOTE]
        elif verb == "note-done":
            self.write_note(text)
        elif verb == "undo":
            self.undo()
        elif verb == "page":
            self._open_page = not self._open_page
            self._show()
        elif verb == "results":
            self._show_results, self._said = True, ""
            self._show()
        elif verb == "export":
            self._export()

    def _export(self) -> None:
        try:
            written = self.export()
            names = ", ".join(path.name for path in written)
            self._said = f"Written to {written[0].parent}: {names}."
        except OSError as error:
            self._said = f"Not written: {error}."
        self._show()


def open_hit_review(run: Path | str, edit: str, reviewer: str = "me", *, second: bool = False) -> HitReview:
    """Open the review of a sample, with whatever the reviewer has judged before.

    Args:
        run: the back-test's folder, in which a sample of the edit was drawn.
        edit: the edit's id.
        reviewer: who reviews; verdicts are kept in `review/<edit>/<reviewer>.json` of the back-test.
        second: for the blind second review of a part of the sample by somebody else.

    Raises:
        InvalidInputError: as for `HitReview`.
    """
    return HitReview(open_backtest(Path(run)), edit, reviewer, second=second)
