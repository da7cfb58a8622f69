"""Procedures read from small original charts by the real pipeline."""

from __future__ import annotations

from datetime import date

import pytest

from codinglab.model import (
    ClaimType,
    Document,
    DocumentType,
    Encounter,
    Patient,
    ProcedureSuggestion,
    Setting,
    Sex,
)
from codinglab.procedure import procedure
from codinglab.reference.cases import load_case
from codinglab.review import review

OPERATION = DocumentType.OPERATIVE_REPORT
NOTE = DocumentType.OFFICE_NOTE

COLECTOMY = """OPERATIVE REPORT

PREOPERATIVE DIAGNOSIS: Perforated sigmoid diverticulitis.
POSTOPERATIVE DIAGNOSIS: Perforated sigmoid diverticulitis with pelvic abscess.

PROCEDURE: Laparoscopic converted to open sigmoid colectomy with end colostomy.

INDICATION: Persistent pain. Possible hysterectomy was discussed and is not needed.

DESCRIPTION OF PROCEDURE: Ports were placed and the laparoscope was introduced. Dense inflammation prevented
safe dissection and the operation was converted to an open one through a midline incision. The whole sigmoid
colon was resected. An end descending colostomy was matured in the left lower quadrant.
"""
APPENDECTOMY = """OPERATIVE REPORT

PROCEDURE: Laparoscopic appendectomy.

DESCRIPTION OF PROCEDURE: A Veress needle was used and three ports were placed. The mesoappendix was divided
and the appendix was removed in a bag. There was no conversion to open.
"""
CESAREAN = """OPERATIVE REPORT

PROCEDURE: Repeat low transverse cesarean section.

DESCRIPTION OF PROCEDURE: A Pfannenstiel incision was made. The uterus was entered by a low
transverse incision and a living girl was delivered.
"""
KNEE = """OPERATIVE REPORT

PROCEDURE: {side}total knee arthroplasty.

DESCRIPTION OF PROCEDURE: A medial parapatellar arthrotomy was made. The femoral and tibial components were
{fixed}. The wound was closed in layers.
"""
COLONOSCOPY = """PROCEDURE: Colonoscopy.

DESCRIPTION OF PROCEDURE: The colonoscope was advanced to the cecum.
- Snare polypectomy of a 9 mm polyp in the transverse colon.
- Cold forceps biopsy of a flat lesion in the sigmoid colon.
"""


def chart(claim_type: ClaimType, *documents: tuple[DocumentType, str]) -> Encounter:
    inpatient = claim_type is ClaimType.INPATIENT
    return Encounter(
        "e",
        Setting.INPATIENT_ACUTE if inpatient else Setting.OFFICE,
        claim_type,
        Patient("p", date(1960, 1, 1), Sex.FEMALE),
        date(2026, 6, 1),
        date(2026, 6, 4) if inpatient else date(2026, 6, 1),
        tuple(
            Document(f"d{number}", kind, kind.value, "A. Author, MD", date(2026, 6, 1), text)
            for number, (kind, text) in enumerate(documents)
        ),
    )


def inpatient(text: str, kind: DocumentType = OPERATION) -> dict[str, ProcedureSuggestion]:
    return suggested(chart(ClaimType.INPATIENT, (kind, text)))


def office(text: str, kind: DocumentType = NOTE) -> dict[str, ProcedureSuggestion]:
    return suggested(chart(ClaimType.PROFESSIONAL, (kind, text)))


def suggested(encounter: Encounter) -> dict[str, ProcedureSuggestion]:
    found = procedure(encounter, review(encounter))
    for one in found:
        for place in (*one.evidence, *(slot.evidence for slot in one.slots)):
            assert encounter.document(place.document).text[place.start : place.end] == place.quote
    return {one.term: one for one in found}


def slot(one: ProcedureSuggestion, name: str) -> str:
    return next((found.value for found in one.slots if found.name == name), "")


def services(one: ProcedureSuggestion) -> dict[str, int | None]:
    return {str(found.code): found.units for found in one.services}


def test_converted_to_open_is_the_open_operation_and_an_inspection() -> None:
    found = inpatient(COLECTOMY)
    colon = found["sigmoid colectomy"]
    assert colon.codes == ("0DTN0ZZ",)
    assert colon.missing == ()
    assert slot(colon, "approach") == "open"
    assert colon.authority.section == "B3.2d"
    assert found["end colostomy"].codes == ("0D1M0Z4",)
    inspection = found["endoscopic inspection before conversion (sigmoid colectomy)"]
    assert inspection.codes == ("0DJD4ZZ",)
    assert "hysterectomy" not in found


def test_laparoscopic_appendectomy() -> None:
    found = inpatient(APPENDECTOMY)
    assert list(found) == ["appendectomy"]
    assert found["appendectomy"].codes == ("0DTJ4ZZ",)
    table = found["appendectomy"].tables[0]
    assert table.title == "Medical and Surgical, Gastrointestinal System, Resection"
    assert table.code_title == "Resection of Appendix, Percutaneous Endoscopic Approach"


