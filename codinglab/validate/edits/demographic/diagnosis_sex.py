"""A diagnosis does not go with the sex on the claim.

The Medicare Code Editor listed diagnoses of one sex until 2024-09-30, and the outpatient editor had such an
edit of its own (I/OCE edit 3). This edit uses the inpatient lists for both: they are empty since, so of later
days nothing is said. A conflict is mostly a wrong code or the record of another patient.

Check the code and the patient's identity, never "correct" the sex to pass. For a transgender patient, or one
with ambiguous genitalia, an outpatient claim carries condition code 45 and a professional one modifier KX;
both lift this edit. Inpatient claims are judged by the code editor itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity, Sex
from codinglab.validate.edit import Edit
from codinglab.validate.examples import aged, dx, fires, line, not_evaluated, outpatient, passes, professional
from codinglab.validate.relations import in_force, without_gender_marker

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

_MAN = aged(60, outpatient(dx("N83.201"), line("G0463"), on="2024-09-30"), Sex.MALE)

EDIT = Edit(
    __name__,
    title="Diagnosis and sex disagree",
    severity=Severity.WARN,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="diagnosis",
    authority=(
        Authority("Definitions of Medicare Code Edits", "v41", "edit 5"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 32 section 240"),
    ),
    reads=("mce_diagnosis_flag",),
    message="{code} is listed for {flag} patients until 2024-09-30, and the claim says {sex}: "
    "check the code and whose claim it is; do not change the sex to pass.",
    examples=(
        fires(_MAN, because="an ovarian cyst of a man, on the edit's last day"),
        passes(
            aged(60, outpatient(dx("N83.201"), line("G0463"), on="2024-10-01"), Sex.MALE),
            because="the lists ended on 2024-09-30",
        ),
        passes(replace(_MAN, condition_codes=("45",)), because="condition code 45 lifts it"),
        passes(
            professional(dx("N40.0"), line("99214", "KX"), on="2024-06-03"),
            because="modifier KX lifts it on a professional claim",
        ),
        fires(professional(dx("N40.0"), line("99214"), on="2024-06-03"), because="the prostate of a woman"),
        passes(
            aged(60, professional(dx("N40.0"), line("99214"), on="2024-06-03"), Sex.MALE), because="a man"
        ),
        not_evaluated(
            aged(60, professional(dx("N40.0"), line("99214"), on="2024-06-03"), Sex.UNKNOWN),
            because="the sex is not known",
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Diagnoses flagged for the other sex that day, where nothing lifts the edit."""
    rows = _flagged(claims, reference)
    other = ((rows.flag == "male") & (rows.sex == "F")) | ((rows.flag == "female") & (rows.sex == "M"))
    return rows.filter(other)


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Flagged diagnoses of a patient whose sex is not known."""
    rows = _flagged(claims, reference)
    reason = ibis.literal("{code} is listed for {flag} patients, and the claim does not say the sex")
    return rows.filter(rows.sex == "U").mutate(reason=reason)


def _flagged(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Diagnoses with the flag of a sex in force that day, on claims that say nothing to lift the edit."""
    kept = without_gender_marker(claims).select("claim_id", "sex")
    rows, table = claims.diagnoses.join(kept, "claim_id"), reference.mce_diagnosis_flag
    flags = table.filter(table.flag.isin(["male", "female"]))
    met = rows.join(flags, [rows.code == flags.code, *in_force(rows, flags)])
    return met.select("claim_id", "on", "code", "sex", "flag", diagnosis=met.position)
