"""How exercises name service codes and the tables of claim types. No descriptor of the AMA is ours."""

from __future__ import annotations

from datetime import date

from codinglab.model import ClaimType, Hcpcs
from codinglab.reference.hcpcs import cpt, hcpcs

TABLES = {
    ClaimType.PROFESSIONAL.value: "practitioner",
    ClaimType.OUTPATIENT.value: "hospital",
}
BILLED_BY = {
    ClaimType.PROFESSIONAL.value: "one physician bills",
    ClaimType.OUTPATIENT.value: "one hospital bills (outpatient)",
}


def service(code: str, on: date) -> str:
    """A service code, with its title where the user has installed a list that has one."""
    for table in (hcpcs(), cpt()):
        if table.covers(on) and (title := table.title(Hcpcs(code))):
            return f"{code} ({title})"
    return code


def is_visit(code: str) -> bool:
    """Whether a code is a visit (evaluation and management), for which modifier 25 is meant."""
    return code == "G0463" or ("99202" <= code <= "99499" and len(code) == 5)
