"""Saving: killed at any moment, in two windows at once, on a full disk: nothing is lost in silence."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from codinglab.classroom.collect import collect

CHILD = """
import os, sys
from pathlib import Path
from dataclasses import replace
from codinglab.lab.answer_file import AnswerFile
from codinglab.model import Answers
AnswerFile(Path(sys.argv[2] + ".warm", "case.json")).save(Answers("me", "case"))
AnswerFile(Path(sys.argv[2] + ".warm", "case.json")).read("me", "case")
path, log = Path(sys.argv[1]), os.open(sys.argv[2], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
print("ready", flush=True)
for order in sys.stdin:
    child = os.fork()
    if child:
        print(child, flush=True)
        os.wait()
        print("dead", flush=True)
        continue
    file = AnswerFile(path)
    answers, trouble = file.read("me", "case")
    os.write(log, f"read {answers.revision} {trouble}\\n".encode())
    while True:
        number = answers.revision + 1
        answers = replace(answers, revision=number, comment="x" * (number * 977 % 60000))
        trouble = file.save(answers)
        os.write(log, f"saved {number} {trouble}\\n".encode())
"""
RACER = """
import sys
from dataclasses import replace
from pathlib import Path
from codinglab.lab.answer_file import AnswerFile
from codinglab.model import Answers
name = sys.argv[2]
for order in sys.stdin:
    file = AnswerFile(Path(sys.argv[1], order.strip(), "case.json"))
    answers, _ = file.read("me", "case")
    print("open", flush=True)
    sys.stdin.readline()
    trouble = file.save(replace(answers, revision=1, comment=name))
    print(file.path.name, "told" if trouble else "quiet", flush=True)
"""


def started(code: str, *words: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)


def ended(child: subprocess.Popen[str]) -> None:
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.close()
    child.wait(10)
    child.stdout.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_two_hundred_times_while_saving(tmp_path: Path) -> None:
    path, log = tmp_path / "class" / "me" / "case.json", tmp_path / "log"
    chance = random.Random(7)  # noqa: S311 - moments to kill at
    mother = started(CHILD, path, log)
    assert mother.stdin is not None
    assert mother.stdout is not None
    assert mother.stdout.readline() == "ready\n"
    highest = 0
    for _ in range(200):
        mother.stdin.write("go\n")
        child = int(mother.stdout.readline())
        time.sleep(chance.uniform(0.001, 0.05))
        os.kill(child, signal.SIGKILL)
        assert mother.stdout.readline() == "dead\n"
        for line in log.read_text().splitlines():
            verb, number, *trouble = line.split()
            assert not trouble, line
            assert int(number) >= highest if verb == "read" else int(number) > highest
            highest = int(number)
        log.write_text("")
        if path.exists():
            kept = json.loads(path.read_bytes())
            assert kept["revision"] >= highest
            assert kept["comment"] == "x" * (kept["revision"] * 977 % 60000)
        else:
            assert highest == 0
    ended(mother)
    log.unlink()
    assert highest > 40, "most children were killed before they had saved anything"
    assert [one.revision for one in collect(tmp_path / "class").answers] == [
        json.loads(path.read_bytes())["revision"]
    ]
    assert not collect(tmp_path / "class").troubles
    from codinglab.lab.answer_file import AnswerFile

    file = AnswerFile(path)
    answers, trouble = file.read("me", "case")
    assert not trouble
    assert not file.save(replace(answers, revision=answers.revision + 1))
    assert not list(path.parent.glob(".*.tmp")), "what was half written is tidied at the next saving"
    assert {one.name for one in path.parent.iterdir()} <= {"case.json", ".case.json.lock"}


def test_two_windows_that_save_at_the_same_instant_lose_nothing(tmp_path: Path) -> None:
    racers = {name: started(RACER, tmp_path, name) for name in ("one", "other")}
    rounds = 100
    for number in range(rounds):
        for racer in racers.values():
            assert racer.stdin is not None
            racer.stdin.write(f"{number}\n")
        for racer in racers.values():
            assert racer.stdout is not None
            assert racer.stdout.readline() == "open\n"
        for racer in racers.values():
            assert racer.stdin is not None
            racer.stdin.write("save\n")
        told = {name: racer.stdout.readline().split() for name, racer in racers.items() if racer.stdout}
        assert sorted(told.values()) == [["case.conflict-1.json", "told"], ["case.json", "quiet"]]
        for name, (file, _) in told.items():
            assert json.loads((tmp_path / str(number) / file).read_bytes())["comment"] == name
    for racer in racers.values():
        ended(racer)
    assert len(list(tmp_path.rglob("*.json"))) == 2 * rounds


def test_three_windows_keep_three_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two late windows that choose the same free name do not overwrite one another either."""
    from codinglab import safe_file
    from codinglab.lab import answer_file
    from codinglab.model import Answers

    path = tmp_path / "case.json"
    files = [answer_file.AnswerFile(path) for _ in range(3)]
    for file in files:
        file.read("me", "case")
    assert files[0].save(Answers("me", "case", 1, comment="0")) == ""
    true_name = safe_file.free_name
    first = true_name(path, "json", "conflict-")
    asked: list[int] = []

    def same_name_at_first(*words: Any) -> Path:
        asked.append(1)
        return first if len(asked) <= 2 else true_name(*words)

    monkeypatch.setattr(safe_file, "free_name", same_name_at_first)
    for number, file in enumerate(files[1:], start=1):
        said = file.save(Answers("me", "case", 1, comment=str(number)))
        assert "Another window changed case.json" in said
        assert file.path.name in said
    assert sorted(json.loads(one.read_bytes())["comment"] for one in tmp_path.glob("*.json")) == [
        "0",
        "1",
        "2",
    ]


def test_the_lock_of_a_killed_process_does_not_block(tmp_path: Path) -> None:
    lock = tmp_path / ".case.json.lock"
    code = (
        "import sys, time\nfrom filelock import FileLock\n"
        "lock = FileLock(sys.argv[1])\nlock.acquire()\nprint('held', flush=True)\ntime.sleep(60)"
    )
    holder = started(code, lock)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    holder.kill()
    ended(holder)
    from codinglab.lab.answer_file import AnswerFile
    from codinglab.model import Answers

    assert lock.exists()
    assert AnswerFile(tmp_path / "case.json").save(Answers("me", "case", 1)) == ""


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_full_or_closed_disk_is_told_and_the_file_before_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    from codinglab.lab.answer_file import AnswerFile
    from codinglab.model import Answers

    file = AnswerFile(tmp_path / "case.json")
    assert file.save(Answers("me", "case", 1)) == ""
    before = file.path.read_bytes()

    def refused(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync" if code == errno.ENOSPC else "replace", refused)
        said = file.save(Answers("me", "case", 2))
    assert said.startswith("Not saved")
    assert os.strerror(code) in said
    assert file.path.read_bytes() == before
    assert not list(tmp_path.glob(".*.tmp"))
    assert file.save(Answers("me", "case", 3)) == ""
    assert json.loads(file.path.read_bytes())["revision"] == 3


def test_a_disk_that_fills_while_writing_is_told(tmp_path: Path) -> None:
    code = (
        "import resource, sys\nfrom pathlib import Path\nfrom codinglab.lab.answer_file import AnswerFile\n"
        "from codinglab.model import Answers\nfile = AnswerFile(Path(sys.argv[1]))\n"
        "assert not file.save(Answers('me', 'case', 1))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "print(file.save(Answers('me', 'case', 2, comment='x' * 100000)))"
    )
    path = tmp_path / "case.json"
    child = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    assert child.stdout.startswith("Not saved")
    assert json.loads(path.read_bytes())["revision"] == 1
    assert not list(tmp_path.glob(".*.tmp"))
