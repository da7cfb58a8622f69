"""Case sets: released to a class without keys, joined by a learner."""

from __future__ import annotations

import os
import shutil
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from codinglab.classroom.archive import read_archive, write_archive
from codinglab.classroom.proof import prove
from codinglab.classroom.seal import seal, unseal
from codinglab.model import AnswerKey, InvalidInputError
from codinglab.model.encounter import FORBID
from codinglab.parse import dump_json, parse_json
from codinglab.reference.case_folders import SHIPPED, case_folder, case_folders, cases_dir
from codinglab.reference.cases import KEY, forget_cases, load_case, load_key, read_key

SET_FILE = "set.json"
SEALED = "key.sealed"
_CASE_FILES = frozenset({"case.toml", SEALED})


@dataclass(frozen=True, slots=True)
class CaseSet:
    """What a released set holds: its id, a title, and the cases with the edition of each key."""

    __pydantic_config__ = FORBID

    id: str
    title: str
    cases: dict[str, int]
    sealed: bool


def release(set_id: str, title: str, case_ids: Sequence[str], path: Path, passphrase: str = "") -> CaseSet:
    """Write a set of cases without their keys.

    Args:
        set_id: the name of the folder it becomes at a learner's.
        title: for people.
        case_ids: what it holds.
        path: the zip file to write.
        passphrase: seals each key into the set; without it the keys are kept apart, at the educator's.

    Raises:
        UnknownCaseError, KeySealedError, InvalidInputError: as `load_key`; a case that cannot be released
            yet; no case; or a passphrase that is too short.
    """
    _check_name(path, set_id)
    if not case_ids:
        msg = "A set holds at least one case: name the cases to release."
        raise InvalidInputError(msg)
    files: list[tuple[str, bytes]] = []
    editions: dict[str, int] = {}
    for case_id in dict.fromkeys(case_ids):
        key = load_key(case_id)
        faults = [fault for fault in prove(load_case(case_id), key) if fault.blocks]
        if faults:
            msg = f"'{case_id}' cannot be released yet: {faults[0].place}: {faults[0].message}"
            raise InvalidInputError(msg)
        editions[case_id] = key.edition
        files.extend(_files(case_id, passphrase))
    released = CaseSet(set_id, title, editions, bool(passphrase))
    files.append((SET_FILE, dump_json(released).encode()))
    write_archive(path, files)
    return released


def join(path: Path) -> CaseSet:
    """Put a released set into the user's case folder; the same set again takes the place of the old one.

    Raises:
        InvalidInputError: it is no set, or holds what a set does not hold, keys above all; or a case of it
            is among the user's own already, in another folder.
    """
    files = dict(read_archive(path))
    manifest = next((data for place, data in files.items() if str(place) == SET_FILE), None)
    if manifest is None:
        msg = (
            f"{path} is no case set: it has no {SET_FILE}. "
            "Ask your educator for the file that `codinglab class release` wrote."
        )
        raise InvalidInputError(msg)
    released = parse_json(CaseSet, manifest, source=f"{path}: {SET_FILE}")
    _check_name(path, released.id)
    for case_id in released.cases:
        if PurePosixPath(case_id, "case.toml") not in files:
            msg = f"{path}: the set names '{case_id}' and does not hold it: ask for the file again."
            raise InvalidInputError(msg)
    home = cases_dir()
    home.mkdir(parents=True, exist_ok=True)
    _check_cases(path, released)
    with tempfile.TemporaryDirectory(dir=home, prefix=".joining-") as draft:
        for place, data in files.items():
            parts = place.parts
            if str(place) != SET_FILE and not _belongs(parts, released):
                msg = f"{path}: '{place}' does not belong into a case set; nothing of it was used."
                raise InvalidInputError(msg)
            target = Path(draft, "set", *parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        for case_id in released.cases:
            load_case(case_id, Path(draft, "set"))
        old = home / released.id
        if old.exists():
            if not (old / SET_FILE).is_file():
                msg = f"{old} is a folder of yours and no case set: rename it first."
                raise InvalidInputError(msg)
            os.replace(old, Path(draft, "old"))
        os.replace(Path(draft, "set"), old)
    forget_cases()
    return released


def leave(set_id: str) -> None:
    """Take a set out of the user's case folder; the answers stay. Raises InvalidInputError if it is none."""
    folder = cases_dir() / set_id
    _check_name(folder, set_id)
    if not (folder / SET_FILE).is_file():
        msg = f"There is no case set in {folder}."
        raise InvalidInputError(msg)
    shutil.rmtree(folder)
    forget_cases()


def set_of(case_id: str) -> CaseSet | None:
    """The released set that a case came with, None for the user's own cases and those that ship.

    Raises:
        UnknownCaseError, InvalidInputError: there is no such case, or its set cannot be read.
    """
    path = case_folder(case_id).parent / SET_FILE
    if not path.is_file():
        return None
    return parse_json(CaseSet, path.read_bytes(), source=str(path))


def sealed_key(case_id: str, passphrase: str) -> AnswerKey:
    """The key of a released case, opened with its passphrase.

    Raises:
        UnknownCaseError, InvalidInputError: there is no such case, no sealed key, or it does not open.
    """
    path = case_folder(case_id) / SEALED
    if not path.is_file():
        msg = f"'{case_id}' was released without its key, which is kept apart, at the educator's."
        raise InvalidInputError(msg)
    text = unseal(case_id, path.read_bytes(), passphrase, source=str(path))
    return read_key(load_case(case_id), text, source=str(path))


def sealed_keys(case_ids: Iterable[str], passphrase: str) -> dict[str, AnswerKey]:
    """The keys of those cases that are here with a sealed one; the others are passed by.

    Raises:
        InvalidInputError: a key does not open.
    """
    known = case_folders()
    sealed = [case for case in case_ids if any((place / SEALED).is_file() for place in known.get(case, ()))]
    return {case: sealed_key(case, passphrase) for case in sealed}


def _files(case_id: str, passphrase: str) -> Iterator[tuple[str, bytes]]:
    """The files of a case that a learner may have, named for the archive."""
    folder = case_folder(case_id)
    written = (folder / "case.toml").read_bytes()
    yield f"{case_id}/case.toml", written
    for document in tomllib.loads(written.decode())["documents"]:
        name = document["file"]
        yield f"{case_id}/documents/{name}", (folder / "documents" / name).read_bytes()
    if passphrase:
        text = (folder / KEY).read_text(encoding="utf-8")
        yield f"{case_id}/{SEALED}", seal(case_id, text, passphrase)


def _belongs(parts: tuple[str, ...], released: CaseSet) -> bool:
    if len(parts) < 2 or parts[0] not in released.cases:
        return False
    return parts[1:] in {(name,) for name in _CASE_FILES} or (len(parts) == 3 and parts[1] == "documents")


def _check_cases(path: Path, released: CaseSet) -> None:
    """Refuse a case that an own folder or another set has already: nobody could tell the two apart."""
    known = case_folders()
    for case_id in released.cases:
        for folder in known.get(case_id, ()):
            if folder.parent not in {SHIPPED, cases_dir() / released.id}:
                msg = (
                    f"{path}: '{case_id}' is in {folder.parent} already: leave that set first, or rename it."
                )
                raise InvalidInputError(msg)


def _check_name(path: Path, name: str) -> None:
    if not name.replace("-", "").replace("_", "").isalnum() or not name.isascii() or len(name) > 64:
        msg = f"{path}: {name!r} cannot be the id of a set: letters, digits, '-' and '_', up to 64."
        raise InvalidInputError(msg)
