"""What `procedure` proposes to the coder, and why."""

from __future__ import annotations

from dataclasses import dataclass

from codinglab.model.authority import Authority
from codinglab.model.codes import Hcpcs, Icd10pcs
from codinglab.model.concept import Evidence, Slot


@dataclass(frozen=True, slots=True)
class PcsTable:
    """A table of ICD-10-PCS that the words lead to, and how far they fill it.

    Attributes:
        table: its first three characters.
        title: section, body system and root operation.
        pattern: seven characters, "_" where the documentation does not decide.
        decided: the names of the axes that are decided, with their character.
        missing: the axes that are not, in the words a query would use.
        code: the code when every axis is decided and a row of the table allows it, else None.
        code_title: its title, "" without one.
        candidates: the codes that the pattern leaves, when they are few.
    """

    table: str
    title: str
    pattern: str
    decided: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    code: Icd10pcs | None = None
    code_title: str = ""
    candidates: tuple[Icd10pcs, ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceCode:
    """A CPT or HCPCS code to consider for a service line.

    Attributes:
        code: the number.
        gloss: our own words, or the title of a list that the user installed; never an AMA descriptor of ours.
        units: how many the documentation supports, None when it does not say.
    """

    code: Hcpcs
    gloss: str
    units: int | None = None


@dataclass(frozen=True, slots=True)
class ProcedureSuggestion:
    """A procedure that the documentation says was done, and the codes it may support; the coder decides.

    Attributes:
        term: our name for it.
        evidence: the words that say it was done, at least one place.
        slots: its details with their words: approach, side, site, size (cm), count, closure, drug, dose.
        tables: for an inpatient claim, the ICD-10-PCS tables.
        together: whether the tables stand for codes that are reported together, not instead of one another.
        services: for a professional or outpatient claim, the codes of the shipped slice or installed list.
        reason: one sentence for the coder.
        authority: the rule applied.
        missing: what the documentation lacks (seeds a query).
    """

    term: str
    evidence: tuple[Evidence, ...]
    slots: tuple[Slot, ...]
    tables: tuple[PcsTable, ...]
    together: bool
    services: tuple[ServiceCode, ...]
    reason: str
    authority: Authority
    missing: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[Icd10pcs, ...]:
        """The ICD-10-PCS codes that the documentation decides completely."""
        return tuple(table.code for table in self.tables if table.code is not None)
