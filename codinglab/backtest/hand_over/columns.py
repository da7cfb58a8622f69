"""The tables that a statement reads: their columns in SQL, and what the columns of claims mean."""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from codinglab.backtest.hand_over.dialects import Dialect
from codinglab.backtest.hand_over.named_steps import quote_where_needed
from codinglab.claims.tables import SCHEMAS

_TYPES = {
    "string": "text",
    "date32[day]": "date",
    "bool": "boolean",
    "double": "double",
    "int64": "bigint",
    "int32": "int",
    "int16": "int",
    "int8": "int",
}
RELATIONS = {
    "claim": "one row a claim",
    "diagnosis": "one row a diagnosis of a claim",
    "prefix": "one row a beginning of a diagnosis code, from one character to the whole code",
    "procedure": "one row an ICD-10-PCS procedure of a claim",
    "line": "one row a service line",
    "modifier": "one row a modifier of a line",
    "pointer": "one row a diagnosis pointer of a line",
    "condition": "one row a UB-04 condition code of a claim",
}
_EVERYWHERE = {
    "claim_id": "the claim's number, one for each version that is judged",
    "claim_type": "professional, outpatient or inpatient",
    "on": "the governing day: the line's day where there is a line, else the claim's first day; "
    "of an inpatient stay the discharge",
    "position": "place on the claim, from 1; diagnosis 1 is the principal or first-listed one",
    "line": "line number, from 1",
}
_MEANINGS: dict[str, dict[str, str]] = {
    "claim": {
        "patient": "the patient's number, the same on all claims of the patient",
        "sex": "sex as recorded: F, M or U (unknown)",
        "birth_date": "date of birth",
        "age": "age in completed years, on admission of a stay, else on the first day",
        "from_date": "first day of the claim",
        "through_date": "last day of the claim",
        "admission_date": "day of admission; null where there was none",
        "discharge_status": "patient discharge status code, UB-04",
        "bill_type": "type of bill, UB-04, four characters",
        "provider": "NPI of the rendering provider",
        "specialty": "the provider's specialty",
        "group": "the physician group",
        "facility": "number of the hospital",
        "contractor": "Medicare contractor number",
        "admitting": "admitting diagnosis, ICD-10-CM without the dot",
        "first_day": "first day as a number of days, to count with (0001-01-01 is 1)",
        "last_day": "last day as such a number",
        "admission_day": "day of admission as such a number",
    },
    "diagnosis": {"code": "ICD-10-CM without the dot", "poa": "present on admission: Y, N, U, W, 1 or empty"},
    "prefix": {
        "code": "ICD-10-CM without the dot",
        "poa": "present on admission",
        "prefix": "a beginning of the code",
    },
    "procedure": {
        "code": "ICD-10-PCS",
        "date": "day of the procedure",
        "day": "the same as a number of days (0001-01-01 is 1)",
    },
    "line": {
        "code": "CPT or HCPCS code",
        "units": "units of service",
        "since": "first day of the line",
        "through": "last day of the line",
        "first_day": "first day as a number of days, to count with (0001-01-01 is 1)",
        "last_day": "last day as such a number",
        "place_of_service": "place of service code, professional claims",
        "revenue_code": "revenue code, UB-04, four digits",
        "charge": "billed charge in dollars",
        "contractor": "Medicare contractor number",
        "key": "who served whom: the same for lines of one patient that NCCI judges together. Professional: "
        "patient with group and specialty, else with the provider; facility: patient with hospital",
    },
    "modifier": {"modifier": "two characters"},
    "pointer": {"diagnosis": "position of the diagnosis that the line points to; the first is its main one"},
    "condition": {"code": "UB-04 condition code"},
}


def meaning(relation: str, column: str) -> str:
    """What a column of a claim relation holds.

    >>> meaning("line", "units")
    'units of service'
    """
    return _MEANINGS[relation].get(column) or _EVERYWHERE[column]


def sql_types(columns: Mapping[str, str]) -> dict[str, str]:
    """The SQL types of columns that are given by Arrow types as text."""
    return {name: _TYPES[kind] for name, kind in columns.items()}


def relations() -> dict[str, dict[str, str]]:
    """The claim relations with their columns and SQL types."""
    return {
        name: sql_types({field.name: str(field.type) for field in schema}) for name, schema in SCHEMAS.items()
    }


def create_table(name: str, columns: Mapping[str, str], dialect: Dialect) -> str:
    """The CREATE TABLE of a table in a dialect, a column a line."""
    fields = [
        exp.ColumnDef(this=exp.to_identifier(column), kind=exp.DataType.build(kind))
        for column, kind in columns.items()
    ]
    made = exp.Create(
        this=exp.Schema(this=exp.to_table(name), expressions=fields),
        kind="TABLE",
    )
    quote_where_needed(made)
    return made.sql(dialect=dialect.name, pretty=True)