def test_cesarean() -> None:
    found = inpatient(CESAREAN)["cesarean delivery"]
    assert found.codes == ("10D00Z1",)
    assert found.authority.section == "C1"


def test_cesarean_without_its_incision_has_no_code() -> None:
    found = inpatient("PROCEDURE: Cesarean section.\n")["cesarean delivery"]
    assert found.codes == ()
    assert found.missing == ("type of uterine incision",)
    assert "10D00Z1" in found.tables[0].candidates


@pytest.mark.parametrize(
    ("side", "fixed", "codes", "missing"),
    [
        ("Left ", "fixed with bone cement", ("0SRD0J9",), ()),
        ("Right ", "cementless, by press fit", ("0SRC0JA",), ()),
        ("Right ", "placed", (), ("whether cemented",)),
        ("", "fixed with bone cement", (), ("side",)),
        ("Bilateral ", "fixed with bone cement", ("0SRC0J9", "0SRD0J9"), ()),
    ],
)
def test_knee_replacement(side: str, fixed: str, codes: tuple[str, ...], missing: tuple[str, ...]) -> None:
    found = inpatient(KNEE.format(side=side, fixed=fixed))["total knee replacement"]
    assert found.codes == codes
    assert found.missing == missing


def test_colonoscopy_with_polypectomy_and_biopsy_inpatient() -> None:
    found = inpatient(COLONOSCOPY)
    assert list(found) == ["snare polypectomy", "endoscopic biopsy"]
    assert found["snare polypectomy"].codes == ("0DBL8ZZ",)
    assert found["endoscopic biopsy"].codes == ("0DBN8ZX",)
    assert found["endoscopic biopsy"].authority.section == "B3.4a"


def test_colonoscopy_with_polypectomy_and_biopsy_outpatient() -> None:
    found = suggested(chart(ClaimType.OUTPATIENT, (OPERATION, COLONOSCOPY)))
    assert services(found["snare polypectomy"]) == {"45385": 1}
    assert services(found["endoscopic biopsy"]) == {"45380": 1}
    assert found["endoscopic biopsy"].tables == ()
    assert (
        str(found["endoscopic biopsy"].authority) == "NCCI Policy Manual for Medicare 2026 chapter VI, H.25"
    )


def test_office_lesion_destruction_with_its_count() -> None:
    text = "PROCEDURE: Cryotherapy of three actinic keratoses on the forehead with liquid nitrogen.\n"
    found = office(text)
    assert list(found) == ["destruction of premalignant lesion"] or list(found) == [
        "destruction of skin lesion"
    ]
    one = next(iter(found.values()))
    assert slot(one, "count") == "3"
    assert services(one) == {"17000": 1}
    assert one.missing == ()


def test_destruction_of_warts_is_not_of_premalignant_lesions() -> None:
    found = office("PROCEDURE: Cryotherapy of two warts on the right hand.\n")["destruction of skin lesion"]
    assert services(found) == {}
    assert slot(found, "count") == "2"


@pytest.mark.parametrize(
    ("dose", "amount", "units", "missing"),
    [
        ("40 mg of triamcinolone acetonide", "40 mg", 4, ()),
        ("1 mL of Kenalog 40 mg/mL", "40 mg", 4, ()),
        ("triamcinolone 25 mg", "25 mg", 3, ()),
        ("Kenalog", "", None, ("dose of triamcinolone acetonide",)),
    ],
)
def test_joint_injection_with_its_drug(
    dose: str, amount: str, units: int | None, missing: tuple[str, ...]
) -> None:
    text = f"PROCEDURE NOTE: Right knee injection. Then {dose} was injected.\n"
    found = office(text)["joint injection"]
    assert services(found) == {"20610": 1, "J3301": units}
    assert slot(found, "side") == "right"
    assert slot(found, "dose") == amount
    assert found.missing == missing


def test_a_finger_is_no_major_joint() -> None:
    text = "PROCEDURE NOTE: Joint injection of the left index finger with 10 mg of triamcinolone.\n"
    assert services(office(text)["joint injection"]) == {"J3301": 1}


@pytest.mark.parametrize(
    "text",
    [
        "PLAN: Schedule colonoscopy next month.",
        "PLAN: Will perform right knee injection at the next visit.",
        "PLAN: Discussed total knee replacement; she declined.",
        "PAST SURGICAL HISTORY: Appendectomy, cholecystectomy.",
        "HPI: She is status post total knee replacement in 2019.",
        "HPI: No prior colonoscopy.",
        "ASSESSMENT: Knee pain. No knee injection was performed today.",
        "ASSESSMENT: Consider punch biopsy if the lesion does not heal.",
        "INSTRUCTIONS: Return for cryotherapy.",
    ],
)
def test_what_was_not_done_is_not_suggested(text: str) -> None:
    assert office(text + "\n") == {}


def test_a_plan_that_tells_of_today_is_done() -> None:
    found = office("PLAN: Punch biopsy of the left forearm was performed today.\n")
    assert list(found) == ["punch biopsy"]
    assert found["punch biopsy"].missing == ("how many lesions",)


