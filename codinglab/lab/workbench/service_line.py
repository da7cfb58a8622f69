"""A new service line for a code: the day, and on professional claims place and first diagnosis."""

from __future__ import annotations

from codinglab.lab.workbench.line_rows import read_code
from codinglab.lab.worksheet import Worksheet
from codinglab.model import ClaimType, ServiceLine, Setting

PLACES = {
    Setting.OFFICE: "11",
    Setting.EMERGENCY: "23",
    Setting.OUTPATIENT_HOSPITAL: "22",
    Setting.AMBULATORY_SURGERY: "24",
    Setting.INPATIENT_ACUTE: "21",
}


def service_line(worksheet: Worksheet, code: str) -> ServiceLine:
    """The line. Raises InvalidInputError when the code has not the form of a HCPCS code."""
    encounter = worksheet.case.encounter
    if encounter.claim_type is ClaimType.OUTPATIENT:
        return ServiceLine(code=read_code(code), date=encounter.from_date)
    return ServiceLine(
        code=read_code(code),
        date=encounter.from_date,
        pointers=(1,) if worksheet.answers.diagnoses else (),
        place_of_service=PLACES.get(encounter.setting, ""),
    )
