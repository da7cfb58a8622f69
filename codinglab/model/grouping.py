"""The MS-DRG of an inpatient claim, with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from codinglab.model.codes import Icd10cm, Icd10pcs, MsDrg


class Complication(StrEnum):
    """Severity of a secondary diagnosis in MS-DRG."""

    MCC = "MCC"
    CC = "CC"
    NONE = "none"


class Loss(StrEnum):
    """Why a diagnosis that is listed as a CC or an MCC does not count as one."""

    NOTHING = ""
    INVALID = "not valid"
    PRINCIPAL = "the same as the principal diagnosis"
    EXCLUDED = "excluded by the principal diagnosis"
    DEATH = "counts only in a patient who lived"
    UNGROUPED = "the claim cannot be grouped"
    CLASS = "part of what makes the class of this DRG"
    ACQUIRED = "a hospital-acquired condition that was not present on admission"


@dataclass(frozen=True, slots=True)
class SecondaryDiagnosis:
    """What one secondary diagnosis does to the grouping, in words.

    Attributes:
        listed: its severity in the CC and MCC lists.
        counted: its severity after exclusions; NONE when it does not count.
        loss: why it counts for less than it is listed as.
        reason: why it counts or not, one sentence.
    """

    code: Icd10cm
    listed: Complication
    counted: Complication
    loss: Loss
    reason: str


@dataclass(frozen=True, slots=True)
class Grouping:
    """The result of grouping one claim.

    `drg` is None when the claim was not grouped; `not_evaluated` then says why and what to do.
    `weight` is None when Table 5 of that fiscal year is not installed; `weight_note` says so.
    `version` is the grouper version, for example "43.1". `severity` is that of the DRG.
    """

    claim_id: str
    drg: MsDrg | None = None
    title: str = ""
    mdc: str = ""
    mdc_title: str = ""
    version: str = ""
    weight: float | None = None
    geometric_mean_stay: float | None = None
    weight_note: str = ""
    return_code: str = ""
    severity: Complication = Complication.NONE
    secondary: tuple[SecondaryDiagnosis, ...] = ()
    not_evaluated: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the path from the principal diagnosis to the DRG.

    Attributes:
        name: what is decided here ("MDC", "Class", "Severity", ...).
        outcome: what was decided ("MDC 18", "surgical").
        because: why, in words.
        shown_by: the grouping of a changed claim that proves it, in words.
    """

    name: str
    outcome: str
    because: str
    shown_by: str


@dataclass(frozen=True, slots=True)
class Removed:
    """What is left when one code is taken off the claim and the claim is grouped again.

    Attributes:
        code: the code taken off, as stored.
        without: the DRG that remains.
        changes: whether that is another DRG.
        says: the same in a sentence.
    """

    code: Icd10cm | Icd10pcs
    without: MsDrg
    changes: bool
    says: str


@dataclass(frozen=True, slots=True)
class Rung:
    """A severity level of the base DRG of a claim: which DRG it is, and whether the claim stands there."""

    severity: Complication
    drg: MsDrg
    title: str
    weight: float | None
    here: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a claim is in its DRG. Every reason is the answer of the grouper to a changed claim.

    Attributes:
        path: the steps, in their order.
        removed: each secondary diagnosis, then each procedure, taken off by itself.
        ladder: the severity levels of the base DRG, the lowest first.
        driver: in words, which codes hold the DRG where it is.
    """

    grouping: Grouping
    path: tuple[Step, ...] = ()
    removed: tuple[Removed, ...] = ()
    ladder: tuple[Rung, ...] = ()
    driver: str = ""
