"""From concepts to procedures that were done, each with its codes and what is missing."""

from __future__ import annotations

from datetime import date

from codinglab.model import (
    Authority,
    ClaimType,
    Concept,
    Encounter,
    Evidence,
    PcsTable,
    ProcedureSuggestion,
    Slot,
)
from codinglab.procedure.done import Mention, done
from codinglab.procedure.passages import Passage, without
from codinglab.procedure.services import drug_codes, service_codes
from codinglab.procedure.slots import details, injected
from codinglab.procedure.tables import Reading, Told, read_tables, sites, whole_code
from codinglab.procedure.terms import Term, rules, terms

_OCTOBER = 10
_BIOPSY, _DELIVERY = "X", ("10D", "10E")
_CONVERTED = Authority("NCCI Policy Manual for Medicare", "2026", "chapter I, C.11")


def procedure(encounter: Encounter, concepts: tuple[Concept, ...]) -> tuple[ProcedureSuggestion, ...]:
    """Propose the codes of what was done, in the order of the chart; never of what was planned.

    An inpatient claim is coded with ICD-10-PCS, a professional or outpatient claim with CPT and HCPCS.

    Args:
        encounter: the chart.
        concepts: what `review` found in it.

    Raises:
        NotInForceError: no code list covers the governing date.
        StoreError: there is no reference store.
    """
    found = done(encounter, concepts)
    contained = {name for term in found for name in terms()[term].includes}
    suggestions: list[ProcedureSuggestion] = []
    for name, mentions in found.items():
        if name not in contained:
            others = [mention.statement for other, told in found.items() if other != name for mention in told]
            suggestions.extend(
                one
                for one in _suggest(encounter, terms()[name], mentions, others)
                if not one.codes or one.codes not in {known.codes for known in suggestions}
            )
    return tuple(suggestions)


def _suggest(
    encounter: Encounter, term: Term, mentions: list[Mention], others: list[Passage]
) -> list[ProcedureSuggestion]:
    own = tuple(dict.fromkeys(mention.statement for mention in mentions))
    whole = tuple(dict.fromkeys(passage for mention in mentions for passage in mention.around))
    near = without(whole, (*own, *others))
    evidence = tuple(mention.concept.evidence for mention in mentions)
    told = Told(own, near, details(term, evidence, own, near, whole))
    if encounter.claim_type is ClaimType.INPATIENT:
        return _inpatient(term, told, evidence, encounter.through_date)
    return [_service(encounter, term, told, evidence)]


def _inpatient(term: Term, told: Told, evidence: tuple[Evidence, ...], on: date) -> list[ProcedureSuggestion]:
    reading = read_tables(term, told, on)
    missing = [words for table in reading.tables for words in table.missing]
    if reading.choose:
        operations = " or ".join(dict.fromkeys(table.title.rsplit(", ", 1)[-1] for table in reading.tables))
        missing.append(f"which applies: {operations}")
    section, why = _guideline(term, told, reading)
    says = f"“{evidence[0].quote}” was done: {why}"
    main = ProcedureSuggestion(
        term.name,
        evidence,
        (*told.slots, *reading.sites),
        reading.tables,
        term.together or (len({table.pattern for table in reading.tables}) > 1 and not reading.choose),
        (),
        says,
        _authority(term, section, on),
        tuple(dict.fromkeys(missing)),
    )
    converted = [slot for slot in told.slots if slot.name == "converted"]
    if not converted or not term.inspect:
        return [main]
    return [main, _inspection(term, converted, on)]


def _inspection(term: Term, converted: list[Slot], on: date) -> ProcedureSuggestion:
    return ProcedureSuggestion(
        f"endoscopic inspection before conversion ({term.name})",
        (converted[0].evidence,),
        (Slot("approach", "percutaneous endoscopic", converted[0].evidence),),
        (whole_code(term.inspect, on),),
        False,
        (),
        "The operation was begun endoscopically and converted to open: the part that was looked at is coded "
        "as an inspection beside the open operation.",
        _pcs("B3.2d", on),
    )


def _service(
    encounter: Encounter, term: Term, told: Told, evidence: tuple[Evidence, ...]
) -> ProcedureSuggestion:
    on = encounter.from_date
    documents = dict.fromkeys(place.document for place in evidence)
    text = "\n".join(encounter.document(document).text for document in documents)
    codes = service_codes(term, told, text, on)
    missing: list[str] = []
    if term.drug:
        given = [one for one, _ in injected(told.own, told.near)]
        codes = (*codes, *drug_codes(given, on))
        missing += [] if given else ["drug injected"]
        missing += [f"dose of {one.drug.name}" for one in given if one.amount is None]
    if term.count and not told.value("count"):
        missing.append("how many lesions")
    if term.size:
        missing += [] if told.value("size") else ["size in cm, with the margins"]
        missing += [] if told.value("closure") else ["closure: simple, intermediate or complex"]
    if _is_sided(term) and not told.value("side"):
        missing.append("side")
    rule = rules().get(term.rule)
    ncci = rule is not None and rule.authority.source.startswith("NCCI")
    says = f"“{evidence[0].quote}” was done."
    if rule is not None and ncci:
        says += f" Of it, {rule.says}."
    authority = rule.authority if rule is not None and ncci else _general()
    if told.value("converted"):
        says += " It was converted: only the completed operation is reported."
        authority = _CONVERTED
    if not codes:
        says += " No service code of it ships with the lab; look it up in your own CPT book."
    return ProcedureSuggestion(
        term.name,
        evidence,
        (*told.slots, *sites(term, told)),
        (),
        False,
        codes,
        says,
        authority,
        tuple(dict.fromkeys(missing)),
    )


def _is_sided(term: Term) -> bool:
    maps = [words for pattern in term.patterns for words in pattern.maps]
    return any(words.axis == 4 and words.sides_alone for words in maps)


def _guideline(term: Term, told: Told, reading: Reading) -> tuple[str, str]:
    """The guideline behind a reading, and what it says in our words."""
    tables: tuple[PcsTable, ...] = reading.tables
    if told.value("converted"):
        return "B3.2d", "what was completed is coded with the approach it was completed by."
    if all(table.table in _DELIVERY for table in tables):
        return "C1", "a delivery is coded to the products of conception."
    if all(table.pattern[0] == "0" and table.pattern[6] == _BIOPSY for table in tables):
        return "B3.4a", "a biopsy is coded with the qualifier diagnostic."
    if len(tables) > 1 and not reading.choose:
        return "B3.2", "each body part and each objective that has its own value has its own code."
    if all(table.table[0] == "0" and table.table[2] in "BT" for table in tables):
        return "B3.8", "a part of a body part is excision, all of it is resection."
    if all(table.table[0] == "0" and table.table[2] == "J" for table in tables):
        return "B3.11a", "an inspection is coded only where nothing more was done on the part."
    if all(table.table[0] == "0" and table.table[2] in "HR" for table in tables):
        return "B6.1a", "a device is coded because it remains after the procedure."
    return "A11", "the words are the provider's, the values of the axes the coder's."


def _authority(term: Term, section: str, on: date) -> Authority:
    rule = rules().get(term.rule)
    if section == "A11" and rule is not None and rule.authority.source.startswith("ICD-10-PCS"):
        return _pcs(rule.authority.section, on)
    return _pcs(section, on)


def _pcs(section: str, on: date) -> Authority:
    return Authority("ICD-10-PCS Official Guidelines", f"FY{on.year + (on.month >= _OCTOBER)}", section)


def _general() -> Authority:
    return Authority("NCCI Policy Manual for Medicare", "2026", "chapter I, C")
