"""The query does not say which patient, which encounter, what day, or who asks.

A query is part of the record. Without these nobody can file it, answer it or find it again, and it
counts as not compliant whatever it asks. The author needs a credential or a way to be reached, and
somebody must be asked.

Fill in the patient's number, the encounter, the date, the author with credential and contact, and whom
it asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codinglab.model import Query, Severity
from codinglab.query.examples import query
from codinglab.query.rule import PRACTICE, Fault, LintRule

RULE = LintRule(
    id="QL-16",
    title="Identification missing",
    severity=Severity.FAIL,
    authority=PRACTICE,
    failing=(
        query(patient_id=""),
        query(encounter_id=" "),
        query(written_on=None),
        query(author=""),
        query(author="Chris", contact=""),
        query(addressee=""),
    ),
    passing=(query(), query(contact=""), query(author="Chris Writer")),
)

_CREDENTIAL = re.compile(
    r"\b(?:RN|BSN|MSN|MD|DO|MBBS|PA(?:-C)?|NP|LPN|LVN|CCDS(?:-O)?|CDIP|CCS(?:-P)?|CCA|CPC(?:-[A-Z])?|CIC"
    r"|COC|CRC|CDEO|CPMA"
    r"|RHI[AT]|CHPS|CHDA|MHA|MPH|DNP|PhD|RRT|RD|CDI)\b"
    r"|\b(?:coder|coding|specialist|nurse|physician|auditor|reviewer|consultant|advisor|adviser|educator)\b",
)
_IN_WORDS = re.compile(
    r"\b(?:coder|coding|specialist|nurse|physician|auditor|reviewer|consultant|advis[eo]r|educator)\b", re.I
)


def check(query: Query) -> Iterator[Fault]:
    """Look at each field; whom it asks is a warning."""
    fields = (
        ("the patient's number", query.patient_id),
        ("the encounter", query.encounter_id),
        ("the date", query.written_on),
        ("the author", query.author),
    )
    for name, value in fields:
        if not str(value or "").strip():
            yield Fault(f"The query does not give {name}.")
    author = query.author.strip()
    named = _CREDENTIAL.search(author) or _IN_WORDS.search(author)
    if author and not named and not query.contact.strip():
        yield Fault(f"The author “{author}” has neither a credential nor a contact.")
    if not query.addressee.strip():
        yield Fault("The query is addressed to nobody.", Severity.WARN)
