"""The bench: an edit's card, its hits in a list, the claim beside, its steps; no text is obeyed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import codinglab
from codinglab.lab.command import app
from codinglab.lab.edit_bench.edit_html import edit_html
from codinglab.lab.edit_bench.shown import bundle_of
from codinglab.lab.edit_bench.sources import forget_claims, read_source
from codinglab.model import InvalidInputError
from codinglab.validate.catalogue import edit as built_in
from codinglab.validate.examples import dx, fires, line, passes, professional
from codinglab.validate.loaded import load
from codinglab.validate.own import edit, forget
from codinglab.validate.steps import steps

BAD = "<script>alert(1)</script>"
PTP = built_in("ncci/column-two-code")


@pytest.fixture(autouse=True)
def clean() -> Iterator[None]:
    yield
    forget_claims()
    forget("own/second-visit")


def second_visit(**changed: Any) -> Any:
    @edit(
        **{
            "title": f"Two visits {BAD}",
            "severity": "WARN",
            "applies_to": ["professional"],
            "judges": "line",
            "message": "Line {line}, {code}, is the second.",
            "examples": [
                fires(professional(dx("I10"), line("99213"), line("99214")), because=BAD),
                passes(professional(dx("I10"), line("99213")), because="one visit"),
            ],
            **changed,
        }
    )
    def second_visit() -> str:
        """Two visits of one day."""
        return """SELECT claim_id, "on", line, code FROM line WHERE code LIKE '992%'
                  QUALIFY ROW_NUMBER() OVER (PARTITION BY key, since ORDER BY line) > 1"""

    return second_visit


def some_claims() -> list[Any]:
    both = professional(line("45385"), line("45380"))
    return [
        replace(both, claim_id=f"{BAD}{number}", patient=replace(both.patient, id=f"p{9 - number}"))
        for number in range(3)
    ] + [replace(professional(line("45385")), claim_id="alone", patient=replace(both.patient, id="q"))]


def test_the_card_says_what_the_edit_is_and_how_its_examples_came_out() -> None:
    page = edit_html(second_visit())
    assert "Examples: 2 of 2 come out as they say" in page
    assert BAD not in page
    assert "&lt;script&gt;" in page
    assert "A draft" not in page
    shown = edit_html(built_in("ncci/units-above-mue"))
    assert "ncci_mue: " in shown
    assert "an extract" in shown


def test_a_draft_shows_which_example_comes_out_otherwise() -> None:
    draft = second_visit(
        examples=[passes(professional(line("99213"), line("99214")), because="no")], draft=True
    )
    shown = bundle_of(draft)
    assert "✖ otherwise: " in shown["text/html"]
    assert "A draft" in shown["text/html"]
    assert "otherwise, it came out as: fires" in shown["text/plain"]


def test_an_edit_is_shown_on_the_claims_that_are_loaded() -> None:
    assert "No claims are loaded" in bundle_of(PTP)["text/html"]
    codinglab.load_claims(some_claims())
    page = bundle_of(PTP)["text/html"]
    assert "On 4 claims" in page
    assert "3 hits." in page
    assert BAD not in page
    assert codinglab.try_edit(PTP).answer.words == "4 claims"


def test_the_list_sorts_and_opens_rows_and_ignores_what_it_does_not_know() -> None:
    bench = codinglab.try_edit(PTP, some_claims())
    assert [row.patient for row in rows(bench)] == ["p9", "p8", "p7"]
    bench._heard("sort Patient", "")
    assert [row.patient for row in rows(bench)] == ["p7", "p8", "p9"]
    bench._heard("sort Patient", "")
    assert [row.patient for row in rows(bench)] == ["p9", "p8", "p7"]
    bench._heard("open 2", "")
    assert bench.row is not None
    assert bench.row.patient == "p7"
    for nonsense in ("open 99", "open x", "sort nothing", "list nothing", "side nothing", "", "open -1"):
        bench._heard(nonsense, "")
    assert bench.row.patient == "p7"
    assert BAD not in bench._page.html
    assert "◀ hit" in bench._page.html
    assert "◁ other side of the hit" in bench._page.html
    bench._heard("list passes", "")
    assert bench.row.name == "alone"
    bench._heard("side steps", "")
    assert "Here the last row was lost" in bench._page.html
    bench._heard("list not evaluated", "")
    assert bench.row is None
    assert "It judges every one of them." in bench._page.html


def rows(bench: Any) -> list[Any]:
    from codinglab.lab.edit_bench.lists_html import rows_of

    return rows_of(bench.answer, bench.shown)


def test_the_bench_is_there_for_readers_without_a_kernel() -> None:
    bench = codinglab.try_edit(PTP, some_claims())
    page = bench.static_html()
    assert "data-say" not in page
    assert BAD not in page
    assert "45380" in page
    shown = bench._repr_mimebundle_()
    assert shown["text/html"] == page
    assert repr(bench) == (
        "ncci/column-two-code on 4 claims: 3 hits on 3 of 4 claims, 7 rows eligible; "
        "1 passed, 0 not evaluated"
    )


def test_the_keys_of_the_cases_come_with_their_charts() -> None:
    loaded = read_source("cases")
    assert loaded.words == "the keys of 36 teaching cases"
    assert all(loaded.notes[claim.claim_id] for claim in loaded.claims)


def test_an_example_comes_with_what_it_says_as_its_note() -> None:
    bench = codinglab.try_edit(second_visit())
    assert bench.answer.words == "its 2 examples"
    assert "What the example says" in bench._page.html
    assert BAD not in bench._page.html


def test_claims_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="is no claim extract"):
        codinglab.try_edit(PTP, tmp_path)
    with pytest.raises(InvalidInputError, match="There are no claims: give some"):
        read_source(None)
    with pytest.raises(InvalidInputError, match="Claims are needed"):
        codinglab.try_edit(PTP, [1])


def test_steps_show_themselves_with_rows_to_unfold() -> None:
    told = steps(PTP, load(some_claims()[3]))
    shown = bundle_of(told)
    assert "It does not fire. Step" in shown["text/html"]
    assert "First rows of step 1" in shown["text/html"]
    assert str(told) == shown["text/plain"]


def test_a_notebook_shows_edits_and_steps_by_themselves() -> None:
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    try:
        codinglab._show_in_notebooks()
        assert shell.display_formatter is not None
        data, _ = shell.display_formatter.format(PTP)
        assert "Examples" in data["text/html"]
        assert data["text/plain"].startswith("ncci/column-two-code, version 1")
    finally:
        InteractiveShell.clear_instance()


def test_an_edit_is_begun_and_checked_from_the_command_line(tmp_path: Path) -> None:
    run = CliRunner().invoke
    for name, more in (("knee_side", []), ("knee_ibis", ["--ibis"])):
        assert run(app, ["edit", "new", name, "--folder", str(tmp_path), *more]).exit_code == 0
        told = run(app, ["edit", "check", str(tmp_path / f"{name}.py")])
        assert told.exit_code == 0, told.output
        assert "example 1 fires: nothing is pointed to" in told.output
        assert "Every example comes out as it says." in told.output
        forget(f"own/{name.replace('_', '-')}")
    again = run(app, ["edit", "new", "knee-side", "--folder", str(tmp_path)])
    assert isinstance(again.exception, InvalidInputError)
    assert "is there already" in str(again.exception)
    for name in ("../x", "A b", "9x", ""):
        refused = run(app, ["edit", "new", name, "--folder", str(tmp_path)])
        assert "cannot name an edit" in str(refused.exception)
    gone = run(app, ["edit", "check", str(tmp_path / "none.py")])
    assert "is no Python file" in str(gone.exception)
