"""The author's form without a browser: values in and out of boxes, words found, presses, undo, the DRG."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from codinglab.classroom.authoring import DraftFiles, copy_case, new_case, read_draft
from codinglab.classroom.proof import Fault
from codinglab.lab.case_author import open_author, sections
from codinglab.lab.case_author.chart import Documents
from codinglab.lab.case_author.code_box import CodeBox
from codinglab.lab.case_author.drg_box import DrgBox
from codinglab.lab.case_author.fields import Field, Kind, clean, empty, from_text, to_text
from codinglab.lab.case_author.lacks_page import status_html
from codinglab.lab.case_author.places import TABS, Spot, spot
from codinglab.lab.case_author.quote_box import loosely, quote_html
from codinglab.lab.case_author.sheet import AuthorSheet, Topic
from codinglab.lab.case_author.tabs import make_tab
from codinglab.model import InvalidInputError, Role
from codinglab.reference.case_folders import SHIPPED

OFFICE = "office-diabetes-knee-injection"
STAY = "cdi-heart-failure-three-days"
LISTS = {
    "diagnoses": sections.DIAGNOSIS, "procedures": sections.PROCEDURE, "lines": sections.LINE,
    "prohibited": sections.TEMPTING, "sequence": sections.SEQUENCE, "queries": sections.QUERY,
    "acceptable_sets": sections.ACCEPTABLE_SET, "expected_findings": sections.FINDING,
}  # fmt: skip


@pytest.fixture(autouse=True)
def lab(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The lab as it is, with a folder of own cases."""
    monkeypatch.setenv("CODINGLAB_CASES", str(tmp_path))
    return tmp_path


@pytest.fixture
def office() -> AuthorSheet:
    copy_case(OFFICE, "a-copy")
    return AuthorSheet(DraftFiles("a-copy"))


@pytest.fixture
def stay() -> AuthorSheet:
    copy_case(STAY, "a-copy")
    return AuthorSheet(DraftFiles("a-copy"))


def kept(fields: tuple[Field, ...], item: dict[str, Any], seen: list[str]) -> Iterator[tuple[Field, Any]]:
    """Every value of an entry with its field; fails for one that no field shows."""
    for name, value in item.items():
        path = (*seen, name)
        field = next((one for one in fields if one.path == path), None)
        if field is None:
            assert isinstance(value, dict), f"no box shows {path}"
            yield from kept(fields, value, list(path))
        elif field.kind is Kind.ROWS:
            for row in value:
                yield from kept(field.rows, row, [])
        else:
            yield field, value


@pytest.mark.parametrize("case_id", sorted(path.parent.name for path in SHIPPED.glob("*/case.toml")))
def test_a_box_shows_every_value_of_every_shipped_case_and_gives_it_back(case_id: str) -> None:
    case = tomllib.loads((SHIPPED / case_id / "case.toml").read_text(encoding="utf-8"))
    key = tomllib.loads((SHIPPED / case_id / "key.toml").read_text(encoding="utf-8"))
    found = list(kept((*sections.CASE, *sections.PATIENT, *sections.CLAIM),
                      {name: value for name, value in case.items() if name != "documents"}, []))  # fmt: skip
    for part, fields in LISTS.items():
        for item in key.get(part, []):
            found += kept(fields, item, [])
    for field, value in found:
        if field.kind is not Kind.YES:
            assert from_text(field, to_text(field, value)) == (value if value or not field.optional else None)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.DAY, "2026-06-09", date(2026, 6, 9)),
        (Kind.DAY, "2026-06-31", "2026-06-31"),
        (Kind.DAY, "June", "June"),
        (Kind.NUMBER, " 12 ", 12),
        (Kind.NUMBER, "twelve", "twelve"),
        (Kind.CODES, "E11.22, I12.9;N18.31", ["E11.22", "I12.9", "N18.31"]),
        (Kind.SETS, "25 59; XS; none", [["25", "59"], ["XS"], []]),
        (Kind.LINES, "one\n\n two \n", ["one", "two"]),
        (Kind.AREA, "  as typed ", "  as typed "),
    ],
)
def test_what_is_typed_becomes_a_value_or_stays_as_typed(kind: Kind, text: str, value: object) -> None:
    assert from_text(Field("x", "X", kind), text) == value
    assert from_text(Field("x", "X", kind, optional=True), " ") is None


