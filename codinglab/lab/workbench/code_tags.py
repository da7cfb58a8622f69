"""What is known of a code on the claim's day: its title, what it lacks, and its tags (CC, MCC, POA-exempt).

A tag is said only where a table in force that day says so.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from codinglab.lab.code_title import NO_TITLE, title_and_lack
from codinglab.model import CodinglabError, Icd10cm
from codinglab.reference.cc_exclusions import cc_level, exclusion_list
from codinglab.reference.code_view import is_poa_exempt
from codinglab.reference.systems import list_of

_SEVERE = {
    "CC": "a complication or comorbidity in MS-DRG",
    "MCC": "a major complication or comorbidity in MS-DRG",
}


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of a row: its short text, what it means, and its look ("cc", "off", "lack", "plain")."""

    text: str
    says: str
    look: str


@dataclass(frozen=True, slots=True)
class Words:
    """A code as a row shows it: with a dash when it needs more characters."""

    title: str
    dash: bool = False
    tags: tuple[Tag, ...] = ()
    exempt: bool = False

    def as_data(self, written: str) -> dict[str, object]:
        """The words for the browser."""
        tags = [asdict(tag) for tag in self.tags]
        return {"code": written + "-" * self.dash, "title": self.title, "tags": tags, "exempt": self.exempt}


class CodeTags:
    """Looks codes up once for a claim; a code's tags depend on the principal diagnosis as well.

    Args:
        on: the day whose tables govern.
        severity: whether CC and MCC and the POA exemption matter: on an inpatient claim.
    """

    def __init__(self, on: date, *, severity: bool) -> None:
        self._on = on
        self._severity = severity
        self._known: dict[tuple[str, str], Words] = {}

    def diagnosis(self, code: Icd10cm, principal: Icd10cm | None) -> Words:
        """A diagnosis beside its principal one; None where it is principal itself."""
        key = (code, principal or "")
        if key not in self._known:
            self._known[key] = self._diagnosis(code, principal)
        return self._known[key]

    def procedure(self, code: str) -> Words:
        """An ICD-10-PCS procedure."""
        key = (code, "PCS")
        if key not in self._known:
            title, lack, _ = title_and_lack(code, self._on, procedure=True)
            self._known[key] = Words(title or lack, tags=_lack(lack, header=False))
        return self._known[key]

    def service(self, code: str, on: date) -> Words:
        """A code of a service line on its day; no title where its list is not installed."""
        key = (code, on.isoformat())
        if key not in self._known:
            self._known[key] = _service(code, on)
        return self._known[key]

    def _diagnosis(self, code: Icd10cm, principal: Icd10cm | None) -> Words:
        title, lack, header = title_and_lack(code, self._on)
        tags, exempt = list(_lack(lack, header)), False
        if self._severity and not lack and title != NO_TITLE:
            exempt = bool(is_poa_exempt(code, self._on))
            tags += self._severe(code, principal)
            if exempt:
                tags.append(Tag("POA-exempt", "present on admission is not reported with it", "plain"))
        return Words(title or lack, header, tuple(tags), exempt)

    def _severe(self, code: Icd10cm, principal: Icd10cm | None) -> tuple[Tag, ...]:
        level = cc_level(code, self._on) if principal is not None else ""
        if not level or principal is None:
            return ()
        excluded = exclusion_list(code, principal, self._on)
        if excluded is None:
            return (Tag(level, _SEVERE[level], level.lower()),)
        says = f"{_SEVERE[level]}, but not beside the principal diagnosis {principal.written}"
        return (Tag(f"{level} excluded", f"{says} (list {excluded.number}, {excluded.edition})", "off"),)


def _lack(lack: str, header: bool) -> tuple[Tag, ...]:
    if not lack:
        return ()
    return (Tag("incomplete" if header else "not valid", lack, "lack"),)


def _service(code: str, on: date) -> Words:
    try:
        codes = list_of("HCPCS Level II" if code[:1].isalpha() else "CPT")
        if not codes.covers(on):
            return Words("")
        entry = codes.entry(code, on)
    except CodinglabError:
        return Words("")
    return Words(str(entry.title) or entry.why, tags=_lack(entry.why, header=False))
