"""What the form asks for, tab by tab: the fields of `case.toml` and `key.toml` in words."""

from __future__ import annotations

from codinglab.lab.case_author import words
from codinglab.lab.case_author.fields import Field, Kind

_WHY_HINT = "why, so that a learner understands it"
_INSTEAD_HINT = "codes with a comma between, right in its place too"
_AUTHORITY = (
    Field("source", "Source", Kind.KNOWN, "guidelines, manual, tabular …", words.SOURCES),
    Field("edition", "Edition", Kind.KNOWN, "FY2026", words.EDITIONS, optional=True),
    Field("section", "Section", hint="I.C.9.a.2", optional=True),
)
AUTHORITY = Field("authority", "Authority: who says so", Kind.ROWS, rows=_AUTHORITY, noun="authority")
ONE_AUTHORITY = tuple(
    Field(f"authority.{one.name}", one.label, one.kind, one.hint, one.choices, one.optional)
    for one in _AUTHORITY
)
EVIDENCE = Field(
    "evidence",
    "Evidence: words of the chart",
    Kind.ROWS,
    rows=(Field("document", "Document", Kind.DOCUMENT), Field("quote", "Words", Kind.QUOTE)),
    noun="evidence",
)
RATIONALE = Field("rationale", "Rationale", Kind.AREA, _WHY_HINT)
NEED = Field("need", "Need", Kind.CHOICE, choices=words.NEEDS)

