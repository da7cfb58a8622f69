"""An educator's own cases on disk: begun, copied from another, read however unfinished, and saved whole."""

from __future__ import annotations

import shutil
import tempfile
import tomllib
from datetime import date
from pathlib import Path

from codinglab.classroom.drafts import Draft, Table, check_file, check_id, skeleton
from codinglab.classroom.toml_text import to_toml
from codinglab.model import InvalidInputError, Role
from codinglab.reference.case_folders import SHIPPED, case_folder, case_folders, cases_dir
from codinglab.reference.cases import KEY, forget_cases, has_key
from codinglab.safe_file import SafeFile

CASE = "case.toml"


def new_case(case_id: str, title: str, role: Role, on: date | None = None) -> Draft:
    """Begin a case in the folder of own cases.

    Args:
        case_id: small letters, digits and "-"; no case of that id may be there.
        title: as learners see it.
        role: who codes the case; it decides the setting and the claim begun with.
        on: the day of service begun with, today by default.

    Raises:
        InvalidInputError: the id is refused or taken.
        OSError: the system refused.
    """
    check_free(case_id)
    draft = skeleton(case_id, title, role, on or date.today())
    _put_new(draft)
    return draft


def copy_case(old: str, new: str) -> Draft:
    """Copy a case with its key into the folder of own cases under a new id, edition 1 again.

    Raises:
        UnknownCaseError: there is no case `old`.
        InvalidInputError: the new id is refused or taken, or the key of `old` is sealed.
        OSError: the system refused.
    """
    check_free(new)
    folder = case_folder(old)
    if not has_key(old):
        msg = f"The key of '{old}' is sealed: only a case with its key can be copied."
        raise InvalidInputError(msg)
    draft = _read(folder)
    copied = Draft(new, draft.case, {**draft.key, "edition": 1}, draft.texts)
    _put_new(copied)
    return copied


def check_free(case_id: str) -> None:
    """Refuse an id that cannot stand or that a case has already.

    Raises:
        InvalidInputError: with what to do instead.
    """
    check_id(case_id)
    if case_id in case_folders() or (cases_dir() / case_id).exists():
        msg = f"There is a case '{case_id}' already; nothing was changed. Choose another id."
        raise InvalidInputError(msg)


def is_own(case_id: str) -> bool:
    """Whether the educator has a case of that id, which the form may change."""
    check_id(case_id)
    return (cases_dir() / case_id / CASE).is_file()


def read_draft(case_id: str) -> Draft:
    """Read an own case, however unfinished.

    Raises:
        InvalidInputError: the id is refused, the case is not the educator's own, or a file is not TOML.
    """
    if not is_own(case_id):
        shipped = (SHIPPED / case_id / CASE).is_file()
        remedy = (
            f"It ships with the lab. Copy it first: codinglab case copy {case_id} my-{case_id}"
            if shipped
            else f"Begin it first: codinglab case new {case_id} --title … --role …"
        )
        msg = f"There is no case '{case_id}' among your own in {cases_dir()}. {remedy}"
        raise InvalidInputError(msg)
    return _read(cases_dir() / case_id)


class DraftFiles:
    """The files of one own case; each is written whole or not at all, never over another window's work."""

    def __init__(self, case_id: str) -> None:
        check_id(case_id)
        self.folder = cases_dir() / case_id
        self._files: dict[str, SafeFile] = {}
        self._written: dict[str, str] = {}

    def read(self) -> Draft:
        """Read the case, and remember what its files held; errors as `read_draft`."""
        draft = read_draft(self.folder.name)
        self._written = _files(draft)
        for name in self._written:
            self._file(name).read()
        return draft

    def save(self, draft: Draft) -> str:
        """Write what changed; "" when it went where it belongs, else a message to the author.

        A file that somebody else changed meanwhile is left as it is, and ours is written beside it.
        """
        told = []
        wanted = _files(draft)
        for name, text in wanted.items():
            if self._written.get(name) != text:
                told.append(self._write(name, text))
        for name in sorted(set(self._written) - set(wanted)):
            told.append(self._remove(name))
        forget_cases()
        return " ".join(one for one in told if one)

    def _file(self, name: str) -> SafeFile:
        return self._files.setdefault(name, SafeFile(self.folder / name))

    def _write(self, name: str, text: str) -> str:
        file, said = self._file(name), ""
        try:
            if not file.save(text.encode("utf-8", "replace")):
                said = (
                    f"Another window changed {name}. It was left as it is, and what you do here is saved in "
                    f"{file.path.name}. To go on with the other window's work, run the cell again."
                )
        except OSError as error:
            return (
                f"Not saved: {error}. Your work is still here; free the disk or folder and change anything."
            )
        self._written[name] = text
        return said

    def _remove(self, name: str) -> str:
        file = self._files.pop(name, None)
        try:
            (file.path if file else self.folder / name).unlink(missing_ok=True)
        except OSError as error:
            return f"{name} could not be removed: {error}."
        self._written.pop(name, None)
        return ""


def _files(draft: Draft) -> dict[str, str]:
    """The files of a case by their place in its folder: documents first, the key last."""
    for name in draft.texts:
        check_file(name)
    documents = {f"documents/{name}": text for name, text in draft.texts.items()}
    return {**documents, CASE: to_toml(draft.case), KEY: to_toml(draft.key)}


def _put_new(draft: Draft) -> None:
    """Make the whole folder beside its place, and put it there in one step, over nothing."""
    place = cases_dir() / draft.id
    place.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=place.parent, prefix=".new-"))
    try:
        (made / "documents").mkdir()
        for name, text in _files(draft).items():
            (made / name).write_bytes(text.encode("utf-8", "replace"))
        made.chmod(0o755)
        if place.exists():
            msg = f"There is a folder {place} already; nothing was changed. Choose another id."
            raise InvalidInputError(msg)
        made.rename(place)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    forget_cases()


def _read(folder: Path) -> Draft:
    case = _table(folder / CASE)
    key = _table(folder / KEY) if (folder / KEY).is_file() else {"edition": 1, "diagnoses": []}
    documents = case.get("documents", [])
    texts = {}
    for item in documents if isinstance(documents, list) else []:
        name = str(item.get("file", "")) if isinstance(item, dict) else ""
        check_file(name)
        texts[name] = _text(folder / "documents" / name)
    return Draft(folder.name, case, key, texts)


def _table(path: Path) -> Table:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        msg = f"{path} cannot be read, and the form does not touch it: {error}. Mend it in a text editor."
        raise InvalidInputError(msg) from None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{path} cannot be read as UTF-8 text: {error}"
        raise InvalidInputError(msg) from None