def test_text_of_any_browser_can_stand_in_a_file() -> None:
    assert clean("a\r\nb\rc\ud83d") == "a\nb\nc?"


@pytest.mark.parametrize("fields", [*LISTS.values(), sections.DOCUMENT], ids=[*LISTS, "documents"])
def test_a_new_entry_has_every_box_that_must_be_filled(fields: tuple[Field, ...]) -> None:
    made = empty(fields)
    assert set(made) == {field.path[0] for field in fields if not field.optional}


def test_the_words_of_evidence_are_found_at_once_or_it_is_said_what_to_do(office: AuthorSheet) -> None:
    draft = office.draft
    once = quote_html(draft, "visit", "Chronic kidney disease stage 3a.")
    assert "✓ Found once" in once
    assert "<mark" in once
    assert "✖ Stands" in quote_html(draft, "visit", "e")
    assert "No words yet" in quote_html(draft, "visit", " ")
    assert "Choose the document" in quote_html(draft, "", "Chronic kidney disease stage 3a.")
    elsewhere = quote_html(draft, "intake", "Chronic kidney disease stage 3a.")
    assert 'data-say="there visit"' in elsewhere
    assert "Take the words as they stand" in quote_html(draft, "visit", "chronic  kidney\ndisease STAGE 3a.")
    evil = draft.put(("texts", "03-office-visit.md"), "<script>x</script> pain & fever")
    assert "<script>" not in quote_html(evil, "visit", "pain")
    assert loosely("a (b)\n c", "A (b) c") == ["a (b)\n c"]


def test_every_change_is_saved_and_the_letters_of_one_box_are_one_step_back(office: AuthorSheet) -> None:
    title = office.draft.value(("case", "title"))
    for typed in ("N", "Ne", "New"):
        office.put(("case", "title"), typed)
        assert read_draft("a-copy").value(("case", "title")) == typed
        assert office.status == "Saved."
    office.put(("case", "summary"), "Other.")
    office.undo()
    assert office.draft.value(("case", "title")) == "New"
    office.undo()
    assert office.draft.value(("case", "title")) == title
    assert not office.can_undo
    assert read_draft("a-copy") == office.draft


def test_a_file_of_another_shape_is_a_message(office: AuthorSheet) -> None:
    office.change(office.draft.put(("case", "claim"), "nonsense"))
    office.put(("case", "claim", "patient", "sex"), "F")
    assert office.status.startswith("Not saved: case › claim › patient › sex")
    for name in TABS:
        make_tab(office, name)


@pytest.mark.parametrize("role", list(Role))
def test_every_tab_opens_on_a_skeleton_and_every_list_takes_an_entry(role: Role) -> None:
    new_case("mine", "<b>Mine</b>", role, date(2026, 6, 9))
    form = open_author("mine").form
    assert form is not None
    for name in TABS:
        form.show(name)
        for part in form.tab.lists.values():
            part.do("add")
            part.do("add")
            part.do("up")
            assert part.chosen == 0
    assert form.lacks.answer
    assert not [fault for fault in form.lacks.answer if fault.place == "proof"]
    assert "<b>Mine" not in form._title.value
    assert all("lists index" not in fault.message for fault in form.lacks.answer)


def test_removing_a_document_asks_first_and_undo_brings_text_and_file_back(office: AuthorSheet) -> None:
    chart = Documents(office)
    text = office.draft.text_of("intake")
    chart.do("drop")
    assert "Remove “Nurse intake" in chart.html()
    assert office.draft.text_of("intake") == text
    chart.do("keep")
    assert "Remove “" not in chart.html()
    chart.do("drop")
    chart.do("sure")
    assert office.draft.text_of("intake") is None
    assert "Undo brings it back" in office.status
    office.undo()
    assert read_draft("a-copy").text_of("intake") == text


