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


RIGHT = [fires(BARE, because="no pointer"), passes(POINTED, because="a pointer")]


def make(examples: list[Any], function: Any = None, **changed: Any) -> Any:
    def pointed(claims: Any, reference: Any) -> Any:
        """A line that points to no diagnosis."""
        return claims.lines.anti_join(claims.pointers, ["claim_id", "line"])

    said = {
        "title": "Line without a pointer",
        "severity": "WARN",
        "applies_to": ["professional"],
        "judges": "line",
        "message": "Line {line}, {code}, points nowhere.",
    }
    return edit(**{**said, **changed}, examples=examples)(function or pointed)


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
    with pytest.raises(InvalidInputError, match=r"example 2 .*: it says passes; it came out as: fires"):
        make([fires(BARE, because="no pointer"), passes(BARE, because="wrongly")])
    with pytest.raises(InvalidInputError, match="needs an example that fires and one that passes"):
        make([fires(BARE, because="no pointer")])
    assert "own/pointed" not in validate(BARE).ran


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"severity": "warn"}, "severity: 'warn' is not known. There are: FAIL, WARN, INFO"),
        ({"applies_to": ["office"]}, "There are: professional, outpatient, inpatient"),
        ({"applies_to": []}, "names no claim type"),
        ({"judges": "lines"}, "There are: claim, diagnosis, procedure, line"),
        ({"disposition": "review"}, "coder review"),
        ({"since": "1/1/2026"}, "write it as YYYY-MM-DD"),
        ({"reads": ["nowhere"]}, "there is no table 'nowhere'. There are: .*ncci_ptp"),
        ({"message": "Line {lin}"}, "lin is missing"),
        ({"message": "Line {line"}, "the braces of the message"),
    ],
)
def test_a_word_that_is_not_known_is_named_with_those_there_are(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidInputError, match=said):
        make(RIGHT, **changed)


@pytest.mark.parametrize(
    ("function", "said"),
    [
        (
            lambda claims, _: claims.lines.filter(claims.lines.cod == "1"),
            r"no attribute 'cod'(.|\n)*line: .*code",
        ),
        (lambda claims, reference: claims.lines.join(reference.ncci_ptp, "on"), "`reads` does not name"),
        (lambda claims, _: None, "must return a table"),
        (lambda claims, _: claims.lines.select("line", "code"), "claim_id, on is missing"),
        (lambda claims: claims.lines, "TypeError"),
    ],
)
def test_a_function_that_cannot_be_run_is_refused_in_words(function: Any, said: str) -> None:
    function.__name__ = "pointed"
    with pytest.raises(InvalidInputError, match=said):
        make(RIGHT, function)


def test_an_own_edit_stays_in_its_own_family(tmp_path: Path) -> None:
    (tmp_path / "ncci.column_two_code.py").write_text(FILE, encoding="utf-8")
    with pytest.raises(InvalidInputError, match="id begins with own/: 'ncci/column-two-code'"):
        load(tmp_path)


def test_authority_may_be_plain_words() -> None:
    made = make(RIGHT, authority="Our payment policy 12")
    assert "Authority: Our payment policy 12" in explain(made.id)


def test_a_name_that_is_near_or_a_family_is_answered_with_edits() -> None:
    with pytest.raises(InvalidInputError, match="Did you mean:\n  ncci/column-two-code"):
        explain("ncci/column_two")
    with pytest.raises(InvalidInputError, match="Edits of the family demographic:\n  demographic/"):
        explain("demographic")
    with pytest.raises(InvalidInputError, match="Name one of a family:\n  structure"):
        explain("zzz")


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
    [
        ("1/0", "ZeroDivisionError"),
        ("x = 1", "has no EDIT"),
        ("def (", "SyntaxError"),
        (FILE.replace('judges="line"', 'judges="lines"'), "There are: claim"),
        (FILE.replace("claims.lines.anti_join", "claims.line.anti_join"), "no attribute 'line'"),
    ],
)
def test_a_file_that_is_no_edit_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "broken.py").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInputError, match=rf"broken\.py.*{said}"):
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
