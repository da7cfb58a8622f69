"""Group one inpatient claim through `msdrg`."""

from __future__ import annotations

from codinglab.claims.drg_input import drg_input
from codinglab.group.grouper import Answer, Data, ask
from codinglab.group.secondary import secondary_diagnoses
from codinglab.group.versions import version_on, written
from codinglab.model import Claim, ClaimType, Grouping, InvalidInputError, MsDrg, NotInForceError
from codinglab.reference.msdrg import drg_row


def group(claim: Claim, *, reasons: bool = True) -> Grouping:
    """Find the MS-DRG of a claim, by its discharge date.

    A claim that cannot be grouped (not inpatient, a date without a supported version, no principal
    diagnosis) comes back with `drg` None and the reason in `not_evaluated`. Without `reasons` the
    secondary diagnoses are not judged one by one, which is what takes the time.
    Source: MS-DRG Definitions Manual of the version; weights from Table 5 of the fiscal year.
    """
    data = grouper_data(claim)
    if isinstance(data, Grouping):
        return data
    try:
        answer = ask(data)
    except InvalidInputError as reason:
        return Grouping(claim.claim_id, not_evaluated=str(reason))
    return grouping(claim, data, answer, reasons=reasons)


def grouper_data(claim: Claim) -> Data | Grouping:
    """The claim in the grouper's form; a grouping that says why where it cannot be grouped."""
    if claim.claim_type is not ClaimType.INPATIENT:
        return Grouping(claim.claim_id, not_evaluated="MS-DRG applies to inpatient claims only.")
    try:
        return drg_input(claim, version_on(claim.through_date))
    except (NotInForceError, InvalidInputError) as reason:
        return Grouping(claim.claim_id, not_evaluated=str(reason))


def grouping(claim: Claim, data: Data, answer: Answer, *, reasons: bool = True) -> Grouping:
    """The grouper's answer with titles, weight and what each secondary diagnosis counts for."""
    drg = MsDrg(str(answer.drg))
    weight, stay, note = _weight(claim, drg)
    return Grouping(
        claim_id=claim.claim_id,
        drg=drg,
        title=answer.raw["final_drg_description"] or "",
        mdc=f"{answer.mdc:02d}",
        mdc_title=answer.raw["final_mdc_description"] or "",
        version=written(data["version"]),
        weight=weight,
        geometric_mean_stay=stay,
        weight_note=note,
        return_code=answer.raw["return_code"],
        severity=answer.severity,
        secondary=tuple(secondary_diagnoses(data, answer, claim.through_date)) if reasons else (),
    )


def _weight(claim: Claim, drg: MsDrg) -> tuple[float | None, float | None, str]:
    try:
        row = drg_row(drg, claim.through_date)
    except NotInForceError as reason:
        return None, None, str(reason)
    if row is None or row.weight is None:
        return None, None, f"Table 5 has no weight for MS-DRG {drg}."
    return row.weight, row.geometric_mean_stay, ""
