"""What a case still lacks while it is written: as much is proved as can be, and every fault has its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from codinglab.claims.assemble import answers_from_key, claim_from
from codinglab.classroom.completeness import lacking
from codinglab.classroom.drafts import Draft, Table
from codinglab.classroom.proof import Fault, prove
from codinglab.group import group
from codinglab.model import AnswerKey, Case, ClaimType, CodinglabError, Evidence
from codinglab.parse import adapter, said_plainly
from codinglab.reference.case_files import CaseFile, KeyFile
from codinglab.reference.cases import build_case, build_key, contradictions

CODED = {"diagnoses": "diagnosis", "procedures": "procedure", "lines": "line"}
_STAND_INS: dict[str, Any] = {
    "birth_date": date(1960, 1, 1), "sex": "U", "minutes": 30, "edition": 1, "units": 1,
    "setting": "office", "role": "professional", "difficulty": "moderate", "claim_type": "professional",
    "type": "office_note", "need": "required", "title": "", "summary": "", "why": "", "rationale": "",
    "admission_date": None, "admitting_diagnosis": None, "observed_on": None, "drg": None,
}  # fmt: skip
_DAYS = {"from_date", "through_date", "date"}


@dataclass(frozen=True, slots=True)
class Lacking:
    """What is known of a draft.

    Attributes:
        faults: what blocks a release first.
        drg: what the grouper says of the key, "" where it was not asked or cannot say.
        whole: whether everything was proved; otherwise only what can be while parts are missing.
    """

    faults: tuple[Fault, ...]
    drg: str = ""
    whole: bool = True


def lacks(draft: Draft) -> Lacking:
    """Find what a draft lacks; never raises for what an author may have typed."""
    faults: list[Fault] = []
    case_data, case_whole = _readable(CaseFile, draft.case, "case", faults)
    key_data, key_whole = _readable(KeyFile, _with_codes(draft.key, faults), "key", faults)
    if case_data is None or key_data is None:
        return Lacking(_ordered(faults), whole=False)
    whole = case_whole and key_whole
    written: KeyFile = key_data
    faults += _quotes(draft)
    for said in contradictions(written):
        path, _, wrong = said.partition(": ")
        part, number = path.split(".")[:2]
        faults.append(Fault(f"key, {part} {int(number) + 1}", f"{wrong}."))
        whole = False
    for part, what in CODED.items():
        counted = Counter(item.code for item in getattr(written, part))
        doubled = [code for code, times in counted.items() if times > 1] if part != "lines" else []
        faults += [
            Fault(f"key, {what} {code.written}", f"{code.written} is on the key twice.") for code in doubled
        ]
        whole = whole and not doubled
    try:
        case = build_case(draft.id, case_data, lambda file: draft.texts.get(file, ""))
        key = build_key(case, written, _found(draft))
        faults += _proved(case, key) if whole else _complete(case, key)
        drg = _drg(case, key) if whole else ""
    except CodinglabError as error:
        faults.append(Fault("proof", str(error)))
        return Lacking(_ordered(faults), whole=False)
    return Lacking(_ordered(faults), drg, whole)


def times_found(draft: Draft, document_id: str, quote: str) -> int:
    """How often words stand in a document; 0 for no words or no such document."""
    text = draft.text_of(document_id)
    return text.count(quote) if text and quote else 0


def _ordered(faults: list[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(dict.fromkeys(faults), key=lambda fault: not fault.blocks))


def _proved(case: Case, key: AnswerKey) -> list[Fault]:
    return list(prove(case, key))


def _complete(case: Case, key: AnswerKey) -> list[Fault]:
    return [Fault(place, message, blocks) for place, message, blocks in lacking(case, key)]


def _drg(case: Case, key: AnswerKey) -> str:
    if case.shell.claim_type is not ClaimType.INPATIENT:
        return ""
    return str(group(claim_from(case, answers_from_key(case, key))).drg or "")


def _with_codes(key: Table, faults: list[Fault]) -> Table:
    """The key without the entries that have no code yet, which are faults."""
    kept = deepcopy(key)
    for part, what in CODED.items():
        items = kept.get(part, [])
        if not isinstance(items, list):
            continue
        for number, item in enumerate(items, start=1):
            if isinstance(item, dict) and not str(item.get("code", "")).strip():
                faults.append(
                    Fault(f"key, {part} {number}", f"The {what} at place {number} has no code yet.")
                )
        kept[part] = [
            item for item in items if not isinstance(item, dict) or str(item.get("code", "")).strip()
        ]
    return kept


def _readable(kind: type[Any], data: Table, file: str, faults: list[Fault]) -> tuple[Any, bool]:
    """Read a file's data; where it is wrong, say so and read on with stand-ins. None: nothing helped."""
    try:
        return adapter(kind).validate_python(data), True
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
    mended = deepcopy(data)
    for fault in found:
        steps = fault["loc"]
        place, field = _place(file, steps, data)
        faults.append(Fault(place, f"{field}: {said_plainly(fault['type'], fault['msg'])}."))
        _stand_in(mended, steps)
    try:
        return adapter(kind).validate_python(mended), False
    except ValidationError:
        return None, False


