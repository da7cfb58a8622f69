"""Status codes: devices that stay, joints that were replaced, allergies, vaccines given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from codinglab.diagnose.draft import Chart, Draft, Drafts, Place, guideline, lexicon_file
from codinglab.diagnose.specific import SIDES
from codinglab.diagnose.support import ASSESSED_SECTIONS, may_state_diagnoses
from codinglab.model import Assertion, Concept, ConceptKind, Document, Evidence, Icd10cm
from codinglab.reference.icd10cm import icd10cm
from codinglab.reference.side_letters import in_words

_SILENT = frozenset({"family_history", "instructions", "review_of_systems", "allergies"})
_COMPLICATIONS = ("T82", "T84", "T85")
_ALLERGIES = re.compile(
    r"^[ \t]*(?:drug |medication )?allerg(?:y|ies)\s*:\s*(?P<list>[^\n]+)|"
    r"(?<=[.;] )allergies\s*:\s*(?P<inline>[^.\n]+)",
    re.IGNORECASE | re.MULTILINE,
)
_NONE = re.compile(r"\b(?:no|denies|not|tolerates?)\b[^,;]*$", re.IGNORECASE)


def status_codes(chart: Chart, drafts: Drafts) -> Drafts:
    """What the patient has or carries, after everything that is treated.

    Source: ICD-10-CM Official Guidelines I.C.21.c.3; vaccines I.C.21.c.2. No status of a device beside its
    complication or at the encounter that put it in or took it out.
    """
    result = dict(drafts)
    found = [*_devices(chart, drafts), *_written(chart)]
    for number, (code, place, why, section, listed) in enumerate(found):
        if code in result or not icd10cm().entry(code, chart.on).billable:
            continue
        result[code] = Draft(
            code,
            (place,),
            why,
            guideline(section),
            Place(3, len(chart.encounter.documents), 700 + number),
            listed=listed,
        )
    return result


_Found = tuple[Icd10cm, Evidence, str, str, bool]


def _devices(chart: Chart, drafts: Drafts) -> Iterator[_Found]:
    if any(code.startswith(_COMPLICATIONS) for code in drafts):
        return
    data = lexicon_file("status.toml")
    kept = tuple(code.replace(".", "") for code in data["devices"])
    done = re.compile(data["done"], re.IGNORECASE)
    for concept in chart.concepts:
        statement = chart.statement(concept.evidence)
        if concept.section in _SILENT or done.search(statement) or not may_state_diagnoses(chart, concept):
            continue
        code = _code(concept, statement, kept)
        if code:
            why = f"“{concept.evidence.quote}” is with the patient: a status that bears on care."
            yield code, concept.evidence, why, "I.C.21.c.3", concept.section not in ASSESSED_SECTIONS


def _code(concept: Concept, statement: str, kept: tuple[str, ...]) -> Icd10cm | None:
    there = concept.assertion in {Assertion.AFFIRMED, Assertion.HISTORICAL}
    if concept.kind is ConceptKind.DEVICE and there:
        return Icd10cm(concept.codes[0]) if concept.codes and concept.codes[0].startswith(kept) else None
    if concept.kind is not ConceptKind.PROCEDURE or concept.assertion is not Assertion.HISTORICAL:
        return None
    for fact in lexicon_file("status.toml")["joint"]:
        if concept.term == fact["procedure"]:
            sides = set(SIDES.findall(in_words(statement).lower()))
            said = sides.pop() if len(sides) == 1 else ""
            return Icd10cm(fact["sides"].get(said, fact["code"]).replace(".", ""))
    return None


def _written(chart: Chart) -> Iterator[_Found]:
    """The allergies of the allergy line, and the vaccines that were given."""
    data = lexicon_file("status.toml")
    for document in chart.encounter.documents:
        for line in _ALLERGIES.finditer(document.text):
            group = "list" if line["list"] else "inline"
            for fact in data["allergy"]:
                for one in re.finditer(rf"\b(?:{fact['called']})\b", line[group], re.IGNORECASE):
                    if _NONE.search(line[group][: one.start()]):
                        continue
                    place = _evidence(document, line.start(group) + one.start(), one[0])
                    why = f"“{one[0]}” stands among the allergies: allergy status."
                    yield Icd10cm(fact["code"]), place, why, "I.C.21.c.3", True
        for given in re.finditer(data["vaccine"], document.text, re.IGNORECASE):
            place = _evidence(document, given.start(), given[0])
            statement = chart.statement(place)
            if not chart.is_inpatient and not re.search(data["no_vaccine"], statement, re.IGNORECASE):
                why = f"“{given[0]}”: a vaccine was given at this encounter."
                yield Icd10cm("Z23"), place, why, "I.C.21.c.2", False


def _evidence(document: Document, start: int, quote: str) -> Evidence:
    return Evidence(document.id, start, start + len(quote), quote)