def test_a_nurse_does_not_document_a_procedure() -> None:
    assert office("PROCEDURE: Punch biopsy performed.\n", DocumentType.NURSING_NOTE) == {}


def test_bedside_procedures_of_a_hospital_course() -> None:
    text = """HOSPITAL COURSE
She was intubated and mechanical ventilation was given for 5 days. A central line was placed by the right
internal jugular vein with its tip in the superior vena cava. She received two units of PRBC by a
peripheral vein. Lumbar puncture was performed and fluid was sent for cell count.
"""
    found = inpatient(text, DocumentType.DISCHARGE_SUMMARY)
    assert found["intubation"].codes == ("0BH17EZ",)
    assert found["mechanical ventilation"].codes == ("5A1955Z",)
    assert found["central line placement"].codes == ("02HV33Z",)
    assert found["lumbar puncture"].codes == ("009U3ZX",)
    assert found["red blood cell transfusion"].codes == ("30233N1",)


def test_an_inpatient_claim_has_no_service_code_and_others_no_pcs() -> None:
    assert inpatient(APPENDECTOMY)["appendectomy"].services == ()
    assert office(APPENDECTOMY, OPERATION)["appendectomy"].tables == ()


def test_each_procedure_of_a_report_has_its_own_side_and_the_approach_of_the_operation() -> None:
    text = """PROCEDURES:
1. Left carpal tunnel release.
2. Right inguinal hernia repair with mesh.

DETAILS: An incision was made over each. Needle and sponge counts were correct.
"""
    found = inpatient(text)
    assert slot(found["carpal tunnel release"], "side") == "left"
    assert found["inguinal hernia repair"].codes == ("0YU50JZ",)


def test_incision_and_puncture_leave_the_approach_open_to_a_question() -> None:
    text = (
        "PROCEDURE: Repair of umbilical hernia.\n\nDETAILS: An incision was made. A guidewire was passed.\n"
    )
    assert "approach" in inpatient(text)["umbilical hernia repair"].missing


def test_a_conversion_that_was_not_needed_is_none() -> None:
    text = "PROCEDURE: Laparoscopic cholecystectomy, possible open.\n\nDETAILS: No conversion to open.\n"
    assert inpatient(text)["cholecystectomy"].codes == ("0FT44ZZ",)


def test_one_inspection_stands_for_a_conversion() -> None:
    found = inpatient("PROCEDURE: Laparoscopic converted to open sigmoid colectomy and appendectomy.\n")
    assert found["appendectomy"].codes == ("0DTJ0ZZ",)
    assert [term for term in found if "inspection" in term] == [
        "endoscopic inspection before conversion (sigmoid colectomy)"
    ]


def test_anesthesia_of_an_operation_is_no_intubation() -> None:
    text = "PROCEDURE: Right below knee amputation, mid tibia.\n\nDETAILS: General endotracheal intubation.\n"
    found = inpatient(text)
    assert list(found) == ["amputation below the knee"]
    assert found["amputation below the knee"].codes == ("0Y6H0Z2",)


def test_a_biopsy_of_the_stomach_is_no_colonoscopic_one() -> None:
    text = "PROCEDURE: EGD with biopsy of the gastric antrum. Colonoscopy with polypectomy in the cecum.\n"
    found = suggested(chart(ClaimType.OUTPATIENT, (OPERATION, text)))
    assert services(found["endoscopic biopsy"]) == {}
    assert services(found["snare polypectomy"]) == {"45385": 1}


def test_excision_has_its_size_margin_closure_and_site() -> None:
    text = "PROCEDURE: Excision of lesion, right forearm, 8 mm with 2 mm margins, intermediate closure.\n"
    found = office(text)["excision of skin lesion"]
    named = {name: slot(found, name) for name in ("size", "margin", "closure", "side", "site")}
    assert named == {
        "size": "0.8 cm",
        "margin": "0.2 cm",
        "closure": "intermediate",
        "side": "right",
        "site": "forearm",
    }
    assert "simple closure is part" in found.reason


def test_pacemaker_generator_and_both_leads() -> None:
    text = """PROCEDURE: Dual chamber pacemaker implantation, left chest.

DETAILS: A pocket was formed. Leads were passed percutaneously to the right atrium and the right ventricle.
"""
    found = inpatient(text)["pacemaker insertion"]
    assert found.together
    assert found.codes == ("0JH606Z", "02H63JZ", "02HK3JZ")


def test_two_tables_to_choose_from_give_no_code() -> None:
    found = inpatient("PROCEDURE: Laparoscopic prostatectomy.\n")["prostatectomy"]
    assert found.codes == ()
    assert found.tables[0].candidates == ("0VT04ZZ",)


def test_the_teaching_case_gives_the_codes_of_its_key() -> None:
    found = suggested(load_case("office-diabetes-knee-injection").encounter)
    assert services(found["joint injection"]) == {"20610": 1, "J3301": 4}