def _place(file: str, steps: tuple[int | str, ...], data: Table) -> tuple[str, str]:
    """The place of a fault in words, and the field: ("key, diagnosis E11.22", "poa")."""
    field = str(steps[-1]).replace("_", " ") if steps else "whole file"
    if len(steps) > 1 and isinstance(steps[1], int):
        part = str(steps[0])
        items = data.get(part)
        item = items[steps[1]] if isinstance(items, list) and steps[1] < len(items) else {}
        name = (item.get("code") or item.get("id") or "") if isinstance(item, dict) else ""
        words = {**CODED, "documents": "document", "queries": "query"}.get(part, part)
        return f"{file}, {words} {name or steps[1] + 1}", field
    return ", ".join([file, *(str(step) for step in steps[:-1])]), field


def _stand_in(data: Any, steps: tuple[int | str, ...]) -> None:
    """Put something readable at the place of a fault, so that the rest can be proved."""
    at = data
    for step in steps[:-1]:
        try:
            at = at[step]
        except (KeyError, IndexError, TypeError):
            return
    last = steps[-1] if steps else ""
    if not isinstance(at, dict):
        return
    if last in _DAYS:
        at[last] = date.today()
    elif last in _STAND_INS and _STAND_INS[str(last)] is not None:
        at[last] = _STAND_INS[str(last)]
    else:
        at.pop(last, None)


def _quotes(draft: Draft) -> Iterator[Fault]:
    """Words given as evidence that do not stand once in their document."""
    for part, what in CODED.items():
        for item in _tables(draft.key.get(part)):
            for quote in _tables(item.get("evidence")):
                yield from _quote(
                    draft, f"key, {what} {item.get('code', '')}", quote.get("document"), quote.get("quote")
                )
    for query in _tables(draft.key.get("queries")):
        for fact in _tables(query.get("indicators")):
            if fact.get("quote"):
                yield from _quote(
                    draft, f"key, query {query.get('id', '')}", fact.get("source"), fact["quote"]
                )


def _quote(draft: Draft, place: str, document: Any, quote: Any) -> Iterator[Fault]:
    document, quote = str(document or ""), str(quote or "")
    if not quote:
        yield Fault(place, "A row of evidence has no words: paste them from the chart, or remove the row.")
    elif draft.text_of(document) is None:
        yield Fault(place, f"Choose the document in which “{quote}” stands.")
    elif (times := times_found(draft, document, quote)) != 1:
        remedy = "take them as they stand there" if times == 0 else "add words beside them"
        yield Fault(
            place, f"“{quote}” stands {times} times in '{document}'; it must stand there once: {remedy}."
        )


def _found(draft: Draft) -> Any:
    """Locate words as well as can be: those that are not there are faults already."""

    def found(document: str, quote: str) -> Evidence:
        start = max((draft.text_of(document) or "").find(quote), 0)
        return Evidence(document, start, start + len(quote), quote)

    return found


def _tables(items: Any) -> list[Table]:
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
