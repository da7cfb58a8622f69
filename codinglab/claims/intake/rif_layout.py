"""The columns of CMS's research identifiable files (RIF) that claims are made of, as facts.

Files are parted by | and begin with a line of column names; a row is a line of a claim, with the claim's own
columns repeated. So Synthea's export for Medicare's Blue Button writes them, and so CMS publishes synthetic
claims. The names are those of the Chronic Conditions Warehouse's data dictionaries; a file may lack some.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field, replace
from pathlib import Path

from codinglab.model import InvalidInputError

DELIMITER = "|"
_LONGEST_HEADER = 1 << 20
_BLOCK = 1 << 20

PROFESSIONAL: dict[str, tuple[str, ...]] = {
    "claim": ("CLM_ID",),
    "patient": ("BENE_ID",),
    "type": ("NCH_CLM_TYPE_CD",),
    "final": ("FINAL_ACTION",),
    "action": ("DML_IND",),
    "first": ("CLM_FROM_DT",),
    "last": ("CLM_THRU_DT",),
    "birth": ("DOB_DT", "BENE_BIRTH_DT"),
    "sex": ("GNDR_CD", "BENE_SEX_IDENT_CD", "SEX_IDENT_CD"),
    "principal": ("PRNCPAL_DGNS_CD",),
    "principal_version": ("PRNCPAL_DGNS_VRSN_CD",),
    "contractor": ("CARR_NUM",),
    "provider": ("PRF_PHYSN_NPI", "PRVDR_NPI"),
    "specialty": ("PRVDR_SPCLTY",),
    "billed_by": ("CARR_CLM_BLG_NPI_NUM", "ORG_NPI_NUM", "TAX_NUM"),
    "number": ("LINE_NUM", "CLM_LINE_NUM"),
    "code": ("HCPCS_CD",),
    "units": ("LINE_SRVC_CNT",),
    "since": ("LINE_1ST_EXPNS_DT",),
    "through": ("LINE_LAST_EXPNS_DT",),
    "place": ("LINE_PLACE_OF_SRVC_CD",),
    "charge": ("LINE_SBMTD_CHRG_AMT",),
    "allowed": ("LINE_ALOWD_CHRG_AMT",),
    "paid": ("LINE_NCH_PMT_AMT",),
    "decision": ("LINE_PRCSG_IND_CD",),
    "points_to": ("LINE_ICD_DGNS_CD",),
}
"""Columns by what they mean, of carrier and equipment claims; of several, the first that is filled."""

INSTITUTIONAL: dict[str, tuple[str, ...]] = {
    **{name: PROFESSIONAL[name] for name in (
        "claim", "patient", "type", "final", "action", "first", "last", "birth", "sex", "principal",
        "principal_version", "code",
    )},
    "contractor": ("FI_NUM",),
    "provider": ("AT_PHYSN_NPI", "RNDRNG_PHYSN_NPI", "OP_PHYSN_NPI"),
    "specialty": ("AT_PHYSN_SPCLTY_CD",),
    "facility": ("ORG_NPI_NUM", "PRVDR_NUM"),
    "bill_facility": ("CLM_FAC_TYPE_CD",),
    "bill_class": ("CLM_SRVC_CLSFCTN_TYPE_CD",),
    "bill_frequency": ("CLM_FREQ_CD",),
    "discharge": ("PTNT_DSCHRG_STUS_CD",),
    "admission": ("CLM_ADMSN_DT",),
    "admitting": ("ADMTG_DGNS_CD",),
    "admitting_version": ("ADMTG_DGNS_VRSN_CD",),
    "not_paid": ("CLM_MDCR_NON_PMT_RSN_CD",),
    "number": ("CLM_LINE_NUM", "LINE_NUM"),
    "revenue": ("REV_CNTR",),
    "units": ("REV_CNTR_UNIT_CNT",),
    "since": ("REV_CNTR_DT",),
    "charge": ("REV_CNTR_TOT_CHRG_AMT",),
    "paid": ("REV_CNTR_PMT_AMT_AMT",),
}  # fmt: skip
"""The same of inpatient, outpatient, skilled nursing, home health and hospice claims."""

MEANINGS = tuple({**PROFESSIONAL, **INSTITUTIONAL})
"""All meanings; where a layout has no column for one, it is empty."""

MODIFIERS = ("HCPCS_1ST_MDFR_CD", "HCPCS_2ND_MDFR_CD", "HCPCS_3RD_MDFR_CD", "HCPCS_4TH_MDFR_CD")
DIAGNOSES = [(f"ICD_DGNS_CD{n}", f"ICD_DGNS_VRSN_CD{n}", f"CLM_POA_IND_SW{n}") for n in range(1, 26)]
CAUSES = [(f"ICD_DGNS_E_CD{n}", f"ICD_DGNS_E_VRSN_CD{n}", f"CLM_E_POA_IND_SW{n}") for n in range(1, 13)]
PROCEDURES = [(f"ICD_PRCDR_CD{n}", f"ICD_PRCDR_VRSN_CD{n}", f"PRCDR_DT{n}") for n in range(1, 26)]

BIRTH = ("BENE_BIRTH_DT",)
SEX = ("BENE_SEX_IDENT_CD", "SEX_IDENT_CD")

INPATIENT_TYPES = ("20", "30", "60", "61", "62", "63", "64")
OUTPATIENT_TYPES = ("10", "40", "50")
INPATIENT_BILLS = ("11", "18", "21", "28", "41")
NO_DENIAL = ("A", "R", "S")
"""Line processing indicators that say no denial: allowed, reprocessed, Medicare as secondary payer."""


@dataclass(frozen=True)
class RifFile:
    """A file of claims or of beneficiaries, with its column names.

    Attributes:
        path: where it is.
        columns: the position of each column, from 1.
        width: how many columns there are.
        text: the file that is read, itself or a copy in UTF-8.
    """

    path: Path
    columns: dict[str, int] = field(repr=False)
    width: int
    text: Path

    @property
    def institutional(self) -> bool:
        """Whether its claims are institutional."""
        return "REV_CNTR" in self.columns

    @property
    def of_claims(self) -> bool:
        """Whether it holds claims."""
        return {"CLM_ID", "BENE_ID", "CLM_FROM_DT", "CLM_THRU_DT"} <= self.columns.keys() and (
            self.institutional or "LINE_1ST_EXPNS_DT" in self.columns
        )

    @property
    def of_beneficiaries(self) -> bool:
        """Whether it holds beneficiaries with their birth dates."""
        return "BENE_ID" in self.columns and "CLM_ID" not in self.columns and self.has(BIRTH)

    @property
    def layout(self) -> dict[str, tuple[str, ...]]:
        """What its columns mean."""
        return INSTITUTIONAL if self.institutional else PROFESSIONAL

    def has(self, names: tuple[str, ...]) -> bool:
        """Whether it has one of some columns."""
        return any(name in self.columns for name in names)


def open_rif(path: Path) -> RifFile:
    """Read the column names of a file.

    Raises:
        InvalidInputError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            line = file.readline(_LONGEST_HEADER)
    except FileNotFoundError:
        msg = f"There is no file {path}."
        raise InvalidInputError(msg) from None
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror or error}."
        raise InvalidInputError(msg) from None
    names = line.decode("utf-8-sig", "replace").strip().split(DELIMITER)
    columns: dict[str, int] = {}
    for position, name in enumerate(names, start=1):
        columns.setdefault(name.strip().strip('"').upper(), position)
    return RifFile(path, columns, len(names), path)