def test_the_drg_of_the_grouper_is_taken_over_by_a_press(stay: AuthorSheet) -> None:
    stay.prove()
    shown = DrgBox(stay)
    assert "so does the key" in shown.html()
    stay.put(("key", "drg"), "999")
    assert "The grouper says 291; the key says 999." in shown.html()
    assert any("The grouper says 291" in fault.message for fault in stay.found.faults)
    shown._said("take", "")
    assert stay.draft.value(("key", "drg")) == "291"
    assert not any(fault.blocks for fault in stay.found.faults)
    stay.put(("key", "diagnoses", 0, "code"), "")
    assert "cannot say yet" in shown.html()


def test_a_code_is_searched_by_words_and_taken_by_a_press(office: AuthorSheet) -> None:
    box = CodeBox(office, ("key", "diagnoses", 0), sections.DIAGNOSIS[0])
    assert "✓ E11.22" in box.html()
    box._input.value = "essential hypertension"
    assert 'data-say="take I10"' in box.html()
    box._said("take I10", "")
    assert office.draft.value(("key", "diagnoses", 0, "code")) == "I10"
    box._input.value = "zzqqxx"
    assert "No code is found" in box.html()


@pytest.mark.parametrize(
    ("place", "message", "where"),
    [
        ("key, diagnosis N18.31", "", Spot("Diagnoses", "diagnoses", 2)),
        ("key, 20610", "", Spot("Procedures and lines", "lines", 1)),
        ("key, prohibited J2003", "", Spot("Tempting codes", "prohibited", 5)),
        ("key, sequence 2", "", Spot("Order and sets", "sequence", 1)),
        ("key, edits", "ncci/x: 20610 is column two", Spot("Procedures and lines", "lines", 1)),
        ("key, drg", "", Spot("Key facts")),
        ("case, document xray", "", Spot("Chart", "documents", 1)),
        ("case, claim, patient", "", Spot("Case")),
        ("key, queries", "", Spot("Queries", "queries")),
    ],
)
def test_a_fault_leads_to_its_place(office: AuthorSheet, place: str, message: str, where: Spot) -> None:
    assert spot(office.draft, Fault(place, message)) == where


def test_what_is_lacking_is_told_by_sign_and_word_and_leads_there() -> None:
    copy_case(OFFICE, "a-copy")
    form = open_author("a-copy").form
    assert form is not None
    assert "can be released" in status_html(form.sheet.found)
    assert "Checking" in status_html(form.sheet.found, proving=True)
    form.sheet.put(("key", "diagnoses", 2, "rationale"), "")
    assert "✖" in form.lacks.html()
    assert " Must" in form.lacks.html()
    form.go(form.lacks.answer[0])
    assert form.open == "Diagnoses"
    assert form.tab.lists["diagnoses"].chosen == 2
    assert "1 must be mended" in form.lacks.static_html()


def test_a_proof_that_fails_is_a_message(office: AuthorSheet, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_draft: object) -> None:
        raise KeyError("x")

    monkeypatch.setitem(AuthorSheet.__init__.__globals__, "lacks", broken)
    told: list[Topic] = []
    office.observe(told.append)
    office.put(("case", "title"), "Typed")
    assert "What you wrote is saved" in office.found.faults[0].message
    assert told[-1] is Topic.LACKS


def test_a_case_is_begun_only_by_a_press(lab: Path) -> None:
    author = open_author("my-case")
    assert repr(author) == "CaseAuthor('my-case')"
    assert author.begin is not None
    assert not list(lab.iterdir())
    author.begin.title.value = " "
    author.begin._attempt(author.begin._new)
    assert "title first" in author.begin.said.value
    author.begin.title.value = "Mine"
    author.begin._attempt(author.begin._new)
    assert author.form is not None
    assert [path.name for path in lab.iterdir()] == ["my-case"]
    with pytest.raises(InvalidInputError, match="cannot be the id"):
        open_author("../x")


def test_a_case_file_that_is_no_toml_is_a_message(lab: Path) -> None:
    new_case("mine", "Mine", Role.PROFESSIONAL)
    (lab / "mine" / "key.toml").write_text("edition = ", encoding="utf-8")
    author = open_author("mine")
    assert author.form is None
    assert "the form does not touch it" in author._place.children[0].value
