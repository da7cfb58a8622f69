"""The panel of an exercise: it answers at once; hint, show me, start again; a page without a kernel."""

from __future__ import annotations

import pytest

from codinglab.lab.exercise import ExercisePanel, exercise, exercises, rules_behind
from codinglab.lab.page import Page


def page(panel: ExercisePanel) -> str:
    """The live page."""
    found = [child for child in panel.widget.children if isinstance(child, Page)]
    return str(found[0].html)


def press(panel: ExercisePanel, *words: str, text: str = "") -> str:
    """What a browser sends when buttons are pressed."""
    found = [child for child in panel.widget.children if isinstance(child, Page)]
    for said in words:
        found[0]._heard(None, {"say": said, "text": text}, None)
    return page(panel)


def test_choosing_one_answers() -> None:
    panel = exercise("04-validate-1")
    assert 'role="status"' in page(panel)
    shown = press(panel, "choose 59")
    assert panel.answer == ("59",)
    assert "✖ Not yet. 59 is never for a visit." in shown
    assert "✖ not this" in shown
    assert "The edits on this answer" in shown
    assert "Rule: NCCI Policy Manual 2026 I.D" in shown
    shown = press(panel, "choose 25")
    assert "✔ Right. 25 on the visit" in shown
    assert "Modifier 57 on the visit" in shown
    assert 'data-say="choose' not in shown
    press(panel, "choose 57")
    assert panel.answer == ("25",)


def test_the_answer_is_shown_after_two_tries_and_not_before() -> None:
    panel = exercise("01-review-1")
    assert 'data-say="show" data-key="m" aria-keyshortcuts="m" aria-disabled="true"' in press(panel, "show")
    press(panel, "choose fever", "give")
    assert panel.state.said
    assert panel.state.said.wrong == ("fever",)
    press(panel, "show")
    assert not panel.state.shown
    assert 'aria-disabled="false"' in press(panel, "choose bronchitis", "give")
    assert "The answer, with what there is to say of each." in press(panel, "show")
    shown = press(panel, "again")
    assert panel.answer == ()
    assert 'aria-disabled="false"' in shown


def test_what_is_no_answer_is_not_a_try() -> None:
    panel = exercise("02-diagnose-1")
    for typed in ("", "I13", "nonsense"):
        press(panel, "give", text=typed)
    assert panel.state.tries == 0
    assert "◌ " in page(panel)
    press(panel, "typed", text="i13.0")
    assert panel.answer == ("i13.0",)
    assert "✔ Right. I13.0." in press(panel, "give")


def test_an_order_is_pressed_and_taken_back() -> None:
    panel = exercise("02-diagnose-3")
    shown = press(panel, "choose J15.0", "choose A41.59")
    assert "Your order: J15.0 → A41.59" in shown
    assert "2 of 4 have no place yet" in press(panel, "give")
    press(panel, "choose J15.0", "choose R65.20", "choose J15.0", "choose J96.01")
    assert panel.answer == ("A41.59", "R65.20", "J15.0", "J96.01")
    assert "✔ Right." in press(panel, "give")


def test_the_hint_comes_and_goes() -> None:
    panel = exercise("03-procedure-2")
    assert "Hint: Go lesson" not in page(panel)
    assert "Hint: Go lesion by lesion" in press(panel, "hint")
    assert "Hint: Go lesion by lesion" not in press(panel, "hint")


def test_what_is_typed_is_escaped_and_what_is_unknown_ignored() -> None:
    panel = exercise("02-diagnose-1")
    shown = press(panel, "give", "choose x", "nonsense", text='"><script>alert(1)</script>')
    assert "<script>" not in shown
    assert panel.state.given == ('"><script>alert(1)</script>',)


@pytest.mark.parametrize("name", list(exercises()))
def test_it_reads_without_a_kernel_and_is_stable(name: str) -> None:
    panel = exercise(name)
    bundle = panel._repr_mimebundle_()
    assert bundle["text/plain"] == repr(panel) == f"Exercise {name}: {panel.exercise.title}"
    assert bundle["text/html"] == panel.static_html() == exercise(name).static_html()
    assert "<summary>The answer</summary>" in panel.static_html()
    assert "<button" not in panel.static_html()
    assert panel.exercise.options == () or panel.exercise.options[0].text[:4] in panel.static_html()


def test_every_control_has_a_name_and_a_key() -> None:
    for name in exercises():
        shown = page(exercise(name))
        assert shown.count('data-key="h"') == 1
        assert shown.count('role="status"') == 1
        assert 'role="heading" aria-level="3"' in shown
    assert 'aria-label="Your ICD-10-CM code for services of 2026-06-09"' in page(exercise("02-diagnose-1"))


def test_the_rules_behind_a_step_unfold() -> None:
    found = rules_behind("02-diagnose")
    assert repr(found).count("\n") == 2
    assert "Rule: ICD-10-CM Official Guidelines FY2026 I.C.9.a.3" in found._repr_html_()
