"""The note reader: the chart with its concepts marked; words taken from it become evidence."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any

from codinglab.lab.display import element, heading
from codinglab.lab.place import Place
from codinglab.lab.workbench.codes_of_words import codes_of_words, place_among, suggested
from codinglab.lab.workbench.concept_states import (
    ASSERTION_WORDS,
    REASON_WORDS,
    Decision,
    Mention,
    Mentions,
    State,
    decided,
    left_in,
)
from codinglab.lab.workbench.note_widget import NoteReaderWidget
from codinglab.lab.workbench.reader_data import decision_data, document_data, document_html
from codinglab.lab.worksheet import Topic, Worksheet
from codinglab.model import (
    Concept,
    DismissalReason,
    Document,
    Evidence,
    InvalidInputError,
    Section,
    Suggestion,
)
from codinglab.what_if import working

LEGEND = (
    "○ without a decision, ✓ coded, ✕ dismissed, src: the source cannot support a code alone, no: negated, "
    "?: uncertain, hx: history of, fam: family, if: hypothetical, plan: planned, scr: screening."
)


class NoteReader:
    """Shows the documents of an encounter as tabs, one or two at a time.

    Args:
        concepts: what review found; marked in the text by assertion and by what was decided on them.
        sections: the sections of each document by its id; their headers are set in bold.
        suggestions: the codes that the chart raises, offered for the words that raised them.
    """

    def __init__(
        self,
        worksheet: Worksheet,
        concepts: tuple[Concept, ...] = (),
        sections: dict[str, tuple[Section, ...]] | None = None,
        suggestions: tuple[Suggestion, ...] = (),
    ) -> None:
        self._worksheet = worksheet
        self._suggestions = suggestions
        self._documents = worksheet.case.encounter.documents
        self._through: date | None = None
        self._mentions = Mentions(self._documents, concepts)
        self._decisions: dict[int, Decision] = {}
        headers = sections or {}
        self.widget = NoteReaderWidget(
            documents=[
                document_data(one, self._mentions.of(one.id), headers.get(one.id, ()))
                for one in self._documents
            ],
            reasons=[[reason.value, words] for reason, words in REASON_WORDS.items()],
            active=self._documents[0].id if self._documents else "",
        )
        self._refresh()
        self._follow_day()
        self.widget.on_msg(self._heard)
        worksheet.observe(self._changed)

    @property
    def answer(self) -> Evidence | None:
        """The words taken as evidence at the moment."""
        return self._worksheet.selection

    @property
    def left(self) -> int:
        """How many conditions in the documents shown ask for a decision and have none."""
        return int(self.widget.left)

    def show_through(self, day: date | None) -> None:
        """Hide the documents written after a day; None shows them all."""
        self._through = day
        shown = [one.id for one in self._shown_documents()]
        self.widget.hidden = [one.id for one in self._documents if one.id not in shown]
        if shown and self.widget.active not in shown:
            self.widget.active = shown[-1]
        if self.widget.second not in shown:
            self.widget.second = ""
        self._refresh()

    def static_html(self) -> str:
        """The chart, with signs after its concepts."""
        plural = "s" if self.left != 1 else ""
        left = f"{self.left} condition{plural} without a decision" if self.left else ""
        return (
            heading("Chart", left)
            + element("p", escape(LEGEND), css="cl-source")
            + "".join(
                document_html(one, self._mentions.of(one.id), self._decisions)
                for one in self._shown_documents()
            )
        )

    def _shown_documents(self) -> list[Document]:
        day = self._through
        return [one for one in self._documents if day is None or one.written_on <= day]

    def _refresh(self) -> None:
        """Bring decisions, counts and evidence up to the answers; only what changed is sent."""
        self._decisions = decided(self._mentions, self._worksheet.answers)
        shown = {one.id: self._mentions.of(one.id) for one in self._shown_documents()}
        with self.widget.hold_sync():
            self.widget.coded = [
                {"document": place.document, "start": place.start, "end": place.end, "code": link.code}
                for link in self._worksheet.answers.evidence
                for place in (link.evidence,)
            ]
            self.widget.decisions = decision_data(self._mentions, self._decisions)
            self.widget.counts = {name: left_in(of, self._decisions) for name, of in shown.items()}
            self.widget.left = left_in((one for of in shown.values() for one in of), self._decisions)

    def _changed(self, topic: Topic) -> None:
        if topic is Topic.SELECTION:
            chosen = self._worksheet.selection
            self.widget.selection = (
                {"document": chosen.document, "start": chosen.start, "end": chosen.end} if chosen else {}
            )
        elif topic is Topic.ANSWERS:
            self._refresh()
        elif topic is Topic.DAY:
            self._follow_day()
        elif topic is Topic.PLACE:
            place = self._worksheet.place
            if place and place.kind == "words":
                self._show(place)

    def _follow_day(self) -> None:
        """Show what is written by the worksheet's day, all on the last, and open what is new on it first."""
        day = self._worksheet.day
        if day is None:
            return
        self.show_through(None if day == self._worksheet.case.encounter.through_date else day)
        if new := [one.id for one in self._documents if one.written_on == day]:
            self.widget.active = new[0]

    def _heard(self, widget: object, content: dict[str, Any], buffers: object) -> None:
        kind = content.get("kind")
        if kind in {"take", "clear"}:
            self._taken(widget, content, buffers)
            return
        does = {
            "dismiss": self._dismiss,
            "restore": self._restore,
            "codes": self._codes,
            "assign": self._assign,
            "go": self._go,
            "search": self._search,
        }.get(str(kind))
        if does:
            self._worksheet.attempt(lambda: does(content))

    def _taken(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        if content.get("kind") == "clear":
            self._worksheet.clear_selection()
        elif content.get("kind") == "take":
            place = str(content["document"]), int(content["start"]), int(content["end"])
            self._worksheet.attempt(lambda: self._worksheet.select(*place))

    def _alike(self, content: dict[str, Any]) -> tuple[Mention, list[Mention]]:
        """The mention that is meant, and those like it in the documents shown."""
        number = int(content["number"])
        mention = next((one for one in self._mentions if one.number == number), None)
        if mention is None or not mention.asks:
            msg = "Only a condition that asks for a decision can be dismissed."
            raise InvalidInputError(msg)
        shown = {one.id for one in self._shown_documents()}
        alike = [one for one in self._mentions.alike(mention) if one.concept.evidence.document in shown]
        return mention, alike

    def _dismiss(self, content: dict[str, Any]) -> None:
        reason = DismissalReason(str(content["reason"]))
        mention, alike = self._alike(content)
        places = [one.concept.evidence for one in alike if not self._is(one, State.CODED)]
        self._worksheet.dismiss(places, reason)
        self._say(f"Dismissed {_counted(mention, len(places))}: {REASON_WORDS[reason].lower()}.")

    def _restore(self, content: dict[str, Any]) -> None:
        mention, alike = self._alike(content)
        places = {one.concept.evidence for one in alike if self._is(one, State.DISMISSED)}
        known = [one.evidence for one in self._worksheet.answers.dismissed]
        again = [place for place in known for one in self._mentions.over(place) if one in alike]
        self._worksheet.restore(again)
        self._say(f"Took back the dismissal of {_counted(mention, len(places))}.")

    def _is(self, mention: Mention, state: State) -> bool:
        decision = self._decisions.get(mention.number)
        return decision is not None and decision.state is state

    def _words(self, content: dict[str, Any]) -> Evidence:
        document = self._worksheet.case.encounter.document(str(content["document"]))
        start, end = int(content["start"]), int(content["end"])
        return Evidence(document.id, start, end, document.text[start:end])

    def _codes(self, content: dict[str, Any]) -> None:
        found = codes_of_words(self._words(content), self._worksheet.answers, self._offered())
        items = [
            {
                "code": one.code,
                "title": one.title,
                "note": one.note,
                "able": one.able,
                "row": [one.row.kind, one.row.number] if one.row else [],
            }
            for one in found
        ]
        self.widget.send({"kind": "codes", "number": content.get("number"), "items": items})

    def _assign(self, content: dict[str, Any]) -> None:
        one = suggested(str(content["code"]), self._offered())
        if one is None:
            msg = f"Nothing in this chart suggests {content['code']}."
            raise InvalidInputError(msg)
        if not one.billable:
            msg = f"{one.code.written} needs more characters: search for it."
            raise InvalidInputError(msg)
        self._worksheet.add_diagnosis(one.code, more=one.evidence)
        places = len(one.evidence)
        self._say(f"Assigned {one.code.written} with {places} place{'s' if places > 1 else ''} as evidence.")

    def _go(self, content: dict[str, Any]) -> None:
        kind, number = content["row"]
        self._worksheet.go(Place(str(kind), int(number)))

    def _search(self, content: dict[str, Any]) -> None:
        """Search with the words, and take them as the evidence of the code to be found."""
        words = self._words(content)
        self._worksheet.select(words.document, words.start, words.end)
        self._worksheet.go(Place("search", text=" ".join(words.quote.split())))

    def _show(self, place: Place) -> None:
        """Open the words of a place and mark them; the focus goes there unless the place is quiet."""
        wanted = place.evidence
        if wanted is None:
            return
        if wanted.document in self.widget.hidden:
            day = f" written by {self._through}" if self._through else ""
            self._worksheet.say(f"These words stand in a document that is not among those{day}.")
            return
        number, count = place_among(wanted, self._worksheet.answers)
        said = f"{number} of {count} places of its evidence" if count > 1 else ""
        at = {"document": wanted.document, "start": wanted.start, "end": wanted.end}
        self.widget.send({"kind": "show", **at, "said": said, "quiet": place.quiet})

    def _offered(self) -> tuple[Suggestion, ...]:
        """The suggestions of the chart as it is shown: those of the day where later documents are hidden."""
        if self._through is None:
            return self._suggestions
        return working(self._worksheet.case, self._through).suggestions

    def _say(self, text: str) -> None:
        self.widget.send({"kind": "said", "text": text})


def _counted(mention: Mention, count: int) -> str:
    """The mentions in words: "3 mentions of hypertension (uncertain)"."""
    concept = mention.concept
    said = "" if not ASSERTION_WORDS[concept.assertion] else f" ({ASSERTION_WORDS[concept.assertion]})"
    return f"{count} mention{'s' if count != 1 else ''} of {concept.term}{said}"
