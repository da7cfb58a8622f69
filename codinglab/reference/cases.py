"""Teaching cases: one folder each in `reference/cases/`, read strictly."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from codinglab.model import (
    AnswerKey,
    Case,
    Document,
    Encounter,
    Evidence,
    Indicator,
    InvalidInputError,
    KeySealedError,
)
from codinglab.parse import parse
from codinglab.reference.case_files import CaseFile, KeyFile, Quote
from codinglab.reference.case_folders import case_folder, case_folders

KEY = "key.toml"


def list_cases(folder: Path | None = None) -> tuple[Case, ...]:
    """All teaching cases, by id.

    Args:
        folder: that holds them; by default those that ship and the user's own.
    """
    return tuple(load_case(case_id, folder) for case_id in case_folders(folder))


def has_key(case_id: str, folder: Path | None = None) -> bool:
    """Whether the key of a case is here and open, so that work can be scored at once."""
    return (case_folder(case_id, folder) / KEY).is_file()


def forget_cases() -> None:
    """Read cases and keys anew when they are next asked for, since a file has changed."""
    load_case.cache_clear()
    load_key.cache_clear()


@cache
def load_case(case_id: str, folder: Path | None = None) -> Case:
    """Read a case without its key.

    Args:
        case_id: the name of its folder.
        folder: that holds the case's folder; by default it is looked for in the usual places.

    Raises:
        UnknownCaseError: there is none of that id; the message names those there are.
        InvalidInputError: a file of the case is unreadable or wrong, with the path of each fault.
    """
    path = case_folder(case_id, folder) / "case.toml"
    written = parse(CaseFile, _read_toml(path), source=str(path))
    shell = written.claim
    documents = tuple(
        Document(
            item.id,
            item.type,
            item.title,
            item.author,
            item.date,
            _read_text(_inside(path.parent / "documents", item.file)),
        )
        for item in written.documents
    )
    encounter = Encounter(
        shell.claim_id,
        written.setting,
        shell.claim_type,
        shell.patient,
        shell.from_date,
        shell.through_date,
        documents,
    )
    return Case(
        case_id,
        written.title,
        written.role,
        written.difficulty,
        written.summary,
        written.objectives,
        encounter,
        shell,
        written.minutes,
    )


@cache
def load_key(case_id: str, folder: Path | None = None) -> AnswerKey:
    """Read the answer key of a case; every quote is found in its document.

    Raises:
        UnknownCaseError, InvalidInputError: as `load_case`; also when a quote is not in its
            document exactly once, or the key contradicts itself.
        KeySealedError: the case was released without its key.
    """
    case = load_case(case_id, folder)
    path = case_folder(case_id, folder) / KEY
    if not path.is_file():
        msg = (
            f"The key of '{case_id}' is with your educator. Your work is saved; hand in your answers file, "
            "and it will be scored there."
        )
        raise KeySealedError(msg)
    return read_key(case, _read_text(path), source=str(path))


def read_key(case: Case, text: str, *, source: str) -> AnswerKey:
    """Read the key of a case from the text of `key.toml`; raises InvalidInputError as `load_key` does."""
    written = parse(KeyFile, _toml(text, source), source=source)

    def found(quotes: tuple[Quote, ...]) -> tuple[Evidence, ...]:
        return tuple(locate(case.encounter, quote.document, quote.quote, source=source) for quote in quotes)

    def titled(indicator: Indicator) -> Indicator:
        if indicator.quote:
            locate(case.encounter, indicator.source, indicator.quote, source=source)
        return replace(indicator, source=_document(case.encounter, indicator.source, source).title)

    if faults := "\n".join(f"  {fault}" for fault in _contradictions(written)):
        raise InvalidInputError(f"{source} contradicts itself:\n{faults}")
    return AnswerKey(
        edition=written.edition,
        diagnoses=tuple(item.keyed(found(item.evidence)) for item in written.diagnoses),
        procedures=tuple(item.keyed(found(item.evidence)) for item in written.procedures),
        lines=tuple(item.keyed(found(item.evidence)) for item in written.lines),
        acceptable_sets=written.acceptable_sets,
        prohibited=written.prohibited,
        sequence=written.sequence,
        expected_findings=written.expected_findings,
        queries=tuple(
            replace(query, indicators=tuple(map(titled, query.indicators))) for query in written.queries
        ),
        drg=written.drg,
    )


def locate(encounter: Encounter, document_id: str, quote: str, *, source: str) -> Evidence:
    """Find a quote in a document of the chart.

    Raises:
        InvalidInputError: no such document, or the quote does not stand in it exactly once.
    """
    text = _document(encounter, document_id, source).text
    times = text.count(quote)
    if times != 1:
        place = f"stands {times} times in '{document_id}'; it must stand there once"
        msg = f"{source}: the quote “{quote}” {place}."
        raise InvalidInputError(msg)
    start = text.index(quote)
    return Evidence(document_id, start, start + len(quote), quote)


def _document(encounter: Encounter, document_id: str, source: str) -> Document:
    try:
        return encounter.document(document_id)
    except KeyError:
        known = ", ".join(document.id for document in encounter.documents)
        msg = f"{source}: there is no document '{document_id}'; the chart holds {known}."
        raise InvalidInputError(msg) from None


def _contradictions(key: KeyFile) -> Iterator[str]:
    """Codes that the key points to or orders but does not list, or both lists and prohibits."""
    listed = {item.code for item in key.diagnoses}
    for number, line in enumerate(key.lines):
        for code in (*line.points_to, *line.may_point_to):
            if code not in listed:
                yield f"lines.{number}.points_to: {code.written} is no diagnosis of this key"
    for number, rule in enumerate(key.sequence):
        for code in (rule.first, *rule.then):
            if code not in listed:
                yield f"sequence.{number}: {code.written} is no diagnosis of this key"
    keyed = {*listed, *(item.code for item in key.procedures), *(item.code for item in key.lines)}
    for number, tempting in enumerate(key.prohibited):
        if tempting.code.replace(".", "") in keyed:
            yield f"prohibited.{number}: {tempting.code} is on this key"
        if tempting.instead_of and tempting.instead_of.replace(".", "") not in keyed:
            yield f"prohibited.{number}.instead_of: {tempting.instead_of} is not on this key"
    for number, accepted in enumerate(key.acceptable_sets):
        if not accepted.keyed or not accepted.instead:
            yield f"acceptable_sets.{number}: name what it replaces (keyed) and by what (instead)"
        for code in accepted.keyed:
            if code not in listed:
                yield f"acceptable_sets.{number}: {code.written} is no diagnosis of this key"


def _inside(folder: Path, name: str) -> Path:
    """A file of the folder itself: a case may come from anybody."""
    if Path(name).name != name or name in {"", ".", ".."} or "\\" in name:
        msg = f"{folder.parent / 'case.toml'}: '{name}' is no name of a file in {folder.name}/."
        raise InvalidInputError(msg)
    return folder / name


def _read_toml(path: Path) -> dict[str, Any]:
    return _toml(_read_text(path), str(path))


def _toml(text: str, source: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        msg = f"{source} is not readable TOML: {error}"
        raise InvalidInputError(msg) from None


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{path} cannot be read as UTF-8 text: {error}"
        raise InvalidInputError(msg) from None
