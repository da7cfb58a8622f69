"""Hints in steps: where to look, which rule, which category, the answer; each with its price in points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from codinglab.model import (
    AnswerKey,
    Answers,
    Authority,
    Case,
    Evidence,
    HintStep,
    HintTaken,
    Icd10cm,
    Icd10pcs,
    KeyedDiagnosis,
    KeyedLine,
    KeyedProcedure,
    Need,
)
from codinglab.reference.icd10cm import icd10cm
from codinglab.reference.icd10pcs import icd10pcs
from codinglab.score.accepted import honoured

Keyed = KeyedDiagnosis | KeyedProcedure | KeyedLine
_CODE = r"(?:[A-Z]\d{4}|\d{4}[A-Z]|\d{5}|[A-TV-Z]\d[0-9A-Z]\.[0-9A-Z]{1,4})"
_NAMED = re.compile(rf"\b{_CODE}(?:-{_CODE})?\b")
_RANGE = re.compile(r"\s*\([A-Z]\w\w(?:-[A-Z]\w\w)?\)$")
SYSTEMS = {"diagnosis": "ICD-10-CM", "procedure": "ICD-10-PCS", "service": "service"}


@dataclass(frozen=True, slots=True)
class HintItem:
    """Something of the key that hints can be asked about; its name tells only its kind and number."""

    name: str
    keyed: Keyed


def open_items(key: AnswerKey, answers: Answers) -> tuple[HintItem, ...]:
    """The required items that the answers do not have yet, in the order of the key.

    What an acceptable set of the answers stands for is not asked for any more.
    """
    asked = {item.code for item in honoured(key, answers).diagnoses}
    given = {
        *(item.code for item in answers.diagnoses),
        *(item.code for item in answers.procedures),
        *(item.code for item in answers.lines),
    }
    return tuple(
        one
        for one in _items(key)
        if not given & {one.keyed.code, *one.keyed.acceptable}
        and (one.keyed.code in asked or not isinstance(one.keyed, KeyedDiagnosis))
    )


def hint(case: Case, item: HintItem, step: HintStep) -> str:
    """What a step of a hint says: the place in the chart, the rule, the category, or the answer."""
    keyed = item.keyed
    match step:
        case HintStep.PLACE:
            return f"Look at {_places(case, keyed.evidence)}."
        case HintStep.RULE:
            return f"Read {_rules(keyed.authority)}."
        case HintStep.CATEGORY:
            return _category(case, keyed)
        case HintStep.ANSWER:
            return f"{_answer(case, keyed)} {keyed.rationale}"


def taken(answers: Answers, item: str) -> HintStep | None:
    """The furthest step of an item that the learner has taken, None when there is none."""
    return max((one.step for one in answers.hints if one.item == item), default=None)


def next_step(answers: Answers, item: str) -> HintStep | None:
    """The step that comes next, None when the answer has been given."""
    last = taken(answers, item)
    if last is None:
        return HintStep.PLACE
    return None if last is HintStep.ANSWER else HintStep(last + 1)


def with_hint(hints: Iterable[HintTaken], item: str, step: HintStep) -> tuple[HintTaken, ...]:
    """The hints with one more; of an item only the furthest step is kept."""
    kept = tuple(one for one in hints if one.item != item or one.step > step)
    return kept if any(one.item == item for one in kept) else (*kept, HintTaken(item, step))


def _items(key: AnswerKey) -> Iterator[HintItem]:
    groups: tuple[tuple[str, tuple[Keyed, ...]], ...] = (
        ("diagnosis", key.diagnoses),
        ("procedure", key.procedures),
        ("service", key.lines),
    )
    for kind, entries in groups:
        for number, keyed in enumerate(entries, start=1):
            if keyed.need is Need.REQUIRED:
                yield HintItem(f"{kind} {number}", keyed)


def _places(case: Case, evidence: tuple[Evidence, ...]) -> str:
    """The documents with the header that stands above the words, each once."""
    found = []
    for place in evidence:
        document = case.encounter.document(place.document)
        headers = [line for line in document.text[: place.start].splitlines() if line.startswith("#")]
        under = f", under “{headers[-1].lstrip('# ')}”" if headers else ""
        found.append(f"{document.title}{under}")
    return "; ".join(dict.fromkeys(found))


def _rules(authorities: tuple[Authority, ...]) -> str:
    """The rules without the codes that a citation may name, ranges of codes too.

    Of the tabular only that it is to be read, since its place would name the category.
    """
    told = (
        "the tabular's notes" if "tabular" in one.source.casefold() else _cited(one) for one in authorities
    )
    return "; ".join(dict.fromkeys(told))


def _cited(authority: Authority) -> str:
    """A citation with "[code]" where it names codes, and without its table of ICD-10-PCS."""
    if "PCS tables" in authority.source:
        return "the tables of ICD-10-PCS"
    return _NAMED.sub("[code]", str(authority))


def _category(case: Case, keyed: Keyed) -> str:
    on = case.shell.governing_date()
    code = keyed.code
    if isinstance(code, Icd10cm):
        head = Icd10cm(code.category)
        if head == code:
            block = icd10cm().title(icd10cm().ancestors(code, on)[0], on)
            return f"It is a code of three characters, among: {_RANGE.sub('', block)}."
        return f"It is in category {head}, {icd10cm().entry(head, on).title}."
    if isinstance(code, Icd10pcs):
        return f"It is in table {code[:3]} of ICD-10-PCS."
    gloss = keyed.gloss if isinstance(keyed, KeyedLine) else ""
    return f"It is a {code.system.value} code that begins with {code[:2]}: {gloss}."


def _answer(case: Case, keyed: Keyed) -> str:
    on = case.shell.governing_date()
    code = keyed.code
    if isinstance(code, Icd10cm):
        return f"{code.written} {icd10cm().entry(code, on).title}."
    if isinstance(code, Icd10pcs):
        return f"{code} {icd10pcs().entry(code, on).title}."
    modifiers = "".join(f"-{one}" for one in keyed.modifiers) if isinstance(keyed, KeyedLine) else ""
    units = f", {keyed.units} units" if isinstance(keyed, KeyedLine) and keyed.units > 1 else ""
    return f"{code}{modifiers}{units}."
