"""A small writer of 837 files, for tests of the reader: original, with made-up identifiers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

import pytest

from codinglab.model import Claim, ClaimType


@dataclass
class X12Writer:
    """Writes claims as an 837 file."""

    element: str = "*"
    component: str = ":"
    segment: str = "~"
    end: str = "\n"
    claims_a_transaction: int = 50
    dependent: dict[str, str] = field(default_factory=dict)
    """Ids of claims whose patient is a dependent, with the relation."""
    other_payer: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    """By claim id, segments to follow the first line: another payer's decision."""
    control: int = 0

    def file(self, claims: Iterable[Claim]) -> str:
        """One interchange with a group for each kind of claim."""
        self.control += 1
        number = f"{self.control:09}"
        isa = ["ISA", "00", " " * 10, "00", " " * 10, "ZZ", f"{'SENDER':15}", "ZZ", f"{'RECEIVER':15}"]
        isa += ["260105", "0900", "^", "00501", number, "0", "T", self.component]
        parts = [isa]
        groups = 0
        for institutional, some in groupby(claims, lambda one: one.claim_type is not ClaimType.PROFESSIONAL):
            groups += 1
            parts += self._group(list(some), institutional, groups)
        parts.append(["IEA", str(groups), number])
        return "".join(self.element.join(part) + self.segment + self.end for part in parts)

    def _group(self, claims: list[Claim], institutional: bool, number: int) -> list[list[str]]:
        version = "005010X223A2" if institutional else "005010X222A1"
        parts = [["GS", "HC", "SENDER", "RECEIVER", "20260105", "0900", str(number), "X", version]]
        size = self.claims_a_transaction
        transactions = [claims[start : start + size] for start in range(0, len(claims), size)]
        for place, some in enumerate(transactions, start=1):
            inside = self._transaction(some, institutional)
            control = f"{place:04}"
            parts.append(["ST", "837", control, version])
            parts += inside
            parts.append(["SE", str(len(inside) + 2), control])
        parts.append(["GE", str(len(transactions)), str(number)])
        return parts

    def _transaction(self, claims: list[Claim], institutional: bool) -> list[list[str]]:
        parts = [
            ["BHT", "0019", "00", "BATCH", "20260105", "0900", "CH"],
            ["NM1", "41", "2", "SENDING OFFICE", "", "", "", "", "46", "S1"],
            ["PER", "IC", "DESK", "TE", "5555550100"],
            ["NM1", "40", "2", "RECEIVER", "", "", "", "", "46", "R1"],
        ]
        level = 0
        for claim in claims:
            who, child = claim.patient, self.dependent.get(claim.claim_id)
            billing = claim.provider.group
            level += 1
            top = level
            parts.append(["HL", str(level), "", "20", "1"])
            if claim.provider.specialty and claim.provider.id == billing:
                parts.append(["PRV", "BI", "PXC", claim.provider.specialty])
            parts += [
                ["NM1", "85", "2", "SAMPLE CLINIC", "", "", "", "", "XX", billing],
                ["N3", "1 SAMPLE STREET"],
                ["N4", "SAMPLETOWN", "OH", "430040000"],
                ["REF", "EI", "000000000"],
            ]
            level += 1
            subscriber = level
            person = ["DMG", "D8", f"{who.birth_date:%Y%m%d}", who.sex.value]
            member = who.id.split("-")[0] if child else who.id
            parts += [
                ["HL", str(level), str(top), "22", "1" if child else "0"],
                ["SBR", "P", "" if child else "18", "", "", "", "", "", "", "MB"],
                ["NM1", "IL", "1", "SAMPLE", "PERSON", "", "", "", "MI", member],
            ]
            if not child:
                parts += [["N3", "2 SAMPLE STREET"], ["N4", "SAMPLETOWN", "OH", "43004"], person]
            parts.append(["NM1", "PR", "2", "SAMPLE PAYER", "", "", "", "", "PI", claim.contractor])
            if child:
                level += 1
                parts += [
                    ["HL", str(level), str(subscriber), "23", "0"],
                    ["PAT", child],
                    ["NM1", "QC", "1", "SAMPLE", "CHILD"],
                    ["N3", "2 SAMPLE STREET"],
                    ["N4", "SAMPLETOWN", "OH", "43004"],
                    person,
                ]
            parts += self._claim(claim, institutional)
        return parts

    def _claim(self, claim: Claim, institutional: bool) -> list[list[str]]:
        total = sum(line.charge for line in claim.lines)
        place = next((line.place_of_service for line in claim.lines), "")
        bill = [claim.bill_type[1:3], "A", claim.bill_type[3:]] if institutional else [place, "B", "1"]
        parts = [["CLM", claim.claim_id, str(total), "", "", self._joined(*bill), "Y", "A", "Y", "Y"]]
        if institutional:
            parts.append(["DTP", "434", "RD8", f"{claim.from_date:%Y%m%d}-{claim.through_date:%Y%m%d}"])
            if claim.admission_date:
                parts.append(["DTP", "435", "DT", f"{claim.admission_date:%Y%m%d}1015"])
            parts.append(["CL1", "3", "1", claim.discharge_status])
        kinds = ["ABK"] + ["ABF"] * len(claim.diagnoses)
        codes = [
            self._joined(kind, item.code, "", "", "", "", "", "", item.poa)
            for kind, item in zip(kinds, claim.diagnoses, strict=False)
        ]
        parts += [["HI", *codes[start : start + 12]] for start in range(0, len(codes), 12)]
        if claim.admitting_diagnosis:
            parts.append(["HI", self._joined("ABJ", claim.admitting_diagnosis)])
        for place_number, item in enumerate(claim.procedures):
            kind = "BBQ" if place_number else "BBR"
            parts.append(["HI", self._joined(kind, item.code, "D8", f"{item.date:%Y%m%d}")])
        if claim.condition_codes:
            parts.append(["HI", *(self._joined("BG", code) for code in claim.condition_codes)])
        who = claim.provider
        if who.id and who.id != who.group:
            parts.append(
                ["NM1", "71" if institutional else "82", "1", "SAMPLE", "DOCTOR", "", "", "", "XX", who.id]
            )
            if who.specialty:
                parts.append(["PRV", "AT" if institutional else "PE", "PXC", who.specialty])
        if claim.facility_id and not institutional:
            parts.append(["NM1", "77", "2", "SAMPLE SITE", "", "", "", "", "XX", claim.facility_id])
        if claim.claim_id in self.other_payer:
            parts += [["SBR", "S", "18"], ["OI", "", "", "Y", "", "", "Y"]]
            parts += [["NM1", "IL", "1", "OTHER", "", "", "", "", "MI", "OTHERMEMBER"]]
            parts += [["NM1", "PR", "2", "OTHER PAYER", "", "", "", "", "PI", "OTHERPAYER"]]
        for number, line in enumerate(claim.lines, start=1):
            parts.append(["LX", str(number)])
            code = self._joined("HC", line.code, *line.modifiers) if line.code else ""
            money = [str(line.charge), "UN", str(line.units)]
            if institutional:
                parts.append(["SV2", line.revenue_code, code, *money])
            else:
                own = "" if line.place_of_service == place else line.place_of_service
                parts.append(["SV1", code, *money, own, "", self._joined(*map(str, line.pointers))])
            parts.append(["DTP", "472", *self._days(line.date, line.through)])
            if number == 1:
                parts += [list(part) for part in self.other_payer.get(claim.claim_id, [])]
        return parts

    def _joined(self, *parts: str) -> str:
        return self.component.join(parts).rstrip(self.component)

    @staticmethod
    def _days(first: date, last: date | None) -> tuple[str, str]:
        if last is None:
            return "D8", f"{first:%Y%m%d}"
        return "RD8", f"{first:%Y%m%d}-{last:%Y%m%d}"


def npi(number: int) -> str:
    """A made-up NPI with the right check digit, by its first nine digits after 1."""
    digits = f"1{number:08}"
    doubled = (int(d) * 2 for d in digits[::-2])
    total = 24 + sum(d // 10 + d % 10 for d in doubled) + sum(int(d) for d in digits[-2::-2])
    return f"{digits}{-total % 10}"


@pytest.fixture(scope="session")
def x12_writer() -> type[X12Writer]:
    return X12Writer


@pytest.fixture(scope="session")
def made_npi() -> Callable[[int], str]:
    return npi