def in_utf8(file: RifFile, folder: Path) -> RifFile:
    """The file, or one that reads from a copy in UTF-8 in a folder where it is in another encoding."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with file.path.open("rb") as source:
        try:
            while block := source.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            source.seek(0)
            copy = folder / f"{file.path.stem[:40]}.utf8"
            with copy.open("w", encoding="utf-8", newline="") as text:
                while block := source.read(_BLOCK):
                    text.write(block.decode("latin-1"))
            return replace(file, text=copy)
    return file


def rif_files(path: Path) -> tuple[list[RifFile], list[RifFile]]:
    """The claim files and the beneficiary files of a folder, or a claim file and those beside it.

    Raises:
        InvalidInputError: there is no claim file.
    """
    if path.is_dir():
        beside = [one for one in sorted(path.iterdir()) if one.suffix.lower() in (".csv", ".txt")]
        read = [open_rif(one) for one in beside if one.is_file()]
        claims = [one for one in read if one.of_claims]
        if not claims:
            msg = (
                f"{path} holds no RIF claim file: none whose first line names CLM_ID, BENE_ID, CLM_FROM_DT, "
                "CLM_THRU_DT, with REV_CNTR or LINE_1ST_EXPNS_DT, parted by |."
            )
            raise InvalidInputError(msg)
        return claims, [one for one in read if one.of_beneficiaries]
    file = open_rif(path)
    if not file.of_claims:
        lacking = [
            name for name in ("CLM_ID", "BENE_ID", "CLM_FROM_DT", "CLM_THRU_DT") if not file.has((name,))
        ]
        what = ", ".join(lacking) or "REV_CNTR (institutional) or LINE_1ST_EXPNS_DT (professional)"
        msg = f"{path} is not a RIF claim file, parted by |: its first line does not name {what}."
        raise InvalidInputError(msg)
    beside = [one for one in sorted(path.parent.iterdir()) if one.suffix.lower() in (".csv", ".txt")]
    people = [open_rif(one) for one in beside if one.is_file() and one != path]
    return [file], [one for one in people if one.of_beneficiaries]
