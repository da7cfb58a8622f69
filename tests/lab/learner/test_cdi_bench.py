"""The CDI desk as a workbench: the day of the worksheet, and the panels that follow it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from codinglab.lab.place import Place
from codinglab.lab.workbench import open_case
from codinglab.lab.workbench.bench import Workbench
from codinglab.lab.workbench.desks import desk_of
from codinglab.model import Evidence, InvalidInputError, Role
from codinglab.reference.cases import load_case
from codinglab.what_if import days, working

CDI, STAY, OFFICE = (
    "cdi-heart-failure-three-days",
    "inpatient-sepsis-kidney-injury",
    "office-diabetes-knee-injection",
)
CASE = load_case(CDI)
DAYS = days(CASE)


@pytest.fixture
def bench() -> Workbench:
    return open_case(CDI, "ana")


def go(bench: Workbench, day: date) -> None:
    """Press the tab of a day."""
    assert bench.days is not None
    bench.days._said(f"day {day.isoformat()}", "")


def test_the_desk_follows_the_role_and_a_stay_may_be_asked_for_at_both() -> None:
    assert [desk_of(load_case(one)) for one in (CDI, STAY, OFFICE)] == [
        Role.CDI, Role.FACILITY_INPATIENT, Role.PROFESSIONAL,
    ]  # fmt: skip
    assert desk_of(load_case(STAY), "cdi") is Role.CDI
    assert desk_of(CASE, "facility_inpatient") is Role.FACILITY_INPATIENT
    with pytest.raises(InvalidInputError, match="cannot be worked at the desk 'cdi'"):
        desk_of(load_case(OFFICE), "cdi")
    with pytest.raises(InvalidInputError, match="choose 'facility_inpatient' or 'cdi'"):
        desk_of(CASE, "professional")


def test_it_opens_on_the_first_day_with_a_tab_a_day(bench: Workbench) -> None:
    assert bench.worksheet.day == DAYS[0]
    assert [tab.name for tab in bench.drawer.tabs][:5] == ["Suggested", "Indicators", "DRG", "Query", "Books"]
    assert bench.days is not None
    shown = bench.days.static_html()
    for number, day in enumerate(DAYS, start=1):
        assert f"Day {number} " in shown
        assert str(working(CASE, day).explanation.grouping.drg) in shown
    assert shown.count('aria-selected="true"') == 1


def test_note_suggestions_and_indicators_follow_the_day(bench: Workbench) -> None:
    written = {one.id: one.written_on for one in CASE.encounter.documents}
    hidden = set(bench.note.widget.hidden)
    assert hidden == {name for name, on in written.items() if on > DAYS[0]}
    suggested = bench.panel("Suggested")
    assert f"{len(working(CASE, DAYS[0]).suggestions)} from the chart by" in suggested.widget.html
    bench.drawer._said("open Indicators", "")
    before = bench.panel("Indicators")._page.html
    go(bench, DAYS[1])
    assert written[bench.note.widget.active] == DAYS[1]
    go(bench, DAYS[-1])
    assert bench.note.widget.hidden == []
    assert bench.panel("Indicators")._page.html != before
    bench.drawer._said("open Suggested", "")
    last = working(CASE, DAYS[-1]).suggestions
    assert f"{len(last)} from the chart by {DAYS[-1]:%m/%d}" in suggested.widget.html
    assert all(one.code.written in suggested.widget.html for one in last)
    assert f"by {DAYS[-1]:%m/%d}" in suggested.static_html()


def test_a_panel_that_is_not_open_draws_only_when_it_is_opened(bench: Workbench) -> None:
    go(bench, DAYS[1])
    assert bench.panel("DRG")._page.html == ""
    assert bench.panel("Indicators")._page.html == ""
    bench.drawer._said("open DRG", "")
    assert f"by {DAYS[1]:%m/%d}" in bench.panel("DRG")._page.html


def test_the_working_drg_stands_beside_that_of_the_codes_assigned(bench: Workbench) -> None:
    bench.worksheet.add_diagnosis("J18.9")
    bench.drawer._said("open DRG", "")
    drg = bench.panel("DRG")
    assert "The codes you assigned" in drg._page.html
    assert str(working(CASE, DAYS[0]).explanation.grouping.drg) in drg._page.html
    assert str(drg.answer.drg) in drg._page.html
    drg._said("section What if", "")
    assert "Make it principal" not in drg._page.html
    drg._said("about yours", "")
    bench.worksheet.add_diagnosis("I50.23")
    assert "Make it principal" in drg._page.html


def test_words_of_a_later_day_are_dropped_and_going_to_them_brings_the_day(bench: Workbench) -> None:
    later = next(one for one in CASE.encounter.documents if one.written_on == DAYS[1])
    bench.worksheet.go(Place("words", evidence=Evidence(later.id, 0, 5, later.text[:5])))
    assert bench.worksheet.day == DAYS[1]
    bench.worksheet.select(later.id, 0, 5)
    go(bench, DAYS[0])
    assert bench.worksheet.selection is None


def test_keys_step_through_the_days_and_stop_at_the_ends(bench: Workbench) -> None:
    bench._pressed("day before")
    assert bench.worksheet.day == DAYS[0]
    for _ in range(len(DAYS) + 1):
        bench._pressed("day after")
    assert bench.worksheet.day == DAYS[-1]


def test_a_day_outside_the_stay_is_refused(bench: Workbench) -> None:
    with pytest.raises(InvalidInputError, match="is not a day of this encounter"):
        bench.worksheet.show_day(DAYS[-1] + timedelta(days=1))


def test_the_day_is_no_part_of_the_work(bench: Workbench) -> None:
    go(bench, DAYS[1])
    assert bench.worksheet.answers.revision == 0
    assert not bench.worksheet.can_undo


def test_nothing_of_money_stands_in_the_query_desk(bench: Workbench) -> None:
    bench.drawer._said("open Query", "")
    shown = bench.panel("Query").static_html()
    assert "DRG" not in shown
    assert "weight" not in shown.lower().replace("body weight", "")
