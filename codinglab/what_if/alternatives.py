"""A claim changed in one place: its DRG and its findings beside those of the claim as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from codinglab.group import group
from codinglab.model import Claim, Diagnosis, Finding, Grouping
from codinglab.validate import validate_many

Key = tuple[str, ...]

_INDICATORS = ("Y", "N", "U", "W")


@dataclass(frozen=True, slots=True)
class Alternative:
    """A changed claim.

    Attributes:
        change: what was changed, in words; "as it is" for the claim unchanged.
        grouping: its DRG, without the reasons of each diagnosis.
        findings: all that the edits find.
        new, gone: those that the unchanged claim does not have, and those of its that are no more.
    """

    change: str
    claim: Claim
    grouping: Grouping
    findings: tuple[Finding, ...]
    new: tuple[Finding, ...] = ()
    gone: tuple[Finding, ...] = ()


def principals(claim: Claim) -> tuple[Alternative, ...]:
    """The claim with each of its diagnoses in the first place, the claim as it is first of all."""
    changed = [
        (f"{claim.diagnoses[place].code.written} first", first(claim, place))
        for place in range(1, len(claim.diagnoses))
    ]
    return compare(claim, changed)


def poa_changes(claim: Claim) -> tuple[Alternative, ...]:
    """The claim with another POA indicator for each diagnosis that has one, the claim as it is first."""
    changed = [
        (f"{item.code.written}: POA {indicator} for {item.poa}", _with_poa(claim, place, indicator))
        for place, item in enumerate(claim.diagnoses)
        if item.poa in _INDICATORS
        for indicator in _INDICATORS
        if indicator != item.poa
    ]
    return compare(claim, changed)


def first(claim: Claim, place: int) -> Claim:
    """The claim with the diagnosis of a place, counted from 0, before all others."""
    chosen = claim.diagnoses[place]
    rest = claim.diagnoses[:place] + claim.diagnoses[place + 1 :]
    return replace(claim, diagnoses=(chosen, *rest))


def compare(claim: Claim, changed: Sequence[tuple[str, Claim]]) -> tuple[Alternative, ...]:
    """Group and validate a claim and changed ones of it, in one pass of the edits."""
    told = [("as it is", claim), *changed]
    reports = list(validate_many([_apart(one, number) for number, (_, one) in enumerate(told)]).values())
    base = reports[0].findings
    known = {_key(found) for found in base}
    return tuple(
        _alternative(change, one, report.findings, base, known)
        for (change, one), report in zip(told, reports, strict=True)
    )


def _alternative(
    change: str,
    claim: Claim,
    findings: tuple[Finding, ...],
    base: Iterable[Finding],
    known: set[Key],
) -> Alternative:
    ours = {_key(found) for found in findings}
    return Alternative(
        change,
        claim,
        group(claim, reasons=False),
        findings,
        tuple(found for found in findings if _key(found) not in known),
        tuple(found for found in base if _key(found) not in ours),
    )


def _apart(claim: Claim, number: int) -> Claim:
    """The claim as another patient's: claims validated together would be history to one another."""
    patient = replace(claim.patient, id=f"{claim.patient.id} {number}")
    return replace(claim, claim_id=f"{claim.claim_id} {number}", patient=patient)


def _key(found: Finding) -> Key:
    """A finding by what it is about, not by places, which a changed order moves."""
    return found.edit, *sorted(filter(None, (found.code, found.other_code)))


def _with_poa(claim: Claim, place: int, indicator: str) -> Claim:
    return replace(claim, diagnoses=tuple(_poa(claim.diagnoses, place, indicator)))


def _poa(diagnoses: Iterable[Diagnosis], place: int, indicator: str) -> Iterator[Diagnosis]:
    for number, item in enumerate(diagnoses):
        yield replace(item, poa=indicator) if number == place else item
