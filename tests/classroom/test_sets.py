"""Case sets: no key in anything released, hostile archives refused, two sets kept apart."""

from __future__ import annotations

import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from codinglab.classroom import archive, sets
from codinglab.classroom.archive import read_archive, write_archive
from codinglab.classroom.proof import Fault
from codinglab.classroom.seal import seal, unseal
from codinglab.classroom.sets import join, leave, release, sealed_key, sealed_keys
from codinglab.lab.command import app
from codinglab.lab.grading import grade_folder
from codinglab.model import AnswerKey, InvalidInputError, KeySealedError
from codinglab.parse import dump_json
from codinglab.reference.case_folders import SHIPPED, case_folder
from codinglab.reference.cases import KEY, forget_cases, has_key, list_cases, load_case, load_key

CASES = [case.id for case in list_cases(SHIPPED)]
WORDS = "correct horse battery"


def secrets(key: AnswerKey) -> set[str]:
    """What only the key says."""
    keyed = (*key.diagnoses, *key.procedures, *key.lines, *key.queries)
    told = {item.rationale for item in keyed if hasattr(item, "rationale")}
    told |= {one.why for one in (*key.prohibited, *key.acceptable_sets, *key.sequence, *key.queries)}
    return {words for words in told if len(words) > 12}


@pytest.fixture
def unproven(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shipped cases are proven in tests/test_cases.py; here they are only released."""
    monkeypatch.setattr(sets, "prove", lambda *_: ())


@pytest.mark.usefixtures("unproven")
@pytest.mark.parametrize("passphrase", ["", WORDS], ids=["kept apart", "sealed"])
def test_nothing_released_or_joined_holds_a_key(
    tmp_path: Path, own_cases: Path, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if passphrase:
        monkeypatch.setattr("codinglab.classroom.seal._COST", 2)
    path = tmp_path / "all.zip"
    made = release("all", "All", CASES, path, passphrase)
    assert set(made.cases) == set(CASES)
    kept = {case: load_key(case, SHIPPED) for case in CASES}
    join(path)
    with zipfile.ZipFile(path) as zipped:
        packed = {name: zipped.read(name) for name in zipped.namelist()}
    on_disk = {file.as_posix(): file.read_bytes() for file in own_cases.rglob("*") if file.is_file()}
    whole = b"\0".join([path.read_bytes(), *packed.values(), *on_disk.values()])
    for case, key in kept.items():
        written = (SHIPPED / case / KEY).read_bytes()
        for secret in (*secrets(key), dump_json(key), written.decode(), written[:200].decode()):
            assert secret.encode() not in whole, (case, secret[:80])
            assert json.dumps(secret)[1:-1].encode() not in whole
    assert not [name for name in (*packed, *on_disk) if name.endswith(("key.toml", "key.json"))]
    sealed = [name for name in packed if name.endswith(sets.SEALED)]
    assert len(sealed) == (len(CASES) if passphrase else 0)
    for case in CASES[:3]:
        assert not has_key(case)
        with pytest.raises(KeySealedError, match="with your educator"):
            load_key(case)
    leave("all")
    assert has_key(CASES[0])


def _shown(widget: Any) -> str:
    """The HTML of every page in a widget."""
    inner = "".join(_shown(child) for child in getattr(widget, "children", ()))
    return str(getattr(widget, "html", "")) + inner


@pytest.mark.usefixtures("unproven")
def test_the_workbench_on_a_joined_case_shows_no_key(
    tmp_path: Path, room: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from codinglab.lab.workbench import bench as workbench
    from codinglab.lab.workbench import open_case

    case = room.office
    key = load_key(case.id)
    monkeypatch.setattr(workbench, "_read", lambda _worksheet: ((), {}, ()))
    before = open_case(case.id, "ann")
    before.worksheet.submit()
    assert before.panel("Score").answer is not None
    release("one", "One", [case.id], tmp_path / "one.zip")
    join(tmp_path / "one.zip")
    bench = open_case(case.id, "ann")
    bench.worksheet.add_diagnosis(key.diagnoses[0].code)
    bench.worksheet.submit()
    told = [bench.static_html()]
    waiting = [bench.widget]
    while waiting:
        widget = waiting.pop()
        told.append(repr(widget.get_state()))
        waiting.extend(getattr(widget, "children", ()))
    shown = "\n".join(told)
    assert not [secret for secret in secrets(key) if secret in shown]
    assert bench.panel("Score").answer is None
    assert "with your educator" in bench.panel("Score").static_html()
    bench.worksheet.drawer = "Query"
    bench.panel("Query").opened()
    assert "is yours to find" in bench.panel("Query").static_html() + _shown(bench.panel("Query").widget)
    assert "there are no hints" in bench.panel("Hints").static_html()
    assert bench.panel("Hints").items == ()
    assert not bench.worksheet.attempt(bench.panel("Hints").take)
    assert bench.worksheet.answers.hints == ()


@pytest.mark.usefixtures("unproven")
def test_join_twice_leave_and_come_again(tmp_path: Path, own_cases: Path, room: Any) -> None:
    path = tmp_path / "a.zip"
    release("a", "A", [room.office.id, room.other.id], path)
    first = path.read_bytes()
    release("a", "A", [room.other.id, room.office.id], tmp_path / "b.zip")
    join(path)
    join(path)
    assert sorted(one.name for one in own_cases.iterdir()) == ["a"]
    leave("a")
    with pytest.raises(InvalidInputError, match="no case set"):
        leave("a")
    assert path.read_bytes() == first
    assert not (own_cases / "a").exists()


@pytest.mark.usefixtures("unproven")
def test_a_case_of_two_sets_is_refused_and_the_library_still_opens(
    tmp_path: Path, own_cases: Path, room: Any
) -> None:
    for name in ("one", "two"):
        release(name, name, [room.office.id], tmp_path / f"{name}.zip")
    join(tmp_path / "one.zip")
    with pytest.raises(InvalidInputError, match="leave that set first"):
        join(tmp_path / "two.zip")
    assert room.office.id in {case.id for case in list_cases()}
    assert case_folder(room.office.id).parent == own_cases / "one"
    leave("one")
    join(tmp_path / "two.zip")
    assert case_folder(room.office.id).parent == own_cases / "two"
    shutil.copytree(own_cases / "two" / room.office.id, own_cases / room.office.id)
    forget_cases()
    with pytest.raises(InvalidInputError, match="Two cases are called"):
        load_case(room.office.id)


def test_a_case_with_a_fault_that_blocks_is_not_released(
    tmp_path: Path, room: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.zip"
    monkeypatch.setattr(sets, "prove", lambda *_: (Fault("key, drg", "is wrong"),))
    with pytest.raises(InvalidInputError, match="cannot be released yet: key, drg: is wrong"):
        release("x", "X", [room.office.id], path)
    monkeypatch.setattr(sets, "prove", lambda *_: (Fault("case", "advice", blocks=False),))
    with pytest.raises(InvalidInputError, match="at least one case"):
        release("x", "X", [], path)
    for name in ("../x", "a b", "", "x" * 65, "é", "a/b"):
        with pytest.raises(InvalidInputError, match="cannot be the id of a set"):
            release(name, "X", [room.office.id], path)
    with pytest.raises(InvalidInputError, match="at least 8"):
        release("x", "X", [room.office.id], path, "short")
    assert not path.exists()
    release("x", "X", [room.office.id], path)


def changed(path: Path, *files: tuple[str, bytes], without: str = "") -> Path:
    """The set with other files in it."""
    made = path.with_name(f"changed-{len(list(path.parent.glob('changed*')))}.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        names = {name for name, _ in files}
        for name in old.namelist():
            if name not in names and (not without or without not in name):
                new.writestr(name, old.read(name))
        for name, data in files:
            new.writestr(name, data)
    return made


@pytest.mark.usefixtures("unproven")
@pytest.mark.parametrize(
    "name",
    ["../out.txt", "/etc/x", "C:/x", "C:x", "..\\x", "a\\b", "CASE/../../x", "CASE/key.toml",
     "CASE/documents/a/b", "other/case.toml", "x.txt", "CASE/run.py"],
)  # fmt: skip
def test_a_name_that_strays_or_does_not_belong_is_refused(
    tmp_path: Path, own_cases: Path, room: Any, name: str
) -> None:
    path = tmp_path / "x.zip"
    release("x", "X", [room.office.id], path)
    before = {one for one in tmp_path.rglob("*") if one.is_file()}
    with pytest.raises(InvalidInputError, match=r"does not belong|leads out"):
        join(changed(path, (name.replace("CASE", room.office.id), b"x")))
    assert {one for one in tmp_path.rglob("*") if one.is_file()} == before | {tmp_path / "changed-0.zip"}
    assert not own_cases.exists() or not list(own_cases.iterdir())


@pytest.mark.usefixtures("unproven")
def test_a_set_that_is_none_is_refused(tmp_path: Path, own_cases: Path, room: Any) -> None:
    path = tmp_path / "x.zip"
    release("x", "X", [room.office.id], path)
    manifest = json.loads(zipfile.ZipFile(path).read("set.json"))
    for fault, said in (
        (changed(path, without="set.json"), "is no case set"),
        (changed(path, ("set.json", b"{}")), "not a valid CaseSet"),
        (changed(path, ("set.json", json.dumps(manifest | {"id": "../up"}).encode())), "cannot be the id"),
        (changed(path, without="case.toml"), "does not hold it"),
    ):
        with pytest.raises(InvalidInputError, match=said):
            join(fault)
    own_cases.mkdir(exist_ok=True)
    (own_cases / "x").mkdir()
    with pytest.raises(InvalidInputError, match="a folder of yours"):
        join(path)


def test_hostile_archives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"no zip")
    with pytest.raises(InvalidInputError, match="cannot be read as a zip"):
        list(read_archive(path))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("a.json", b"\0" * (archive.LARGEST_FILE + 1))
    assert path.stat().st_size < 100_000
    with pytest.raises(InvalidInputError, match="larger than"):
        list(read_archive(path))
    with zipfile.ZipFile(path, "w") as twice:
        twice.writestr("a.json", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            twice.writestr("a.json", b"2")
    with pytest.raises(InvalidInputError, match="more than once"):
        list(read_archive(path))
    write_archive(path, [("a.json", bytes(range(256)) * 40)])
    whole = path.read_bytes()
    for at in range(0, len(whole), 3):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            list(read_archive(path))
        except InvalidInputError:
            continue
    monkeypatch.setattr(archive, "MOST_FILES", 2)
    write_archive(path, [(f"{number}.json", b"1") for number in range(3)])
    with pytest.raises(InvalidInputError, match="more than a class"):
        list(read_archive(path))


def test_a_sealed_key_opens_with_its_passphrase_and_case_alone() -> None:
    data = seal("case", "the key", WORDS)
    assert unseal("case", data, WORDS, source="f") == "the key"
    assert b"the key" not in data
    assert seal("case", "the key", WORDS) != data, "another salt each time"
    fields = json.loads(data)
    for case, words, fault in (
        ("case", "another phrase", fields),
        ("other", WORDS, fields),
        ("case", WORDS, fields | {"text": fields["text"][:-8] + "AAAAAAA="}),
        ("case", WORDS, fields | {"nonce": ""}),
        ("case", WORDS, fields | {"salt": "é"}),
    ):
        with pytest.raises(InvalidInputError, match="f does not open"):
            unseal(case, json.dumps(fault).encode(), words, source="f")
    with pytest.raises(InvalidInputError, match="not a valid Sealed"):
        unseal("case", b"{}", WORDS, source="f")


@pytest.mark.usefixtures("unproven")
def test_a_class_is_graded_with_sealed_keys_and_an_unknown_case_does_not_stop_it(
    tmp_path: Path, room: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "class"
    room.put(folder, room.work("ann"))
    room.put(folder, room.work("ann", case=room.other))
    room.put(folder, replace(room.work("ben"), case="no-such-case"))
    plain = grade_folder(folder)
    release("s", "S", [room.office.id], tmp_path / "s.zip", WORDS)
    join(tmp_path / "s.zip")
    assert dump_json(sealed_key(room.office.id, WORDS)) == dump_json(load_key(room.office.id, SHIPPED))
    cases = [room.office.id, room.other.id, "no-such-case"]
    assert set(sealed_keys(cases, WORDS)) == {room.office.id}
    with pytest.raises(InvalidInputError, match="does not open"):
        sealed_keys(cases, "wrong passphrase")
    monkeypatch.setenv("CODINGLAB_PASSPHRASE", WORDS)
    result = CliRunner().invoke(app, ["grade", str(folder), "--sealed"], catch_exceptions=False)
    assert result.exit_code == 0
    assert "2 grades of 1 learners" in result.output
    assert "no-such-case" in result.output
    again = grade_folder(folder, opened=sealed_keys(cases, WORDS))
    assert [grade.card for grade in again.grades] == [grade.card for grade in plain.grades]
