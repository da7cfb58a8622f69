"""Hypertension is coded apart from the heart or kidney disease it is presumed to cause.

The classification presumes that hypertension led to heart failure and the heart conditions at I51.4
to I51.7, I51.89 and I51.9, and to chronic kidney disease, also when nobody writes so. Category I11,
I12 or I13 takes the place of I10; heart failure (I50.-), I51.4, I51.89 or I51.9 and the stage of the kidney
disease (N18.-) stay after it. I51.5 and I51.7 are held by the combination code and go.

Take the combination code, unless the provider clearly says that the two are unrelated: then the codes
stand as they are. Acute kidney failure alone (N17.-) is not presumed, and secondary hypertension
(I15.-) is not judged here. Heart failure that another code of the claim explains (I09.81 rheumatic, I97.13-
after surgery) is let pass. Whether a combination code fits the failure and the stage beside it is judged by
`icd10cm/hypertension-contradiction`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Hypertension beside heart or kidney disease",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.9.a"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.9.a.1"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.9.a.2"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.9.a.3"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.A.15"),
    ),
    reads=(),
    message=(
        "{code} beside {partners}: the link is presumed. Report {becomes} instead{keep}, unless "
        "the provider says that they are unrelated."
    ),
    examples=(
        fires(professional(dx("I10"), dx("N18.30")), because="hypertensive chronic kidney disease: I12.9"),
        fires(
            inpatient(dx("I10", "Y"), dx("I50.32", "Y"), dx("N18.4", "Y")), because="heart and kidney: I13.0"
        ),
        fires(professional(dx("I10"), dx("I51.7")), because="hypertensive heart disease: I11.9 alone"),
        fires(professional(dx("I10"), dx("I51.89")), because="I11.9, and I51.89 after it"),
        fires(
            professional(dx("I12.9"), dx("N18.4"), dx("I50.22")), because="the heart failure makes it I13.0"
        ),
        fires(
            professional(dx("I11.0"), dx("I50.22"), dx("N18.6")), because="the kidney disease makes it I13.2"
        ),
        passes(professional(dx("I12.9"), dx("N18.30")), because="the combination code stands there"),
        passes(
            inpatient(dx("I09.81", "Y"), dx("I50.22", "Y"), dx("I10", "Y")), because="rheumatic heart failure"
        ),
        passes(professional(dx("I13.0"), dx("I50.32"), dx("N18.4")), because="one code holds all three"),
        passes(inpatient(dx("N17.9", "Y"), dx("I10", "Y")), because="acute kidney failure is not presumed"),
        passes(
            professional(dx("I10"), dx("I25.10")), because="coronary disease is not among the presumed ones"
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """I10 with heart or kidney disease, I11 with kidney disease, I12 with heart disease."""
    rows = claims.diagnoses
    explained = rows.filter((rows.code == "I0981") | rows.code.startswith("I9713"))
    failure = rows.code.startswith("I50") & rows.claim_id.notin(explained.claim_id)
    other_heart = rows.code.substr(0, 4).isin(["I514", "I515", "I516", "I517", "I519"]) | (
        rows.code == "I5189"
    )
    kidney = rows.code.startswith("N18")
    facts = rows.group_by("claim_id").agg(
        failing=rows.code.min(where=failure),
        heart=rows.code.min(where=failure | other_heart),
        kidney=rows.code.min(where=kidney),
        late=rows.code.min(where=rows.code.isin(["N185", "N186"])),
        named=rows.code.min(where=failure | kidney | rows.code.isin(["I514", "I5189", "I519"])),
        whole=rows.code.min(where=rows.code.startswith("I13")),
    )
    facts = facts.filter(facts.whole.isnull())
    met = rows.filter(_hypertension(rows)).join(facts, "claim_id")
    heart = met.heart.notnull() | met.code.startswith("I11")
    kidney_too = met.kidney.notnull() | met.code.startswith("I12")
    failing = met.failing.notnull() | (met.code == "I110")
    late = met.late.notnull() | (met.code == "I120")
    both = late.ifelse(failing.ifelse("I13.2", "I13.11"), failing.ifelse("I13.0", "I13.10"))
    becomes = (heart & kidney_too).ifelse(
        both, heart.ifelse(failing.ifelse("I11.0", "I11.9"), late.ifelse("I12.0", "I12.9"))
    )
    new_heart = met.heart.notnull() & ~met.code.startswith("I11")
    new_kidney = met.kidney.notnull() & ~met.code.startswith("I12")
    names = new_heart.ifelse(_named(met.heart), "") + (new_heart & new_kidney).ifelse(" and ", "")
    hits = met.mutate(
        becomes=becomes,
        partners=names + new_kidney.ifelse(_named(met.kidney), ""),
        keep=met.named.notnull().ifelse(" and keep the code of the heart or kidney disease after it", ""),
    ).filter(new_heart | new_kidney)
    return hits.select("claim_id", "on", "code", "becomes", "partners", "keep", diagnosis=hits.position)


def _hypertension(rows: Any) -> Any:
    return (rows.code == "I10") | rows.code.startswith("I11") | rows.code.startswith("I12")


def _named(code: Any) -> Any:
    """A code as it is written, with its dot."""
    return (code.length() > 3).ifelse(code.substr(0, 3) + "." + code.substr(3, 4), code)
