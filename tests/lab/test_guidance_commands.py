"""Asking the guidance, opening a section and its changes from the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from codinglab.guidance import index
from codinglab.lab.command import app
from codinglab.model import CodinglabError
from codinglab.reference.install.install import install

RUN = CliRunner()
ON = "2026-03-01"
FILING = "how long do we have to file a Medicare claim"
PLACE = "chapter 1, section 70"
CARDS = ("--document", "icd10cm-guidelines")
POLICY = "1. Zebra stripes\n\nThey are counted {}.\n\n2. Hooves\n\nFour.\n"


@pytest.fixture
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A home with two editions of a policy, whose index is not made yet."""
    monkeypatch.setenv("CODINGLAB_HOME", str(tmp_path))
    path = tmp_path / "policy.txt"
    for year, times in ((2025, "once"), (2026, "twice")):
        path.write_text(POLICY.format(times), encoding="utf-8")
        install("local-policy", path, date(year, 1, 1), title="Zebra care", binds=("Savanna Health",))
    index._opened.clear()
    yield tmp_path
    index._opened.clear()


def done(*words: str) -> Result:
    """A command that succeeds."""
    result = RUN.invoke(app, words, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


def run(*words: str) -> str:
    """What a command that succeeds prints, its lines joined."""
    return " ".join(done(*words).stdout.split())


def told(*words: str) -> dict[str, object]:
    """The JSON that a command prints, and nothing else on stdout."""
    found: dict[str, object] = json.loads(done(*words, "--json").stdout)
    return found


def test_an_answer_is_printed_with_its_citation() -> None:
    shown = run("ask", "late effect sequencing", "--on", ON, "--limit", "1")
    assert shown.startswith(f"1 section in force on {ON} 1. I.B.10 ")
    assert "ICD-10-CM Official Guidelines, FY2026, I.B.10 (2025-10-01 to 2026-09-30)" in shown
    assert "in our own words" in shown


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_no_more_sections_than_asked_for(limit: int) -> None:
    answer = told("ask", "fracture follow-up 7th character", "--on", ON, "--limit", str(limit))
    assert len(answer["sections"]) == limit  # type: ignore[arg-type]


def test_json_is_alone_on_stdout_also_while_the_index_is_made(own_home: Path) -> None:
    assert not list((own_home / "guidance").glob("*.sqlite"))
    answer = told("ask", "zebra stripes", "--on", ON, "--contractor", "savanna health")
    assert list((own_home / "guidance").glob("*.sqlite"))
    assert answer["contractor"] == "savanna health"
    (section,) = answer["sections"]  # type: ignore[misc]
    assert (section["document"], section["edition"]) == ("local-zebra-care", "from 2026-01-01")
    assert section["binds"] == ["Savanna Health"]


def test_a_policy_is_told_to_those_it_binds(own_home: Path) -> None:
    ask = ("ask", "zebra stripes", "--on", ON)
    bound = run(*ask, "--contractor", "savanna health")
    assert "They are counted twice." in bound
    assert "left out" not in bound
    for whom in ((), ("--contractor", "Tundra Mutual")):
        other = run(*ask, *whom)
        assert other.startswith("Not found")
        assert "1 local policy was left out" in other
    assert "counted once" in run("ask", "zebra stripes", "--on", "2025-03-01", "--contractor", "any")


def test_what_nothing_answers_names_who_would() -> None:
    shown = run("ask", FILING, "--on", ON)
    assert shown.startswith("Not found")
    assert "Medicare Claims Processing Manual (100-04)" in shown
    assert "codinglab reference install iom FILE" in shown
    answer = told("ask", FILING, "--on", ON)
    assert (answer["answered"], answer["sections"]) == (False, [])
    assert [row["install"] for row in answer["would_answer"]] == ["iom"]  # type: ignore[attr-defined]


def test_what_is_not_current_is_told_as_such() -> None:
    shown = run("ask", "late effect sequencing", "--on", "2027-03-01")
    assert shown.startswith("Not found")
    assert "Not current" in shown
    assert "FY2026" in shown


def test_what_is_at_hand_is_listed_with_the_id_that_opens_it(own_home: Path) -> None:
    rows = [line for line in done("guidance", "list", "--on", ON).stdout.splitlines() if "│" in line]
    cells = [[cell.strip() for cell in row.strip("│").split("│")] for row in rows]
    zebra = [row for row in cells if row[0] == "local-zebra-care"]
    assert [row[-1] for row in zebra] == ["no", "yes"]
    assert "icd10cm-guidelines" in {row[0] for row in cells}


def test_a_section_is_opened_for_the_day(own_home: Path) -> None:
    assert "They are counted twice." in run("guidance", "open", "1", "--on", ON)
    assert "They are counted once." in run("guidance", "open", "1", "--on", "2025-03-01")
    early = run("guidance", "open", "1", "--on", "2020-03-01")
    assert "Not current" in early
    assert "in our own words" in run("guidance", "open", "I.C.4.a.3", *CARDS, "--on", ON)


def test_what_changed_is_told(own_home: Path) -> None:
    shown = run("guidance", "changes", "1", "--on", ON)
    assert "reworded" in shown
    assert "[-once.-] [+twice.+]" in shown
    assert "from 2025-01-01" in shown
    assert "unchanged" in run("guidance", "changes", "2", "--on", ON)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("guidance", "open", "Z.9.9"), "There is no section 'Z.9.9' in any document at hand."),
        (("guidance", "open", "Z.9.9", *CARDS), "There is no section 'Z.9.9' in icd10cm-guidelines at hand."),
        (("guidance", "open", "IV.H", "--document", "nothing"), "no section 'IV.H' in nothing at hand"),
        (("guidance", "open", PLACE, "--document", "iom-100-04"), f"no section '{PLACE}' in iom-100-04"),
        (("guidance", "open", "IV.H", *CARDS, "--on", "2019-01-01"), "at hand, but not for 2019-01-01"),
        (("guidance", "open", "IV.H", *CARDS, "--on", "2019-01-01"), "FY2026 (2025-10-01 to 2026-09-30)"),
        (("guidance", "open", "II.C"), "Several documents have it: say --document icd10cm-guidelines or "),
        (("guidance", "open", "IV.H", *CARDS, "--on", "2026-13-01"), "'2026-13-01' is not a date"),
        (("guidance", "changes", "IV.H", *CARDS, "--on", ON), f"no two editions to compare for {ON}"),
        (("guidance", "changes", "Z.9.9", *CARDS), "There is no section 'Z.9.9' in icd10cm-guidelines"),
        (("guidance", "changes", "Z.9.9"), "There is no section 'Z.9.9' in any document at hand."),
        (("guidance", "changes", "IV.H", *CARDS, "--on", "March"), "'March' is not a date"),
        (("guidance", "list", "--on", "someday"), "'someday' is not a date"),
        (("ask", "why", "--on", "someday"), "'someday' is not a date"),
        (("ask", "  "), "There is no question."),
    ],
)
def test_what_is_wrong_is_said(arguments: tuple[str, ...], says: str) -> None:
    result = RUN.invoke(app, arguments)
    assert isinstance(result.exception, CodinglabError)
    assert says in str(result.exception)
    assert result.stdout == ""


@pytest.mark.parametrize("limit", ["0", "51", "many"])
def test_a_limit_out_of_range_is_refused(limit: str) -> None:
    assert RUN.invoke(app, ["ask", "why", "--limit", limit]).exit_code == 2
