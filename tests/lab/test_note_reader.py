"""The note reader without a browser: decisions, what is left, codes of words, going to words, hidden days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from codinglab.model import (
    Assertion,
    Authority,
    Concept,
    ConceptKind,
    Dismissal,
    DismissalReason,
    Document,
    DocumentType,
    Evidence,
    Icd10cm,
    Source,
    Standing,
    Suggestion,
)

WHY = Authority("ICD-10-CM Official Guidelines", "FY2026", "I.B.14")
FIRST = "😀 HTN and hypertension. Possible asthma. Hypertension in the family. Wound, says the nurse. Cough."
SECOND = "HTN again, BP 140/90."


def concept(document: str, words: str, nth: int = 0, **more: Any) -> Concept:
    """A condition at the n-th place of some words."""
    text = {"one": FIRST, "two": SECOND}[document]
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    given = {"kind": ConceptKind.PROBLEM, "assertion": Assertion.AFFIRMED, "codes": (), **more}
    return Concept(
        given.pop("kind"), words.lower(), Evidence(document, start, start + len(words), words), "",
        given.pop("assertion"), **given,
    )  # fmt: skip


CONCEPTS = (
    concept("one", "HTN", codes=("I10",)),
    concept("one", "hypertension", codes=("I10",)),
    concept("one", "asthma", assertion=Assertion.POSSIBLE),
    concept("one", "Hypertension", assertion=Assertion.FAMILY, codes=("I10",)),
    concept("one", "Wound", source=Source(Standing.CLINICIAN, WHY)),
    concept("one", "Cough", source=Source(Standing.PROVIDER, WHY)),
    concept("two", "HTN", codes=("I10",)),
    concept("two", "BP 140/90", kind=ConceptKind.VALUE),
)
SUGGESTED = Suggestion(
    Icd10cm("I10"), "Essential hypertension", (CONCEPTS[0].evidence, CONCEPTS[6].evidence), "Said so.", WHY
)
SHORT = Suggestion(Icd10cm("J45"), "Asthma", (CONCEPTS[2].evidence,), "Said so.", WHY, billable=False)


@pytest.fixture
def reader(lab: Path) -> Any:
    """A reader over two documents of two days."""
    from codinglab.lab.workbench.note_reader import NoteReader
    from codinglab.lab.worksheet import open_worksheet

    worksheet = open_worksheet("small-professional")
    documents = (
        Document("one", DocumentType.OFFICE_NOTE, "First <note>", "A, MD", date(2026, 6, 8), FIRST),
        Document("two", DocumentType.OFFICE_NOTE, "Second", "A, MD", date(2026, 6, 9), SECOND),
    )
    worksheet.case = replace(worksheet.case, encounter=replace(worksheet.case.encounter, documents=documents))
    made = NoteReader(worksheet, CONCEPTS, {}, (SUGGESTED, SHORT))
    made.sent = []  # type: ignore[attr-defined]
    made.widget.send = lambda content, buffers=None: made.sent.append(content)  # type: ignore[attr-defined]
    return made


def say(reader: Any, kind: str, **content: Any) -> None:
    """What the browser sends."""
    reader._heard(None, {"kind": kind, **content}, None)


def states(reader: Any) -> dict[int, str]:
    """The states of the mentions that have one."""
    return {int(number): state for number, (state, _) in reader.widget.decisions.items()}


def test_only_conditions_the_patient_has_or_may_have_from_a_source_that_can_support_them_are_left(
    reader: Any,
) -> None:
    asks = [one["asks"] for document in reader.widget.documents for one in document["concepts"]]
    assert asks == [True, True, True, False, False, True, True, False]
    assert reader.left == 3
    assert reader.widget.counts == {"one": 3, "two": 1}
    limited = reader.widget.documents[0]["concepts"][4]
    assert (limited["limited"], limited["sign"]) == (True, "src")
    assert "this source cannot support a code alone (I.B.14)" in limited["about"]


def test_words_that_are_evidence_settle_the_other_mentions_of_their_condition(reader: Any) -> None:
    sheet = reader._worksheet
    sheet.add_diagnosis("I10", CONCEPTS[1].evidence)
    assert states(reader) == {0: "alike", 1: "coded", 6: "alike"}
    assert reader.widget.decisions["0"][1] == "I10"
    assert (reader.left, reader.widget.counts) == (2, {"one": 2, "two": 0})
    sheet.undo()
    assert (reader.left, states(reader)) == (3, {})


def test_a_dismissal_is_for_every_mention_said_in_the_same_way_and_is_taken_back(reader: Any) -> None:
    sheet = reader._worksheet
    say(reader, "dismiss", number=6, reason="not_addressed")
    assert [one.evidence.quote for one in sheet.answers.dismissed] == ["HTN", "hypertension", "HTN"]
    assert states(reader) == {0: "dismissed", 1: "dismissed", 6: "dismissed"}
    assert "3 mentions of htn" in reader.sent[-1]["text"]
    assert reader.left == 2
    say(reader, "restore", number=0)
    assert (sheet.answers.dismissed, reader.left) == ((), 3)
    say(reader, "dismiss", number=3, reason="past")
    assert "asks for a decision" in sheet.status


def test_evidence_of_a_code_wins_over_a_dismissal_of_its_words(reader: Any) -> None:
    sheet = reader._worksheet
    say(reader, "dismiss", number=0, reason="past")
    sheet.add_diagnosis("I10", CONCEPTS[0].evidence)
    assert states(reader) == {0: "coded", 1: "dismissed", 6: "dismissed"}
    assert reader.left == 2


def test_a_procedure_or_line_is_no_decision_on_a_condition() -> None:
    from codinglab.lab.workbench.concept_states import Mentions, decided
    from codinglab.model import Answers, EvidenceLink, Hcpcs, ServiceLine

    documents = [Document("one", DocumentType.OFFICE_NOTE, "One", "A", date(2026, 6, 8), FIRST)]
    line = ServiceLine(Hcpcs("99213"), date(2026, 6, 8))
    answers = Answers("me", "a", lines=(line,), evidence=(EvidenceLink("99213", CONCEPTS[0].evidence),))
    assert decided(Mentions(documents, CONCEPTS), answers) == {}


def test_the_codes_of_words_are_assigned_with_all_their_places_in_one_change(reader: Any) -> None:
    sheet, place = reader._worksheet, CONCEPTS[6].evidence
    words = {"document": "two", "start": place.start, "end": place.end}
    say(reader, "codes", number=1, **words)
    assert [one["code"] for one in reader.sent[-1]["items"]] == ["I10"]
    say(reader, "assign", code="I10")
    assert [one.evidence for one in sheet.answers.evidence] == [CONCEPTS[0].evidence, place]
    assert len(sheet.steps) == 2
    say(reader, "codes", number=2, **words)
    (item,) = reader.sent[-1]["items"]
    assert (item["title"], item["row"], item["note"]) == (
        "Essential hypertension",
        ["diagnosis", 1],
        "assigned",
    )
    say(reader, "go", row=item["row"])
    assert (sheet.place.kind, sheet.place.number) == ("diagnosis", 1)
    say(reader, "search", **words)
    assert (sheet.place.kind, sheet.place.text, sheet.selection) == ("search", "HTN", place)


def test_a_code_that_is_too_short_is_shown_and_not_assigned(reader: Any) -> None:
    place = CONCEPTS[2].evidence
    say(reader, "codes", number=1, document="one", start=place.start, end=place.end)
    (item,) = reader.sent[-1]["items"]
    assert (item["able"], item["note"]) == (False, "needs more characters: search for it")
    say(reader, "assign", code="J45")
    assert reader._worksheet.answers.diagnoses == ()


def test_going_to_words_opens_them_and_says_which_place_of_the_evidence_they_are(reader: Any) -> None:
    from codinglab.lab.place import Place

    say(reader, "assign", code="I10")
    for place, said in ((CONCEPTS[6].evidence, "2 of 2 places of its evidence"), (CONCEPTS[4].evidence, "")):
        reader._worksheet.go(Place("words", evidence=place))
        sent = reader.sent[-1]
        assert (sent["document"], sent["start"], sent["said"]) == (place.document, place.start, said)
        assert not sent["quiet"]
    reader._worksheet.go(Place("words", evidence=CONCEPTS[0].evidence, quiet=True))
    assert reader.sent[-1]["quiet"]


def test_documents_of_later_days_are_hidden_with_all_that_is_counted_in_them(reader: Any) -> None:
    from codinglab.lab.place import Place

    reader.widget.active = "two"
    reader.show_through(date(2026, 6, 8))
    assert (reader.widget.hidden, reader.widget.active) == (["two"], "one")
    assert reader.widget.counts == {"one": 3}
    say(reader, "dismiss", number=0, reason="past")
    assert states(reader) == {0: "dismissed", 1: "dismissed"}
    reader._worksheet.go(Place("words", evidence=CONCEPTS[6].evidence))
    assert "written by 2026-06-08" in reader._worksheet.status
    assert "Second" not in reader.static_html()
    reader.show_through(None)
    assert (reader.left, reader.widget.counts) == (3, {"one": 2, "two": 1})


def test_the_codes_offered_are_those_of_the_day(reader: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from types import SimpleNamespace

    from codinglab.lab.workbench import note_reader

    monkeypatch.setattr(note_reader, "working", lambda case, day: SimpleNamespace(suggestions=()))
    place = CONCEPTS[0].evidence
    words = {"document": "one", "start": place.start, "end": place.end}
    say(reader, "codes", number=1, **words)
    assert reader.sent[-1]["items"]
    reader.show_through(date(2026, 6, 8))
    say(reader, "codes", number=2, **words)
    assert reader.sent[-1]["items"] == []


def test_readers_without_a_kernel_see_the_same_states_by_signs(reader: Any) -> None:
    reader._worksheet.add_diagnosis("I10", CONCEPTS[0].evidence)
    reader._worksheet.dismiss([CONCEPTS[5].evidence], DismissalReason.INTEGRAL)
    shown = reader.static_html()
    assert "First &lt;note&gt;" in shown
    assert '<mark class="cl-affirmed cl-is-coded">HTN</mark><sup>✓ I10</sup>' in shown
    assert '<mark class="cl-possible cl-is-open">asthma</mark><sup>? ○</sup>' in shown
    assert '<mark class="cl-family">Hypertension</mark><sup>fam</sup>' in shown
    assert '<mark class="cl-affirmed">Wound</mark><sup>src</sup>' in shown
    assert "Integral to a condition that is coded" in shown
    assert "1 condition without a decision" in shown


def test_every_reason_of_a_dismissal_has_its_words() -> None:
    from codinglab.lab.workbench.concept_states import ASSERTION_WORDS, REASON_WORDS

    assert set(REASON_WORDS) == set(DismissalReason)
    assert set(ASSERTION_WORDS) == set(Assertion)
    assert len(REASON_WORDS) <= 9


def test_a_dismissal_of_words_that_review_no_longer_finds_is_kept_and_changes_nothing(reader: Any) -> None:
    sheet = reader._worksheet
    sheet.dismiss([Evidence("one", 0, 1, "😀")], DismissalReason.OTHER)
    assert states(reader) == {}
    assert [type(one) for one in sheet.answers.dismissed] == [Dismissal]
