"""The query desk without a browser: how a query begins, is written, linted, answered and taken up."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from codinglab.model import (
    Authority,
    Diagnosis,
    Encounter,
    Evidence,
    Icd10cm,
    Indicator,
    Query,
    QueryStatus,
    QueryType,
    ServiceLine,
    Suggestion,
)
from codinglab.model.codes import Hcpcs
from codinglab.query.opportunity import Kind, Opportunity
from codinglab.query.templates import topics

WHY = (Authority("ICD-10-CM Official Guidelines", "FY2026", "III.B"),)
KIDNEY = "no-diagnosis-kidney"
CREATININE = "Creatinine 1.9 mg/dL on arrival, baseline 0.9"


@pytest.fixture
def bench(lab: Path) -> Any:
    from codinglab.lab.workbench import open_case

    made = open_case("small-professional")
    made.worksheet.drawer = "Query"
    return made


@pytest.fixture
def desk(bench: Any) -> Any:
    made = bench.panel("Query")
    made.opened()
    return made


def take(bench: Any, words: str) -> None:
    """Take words of the note."""
    start = bench.worksheet.case.encounter.documents[0].text.index(words)
    bench.worksheet.select("note", start, start + len(words))


def found(encounter: Encounter) -> Opportunity:
    """An opportunity as the finder gives it."""
    text = encounter.documents[0].text
    start = text.index("Creatinine")
    place = Evidence("note", start, start + len(CREATININE), CREATININE)
    facts = (
        Indicator(CREATININE, encounter.from_date, "note", CREATININE),
        Indicator("HbA1c 8.1 %", encounter.from_date, "labs", "HbA1c 8.1 %"),
    )
    return Opportunity(
        "no-diagnosis-kidney",
        Kind.NO_DIAGNOSIS,
        "kidney-function",
        "Nobody <says> why.",
        WHY,
        facts,
        (place,),
    )


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch, desk: Any, bench: Any) -> list[object]:
    """How often the chart was looked through for opportunities."""
    from codinglab.lab.query_desk import chart

    seen: list[object] = []

    def find(encounter: Encounter, *_rest: object) -> tuple[Opportunity, ...]:
        seen.append(encounter)
        return (found(encounter),)

    monkeypatch.setattr(chart, "find", find)
    monkeypatch.setattr(chart, "observations", lambda *_: ())
    return seen


def begin(desk: Any, bench: Any) -> None:
    """A blank query, with words of the note as its fact."""
    take(bench, CREATININE)
    desk.list._blank()


def test_a_blank_query_begins_with_the_words_taken_and_is_kept(desk: Any, bench: Any) -> None:
    from codinglab.lab.workbench import open_case

    begin(desk, bench)
    (query,) = desk.answer
    assert [(item.fact, item.source) for item in query.indicators] == [(CREATININE, "Office note")]
    assert bench.worksheet.selection is None
    assert query.addressee == "A. Writer, MD"
    desk.write.form.boxes["question"].value = "What is the cause?"
    assert desk.answer[0].question == "What is the cause?"
    again = open_case("small-professional").panel("Query")
    again.open(query.id)
    assert again.write.form.boxes["question"].value == "What is the cause?"


def test_several_queries_of_a_case_have_numbers_of_their_own(desk: Any, bench: Any) -> None:
    desk.list._blank()
    desk.list._blank()
    desk.list.topic.value = "low-sodium"
    desk.list._of_topic()
    desk.list._of_topic()
    names = [query.id for query in desk.answer]
    assert names == ["e1-query-1", "e1-query-2", "e1-topic-low-sodium", "e1-topic-low-sodium-2"]
    bench.worksheet.remove_query("e1-query-1")
    desk.list._blank()
    assert desk.answer[-1].id == "e1-query-1"


def test_every_topic_begins_a_query_that_knows_its_topic(desk: Any) -> None:
    from codinglab.lab.query_desk.begin import of_topic, topic_of

    writer = desk.list._writer()
    begun = [of_topic(topic, writer, subject="kidney disease", partner="pneumonia") for topic in topics()]
    assert [topic_of(query) for query in begun] == list(topics())
    assert not [query.question for query in begun if "{" in query.question]


def test_a_template_that_asks_about_a_condition_has_boxes_for_it(desk: Any, bench: Any) -> None:
    desk.list.topic.value = "cause-effect"
    assert (desk.list.subject.layout.display, desk.list.partner.layout.display) == (None, None)
    bench.worksheet.attempt(desk.list._of_topic)
    assert "give the subject and the partner" in bench.worksheet.status
    take(bench, "kidney disease")
    desk.list.partner.value = "diabetes"
    desk.list._of_topic()
    assert desk.answer[0].question.endswith("between the kidney disease and the diabetes?")
    assert desk.answer[0].documented == ("kidney disease", "diabetes")
    desk.close()
    desk.list.topic.value = "low-sodium"
    assert (desk.list.subject.layout.display, desk.list.partner.layout.display) == ("none", "none")


def test_options_follow_the_facts_of_a_topic(desk: Any, bench: Any) -> None:
    desk.list.topic.value = "sepsis-indicators"
    desk.list._of_topic()
    assert desk.answer[0].type is QueryType.OPEN
    desk.write.said("options", "")
    assert "No option of this topic" in bench.worksheet.status
    take(bench, "Possible pneumonia")
    desk.write.said("fact add", "")
    desk.write.said("options", "")
    assert desk.answer[0].options[0] == "Localized infection without sepsis"
    assert desk.answer[0].options[-2:] == ("Other (please specify)", "Unable to determine")
    assert desk.write.form.boxes["type"].value == "multiple_choice"


def test_opportunities_stay_folded_at_a_coders_desk_until_asked_for(
    desk: Any, bench: Any, looked: list[object]
) -> None:
    desk.opened()
    assert looked == []
    assert "Look for opportunities in the chart" in desk.list.opportunities.html
    desk.list._said("look", "")
    shown = desk.list.opportunities.html
    assert "Nobody &lt;says&gt; why." in shown
    assert bench.worksheet.answers.revision == 0
    places: list[object] = []
    bench.worksheet.observe(lambda topic: places.append(bench.worksheet.place) if topic == "place" else None)
    desk.list._said("go no-diagnosis-kidney 0", "")
    assert places[0].evidence.quote == CREATININE
    desk.list._said("draft no-diagnosis-kidney", "")
    desk.close()
    desk.list._said("draft no-diagnosis-kidney", "")
    assert [query.id for query in desk.answer] == ["e1-no-diagnosis-kidney"]
    assert len(looked) == 1
    desk.list._said("fold", "")
    assert "Nobody" not in desk.list.opportunities.html


def test_at_a_desk_with_days_they_stand_open_and_follow_the_day(
    bench: Any, looked: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    from types import SimpleNamespace

    from codinglab.lab.query_desk import chart
    from codinglab.lab.query_desk.desk import QueryDesk
    from codinglab.lab.worksheet import Topic

    case = bench.worksheet.case
    at = SimpleNamespace(encounter=case.encounter, concepts=(), suggestions=(), claim=case.shell)
    monkeypatch.setattr(chart, "working", lambda _case, _day: at)
    days = [date(2026, 6, 9)]
    desk = QueryDesk(bench.worksheet, day=lambda: days[0])
    desk.opened()
    assert "Nobody" in desk.list.opportunities.html
    desk._changed(Topic.DAY)
    assert len(looked) == 1
    days[0] = date(2026, 6, 10)
    desk._changed(Topic.DAY)
    assert len(looked) == 2
    desk.list._said("draft no-diagnosis-kidney", "")
    assert desk.answer[0].written_on == days[0]


def test_the_lint_is_live_and_names_the_field_at_fault(desk: Any, bench: Any) -> None:
    from codinglab.lab.query_desk.lint_html import FIELDS, field_of
    from codinglab.lab.query_desk.states import state
    from codinglab.score.queries import linted

    begin(desk, bench)
    desk.write.form.boxes["question"].value = "Please clarify the diagnosis, if any, being evaluated."
    desk.write.form.boxes["title"].value = "Acute kidney injury"
    assert 'role="status"' in desk.write._status.value
    assert "1 stop" in desk.write._status.value
    assert "Go to the title" in desk.write._found.html
    assert state(desk.answer[0]) == "draft"
    desk.write.form.boxes["title"].value = "Clarification of results"
    assert "stop" not in desk.write._status.value
    desk.write.form.boxes["to"].value = ""
    fields = {found.rule: field_of(found, desk.answer[0]) for found in linted(desk.answer[0])}
    assert fields["QL-16"] == "to"
    assert set(fields.values()) <= {*FIELDS, ""}


def test_a_program_s_draft_is_read_before_it_is_open(desk: Any, looked: list[object]) -> None:
    from codinglab.lab.query_desk.states import state

    desk.list._said("look", "")
    desk.list._said("draft no-diagnosis-kidney", "")
    assert state(desk.answer[0]) == "draft"
    assert "I have read this draft" in desk.write._found.html
    desk.write.said("read", "")
    assert desk.answer[0].reviewer == "me"
    assert state(desk.answer[0]) == "open"
    assert "keeps the rules checked" in desk.write._status.value


def test_facts_are_marked_dropped_and_lead_back_to_the_note(desk: Any, bench: Any) -> None:
    begin(desk, bench)
    desk.write.said("fact contrary 0", "")
    desk.write.said("fact prior 0", "")
    assert (desk.answer[0].indicators[0].contrary, desk.answer[0].indicators[0].prior) == (True, True)
    desk.write.said("fact go 0", "")
    assert bench.worksheet.place.evidence.quote == CREATININE
    desk.write.said("fact drop 0", "")
    assert desk.answer[0].indicators == ()
    desk.write.said("fact add", "")
    assert "Take words from the note first" in bench.worksheet.status


def test_a_yes_no_query_has_its_own_options_and_a_subject(desk: Any) -> None:
    desk.list._blank()
    form = desk.write.form
    form.boxes["type"].value = "yes_no"
    assert desk.answer[0].options == ("Yes", "No", "Other (please specify)", "Unable to determine")
    assert form.boxes["subject"].layout.display is None
    form.boxes["subject"].value = "diabetes"
    form.boxes["type"].value = "open"
    assert (desk.answer[0].options, desk.answer[0].subject) == ((), "")
    form.boxes["type"].value = "multiple_choice"
    form.boxes["options"].value = "Diabetes\nOther"
    form.boxes["type"].value = "yes_no"
    assert desk.answer[0].options == ("Diabetes", "Other")


def test_an_answer_is_recorded_and_what_was_asked_stays(desk: Any, bench: Any) -> None:
    begin(desk, bench)
    desk.open(desk.answer[0].id, "answer")
    desk.answering._said("answer", "")
    assert "needs an answer" in bench.worksheet.status
    assert "no reason to ask" not in desk.answering.widget.html
    desk.answering._said("answer", "Kidney <disease> of diabetes")
    assert desk.answer[0].status is QueryStatus.ANSWERED
    assert desk.answer[0].answered_by == "A. Writer, MD"
    assert "Kidney &lt;disease&gt;" in desk.answering.widget.html
    assert "no reason to ask" in desk.answering.widget.html
    assert bench.worksheet.answers.diagnoses == ()
    desk._said("part write", "")
    assert desk.write.form.boxes["question"].disabled
    desk.write.said("fact drop 0", "")
    assert "stays as it was" in bench.worksheet.status
    desk._said("part answer", "")
    desk.answering._said("close", "")
    assert desk.answer[0].status is QueryStatus.CLOSED
    desk.answering._said("reopen", "")
    assert (desk.answer[0].status, desk.answer[0].asked_before) == (QueryStatus.OPEN, 1)
    desk.answering._said("close", "")
    assert "Closed without an answer" in desk.answering.widget.html


def recoded(query: Query, *, gone: tuple[Icd10cm, ...]) -> Any:
    """What coding a chart again might give."""
    from codinglab.what_if import Recoded

    new = Suggestion(Icd10cm("N179"), "Acute kidney failure", (), "", WHY[0], poa="Y")
    short = Suggestion(Icd10cm("N18"), "Chronic kidney disease", (), "", WHY[0], billable=False)
    return Recoded(query, None, (new, short), gone, ())  # type: ignore[arg-type]


def test_the_codes_of_an_answer_are_taken_up_by_a_press_and_undone(
    desk: Any, bench: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from codinglab.lab.query_desk import answering

    sheet = bench.worksheet
    for code in ("E11.22", "R79.89", "I10"):
        sheet.add_diagnosis(code)
    sheet.add_line(ServiceLine(Hcpcs("99213"), date(2026, 6, 9), pointers=(2, 3)))
    begin(desk, bench)
    desk.open(desk.answer[0].id, "answer")
    desk.answering._said("undetermined", "")
    monkeypatch.setattr(answering, "answered", lambda *args, **_: recoded(args[2], gone=(Icd10cm("R7989"),)))
    desk.answering._said("recode", "")
    assert "Take up in the codes" in desk.answering.widget.html
    assert [str(item.code) for item in sheet.answers.diagnoses] == ["E1122", "R7989", "I10"]
    desk.answering._said("take", "")
    assert [str(item.code) for item in sheet.answers.diagnoses] == ["E1122", "N179", "I10"]
    assert sheet.answers.diagnoses[1] == Diagnosis(Icd10cm("N179"), "Y")
    assert sheet.answers.lines[0].pointers == (2, 3)
    assert "Query answered: Clarification" in sheet.answers.paths[-1].path
    assert "N18: needs more characters" in sheet.status
    assert "The claim has these codes" in desk.answering.widget.html
    sheet.undo()
    assert [str(item.code) for item in sheet.answers.diagnoses] == ["E1122", "R7989", "I10"]
    assert "Take up in the codes" in desk.answering.widget.html


def test_undo_and_redo_go_through_the_queries(desk: Any, bench: Any) -> None:
    begin(desk, bench)
    desk.write.form.boxes["title"].value = "Clarification of results"
    bench.worksheet.undo()
    assert desk.write.form.boxes["title"].value == "Clarification of documentation"
    bench.worksheet.undo()
    assert desk.answer == ()
    assert desk.list.widget.layout.display is None
    bench.worksheet.redo()
    bench.worksheet.redo()
    assert "Clarification of results" in desk.list.queries.html


def test_what_is_typed_is_in_what_is_submitted(lab: Path) -> None:
    from codinglab.lab.workbench import open_case

    async def typed_and_submitted_at_once() -> None:
        bench = open_case("small-professional")
        desk = bench.panel("Query")
        desk.list._blank()
        desk.write.form.boxes["question"].value = "What is the cause?"
        bench.worksheet.add_diagnosis("I10")
        bench.worksheet.submit()
        await asyncio.sleep(0.6)
        assert desk.answer[0].question == "What is the cause?"
        assert bench.worksheet.answers.submitted

    asyncio.run(typed_and_submitted_at_once())


def test_a_query_is_saved_as_a_page_and_as_text(desk: Any, bench: Any, lab: Path) -> None:
    begin(desk, bench)
    desk._said("part preview", "")
    assert "data-copy=" in desk.write.preview.html
    desk.write.said("save", "")
    assert "Saved: e1-query-1.html and e1-query-1.txt" in desk.write.preview.html
    assert CREATININE in (lab / "queries" / "e1-query-1.txt").read_text(encoding="utf-8")
    assert "Clarification" in desk.static_html()


def test_a_press_for_a_query_that_is_gone_is_a_message(desk: Any, bench: Any) -> None:
    begin(desk, bench)
    desk._said("remove", "")
    assert desk.answer == ()
    desk.write.said("fact add", "")
    assert "no longer there" in bench.worksheet.status
    desk.answering._said("close", "")
    assert "no longer there" in bench.worksheet.status
