"""An analyst's own edits: in a cell, in a folder, refused when their examples come out otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import codinglab
from codinglab.claims.json import write_claim
from codinglab.lab.command import app
from codinglab.model import InvalidInputError
from codinglab.validate import explain, validate, validate_many
from codinglab.validate.examples import dx, fires, line, passes, professional
from codinglab.validate.own import edit, forget, load

BARE = professional(line("99213"))
POINTED = professional(dx("I10"), line("99213", to=(1,)))
FILE = '''"""A line that points to no diagnosis.

Point it to one.
"""

from codinglab.model import ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, line, passes, professional

EDIT = Edit(
    __name__,
    title="Line without a pointer",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(),
    reads=(),
    message="Line {line} points nowhere.",
    examples=(
        fires(professional(line("99213")), because="no pointer"),
        passes(professional(dx("I10"), line("99213", to=(1,))), because="a pointer"),
    ),
)


@EDIT.check(since="2000-01-01")
def check(claims, reference):
    return claims.lines.anti_join(claims.pointers, ["claim_id", "line"])
'''


@pytest.fixture(autouse=True)
def clean() -> Iterator[None]:
    yield
    for name in ("own/pointed", "own/line-without-pointer"):
        forget(name)


def make(examples: list[Any], message: str = "Line {line}, {code}, points nowhere.") -> Any:
    @edit(
        title="Line without a pointer",
        severity="WARN",
        applies_to=["professional"],
        judges="line",
        message=message,
        examples=examples,
    )
    def pointed(claims: Any, reference: Any) -> Any:
        """A line that points to no diagnosis."""
        return claims.lines.anti_join(claims.pointers, ["claim_id", "line"])

    return pointed


def test_an_edit_of_a_cell_runs_with_the_others_and_explains_itself() -> None:
    made = make([fires(BARE, because="no pointer"), passes(POINTED, because="a pointer")])
    assert made.id == "own/pointed"
    assert [found.message for found in validate(BARE).findings if found.edit == made.id] == [
        "Line 1, 99213, points nowhere."
    ]
    assert made.id not in {found.edit for found in validate_many([POINTED])["example"].findings}
    assert "points to no diagnosis" in explain(made.id)
    assert made.id in validate(POINTED).ran


def test_an_edit_that_does_not_do_what_its_examples_say_is_refused() -> None:
    with pytest.raises(InvalidInputError, match=r"example 2 .*: it says passes; it fires"):
        make([fires(BARE, because="no pointer"), passes(BARE, because="wrongly")])
    with pytest.raises(InvalidInputError, match="needs an example that fires and one that passes"):
        make([fires(BARE, because="no pointer")])
    assert "own/pointed" not in validate(BARE).ran


def test_a_folder_of_edits_from_the_command_line(tmp_path: Path) -> None:
    folder = tmp_path / "edits"
    folder.mkdir()
    (folder / "line_without_pointer.py").write_text(FILE, encoding="utf-8")
    claim = tmp_path / "claim.json"
    claim.write_text(write_claim(BARE), encoding="utf-8")
    told = CliRunner().invoke(app, ["validate", str(claim), "--edits", str(folder), "--json"])
    assert "own/line-without-pointer" in told.output


@pytest.mark.parametrize(
    ("text", "said"),
    [("1/0", "ZeroDivisionError"), ("x = 1", "has no EDIT"), ("def (", "SyntaxError")],
)
def test_a_file_that_is_no_edit_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "broken.py").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInputError, match=rf"broken\.py .*{said}"):
        load(tmp_path)
    with pytest.raises(InvalidInputError, match="holds no edits"):
        load(tmp_path / "nowhere")


def test_a_checked_claim_is_a_page_tables_and_json() -> None:
    shown = codinglab.check(professional(dx("I10"), line("99214"), line("20610", "RT")))
    assert "Explain " in shown._repr_html_()
    assert list(shown.findings["weight"])
    assert {"edit", "title", "why"} == set(shown.not_evaluated.columns)
    assert '"findings"' in shown.json()
    with pytest.raises(InvalidInputError, match="claim file"):
        codinglab.check(3)
