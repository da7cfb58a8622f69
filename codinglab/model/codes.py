"""One type a code system. A code is kept in its normal form: trimmed, upper case, no dot.

The types check the *form* of a code (`well_formed`); whether a code exists on a day is for the
tables in `reference` to say, so an unknown code can still stand on a claim and be found there.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any, ClassVar, Self


class Code(str):
    """A code of one system in its stored form."""

    __slots__ = ()
    form: ClassVar[re.Pattern[str]]

    def __new__(cls, written: str) -> Self:
        """Make the code from what was written, in its normal form."""
        return super().__new__(cls, cls.normalize(written))

    @staticmethod
    def normalize(written: str) -> str:
        """Give the stored form of a code as somebody wrote it."""
        return written.strip().upper()

    @property
    def well_formed(self) -> bool:
        """Say whether the code has the shape of its system (not whether it exists)."""
        return self.form.fullmatch(self) is not None

    @property
    def written(self) -> str:
        """The code as people write it."""
        return str(self)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, handler: Any) -> dict[str, Any]:
        return {
            "type": "function-after",
            "function": {"type": "no-info", "function": cls},
            "schema": handler(str),
            "serialization": {"type": "to-string"},
        }


class Icd10cm(Code):
    """An ICD-10-CM diagnosis code. The second character may be a letter (QA0, since 2025-10-01).

    >>> Icd10cm(" e11.22 "), Icd10cm("e1122").written
    ('E1122', 'E11.22')
    """

    __slots__ = ()
    form = re.compile(r"[A-Z][0-9A-Z][0-9A-Z][0-9A-Z]{0,4}")

    @staticmethod
    def normalize(written: str) -> str:
        """Trim, raise to upper case and drop the dot after the third character."""
        return written.strip().upper().replace(".", "", 1)

    @property
    def written(self) -> str:
        """The code with its dot."""
        return self if len(self) < 4 else f"{self[:3]}.{self[3:]}"

    @property
    def category(self) -> str:
        """The three-character category."""
        return self[:3]


class Icd10pcs(Code):
    """An ICD-10-PCS procedure code: seven characters, never I or O.

    >>> Icd10pcs("0DTJ4ZZ").well_formed, Icd10pcs("0DTI4ZZ").well_formed
    (True, False)
    """

    __slots__ = ()
    form = re.compile(r"[0-9A-HJ-NP-Z]{7}")


class ServiceCodeSystem(StrEnum):
    """Where a code on a service line comes from."""

    CPT_I = "CPT Category I"
    CPT_II = "CPT Category II"
    CPT_III = "CPT Category III"
    PLA = "CPT Proprietary Laboratory Analyses"
    MAAA = "CPT Multianalyte Assay"
    CDT = "CDT (dental)"
    HCPCS_II = "HCPCS Level II"
    UNKNOWN = "unknown"


class Hcpcs(Code):
    """A HCPCS code: Level I (CPT) or Level II. Always text: leading zeros count.

    >>> Hcpcs("j1100").system.value, Hcpcs("0213T").system.value
    ('HCPCS Level II', 'CPT Category III')
    """

    __slots__ = ()
    form = re.compile(r"\d{4}[0-9FTUM]|[A-V]\d{4}")

    @property
    def system(self) -> ServiceCodeSystem:
        """The part of HCPCS that the form of the code belongs to."""
        if not self.well_formed:
            return ServiceCodeSystem.UNKNOWN
        if self[0].isalpha():
            return ServiceCodeSystem.CDT if self[0] == "D" else ServiceCodeSystem.HCPCS_II
        by_ending = {
            "F": ServiceCodeSystem.CPT_II,
            "T": ServiceCodeSystem.CPT_III,
            "U": ServiceCodeSystem.PLA,
            "M": ServiceCodeSystem.MAAA,
        }
        return by_ending.get(self[-1], ServiceCodeSystem.CPT_I)


class Modifier(Code):
    """A two-character HCPCS modifier, Level I or II."""

    __slots__ = ()
    form = re.compile(r"[0-9A-Z]{2}")


class MsDrg(Code):
    """A Medicare severity diagnosis-related group, three digits."""

    __slots__ = ()
    form = re.compile(r"\d{3}")

    @staticmethod
    def normalize(written: str) -> str:
        """Keep three digits."""
        return written.strip().zfill(3)
