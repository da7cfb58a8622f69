"""A teaching case while it is written: what its files hold, however unfinished, and changes of it."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from codinglab.model import DocumentType, InvalidInputError, Role

Table = dict[str, Any]
Path = tuple[str | int, ...]

_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,90}\.md")

_CLAIMS: dict[Role, tuple[str, Table]] = {
    Role.PROFESSIONAL: ("office", {"claim_type": "professional"}),
    Role.FACILITY_OUTPATIENT: ("outpatient_hospital", {"claim_type": "outpatient", "bill_type": "0131"}),
    Role.FACILITY_INPATIENT: (
        "inpatient_acute",
        {"claim_type": "inpatient", "bill_type": "0111", "discharge_status": "01"},
    ),
    Role.CDI: (
        "inpatient_acute",
        {"claim_type": "inpatient", "bill_type": "0111", "discharge_status": "01"},
    ),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A case as its author left it: any of it may still be missing or wrong.

    Attributes:
        id: the name of its folder.
        case: what `case.toml` holds.
        key: what `key.toml` holds.
        texts: the documents, by file name.
    """

    id: str
    case: Table
    key: Table
    texts: dict[str, str]

    def value(self, path: Path, default: Any = "") -> Any:
        """What stands at a path such as ("key", "diagnoses", 0, "code"), or the default."""
        at: Any = {"case": self.case, "key": self.key, "texts": self.texts}
        for step in path:
            try:
                at = at[step]
            except (KeyError, IndexError, TypeError):
                return default
        return at

    def put(self, path: Path, value: Any) -> Draft:
        """The draft with a value at a path; None takes the entry out."""
        whole: dict[str, Any] = {
            "case": deepcopy(self.case),
            "key": deepcopy(self.key),
            "texts": dict(self.texts),
        }
        at: Any = whole
        for step in path[:-1]:
            at = at.setdefault(step, {}) if isinstance(at, dict) else at[step]
        if value is None:
            at.pop(path[-1], None)
        else:
            at[path[-1]] = value
        return Draft(self.id, whole["case"], whole["key"], whole["texts"])

    def add(self, path: Path, item: Any) -> Draft:
        """The draft with an item at the end of a list."""
        return self.put(path, [*self.value(path, []), item])

    def drop(self, path: Path, number: int) -> Draft:
        """The draft without an item of a list, counted from 0."""
        items = list(self.value(path, []))
        del items[number]
        return self.put(path, items)

    def move(self, path: Path, number: int, by: int) -> Draft:
        """The draft with an item of a list moved; at the end of the list it stays."""
        items = list(self.value(path, []))
        to = min(max(number + by, 0), len(items) - 1)
        items.insert(to, items.pop(number))
        return self.put(path, items)

    def add_document(self, kind: DocumentType, title: str, text: str = "") -> Draft:
        """The draft with one document more, its id and file made from its type."""
        used = {str(item.get("id")) for item in self.documents}
        name = kind.value.replace("_", "-")
        numbered = (name if number == 1 else f"{name}-{number}" for number in range(1, len(used) + 2))
        document_id = next(one for one in numbered if one not in used)
        taken = {str(item.get("file")) for item in self.documents}
        counted = (f"{number:02d}-{document_id}.md" for number in range(len(taken) + 1, 2 * len(taken) + 3))
        file = next(one for one in counted if one not in taken)
        day = self.value(("case", "claim", "from_date"))
        entry = {
            "id": document_id,
            "file": file,
            "type": kind.value,
            "title": title,
            "author": "",
            "date": day,
        }
        return self.put(("texts", file), text).add(("case", "documents"), entry)

    def drop_document(self, number: int) -> Draft:
        """The draft without a document and its text."""
        file = self.documents[number].get("file", "")
        left = self.drop(("case", "documents"), number)
        shared = any(item.get("file") == file for item in left.documents)
        return left if shared else left.put(("texts", file), None)

    @property
    def documents(self) -> list[Table]:
        """The entries of the chart."""
        found = self.value(("case", "documents"), [])
        return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []

    def text_of(self, document_id: str) -> str | None:
        """The text of a document, None when the chart has none of that id."""
        for item in self.documents:
            if item.get("id") == document_id:
                return self.texts.get(str(item.get("file")), "")
        return None


def skeleton(case_id: str, title: str, role: Role, on: date) -> Draft:
    """The beginning of a case: everything that must be said is there to be filled in."""
    setting, claim = _CLAIMS[role]
    stay = {"admission_date": on} if claim["claim_type"] == "inpatient" else {}
    case: Table = {
        "title": title,
        "role": role.value,
        "setting": setting,
        "difficulty": "moderate",
        "summary": "",
        "minutes": 30,
        "objectives": [],
        "claim": {
            "claim_id": case_id.upper(),
            "from_date": on,
            "through_date": on,
            **stay,
            **claim,
            "patient": {"id": "MRN-1", "birth_date": "", "sex": ""},
            "provider": {"id": "", "specialty": "", "group": ""},
        },
        "documents": [],
    }
    return Draft(case_id, case, {"edition": 1, "diagnoses": []}, {})


def check_id(case_id: str) -> None:
    """Refuse an id that could not stand, or could stray, in the file system.

    Raises:
        InvalidInputError: the id is refused; the message says what may stand.
    """
    if not _ID.fullmatch(case_id) or _RESERVED.fullmatch(case_id):
        msg = (
            f"{case_id!r} cannot be the id of a case. Use up to 60 small letters, digits and '-', beginning "
            "and ending with a letter or digit, for example 'pneumonia-two-days'."
        )
        raise InvalidInputError(msg)


def check_file(name: str) -> None:
    """Refuse a file name of a document that strays or is no Markdown file; raises InvalidInputError."""
    if not _FILE.fullmatch(name):
        msg = f"{name!r} cannot be the file of a document: use letters, digits, '-' and '_', and end in .md."
        raise InvalidInputError(msg)
