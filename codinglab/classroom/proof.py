"""What a teaching case still lacks: every proof that a key must pass before a learner sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path

from codinglab.claims.assemble import answers_from_key, claim_from
from codinglab.classroom.completeness import lacking
from codinglab.group import group
from codinglab.model import (
    AnswerKey,
    Case,
    ClaimType,
    CodinglabError,
    Diagnosis,
    Hcpcs,
    Query,
    QueryOpportunity,
    Severity,
)
from codinglab.query import draft, lint
from codinglab.reference.cases import forget_cases, load_case, load_key
from codinglab.reference.hcpcs import hcpcs
from codinglab.reference.icd10cm import icd10cm
from codinglab.reference.icd10pcs import icd10pcs
from codinglab.score import score
from codinglab.validate import validate


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that a case lacks.

    Attributes:
        place: where, "key, diagnosis E11.22" or "case".
        message: what is wrong and what to do.
        blocks: whether the case cannot be released with it; otherwise it is advice.
    """

    place: str
    message: str
    blocks: bool = True


def prove_folder(folder: Path) -> tuple[Fault, ...]:
    """Prove the case in a folder; what cannot even be read is the one fault.

    Args:
        folder: with `case.toml`, `key.toml` and `documents/`.
    """
    forget_cases()
    try:
        case, key = load_case(folder.name, folder.parent), load_key(folder.name, folder.parent)
    except CodinglabError as error:
        return (Fault("files", str(error)),)
    return prove(case, key)


def prove(case: Case, key: AnswerKey) -> tuple[Fault, ...]:
    """Find everything that a case and its key lack, what blocks a release first."""
    faults = [
        *_validity(case, key),
        *_edits(case, key),
        *_grouping(case, key),
        *_order(key),
        *_poa(case, key),
        *_scoring(case, key),
        *_queries(case, key),
        *(Fault(place, message, blocks) for place, message, blocks in lacking(case, key)),
    ]
    return tuple(sorted(faults, key=lambda fault: not fault.blocks))


def _validity(case: Case, key: AnswerKey) -> Iterator[Fault]:
    """Codes that are not valid on the day, acceptable ones too."""
    day = case.shell.governing_date()
    diagnoses = chain(
        ((code, item.code) for item in key.diagnoses for code in (item.code, *item.acceptable)),
        ((code, code) for item in key.acceptable_sets for code in item.instead),
    )
    for code, keyed in diagnoses:
        if not icd10cm().entry(code, day).billable:
            yield Fault(f"key, diagnosis {keyed.written}", f"{code.written} is no billable code on {day}.")
    for procedure in key.procedures:
        for pcs in (procedure.code, *procedure.acceptable):
            if not icd10pcs().entry(pcs, day).billable:
                yield Fault(f"key, procedure {procedure.code}", f"{pcs} is no valid code on {day}.")
        if not case.shell.from_date <= procedure.date <= case.shell.through_date:
            yield Fault(f"key, procedure {procedure.code}", f"{procedure.date} is no day of the stay.")
    for line in key.lines:
        for service in (line.code, *line.acceptable):
            yield from _service(line.code, service, line.date or case.shell.from_date)


def _service(keyed: Hcpcs, code: Hcpcs, day: date) -> Iterator[Fault]:
    """A service code of the wrong form; or a HCPCS Level II code that the installed list does not have."""
    if not code.well_formed:
        yield Fault(f"key, line {keyed}", f"'{code}' does not have the form of a service code.")
    elif code[0].isalpha() and hcpcs().covers(day) and not hcpcs().entry(code, day).billable:
        yield Fault(f"key, line {keyed}", f"{code} is no HCPCS code on {day}.")


def _edits(case: Case, key: AnswerKey) -> Iterator[Fault]:
    """Findings that the key does not name, and named ones that do not come."""
    report = validate(claim_from(case, answers_from_key(case, key)))
    raised = {finding.edit for finding in report.findings if finding.severity is not Severity.INFO}
    expected = {item.edit for item in key.expected_findings}
    for finding in report.findings:
        if finding.edit in raised - expected:
            yield Fault("key, edits", f"{finding.edit}: {finding.message}")
    judged = expected - {missing.edit for missing in report.not_evaluated}
    for edit in sorted(judged - raised):
        yield Fault("key, edits", f"The key expects {edit}, and the edit does not fire on it.")


def _grouping(case: Case, key: AnswerKey) -> Iterator[Fault]:
    inpatient = case.shell.claim_type is ClaimType.INPATIENT
    if not inpatient:
        if key.drg is not None:
            yield Fault("key, drg", "Only an inpatient claim has an MS-DRG: take `drg` out.")
        return
    drg = group(claim_from(case, answers_from_key(case, key))).drg
    if drg is None:
        yield Fault("key, drg", "The key's codes cannot be grouped.")
    elif drg != key.drg:
        yield Fault("key, drg", f"The grouper says {drg}; the key says {key.drg or 'nothing'}.")


def _order(key: AnswerKey) -> Iterator[Fault]:
    """Whether the key's own order keeps its constraints; of several that may lead, one does."""
    keyed = [item.code for item in key.diagnoses]
    leaders = [rule.first for rule in key.sequence if not rule.then]
    if leaders and keyed[0] not in leaders:
        yield Fault("key, sequence", f"The diagnoses themselves break: {leaders[0].written} first.")
    for rule in key.sequence:
        broken = [code for code in rule.then if keyed.index(code) < keyed.index(rule.first)]
        if broken:
            others = ", ".join(code.written for code in broken)
            yield Fault("key, sequence", f"{rule.first.written} stands after {others}; the rule says before.")


def _poa(case: Case, key: AnswerKey) -> Iterator[Fault]:
    """POA indicators of the whole key, optional diagnoses and accepted indicators too."""
    if case.shell.claim_type is not ClaimType.INPATIENT:
        return
    everything = tuple(Diagnosis(item.code, item.poa) for item in key.diagnoses)
    report = validate(replace(case.shell, diagnoses=everything))
    for finding in report.findings:
        if finding.edit.startswith("poa/") and finding.severity is not Severity.INFO:
            yield Fault("key, POA", f"{finding.edit}: {finding.message}")


def _scoring(case: Case, key: AnswerKey) -> Iterator[Fault]:
    """Whether the key's own work, its queries drafted, scores whole."""
    queries = tuple(_drafted(case, opportunity) for opportunity in key.queries)
    card = score(case, key, replace(answers_from_key(case, key), queries=queries))
    for line in card.lines:
        if not line.right:
            wrong = f"{line.area} {line.keyed} {line.answered}".strip()
            yield Fault("key, score", f"The key does not score whole: {wrong}.")


def _queries(case: Case, key: AnswerKey) -> Iterator[Fault]:
    for opportunity in key.queries:
        for found in lint(_drafted(case, opportunity)):
            if found.severity is not Severity.INFO:
                yield Fault(
                    f"key, query {opportunity.id}",
                    f"{found.rule}: {found.message} {found.remedy}",
                    blocks=found.severity is Severity.FAIL,
                )


def _drafted(case: Case, opportunity: QueryOpportunity) -> Query:
    """The query that an educator would send; a person has read it."""
    return draft(
        opportunity,
        case.encounter,
        author="Educator",
        written_on=case.shell.through_date,
        reviewer="Educator",
    )
