"""Teaching cases: one folder each in `reference/cases/`, read strictly."""

from __future__ import annotations

import difflib
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
    UnknownCaseError,
)
from codinglab.parse import parse
from codinglab.reference.case_files import CaseFile, KeyFile, Quote
from codinglab.reference.paths import REFERENCE

FOLDER = REFERENCE / "cases"


def list_cases(folder: Path = FOLDER) -> tuple[Case, ...]:
    """All teaching cases, by id."""
    return tuple(load_case(path.parent.name, folder) for path in sorted(folder.glob("*/case.toml")))


@cache
def load_case(case_id: str, folder: Path = FOLDER) -> Case:
    """Read a case without its key.

    Raises:
        UnknownCaseError: there is none of that id; the message names those there are.
        InvalidInputError: a file of the case is unreadable or wrong, with the path of each fault.
    """
    known = sorted(path.parent.name for path in folder.glob("*/case.toml"))
    if case_id not in known:
        close = difflib.get_close_matches(case_id, known, n=1, cutoff=0.3)
        hint = f" Did you mean '{close[0]}'?" if close else ""
        msg = f"There is no case '{case_id}'.{hint} The cases are: {', '.join(known) or 'none'}."
        raise UnknownCaseError(msg)
    path = folder / case_id / "case.toml"
    written = parse(CaseFile, _read_toml(path), source=str(path))
    shell = written.claim
    documents = tuple(
        Document(
            item.id,
            item.type,
            item.title,
            item.author,
            item.date,
            _read_text(path.parent / "documents" / item.file),
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
def load_key(case_id: str, folder: Path = FOLDER) -> AnswerKey:
    """Read the answer key of a case; every quote is found in its document.

    Raises:
        UnknownCaseError, InvalidInputError: as `load_case`; also when a quote is not in its
            document exactly once, or the key contradicts itself.
    """
    case = load_case(case_id, folder)
    path = folder / case_id / "key.toml"
    written = parse(KeyFile, _read_toml(path), source=str(path))

    def found(quotes: tuple[Quote, ...]) -> tuple[Evidence, ...]:
        return tuple(
            locate(case.encounter, quote.document, quote.quote, source=str(path)) for quote in quotes
        )

    def titled(indicator: Indicator) -> Indicator:
        if indicator.quote:
            locate(case.encounter, indicator.source, indicator.quote, source=str(path))
        return replace(indicator, source=_document(case.encounter, indicator.source, str(path)).title)

    if faults := "\n".join(f"  {fault}" for fault in _contradictions(written)):
        raise InvalidInputError(f"{path} contradicts itself:\n{faults}")
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
        for code in line.points_to:
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
        for code in accepted.keyed:
            if code not in listed:
                yield f"acceptable_sets.{number}: {code.written} is no diagnosis of this key"


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_read_text(path))
    except tomllib.TOMLDecodeError as error:
        msg = f"{path} is not readable TOML: {error}"
        raise InvalidInputError(msg) from None


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{path} cannot be read as UTF-8 text: {error}"
        raise InvalidInputError(msg) from None
