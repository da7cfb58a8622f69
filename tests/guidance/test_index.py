"""The index: made anew when something changes, whole or not at all, by one process or two at once."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from codinglab.guidance import ask, index, open_authority
from codinglab.guidance.index import guidance_index, index_is_old
from codinglab.model import Authority, StoreError
from codinglab.reference.install.install import install, remove
from codinglab.reference.install.releases import list_releases
from codinglab.reference.paths import ROOT
from tests.guidance.build import FIRST, answers_whatever_fits

Put = Callable[..., None]
pytestmark = pytest.mark.usefixtures("own_home", "own_words")


@pytest.fixture(autouse=True)
def _answers(monkeypatch: pytest.MonkeyPatch) -> None:
    answers_whatever_fits(monkeypatch)


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Install a policy of a few words."""

    def write(title: str, words: str, ending: str = "txt") -> None:
        path = tmp_path / f"{title}.{ending}"
        path.write_text(f"{words}\n", encoding="utf-8")
        install("local-policy", path, FIRST, title=title)

    return write


def texts(question: str = "swabs") -> list[str]:
    return sorted(found.passage.text for found in ask(question, FIRST).found)


def files(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "guidance").iterdir())


def test_it_is_made_anew_at_once_after_installing_and_removing(put: Put, own_home: Path) -> None:
    put("One", "Swabs are paid.")
    assert index_is_old()
    assert texts() == ["Swabs are paid."]
    assert not index_is_old()
    put("Two", "Swabs are not paid.")
    assert texts() == ["Swabs are not paid.", "Swabs are paid."]
    put("Two", "Casts are not paid.")
    assert texts() == ["Swabs are paid."]
    remove("local-policy", "2026-01-01~local-one")
    assert texts() == []
    assert texts("casts") == ["Casts are not paid."]
    assert len(files(own_home)) == 1


def test_it_is_made_once_and_says_how_far_it_is(put: Put) -> None:
    put("One", "\n\n".join(f"# Heading {number}\n\nSwabs of {number}." for number in range(600)), "md")
    said: list[float] = []
    made = guidance_index(lambda _sentence, share: said.append(share))
    assert said
    assert said == sorted(said)
    assert said[-1] <= 1
    assert guidance_index(lambda _sentence, _share: pytest.fail("made again")) is made


def test_our_own_words_changed_are_read_anew(own_words: Path, put: Put) -> None:
    put("One", "Swabs are paid.")
    assert texts("sticks") == []
    before = guidance_index()
    (own_words / "asked" / "one.toml").write_text(
        'document = "local-one"\nchecked = ["2026"]\n[[section]]\nsection = "One"\nasked = ["sticks"]\n',
        "utf-8",
    )
    index._opened.clear()
    assert guidance_index() is not before
    assert texts("sticks") == ["Swabs are paid."]


@pytest.mark.parametrize("content", [b"", b"not a database, though long enough to look like one" * 99])
def test_a_damaged_index_is_made_anew(put: Put, content: bytes) -> None:
    put("One", "Swabs are paid.")
    path = guidance_index().path
    index._opened.clear()
    path.write_bytes(content)
    assert texts() == ["Swabs are paid."]


def test_an_index_damaged_further_in_says_what_to_do(put: Put) -> None:
    put("One", "Swabs are paid.")
    path = guidance_index().path
    index._opened.clear()
    with closing(sqlite3.connect(path)) as held:
        held.execute("DROP TABLE posting")
        held.commit()
    with pytest.raises(StoreError, match=r"cannot be read \(no such table: posting\). Remove the file"):
        texts()


def test_an_index_locked_by_another_program_is_read(put: Put) -> None:
    put("One", "Swabs are paid.")
    path = guidance_index().path
    index._opened.clear()
    with closing(sqlite3.connect(path, isolation_level=None)) as held:
        held.execute("BEGIN EXCLUSIVE")
        assert texts() == ["Swabs are paid."]


def test_a_folder_that_cannot_be_written_is_said(own_home: Path) -> None:
    own_home.mkdir()
    (own_home / "guidance").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(StoreError, match=r"index of guidance cannot be written to .*guidance: "):
        ask("swabs", FIRST)
    with pytest.raises(StoreError, match="cannot be written"):
        open_authority(Authority("NCCI Policy Manual", "2026", "I.E"))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_the_right_to_write_is_said(own_home: Path) -> None:
    (own_home / "guidance").mkdir(parents=True)
    (own_home / "guidance").chmod(0o500)
    with pytest.raises(StoreError, match="cannot be written"):
        ask("swabs", FIRST)


