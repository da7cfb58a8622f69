"""What `diagnose` proposes to the coder, and why."""

from __future__ import annotations

from dataclasses import dataclass

from codinglab.model.authority import Authority
from codinglab.model.codes import Icd10cm
from codinglab.model.concept import Evidence


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A code that stood beside the proposed one, and why it was not chosen."""

    code: Icd10cm
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A diagnosis code that the documentation may support; the coder decides.

    Attributes:
        code: the proposed code (stored form).
        title: its title in the tabular.
        evidence: the words in the chart that raised it, at least one place.
        reason: one sentence for the coder.
        authority: the rule applied.
        billable: valid for reporting on the governing date.
        missing: what the documentation lacks for a more specific code (seeds a query).
        matched: the title, inclusion term, Index path or lexicon entry that the words led to.
        supporting: lines that bear the problem out without naming it: a drug, a value.
        passed_over: the codes beside it, each with why it was not chosen.
        poa: the indicator proposed for an inpatient claim: Y, N, U, W, or "" (exempt, or no such claim).
        poa_reason: one sentence, "" when `poa` is not asked for.
        addressed: False for a chronic condition that the chart only lists while its assessment names
            others: reported only where it was treated or affected care (guidelines III, IV.J).
    """

    code: Icd10cm
    title: str
    evidence: tuple[Evidence, ...]
    reason: str
    authority: Authority
    billable: bool = True
    missing: tuple[str, ...] = ()
    matched: str = ""
    supporting: tuple[Evidence, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    poa: str = ""
    poa_reason: str = ""
    addressed: bool = True
