"""The MS-DRG of an inpatient claim, with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from codinglab.model.codes import Icd10cm, MsDrg


class Complication(StrEnum):
    """Severity of a secondary diagnosis in MS-DRG."""

    MCC = "MCC"
    CC = "CC"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SecondaryDiagnosis:
    """What one secondary diagnosis does to the grouping, in words.

    Attributes:
        listed: its severity in the CC and MCC lists.
        counted: its severity after exclusions; NONE when it does not count.
        reason: why it counts or not, one sentence.
    """

    code: Icd10cm
    listed: Complication
    counted: Complication
    excluded_by_principal: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Grouping:
    """The result of grouping one claim.

    `drg` is None when the claim was not grouped; `not_evaluated` then says why and what to do.
    `weight` is None when Table 5 of that fiscal year is not installed; `weight_note` says so.
    `version` is the grouper version, for example "43.1".
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
    secondary: tuple[SecondaryDiagnosis, ...] = ()
    reasons: tuple[str, ...] = ()
    not_evaluated: str = ""
