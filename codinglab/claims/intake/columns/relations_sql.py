"""The relations of a bucket in SQL, derived as `codinglab.claims.tables.claim_rows` derives them."""

from __future__ import annotations

from codinglab.claims.intake.columns.claim_sql import served

_IDS = "c.id AS claim_id, c.claim_type"
_AGE = "(year(d) - year(birth_date) - ((month(d), day(d)) < (month(birth_date), day(birth_date)))::INTEGER)"


def relations(any_bad: bool, by_line: bool) -> dict[str, str]:
    """SQL of each relation, over `c`, `ll`, `l`, `dx`, `px`, `cc`, `mod` and `ptr`.

    Args:
        any_bad: whether claims in `bad` are to be left out.
        by_line: whether lines have a provider of their own.
    """
    good = "ANTI JOIN bad USING (id)" if any_bad else ""
    joined = f"JOIN (SELECT * FROM c {good}) AS c ON c.id = x.id"
    first = _governing("c.from_date")
    return {
        "claim": f'SELECT *, id AS claim_id, {_AGE} AS age, {_governing("from_date")} AS "on", '
        f"{_number('from_date')} AS first_day, {_number('through_date')} AS last_day, "
        f"{_number('admission_date')} AS admission_day "
        f"FROM (SELECT *, coalesce(admission_date, from_date) AS d FROM c {good}) AS c",
        "diagnosis": f'SELECT {_IDS}, x.position, x.code, x.poa, {first} AS "on" FROM dx AS x {joined}',
        "procedure": f'SELECT {_IDS}, x.position, x.code, x."date", {first} AS "on", '
        f"""{_number('x."date"')} AS day FROM px AS x {joined}""",
        "line": f"SELECT {_IDS}, x.line, x.code, x.units, x.since, x.through, "
        f"{_number('x.since')} AS first_day, {_number('x.through')} AS last_day, "
        f"x.place_of_service, x.revenue_code, x.charge, c.contractor, "
        f"c.patient || '|' || ({served(by_line)}) AS key, "
        f'{_governing("x.since")} AS "on" FROM ll AS x {joined}',
        "modifier": _of_line("mod", "modifier", joined),
        "pointer": _of_line("ptr", "diagnosis", joined),
        "condition": f"SELECT {_IDS}, x.code FROM (SELECT * FROM cc ORDER BY spot, position) AS x {joined}",
        "payment": "SELECT c.id AS claim_id, x.line, x.allowed, x.paid, x.denied_by "
        f"FROM ll AS x {joined} WHERE x.allowed IS NOT NULL OR x.paid IS NOT NULL OR x.denied_by <> ''",
        "note": "SELECT c.id AS claim_id, c.note_title AS title, c.note AS text "
        f"FROM (SELECT * FROM c {good}) AS c WHERE c.note <> ''",
    }


def _governing(day: str) -> str:
    return f"CASE WHEN c.claim_type = 'inpatient' THEN c.through_date ELSE {day} END"


def _number(day: str) -> str:
    """SQL of a day as Python counts days: 1 is the first of January of the year 1."""
    return f"{day} - DATE '0001-01-01' + 1"


def _of_line(part: str, value: str, joined: str) -> str:
    return (
        f"SELECT {_IDS}, x.line, x.position, x.{value} FROM (SELECT l.id, l.line, p.position, p.{value} "
        f"FROM {part} AS p JOIN l ON l.spot = p.spot) AS x {joined}"
    )