def test_old_files_and_drafts_of_the_killed_go_and_drafts_being_written_stay(
    put: Put, own_home: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    folder = own_home / "guidance"
    folder.mkdir(parents=True)
    written = f".draft-{os.getppid()}-1.sqlite"
    for name in ("0123456789abcdef01234567.sqlite", f".draft-{int(done.stdout)}-1.sqlite", written):
        (folder / name).write_bytes(b"")
    put("One", "Swabs are paid.")
    assert texts() == ["Swabs are paid."]
    assert files(own_home) == sorted([written, guidance_index().path.name])


@pytest.mark.parametrize("fault", [KeyboardInterrupt, OSError, sqlite3.OperationalError])
def test_a_making_that_stops_leaves_nothing(
    put: Put, own_home: Path, monkeypatch: pytest.MonkeyPatch, fault: type[BaseException]
) -> None:
    put("One", "Swabs are paid.")

    def stops(path: Path, *_: object) -> None:
        path.write_bytes(b"half")
        raise fault("stopped")

    with monkeypatch.context() as patch:
        patch.setattr(index, "build", stops)
        with pytest.raises(KeyboardInterrupt if fault is KeyboardInterrupt else StoreError):
            ask("swabs", FIRST)
    assert files(own_home) == []
    assert texts() == ["Swabs are paid."]


def test_a_making_that_is_killed_is_begun_again(put: Put, own_home: Path) -> None:
    put("One", "Swabs are paid.")
    code = (
        "import os, signal; from codinglab.guidance import index\n"
        "def killed(path, *_):\n    path.write_bytes(b'half')\n    os.kill(os.getpid(), signal.SIGKILL)\n"
        "index.build = killed; index.guidance_index()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == -9
    assert [name[:7] for name in files(own_home)] == [".draft-"]
    assert texts() == ["Swabs are paid."]
    assert files(own_home) == [guidance_index().path.name]


def _asks(gate: object, answers: object) -> None:
    gate.wait()  # type: ignore[attr-defined]
    try:
        answers.put([one.passage.text for one in ask("swabs", FIRST).found])  # type: ignore[attr-defined]
    except StoreError as error:
        answers.put(str(error))  # type: ignore[attr-defined]


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_two_processes_at_once_both_answer(put: Put, own_home: Path) -> None:
    for number in range(30):
        put(f"Other {number}", f"Casts of kind {number}.")
    put("One", "Swabs are paid.")
    context = multiprocessing.get_context("fork")
    gate, answers = context.Barrier(3), context.Queue()
    workers = [context.Process(target=_asks, args=(gate, answers)) for _ in range(3)]
    for worker in workers:
        worker.start()
    said = [answers.get(timeout=60) for _ in workers]
    for worker in workers:
        worker.join()
    assert said == [["Swabs are paid."]] * 3
    assert files(own_home) == [guidance_index().path.name]


@pytest.mark.parametrize("damage", ["manifest", "table", "missing table"])
def test_a_damaged_edition_is_a_sentence_in_the_answer(put: Put, damage: str) -> None:
    put("One", "Swabs are paid.")
    put("Two", "Swabs are not paid.")
    folder = next(release for release in list_releases() if release.document == "local-two").folder
    table = folder / "guidance_passage.parquet"
    if damage == "manifest":
        (folder / "manifest.json").write_text("{", encoding="utf-8")
    elif damage == "table":
        table.write_bytes(table.read_bytes()[:-40])
    else:
        table.unlink()
    for _ in ("made", "opened again"):
        index._opened.clear()
        answer = ask("swabs", FIRST)
        assert [found.passage.text for found in answer.found] == ["Swabs are paid."]
        (fault,) = answer.faults
        assert "codinglab reference remove local-policy 2026-01-01~local-two" in fault
    put("Two", "Swabs are not paid.")
    assert len(texts()) == 2
    assert ask("swabs", FIRST).faults == ()


def test_nothing_installed_and_no_words_of_our_own_is_an_empty_desk() -> None:
    answer = ask("swabs E11.22 modifier 59", FIRST, "any")
    assert (answer.found, answer.elsewhere, answer.would, answer.not_current) == ((), (), (), ())
