"""The author's files: written as they were read, never over another case, never out of their folder."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codinglab.classroom.authoring import DraftFiles, copy_case, new_case, read_draft
from codinglab.classroom.drafts import Draft
from codinglab.classroom.lacks import lacks
from codinglab.classroom.toml_text import to_toml
from codinglab.model import CodinglabError, DocumentType, InvalidInputError, Role
from codinglab.reference.case_folders import SHIPPED
from codinglab.reference.cases import load_case, load_key

SHIPPED_CASES = sorted(path.parent.name for path in SHIPPED.glob("*/case.toml"))
OFFICE = "office-diabetes-knee-injection"
DAY = date(2026, 6, 9)

_scalars = (
    st.text(max_size=20)
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.dates()
    | st.floats(allow_nan=False)
)
_values = st.recursive(
    _scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=5),
    max_leaves=10,
)


@pytest.fixture(autouse=True)
def own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("CODINGLAB_CASES", str(tmp_path / "own"))
    return tmp_path / "own"


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.text(), _values, max_size=6))
def test_what_is_written_as_toml_is_read_back_equal(data: dict[str, object]) -> None:
    assert tomllib.loads(to_toml(data)) == data


def test_toml_has_no_value_for_nothing() -> None:
    with pytest.raises(TypeError, match="NoneType"):
        to_toml({"a": None})


@pytest.mark.parametrize("case_id", SHIPPED_CASES)
def test_every_shipped_case_is_equal_after_reading_and_writing(case_id: str, own: Path) -> None:
    copy_case(case_id, "a-copy")
    for file in ("case.toml", "key.toml"):
        before = tomllib.loads((SHIPPED / case_id / file).read_text(encoding="utf-8"))
        after = tomllib.loads((own / "a-copy" / file).read_text(encoding="utf-8"))
        assert after == {**before, **({"edition": 1} if file == "key.toml" else {})}
    old, new = load_case(case_id), load_case("a-copy")
    assert (new.encounter, new.shell, new.objectives) == (old.encounter, old.shell, old.objectives)
    assert load_key("a-copy").diagnoses == load_key(case_id).diagnoses
    files = DraftFiles("a-copy")
    draft = files.read()
    assert files.save(draft) == ""
    assert read_draft("a-copy") == draft


@pytest.mark.parametrize("case_id", [OFFICE, "cdi-heart-failure-three-days"])
def test_a_finished_case_lacks_nothing_that_blocks(case_id: str) -> None:
    copy_case(case_id, "a-copy")
    found = lacks(read_draft("a-copy"))
    assert found.whole
    assert not [fault for fault in found.faults if fault.blocks]
    assert found.drg == str(load_key(case_id).drg or "")


@pytest.mark.parametrize("role", list(Role))
def test_what_a_skeleton_lacks_is_named(role: Role) -> None:
    draft = new_case("my-case", "A case", role, DAY)
    assert read_draft("my-case") == draft
    found = lacks(draft)
    places = {fault.place for fault in found.faults}
    assert {
        "case, claim, patient",
        "case, documents",
        "case, objectives",
        "case, summary",
        "key, diagnoses",
    } <= places
    assert not found.whole
    born = [fault.message for fault in found.faults if fault.place == "case, claim, patient"]
    assert any("birth date: not a day of the calendar" in said for said in born)


@pytest.mark.parametrize(
    "case_id", ["../up", "a/b", "a\\b", "", ".", "..", "Con", "nul", "A", "-a", "x" * 80]
)
def test_an_id_that_strays_is_refused(case_id: str, own: Path) -> None:
    with pytest.raises(InvalidInputError, match="cannot be the id"):
        new_case(case_id, "A case", Role.PROFESSIONAL, DAY)
    with pytest.raises(InvalidInputError, match="cannot be the id"):
        copy_case(OFFICE, case_id)
    with pytest.raises(InvalidInputError, match="cannot be the id"):
        DraftFiles(case_id)
    assert not own.exists()


@pytest.mark.parametrize(
    "name", ["../key.md", "a/b.md", "..", "", "a.toml", ".hidden.md", "a\\b.md", "x\0.md"]
)
def test_a_document_name_that_strays_is_refused(name: str, own: Path) -> None:
    new_case("my-case", "A case", Role.PROFESSIONAL, DAY)
    files = DraftFiles("my-case")
    draft = files.read()
    with pytest.raises(InvalidInputError, match="cannot be the file"):
        files.save(draft.put(("texts", name), "words"))
    entry = {"id": "x", "file": name, "type": "office_note", "title": "", "author": "", "date": DAY}
    files.save(draft.add(("case", "documents"), entry))
    with pytest.raises(InvalidInputError, match="cannot be the file"):
        read_draft("my-case")
    assert {path.name for path in own.iterdir()} == {"my-case"}


def test_nothing_is_ever_overwritten(own: Path) -> None:
    new_case("my-case", "A case", Role.PROFESSIONAL, DAY)
    before = (own / "my-case" / "case.toml").read_bytes()
    for taken in ("my-case", OFFICE):
        with pytest.raises(InvalidInputError, match="already"):
            new_case(taken, "Another", Role.CDI, DAY)
        with pytest.raises(InvalidInputError, match="already"):
            copy_case(OFFICE, taken)
    assert (own / "my-case" / "case.toml").read_bytes() == before


def test_a_shipped_case_is_copied_not_changed() -> None:
    with pytest.raises(InvalidInputError, match=f"codinglab case copy {OFFICE}"):
        read_draft(OFFICE)


def test_another_windows_work_stays_and_ours_goes_beside_it(own: Path) -> None:
    new_case("my-case", "A case", Role.PROFESSIONAL, DAY)
    ours, theirs = DraftFiles("my-case"), DraftFiles("my-case")
    draft = ours.read()
    theirs.save(theirs.read().put(("case", "title"), "Theirs"))
    said = ours.save(draft.put(("case", "title"), "Ours"))
    assert "Another window changed case.toml" in said
    assert read_draft("my-case").value(("case", "title")) == "Theirs"
    assert 'title = "Ours"' in (own / "my-case" / "case.conflict-1.toml").read_text(encoding="utf-8")


def test_documents_come_and_go_with_their_files(own: Path) -> None:
    new_case("my-case", "A case", Role.PROFESSIONAL, DAY)
    files = DraftFiles("my-case")
    draft = files.read().add_document(DocumentType.OFFICE_NOTE, "Visit", "Hypertension.\n")
    two = draft.add_document(DocumentType.OFFICE_NOTE, "Visit again", "Fine.")
    assert [item["id"] for item in two.documents] == ["office-note", "office-note-2"]
    files.save(two)
    folder = own / "my-case" / "documents"
    shown = {path.name for path in folder.glob("*.md")}
    assert shown == {"01-office-note.md", "02-office-note-2.md"}
    files.save(two.drop_document(0))
    assert [path.name for path in folder.glob("*.md")] == ["02-office-note-2.md"]
    files.save(two)
    assert (folder / "01-office-note.md").read_text(encoding="utf-8") == "Hypertension.\n"


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("key", "diagnoses", 0, "evidence", 0, "quote"), "No such words", "stands 0 times"),
        (("key", "diagnoses", 0, "evidence", 0, "document"), "nowhere", "Choose the document"),
        (("key", "diagnoses", 0, "evidence", 0, "quote"), "", "has no words"),
        (("key", "diagnoses", 0, "code"), "", "place 1 has no code"),
        (("key", "diagnoses", 0, "code"), "not a code", "no diagnosis of this key"),
        (("key", "diagnoses", 1, "code"), "E11.22", "on the key twice"),
        (("key", "diagnoses", 0, "rationale"), "", "too short"),
        (("key", "lines", 0, "units"), "four", "units: "),
        (("case", "claim", "from_date"), "2026-06", "from date: not a day of the calendar"),
        (("case", "claim", "from_date"), date(1900, 1, 1), "1900-01-01"),
        (("case", "documents", 0, "date"), "", "date: not a day"),
        (("case", "role"), "clerk", "role: "),
        (("case", "objectives", 0), "words", "objectives"),
        (("key", "prohibited", 0, "instead_of"), "Z00.00", "not on this key"),
        (("key", "diagnoses"), [], "no diagnosis"),
        (("key",), {}, "key"),
        (("case", "claim"), "nonsense", "case"),
    ],
)  # fmt: skip
def test_half_filled_forms_give_messages(path: tuple[str | int, ...], value: object, said: str) -> None:
    draft = copy_case(OFFICE, "a-copy")
    changed = Draft(draft.id, draft.case, {}, draft.texts) if path == ("key",) else draft.put(path, value)
    found = lacks(changed)
    assert any(said in f"{fault.place}: {fault.message}" for fault in found.faults), found.faults
    assert any(fault.blocks for fault in found.faults)


def test_the_proof_runs_on_whatever_an_author_leaves_out() -> None:
    whole = copy_case("cdi-heart-failure-three-days", "a-copy")
    for part in ("diagnoses", "procedures", "prohibited", "queries", "sequence"):
        for name in whole.value(("key", part, 0), {}):
            for value in (None, "", [], "x"):
                try:
                    lacks(whole.put(("key", part, 0, name), value))
                except CodinglabError as error:  # pragma: no cover
                    pytest.fail(f"{part} {name} {value!r}: {error}")