CASE = (
    Field("title", "Title", hint="as learners see it"),
    Field("role", "Role", Kind.CHOICE, choices=words.ROLES),
    Field("setting", "Setting", Kind.CHOICE, choices=words.SETTINGS),
    Field("difficulty", "Difficulty", Kind.CHOICE, choices=words.DIFFICULTIES),
    Field("minutes", "Minutes", Kind.NUMBER, "30"),
    Field("summary", "Summary", Kind.AREA, "what the learner is to do, in a sentence or two"),
    Field(
        "objectives",
        "Objectives",
        Kind.ROWS,
        rows=(Field("text", "Objective", hint="what it teaches"), Field("section", "Section", hint="I.A.15")),
        noun="objective",
    ),
)
PATIENT = (
    Field("claim.patient.id", "Record number", hint="MRN-118830"),
    Field("claim.patient.birth_date", "Birth date", Kind.DAY, "YYYY-MM-DD"),
    Field("claim.patient.sex", "Sex", Kind.CHOICE, choices=words.SEXES),
)
CLAIM = (
    Field("claim.claim_type", "Claim", Kind.CHOICE, choices=words.CLAIM_TYPES),
    Field("claim.claim_id", "Claim number", hint="PR-2026-0609"),
    Field("claim.from_date", "From", Kind.DAY, "YYYY-MM-DD"),
    Field("claim.through_date", "Through", Kind.DAY, "YYYY-MM-DD"),
    Field("claim.admission_date", "Admission", Kind.DAY, "YYYY-MM-DD, inpatient only", optional=True),
    Field("claim.discharge_status", "Discharge status", hint="two digits, inpatient only", optional=True),
    Field("claim.bill_type", "Bill type", hint="0111, 0131; hospital claims", optional=True),
    Field("claim.facility_id", "Facility", hint="hospital claims", optional=True),
    Field("claim.contractor", "Contractor", hint="12345", optional=True),
    Field(
        "claim.admitting_diagnosis",
        "Admitting dx",
        Kind.CODE,
        "inpatient only",
        optional=True,
        system="ICD-10-CM",
    ),
    Field("claim.condition_codes", "Condition codes", Kind.CODES, "hospital claims", optional=True),
    Field("claim.provider.id", "Provider number", hint="ten digits"),
    Field("claim.provider.specialty", "Specialty", optional=True),
    Field("claim.provider.group", "Group", optional=True),
)
DOCUMENT = (
    Field("type", "Type", Kind.CHOICE, choices=words.DOCUMENT_TYPES),
    Field("title", "Title", hint="as learners see it"),
    Field("author", "Author", hint="with credential: S. Adeyemi, MD"),
    Field("date", "Date", Kind.DAY, "YYYY-MM-DD"),
)
DIAGNOSIS = (
    Field("code", "Code", Kind.CODE, "E11.22, or words: diab kidney", system="ICD-10-CM"),
    NEED,
    Field("poa", "POA", Kind.CHOICE, choices=words.POA),
    Field("acceptable_poa", "Or POA", Kind.CODES, "indicators that are right too", optional=True),
    EVIDENCE,
    RATIONALE,
    AUTHORITY,
    Field("acceptable", "Acceptable", Kind.CODES, _INSTEAD_HINT, optional=True),
)
PROCEDURE = (
    Field("code", "Code", Kind.CODE, "ICD-10-PCS, or words", system="ICD-10-PCS"),
    Field("date", "Date", Kind.DAY, "YYYY-MM-DD"),
    NEED,
    EVIDENCE,
    RATIONALE,
    AUTHORITY,
    Field("acceptable", "Acceptable", Kind.CODES, _INSTEAD_HINT, optional=True),
)
LINE = (
    Field("code", "Code", Kind.CODE, "HCPCS or CPT, or words", system="HCPCS Level II"),
    Field("gloss", "In our words", hint="what the code is; no CPT descriptor"),
    Field("modifiers", "Modifiers", Kind.CODES, "25, RT", optional=True),
    Field("acceptable_modifiers", "Or modifiers", Kind.SETS, "whole sets: 25 59; XS; none", optional=True),
    Field("units", "Units", Kind.NUMBER, "1"),
    Field("points_to", "Points to", Kind.CODES, "diagnoses of the key, first is main", optional=True),
    Field("may_point_to", "May point to", Kind.CODES, "as well, or first, without loss", optional=True),
    Field("date", "Date", Kind.DAY, "first day of the claim when empty", optional=True),
    Field("place_of_service", "Place of service", hint="two digits", optional=True),
    Field("revenue_code", "Revenue code", hint="four digits", optional=True),
    NEED,
    EVIDENCE,
    RATIONALE,
    AUTHORITY,
    Field("acceptable", "Acceptable", Kind.CODES, _INSTEAD_HINT, optional=True),
)
TEMPTING = (
    Field("code", "Code", Kind.TEXT, "the wrong code that tempts"),
    Field("why", "Why", Kind.AREA, "why it tempts, and why it is wrong"),
    AUTHORITY,
    Field("instead_of", "Instead of", hint="the keyed code it is mistaken for", optional=True),
)
SEQUENCE = (
    Field("first", "First", hint="code that goes first"),
    Field("then", "Before", Kind.CODES, "codes that come after it; empty: first of all"),
    Field("why", "Why", Kind.AREA, _WHY_HINT),
    *ONE_AUTHORITY,
)
ACCEPTABLE_SET = (
    Field("keyed", "Keyed codes", Kind.CODES, "that the set replaces"),
    Field("instead", "Instead", Kind.CODES, "what may stand in their place, all of it"),
    Field("why", "Why", Kind.AREA, _WHY_HINT),
    AUTHORITY,
)
QUERY = (
    Field("id", "Name", hint="rhythm-type"),
    Field("topic", "Topic", hint="type of atrial fibrillation"),
    Field("title", "Title", hint="neutral: names no undocumented diagnosis"),
    Field("type", "Type", Kind.CHOICE, choices=words.QUERY_TYPES),
    Field("question", "Question", Kind.AREA, "one clinical question"),
    Field("options", "Options", Kind.LINES, "one a line; other and unable to determine come by themselves"),
    Field("subject", "Subject", hint="yes/no only: the documented condition", optional=True),
    Field("documented", "Documented", Kind.LINES, "documented conditions, one a line", optional=True),
    Field("addressee", "Addressee", hint="chosen from the chart when empty", optional=True),
    Field(
        "indicators",
        "Indicators",
        Kind.ROWS,
        rows=(
            Field("fact", "Fact", hint="what the chart shows"),
            Field("observed_on", "Date", Kind.DAY, "YYYY-MM-DD", optional=True),
            Field("source", "Document", Kind.DOCUMENT),
            Field("quote", "Words", Kind.QUOTE, optional=True),
            Field("prior", "Earlier encounter", Kind.YES, optional=True),
            Field("contrary", "Speaks against", Kind.YES, optional=True),
        ),
        noun="indicator",
    ),
    Field("why", "Why", Kind.AREA, "why the record calls for a query"),
    AUTHORITY,
)
FINDING = (
    Field("edit", "Edit", hint="ncci/column-two-code"),
    Field("because", "Because", Kind.AREA, "why it is right that the key raises it"),
)
EDITION = (Field("edition", "Edition", Kind.NUMBER, "1; raise it with every corrected key"),)
