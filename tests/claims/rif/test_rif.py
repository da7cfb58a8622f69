"""Claims from RIF files: small files of our own, with the columns as CMS names them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from codinglab.claims.extract.layout import INTAKE_SCHEMAS
from codinglab.claims.intake import Rejection
from codinglab.claims.intake.rif import read_rif
from codinglab.claims.tables import claim_rows
from codinglab.model import (
    Claim,
    ClaimType,
    Diagnosis,
    Hcpcs,
    Icd10cm,
    Icd10pcs,
    InvalidInputError,
    Modifier,
    Patient,
    Procedure,
    Provider,
    ServiceLine,
    Sex,
)

DAY = date(2026, 1, 5)
BORN = date(1954, 3, 2)
PEOPLE = {"-101": ("02-Mar-1954", "2")}

Row = dict[str, str]


def office(claim_id: str = "-1", **changes: Any) -> Claim:
    claim = Claim(
        claim_id,
        ClaimType.PROFESSIONAL,
        Patient("-101", BORN, Sex.FEMALE),
        DAY,
        date(2026, 1, 7),
        provider=Provider("1000000020", "11", "1000000012"),
        contractor="05302",
        diagnoses=(Diagnosis(Icd10cm("E1122")), Diagnosis(Icd10cm("N1830"))),
        lines=(
            ServiceLine(Hcpcs("99213"), DAY, (Modifier("25"),), 1, None, (2,), Decimal("125.5"), "11"),
            ServiceLine(Hcpcs("J1100"), DAY, (), 4, date(2026, 1, 7), (1,), Decimal("12"), "11"),
        ),
    )
    return replace(claim, **changes)


def stay(claim_id: str = "-2", **changes: Any) -> Claim:
    claim = Claim(
        claim_id,
        ClaimType.INPATIENT,
        Patient("-101", BORN, Sex.FEMALE),
        DAY,
        date(2026, 1, 9),
        admission_date=DAY,
        discharge_status="06",
        bill_type="0111",
        provider=Provider("1000000038"),
        facility_id="1000000046",
        contractor="12345",
        admitting_diagnosis=Icd10cm("R109"),
        diagnoses=tuple(
            Diagnosis(Icd10cm(code), poa) for code, poa in (("K5720", "Y"), ("I10", "N"), ("W19XXXA", "Y"))
        ),
        procedures=(Procedure(Icd10pcs("0DTN0ZZ"), date(2026, 1, 6)),),
        lines=(
            ServiceLine(Hcpcs(""), DAY, (), 4, date(2026, 1, 9), charge=Decimal(4000), revenue_code="0120"),
            ServiceLine(Hcpcs("J1100"), DAY, (), 2, date(2026, 1, 9), charge=Decimal(3), revenue_code="0636"),
        ),
    )  # fmt: skip
    return replace(claim, **changes)


def day(on: date) -> str:
    return f"{on:%d-%b-%Y}"


def carrier_rows(claim: Claim) -> list[Row]:
    head = {
        "BENE_ID": claim.patient.id, "CLM_ID": claim.claim_id, "FINAL_ACTION": "F", "NCH_CLM_TYPE_CD": "71",
        "CLM_FROM_DT": day(claim.from_date), "CLM_THRU_DT": day(claim.through_date),
        "CARR_NUM": claim.contractor, "PRNCPAL_DGNS_CD": str(claim.diagnoses[0].code),
        "PRNCPAL_DGNS_VRSN_CD": "0", "CARR_CLM_BLG_NPI_NUM": claim.provider.group,
    }  # fmt: skip
    for number, item in enumerate(claim.diagnoses, start=1):
        head |= {f"ICD_DGNS_CD{number}": str(item.code), f"ICD_DGNS_VRSN_CD{number}": "0"}
    return [
        head
        | {
            "LINE_NUM": str(number), "PRF_PHYSN_NPI": claim.provider.id,
            "PRVDR_SPCLTY": claim.provider.specialty, "LINE_SRVC_CNT": f"{line.units}.0",
            "LINE_PLACE_OF_SRVC_CD": line.place_of_service.lstrip("0"),
            "LINE_1ST_EXPNS_DT": day(line.date), "LINE_LAST_EXPNS_DT": day(line.through or line.date),
            "HCPCS_CD": str(line.code), "HCPCS_1ST_MDFR_CD": "".join(line.modifiers[:1]),
            "HCPCS_2ND_MDFR_CD": "".join(line.modifiers[1:2]), "LINE_SBMTD_CHRG_AMT": str(line.charge),
            "LINE_ALOWD_CHRG_AMT": "80.00", "LINE_NCH_PMT_AMT": "64.00", "LINE_PRCSG_IND_CD": "A",
            "LINE_ICD_DGNS_CD": str(claim.diagnoses[line.pointers[0] - 1].code), "LINE_ICD_DGNS_VRSN_CD": "0",
        }
        for number, line in enumerate(claim.lines, start=1)
    ]  # fmt: skip


def facility_rows(claim: Claim) -> list[Row]:
    head = {
        "BENE_ID": claim.patient.id, "CLM_ID": claim.claim_id, "NCH_CLM_TYPE_CD": "60",
        "CLM_FROM_DT": day(claim.from_date), "CLM_THRU_DT": day(claim.through_date),
        "CLM_FAC_TYPE_CD": claim.bill_type[1], "CLM_SRVC_CLSFCTN_TYPE_CD": claim.bill_type[2],
        "CLM_FREQ_CD": claim.bill_type[3], "FI_NUM": claim.contractor, "ORG_NPI_NUM": claim.facility_id,
        "AT_PHYSN_NPI": claim.provider.id, "PTNT_DSCHRG_STUS_CD": claim.discharge_status.lstrip("0"),
        "CLM_ADMSN_DT": day(claim.admission_date) if claim.admission_date else " ",
        "ADMTG_DGNS_CD": str(claim.admitting_diagnosis or ""), "ADMTG_DGNS_VRSN_CD": "0",
        "PRNCPAL_DGNS_CD": str(claim.diagnoses[0].code), "PRNCPAL_DGNS_VRSN_CD": "0",
    }  # fmt: skip
    *ordinary, cause = claim.diagnoses
    # The principal diagnosis stands first among them, or elsewhere, as Synthea has it.
    for number, item in enumerate([*ordinary[1:], ordinary[0]], start=1):
        head |= {f"ICD_DGNS_CD{number}": str(item.code), f"ICD_DGNS_VRSN_CD{number}": "0"}
        head |= {f"CLM_POA_IND_SW{number}": item.poa or "1"}
    head |= {"ICD_DGNS_E_CD1": str(cause.code), "ICD_DGNS_E_VRSN_CD1": "0", "CLM_E_POA_IND_SW1": cause.poa}
    for number, done in enumerate(claim.procedures, start=1):
        head |= {f"ICD_PRCDR_CD{number}": str(done.code), f"PRCDR_DT{number}": day(done.date)}
    rows = [
        head
        | {
            "CLM_LINE_NUM": str(number), "REV_CNTR": line.revenue_code, "HCPCS_CD": str(line.code),
            "REV_CNTR_UNIT_CNT": str(line.units), "REV_CNTR_TOT_CHRG_AMT": str(line.charge),
        }
        for number, line in enumerate(claim.lines, start=1)
    ]  # fmt: skip
    total = str(sum(line.charge for line in claim.lines))
    return [*rows, rows[0] | {"CLM_LINE_NUM": "99", "REV_CNTR": "0001", "REV_CNTR_TOT_CHRG_AMT": total}]


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    def put(name: str, rows: Iterable[Row], encoding: str = "utf-8") -> Path:
        rows = list(rows)
        names = list(dict.fromkeys(name for row in rows for name in row))
        lines = ["|".join(names), *("|".join(row.get(name, "") for name in names) for row in rows)]
        path = tmp_path / name
        path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
        return path

    return put


@pytest.fixture
def people(put: Any) -> Path:
    rows = [
        {"BENE_ID": who, "BENE_BIRTH_DT": born, "BENE_SEX_IDENT_CD": sex}
        for who, (born, sex) in PEOPLE.items()
    ]
    put("beneficiary_2026.csv", rows)
    return put("beneficiary_2025.csv", [row | {"BENE_BIRTH_DT": "01-Jan-1900"} for row in rows])


def rows_of(path: Path) -> tuple[dict[str, list[tuple[Any, ...]]], list[Rejection]]:
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in INTAKE_SCHEMAS}
    rejected: list[Rejection] = []
    shares = [0.0]
    for batch in read_rif(path):
        rejected += batch.rejections
        shares.append(batch.read)
        for name, table in batch.relations.items():
            assert table.schema == INTAKE_SCHEMAS[name]
            rows[name] += [tuple(row.values()) for row in table.to_pylist()]
    assert shares == sorted(shares)
    assert shares[-1] <= 1.0
    return rows, rejected


def expected(*claims: Claim) -> dict[str, list[tuple[Any, ...]]]:
    rows = claim_rows(claims)
    del rows["prefix"]
    return rows


def without_payment(rows: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    return {name: some for name, some in rows.items() if name not in ("payment", "note")}


@pytest.mark.usefixtures("people")
def test_carrier_claims_come_back_as_they_were(put: Any) -> None:
    claims = [office(), office("-9")]
    path = put("carrier.csv", [row for claim in claims for row in carrier_rows(claim)])
    rows, rejected = rows_of(path)
    assert without_payment(rows) == expected(*claims)
    assert rows["payment"][0] == ("-1", 1, 80.0, 64.0, "")
    assert [one.field for one in rejected] == ["BENE_BIRTH_DT"]


@pytest.mark.usefixtures("people")
def test_inpatient_claims_come_back_as_they_were(put: Any) -> None:
    rows, rejected = rows_of(put("inpatient.csv", facility_rows(stay())))
    assert without_payment(rows) == expected(stay())
    assert "1 rows of revenue code 0001" in " ".join(one.reason for one in rejected)
    assert all(one.claim == one.row == "" for one in rejected)


@pytest.mark.usefixtures("people")
def test_a_folder_gives_all_its_claims(put: Any, tmp_path: Path) -> None:
    put("carrier.csv", carrier_rows(office()))
    put("inpatient.csv", facility_rows(stay()))
    put("pde.csv", [{"PDE_ID": "1", "BENE_ID": "-101"}])
    (tmp_path / "notes.txt").write_text("nothing")
    rows, _ = rows_of(tmp_path)
    assert without_payment(rows) == expected(office(), stay())


@pytest.mark.usefixtures("people")
def test_outpatient_lines_have_days_keys_and_payments(put: Any) -> None:
    claim = stay("-3", claim_type=ClaimType.OUTPATIENT, bill_type="0131", admission_date=None, procedures=(),
                 discharge_status="01", admitting_diagnosis=None)  # fmt: skip
    own = [row | {"NCH_CLM_TYPE_CD": "40", "REV_CNTR_DT": "06-Jan-2026", "REV_CNTR_PMT_AMT_AMT": "20.5"}
           for row in facility_rows(claim)]  # fmt: skip
    rows, _ = rows_of(put("outpatient.csv", own))
    lines = tuple(replace(line, date=date(2026, 1, 6), through=None) for line in claim.lines)
    assert without_payment(rows) == expected(replace(claim, lines=lines))
    assert rows["payment"] == [("-3", 1, None, 20.5, ""), ("-3", 2, None, 20.5, "")]


@pytest.mark.usefixtures("people")
def test_rows_of_a_claim_need_not_stand_together(put: Any) -> None:
    first, second = carrier_rows(office()), carrier_rows(office("-9"))
    path = put("carrier.csv", [first[1], second[0], first[0], second[1]])
    assert without_payment(rows_of(path)[0]) == expected(office(), office("-9"))


def test_the_claim_file_may_say_birth_and_sex_itself(put: Any) -> None:
    own = [row | {"DOB_DT": "19540302", "GNDR_CD": "2"} for row in carrier_rows(office())]
    rows, rejected = rows_of(put("carrier.csv", own, encoding="latin-1"))
    assert (without_payment(rows), rejected) == (expected(office()), [])


def test_without_birth_dates_nothing_is_guessed(put: Any, tmp_path: Path) -> None:
    put("carrier.csv", carrier_rows(office()))
    with pytest.raises(InvalidInputError, match="born: put the beneficiary files"):
        list(read_rif(tmp_path))


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"BENE_ID": "-999"}, "DOB_DT", "no birth date"),
        ({"BENE_ID": " "}, "BENE_ID", "missing"),
        ({"CLM_FROM_DT": "31-Feb-2026"}, "CLM_FROM_DT", "no day"),
        ({"CLM_THRU_DT": "04-Jan-2026"}, "CLM_THRU_DT", "before CLM_FROM_DT"),
        ({"CLM_THRU_DT": ""}, "CLM_THRU_DT", "no day"),
        ({"LINE_1ST_EXPNS_DT": ""}, "LINE_1ST_EXPNS_DT", "missing"),
        ({"LINE_1ST_EXPNS_DT": "soon"}, "LINE_1ST_EXPNS_DT", "no day"),
        (
            {"LINE_1ST_EXPNS_DT": "20260201", "LINE_LAST_EXPNS_DT": ""},
            "LINE_1ST_EXPNS_DT",
            "outside the days",
        ),
        ({"LINE_LAST_EXPNS_DT": "01-Jan-2026"}, "LINE_LAST_EXPNS_DT", "before the first day"),
        ({"LINE_SRVC_CNT": "1.5"}, "LINE_SRVC_CNT", "fraction"),
        ({"LINE_SRVC_CNT": "many"}, "LINE_SRVC_CNT", "units"),
        ({"LINE_SBMTD_CHRG_AMT": "12x"}, "LINE_SBMTD_CHRG_AMT", "no amount"),
        ({"LINE_NCH_PMT_AMT": "nan"}, "LINE_NCH_PMT_AMT", "no amount"),
        ({"PRNCPAL_DGNS_VRSN_CD": "9"}, "PRNCPAL_DGNS_CD", "no ICD-10 code"),
        ({"ICD_DGNS_VRSN_CD2": "9"}, "ICD_DGNS_CD", "no ICD-10 code"),
        ({"FINAL_ACTION": "N"}, "FINAL_ACTION", "replaces it"),
        ({"LINE_NUM": "2"}, "LINE_NUM", "twice"),
    ],
)
def test_a_bad_claim_is_rejected_alone(put: Any, changes: Row, field: str, reason: str) -> None:
    bad = carrier_rows(office())
    bad[0] |= changes
    path = put("carrier.csv", [*bad, *carrier_rows(office("-9"))])
    rows, rejected = rows_of(path)
    assert without_payment(rows) == expected(office("-9"))
    (one,) = [one for one in rejected if one.row]
    assert (one.source, one.claim, one.field) == ("carrier.csv", "-1", field)
    assert one.place in ("row 2", "row 3")
    assert reason in one.reason
    assert "|-1|" in one.row


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(("length", "lost"), [(20, {"-9"}), (3, {"-1", "-9"})])
def test_a_row_that_cannot_be_read_takes_its_claim_along(put: Any, length: int, lost: set[str]) -> None:
    path = put("carrier.csv", [row for name in ("-1", "-9", "-7") for row in carrier_rows(office(name))])
    lines = path.read_text().splitlines()
    lines[3] = lines[3][:length]
    path.write_text("\n".join(lines))
    rows, rejected = rows_of(path)
    assert {row[0] for row in rows["claim"]} == {"-1", "-9", "-7"} - lost
    assert {(one.claim, one.place) for one in rejected if one.row} == {
        (name, "row 4") for name in {"", *lost}
    }


@pytest.mark.usefixtures("people")
def test_a_claim_in_two_files_is_taken_once(put: Any, tmp_path: Path) -> None:
    put("carrier.csv", carrier_rows(office()))
    put("carrier_2.csv", carrier_rows(office()))
    rows, rejected = rows_of(tmp_path)
    assert without_payment(rows) == expected(office())
    assert [(one.source, one.reason) for one in rejected if one.row] == [
        ("carrier_2.csv", "A claim of this id stands in carrier.csv too.")
    ]


@pytest.mark.usefixtures("people")
def test_what_a_file_does_not_say_is_counted(put: Any) -> None:
    own = [{k: v for k, v in row.items() if k != "PRVDR_SPCLTY"} for row in carrier_rows(office())]
    own[0] |= {"LINE_SRVC_CNT": "", "LINE_ICD_DGNS_CD": "Z999"}
    rows, rejected = rows_of(put("carrier.csv", own))
    said = {one.field: one.reason for one in rejected}
    assert rows["line"][0][4] is None
    assert rows["line"][0][13] == "-101|1000000020"
    assert "no such column" in said["PRVDR_SPCLTY"]
    assert "1 lines do not say it" in said["LINE_SRVC_CNT"]
    assert "1 lines name a diagnosis" in said["LINE_ICD_DGNS_CD"]


def test_another_line_of_physician_has_its_own_key(put: Any, people: Path) -> None:
    own = carrier_rows(office())
    own[1] |= {"PRVDR_SPCLTY": "02"}
    rows, _ = rows_of(put("carrier.csv", own))
    assert [row[13] for row in rows["line"]] == ["-101|1000000012/11", "-101|1000000012/02"]
    assert people.is_file()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("CLM_ID,BENE_ID\n", "does not name CLM_ID"),
        ("", "does not name"),
        ("CLM_ID|BENE_ID\n", "CLM_FROM_DT"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "other.csv"
    path.write_text(text)
    with pytest.raises(InvalidInputError, match=said):
        list(read_rif(path))
    with pytest.raises(InvalidInputError, match="holds no RIF claim file"):
        list(read_rif(tmp_path))
    with pytest.raises(InvalidInputError, match="There is no file"):
        list(read_rif(tmp_path / "none.csv"))
