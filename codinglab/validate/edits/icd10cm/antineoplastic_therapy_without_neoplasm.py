"""Chemotherapy, immunotherapy or radiotherapy is coded without the neoplasm that it treats.

Z51.0, Z51.11 and Z51.12 are for antineoplastic therapy. They stand first, and the neoplasm that is
treated follows, as long as treatment is directed at it, also when it has been removed.

Add the code of the neoplasm. When the drug is given for another disease, such as an autoimmune one,
the code of that disease takes the place of Z51.1-.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, outpatient, passes

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Antineoplastic therapy without neoplasm",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.2.e.2"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.2.m"),
    ),
    reads=(),
    message="{code} is for the treatment of a neoplasm, and none is on the claim: add its code.",
    examples=(
        fires(outpatient(dx("Z51.11")), because="which neoplasm is not said"),
        fires(outpatient(dx("Z51.12"), dx("M05.79")), because="rheumatoid arthritis is no neoplasm"),
        passes(outpatient(dx("Z51.11"), dx("C50.911")), because="the neoplasm follows"),
        passes(outpatient(dx("Z51.0"), dx("D32.0")), because="a benign neoplasm may be irradiated"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Z51.0 or Z51.1- on a claim without a code of C00 to D49."""
    rows = claims.diagnoses
    therapy = rows.filter(rows.code.substr(0, 4).isin(["Z510", "Z511"]))
    neoplasm = rows.filter(rows.code.startswith("C") | rows.code.substr(0, 3).between("D00", "D49"))
    alone = therapy.anti_join(neoplasm, "claim_id")
    return alone.select("claim_id", "on", "code", diagnosis=alone.position)
