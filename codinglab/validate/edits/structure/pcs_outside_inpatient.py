"""An ICD-10-PCS procedure is on a professional or outpatient claim.

ICD-10-PCS is the code set for procedures of hospital inpatients only. Physicians and outpatient
departments report what they did by CPT and HCPCS codes on service lines, inpatient or not.

Take the procedure off and bill the service by its CPT or HCPCS code. Some hospitals keep ICD-10-PCS codes of
outpatients for their own statistics; these stay off the bill.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, line, outpatient, passes, professional, with_procedure

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables


EDIT = Edit(
    __name__,
    title="ICD-10-PCS on a claim that is not inpatient",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="procedure",
    authority=(Authority("45 CFR", "", "162.1002(c)"),),
    reads=(),
    message=(
        "{code} is an ICD-10-PCS code, which only inpatient hospital claims carry: bill the "
        "service by CPT or HCPCS."
    ),
    examples=(
        fires(
            with_procedure(professional(dx("K35.80"), line("47562")), "0FT44ZZ"),
            because="the surgeon bills by CPT",
        ),
        fires(
            with_procedure(outpatient(dx("K80.20"), line("47562")), "0FT44ZZ"),
            because="outpatient surgery too",
        ),
        passes(professional(dx("K80.20"), line("47562")), because="by CPT alone"),
        passes(outpatient(dx("K80.20"), line("47562")), because="by CPT alone"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Every procedure of a claim that is not inpatient."""
    rows = claims.procedures
    return rows.select("claim_id", "on", "code", procedure=rows.position)
