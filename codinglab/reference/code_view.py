"""Everything the tables say of one ICD-10-CM code on one day: the tabular view."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from codinglab.model import Icd10cm, InvalidInputError, Period
from codinglab.reference.icd10cm import CodeEntry, Note, icd10cm
from codinglab.reference.lookup import Edition, Lookup, lookup_file
from codinglab.reference.systems import list_of

_CODE = re.compile(r"\b[A-Z][0-9A-Z][0-9A-Z](?:\.[0-9A-Z]{1,4})?\b(?=-?)")
_MOST_EXCLUDERS = 400

# The flags of the Medicare Code Editor in our own words. Source: Definitions of Medicare Code Edits.
FLAG_WORDS = {
    "adult": "age conflict unless 15 to 124 years",
    "clintrial": "marks a clinical trial",
    "delout": "outcome of delivery",
    "diabtypeI": "diabetes of type 1",
    "ecodepdx": "external cause: never the principal diagnosis",
    "female": "for women only",
    "male": "for men only",
    "manifestation": "manifestation: never the principal diagnosis",
    "maternity": "age conflict unless 9 to 64 years",
    "newborn": "age conflict unless 0 years",
    "pediatric": "age conflict unless 0 to 17 years",
    "qadm": "questionable admission",
    "reqsdx": "needs a secondary diagnosis",
    "unacceptable": "unacceptable as principal diagnosis",
    "unspecified": "unspecified side where a side can be named",
    "wrngproc": "wrong procedure performed",
}


@dataclass(frozen=True, slots=True)
class CcStatus:
    """The severity of a secondary diagnosis in MS-DRG.

    Attributes:
        level: "CC", "MCC" or "" (neither).
        list: the id of its exclusion list, "" when none.
        excluded_by: the principal diagnoses that take it away (at most 400), and how many there are.
    """

    level: str
    list: str
    excluded_by: tuple[str, ...]
    excluders: int
    edition: str


@dataclass(frozen=True, slots=True)
class CodeView:
    """The tabular view of a code.

    Attributes:
        ancestors: chapter first, each key with its title.
        notes: own notes first, each with the level it is written at.
        sevenths: 7th characters with their meaning; {} when the code takes none.
        children: the codes directly below.
        replaces, replaced_by: by the conversion table, the latter as far as it had happened on the day;
            None when none is installed.
        cc: None when no CC list is in force that day.
        poa_exempt: None when no list is in force that day.
        paired_with: for a manifestation the underlying conditions of the Index, and the reverse.
        missing: what could not be said and why, one sentence each.
        elsewhere: what was written is a code of another system too, one sentence each.
    """

    entry: CodeEntry
    on: date
    tabular: Edition
    ancestors: tuple[tuple[str, str], ...]
    notes: tuple[Note, ...]
    sevenths: dict[str, str]
    children: tuple[CodeEntry, ...]
    spans: tuple[Period, ...]
    replaces: tuple[str, ...] | None
    replaced_by: tuple[str, ...] | None
    cc: CcStatus | None
    poa_exempt: bool | None
    flags: tuple[str, ...]
    paired_with: tuple[str, ...]
    missing: tuple[str, ...]
    elsewhere: tuple[str, ...]


def view(code: str, on: date) -> CodeView:
    """The tabular view of a code, header or unknown code on a day.

    Raises:
        InvalidInputError: nothing that could be a code was written.
        NotInForceError: no code list covers the day.
        StoreError: there is no store.
    """
    table, lookup = icd10cm(), lookup_file()
    key = Icd10cm(code)
    if not key.isalnum():
        msg = f"'{code}' is not a code: write one such as E11.22, or the beginning of one."
        raise InvalidInputError(msg)
    edition = table.tabular(on)
    cc, poa = _cc(lookup, key, on), _poa_exempt(lookup, key, on)
    replaces, replaced_by = _conversion(lookup, key, on)
    return CodeView(
        table.entry(key, on),
        on,
        edition,
        tuple((level, table.title(level, on)) for level in reversed(table.ancestors(key, on))),
        table.notes(key, on),
        table.sevenths(key, on) if len(key) < 7 else {},
        tuple(table.entry(child, on) for child in table.children(key, on)),
        table.spans(key),
        replaces,
        replaced_by,
        cc,
        poa,
        table.flags(key, on),
        _paired(lookup, key, on),
        tuple(_missing(edition, on, cc, poa, replaces)),
        tuple(_elsewhere(code, on)),
    )


def cited(text: str) -> tuple[tuple[str, str], ...]:
    """A note cut into pieces: (words, "") and (code as written, undotted code).

    >>> cited("code to identify stage (N18.1-N18.6)")
    (('code to identify stage (', ''), ('N18.1', 'N181'), ('-', ''), ('N18.6', 'N186'), (')', ''))
    """
    pieces: list[tuple[str, str]] = []
    at = 0
    for match in _CODE.finditer(text):
        if not any(character.isdigit() for character in match[0]):
            continue
        if match.start() > at:
            pieces.append((text[at : match.start()], ""))
        pieces.append((match[0], match[0].replace(".", "")))
        at = match.end()
    if at < len(text):
        pieces.append((text[at:], ""))
    return tuple(pieces)


def _missing(
    edition: Edition,
    on: date,
    cc: CcStatus | None,
    poa: bool | None,
    replaces: tuple[str, ...] | None,
) -> Iterator[str]:
    if not edition.period.covers(on):
        yield (
            f"Notes, hierarchy and 7th characters are those of {edition.name}, which holds {edition.period}; "
            f"for {on} install the tabular of that year: codinglab reference install icd10cm-tabular"
        )
    if cc is None:
        yield f"CC and MCC status on {on} is not known: codinglab reference install msdrg-tables"
    if poa is None:
        yield f"POA exemption on {on} is not known: codinglab reference install icd10cm-poa-exempt"
    if replaces is None:
        yield "What replaced what is not known: codinglab reference install icd10cm-conversion"


def _elsewhere(written: str, on: date) -> Iterator[str]:
    """The other systems that have what was written, without a dot, as a code of the day."""
    typed = written.strip().upper()
    for system in ("ICD-10-PCS", "HCPCS Level II", "CPT"):
        codes = list_of(system)
        if codes.covers(on) and (entry := codes.entry(typed, on)).billable:
            yield f"{entry.written} is a code of {system}: {entry.title}"
    if re.fullmatch(r"\d{4}[0-9A-Z]", typed) and not list_of("CPT").periods:
        yield f"{typed} has the form of a CPT code; no CPT list is installed: codinglab reference install cpt"


def is_poa_exempt(code: str, on: date) -> bool | None:
    """Whether a code is exempt from POA reporting on a day; None when no list is in force that day."""
    return _poa_exempt(lookup_file(), Icd10cm(code), on)


def _poa_exempt(lookup: Lookup, key: Icd10cm, on: date) -> bool | None:
    day = on.isoformat()
    in_force = "since <= ? AND (through IS NULL OR through >= ?)"
    if not lookup.rows(f"SELECT 1 FROM poa_exempt WHERE {in_force} LIMIT 1", day, day):  # noqa: S608
        return None
    starts = [key[:length] for length in range(1, len(key) + 1)]
    marks = ", ".join("?" * len(starts))
    rows = lookup.rows(
        f"SELECT seventh FROM poa_exempt WHERE prefix IN ({marks}) AND {in_force}",  # noqa: S608
        *starts,
        day,
        day,
    )
    return any(not seventh or (len(key) == 7 and key[6] in seventh) for (seventh,) in rows)


def _conversion(
    lookup: Lookup, key: Icd10cm, on: date
) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """What a code replaced, and what had replaced it by the day; members of a published range one by one."""
    if not lookup.rows("SELECT 1 FROM conversion LIMIT 1"):
        return None, None
    before: list[str] = []
    for first, last in lookup.rows(
        "SELECT previous, last FROM conversion WHERE code = ? AND previous <> '' ORDER BY previous", key
    ):
        between = lookup.rows(
            "SELECT DISTINCT code FROM span WHERE system = 'ICD-10-CM' AND code >= ? AND code < ?",
            first,
            f"{last}\uffff",
        )
        before += [row[0] for row in between] if last else [first]
    after = lookup.rows(
        "SELECT DISTINCT code FROM conversion WHERE (previous = ? OR (last <> '' AND previous <= ? AND "
        "last || char(65535) > ?)) AND code <> ? AND (since IS NULL OR since <= ?) ORDER BY code",
        key,
        key,
        key,
        key,
        on.isoformat(),
    )
    return tuple(dict.fromkeys(before)), tuple(row[0] for row in after)


def _cc(lookup: Lookup, key: Icd10cm, on: date) -> CcStatus | None:
    edition = lookup.edition("msdrg-tables", on)
    if edition is None or not edition.period.covers(on):
        return None
    rows = lookup.rows("SELECT level, list FROM cc WHERE edition = ? AND code = ?", edition.id, key)
    if not rows:
        return CcStatus("", "", (), 0, edition.name)
    level, exclusions = rows[0]
    where = "FROM cc_exclusion WHERE edition = ? AND list = ?"
    count = lookup.rows(f"SELECT count(*) {where}", edition.id, exclusions)[0][0]
    found = lookup.rows(
        f"SELECT principal {where} ORDER BY principal LIMIT {_MOST_EXCLUDERS}",
        edition.id,
        exclusions,
    )
    return CcStatus(level, exclusions, tuple(row[0] for row in found), count, edition.name)


def _paired(lookup: Lookup, key: Icd10cm, on: date) -> tuple[str, ...]:
    edition = lookup.edition("icd10cm-index", on)
    if edition is None:
        return ()
    written = key.written
    rows = lookup.rows(
        "SELECT DISTINCT code FROM entry WHERE edition = ? AND second IN (?, ?) AND code <> '' UNION "
        "SELECT DISTINCT second FROM entry WHERE edition = ? AND code IN (?, ?) AND second <> '' ORDER BY 1",
        edition.id,
        written,
        f"{written}-",
        edition.id,
        written,
        f"{written}-",
    )
    return tuple(row[0] for row in rows)
