"""What is wrong with staged RIF claims, and what they leave unsaid.

A claim with a fault is rejected as a whole. What a file does not say (units, a charge, a sex) is left empty
and counted, one remark a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from codinglab.claims.intake.rif_layout import RifFile

if TYPE_CHECKING:
    import duckdb

_ICD10_SINCE = "DATE '2015-10-01'"
_AMOUNTS = ("charge", "allowed", "paid")
_A_DAY = "It is no day of the calendar, written as 30-May-2015, 2015-05-30 or 20150530."


class _Check(NamedTuple):
    """Where to look, the column as the file names it, its value, when it is wrong, and why."""

    table: str
    field: str
    value: str
    wrong: str
    reason: str


def find_faults(connection: duckdb.DuckDBPyConnection, file: RifFile) -> None:
    """Fill the table `faults`: claim, n, field, value, reason; a claim may have several."""
    parts = [
        f"SELECT claim, n, '{check.field}' AS field, {check.value} AS value, '{check.reason}' AS reason "
        f"FROM {check.table} WHERE {check.wrong}"
        for check in (*_claim_checks(), *_row_checks(file))
    ]
    parts += [
        _codes("diagnoses", "ICD_DGNS_CD"),
        _codes("causes", "ICD_DGNS_E_CD"),
        _codes("procedures", "ICD_PRCDR_CD"),
        "SELECT claim, n, 'PRCDR_DT', item.also, 'The day of procedure ' || item.code || ' cannot be read.' "
        "FROM (SELECT claim, n, unnest(procedures) AS item FROM heads) WHERE day_of(item.also) IS NULL",
        "SELECT claim, min(n), 'CLM_ID', claim, 'The rows of the claim are of several beneficiaries.' "
        "FROM rows GROUP BY claim HAVING count(DISTINCT coalesce(patient, '')) > 1",
        "SELECT rows.claim, min(n), 'CLM_ID', rows.claim, "
        "'A claim of this id stands in ' || any_value(source) || ' too.' "
        "FROM rows JOIN taken USING (claim) GROUP BY rows.claim",
    ]
    if file.has(file.layout["number"]):
        parts.append(
            "SELECT claim, max(n), 'LINE_NUM', number, 'The line stands twice in the claim.' FROM rows "
            "WHERE number IS NOT NULL GROUP BY claim, number HAVING count(*) > 1"
        )
    parts.append(_BROKEN)
    connection.execute(f"CREATE OR REPLACE TABLE faults AS {' UNION ALL '.join(parts)}")


_BROKEN = """
    SELECT coalesce(own.claim, before.claim) AS claim, broken.n, '', '',
        'A row of the claim, or one beside it, cannot be read: it has ' || broken.width || ' cells.'
    FROM broken
    LEFT JOIN (SELECT DISTINCT claim FROM rows) AS own USING (claim)
    ASOF LEFT JOIN rows AS before ON broken.n >= before.n
    WHERE coalesce(own.claim, before.claim) IS NOT NULL
    UNION ALL
    SELECT after.claim, broken.n, '', '',
        'A row of the claim, or one beside it, cannot be read: it has ' || broken.width || ' cells.'
    FROM broken
    LEFT JOIN (SELECT DISTINCT claim FROM rows) AS own USING (claim)
    ASOF JOIN rows AS after ON broken.n <= after.n
    WHERE own.claim IS NULL
"""


def _row_checks(file: RifFile) -> list[_Check]:
    """What is checked of every row."""
    name_of = {meaning: names[0] for meaning, names in file.layout.items()}
    units = "try_cast(units AS DECIMAL(18, 4))"
    fraction = f"{units} IS NULL OR {units} <> round({units}) OR abs({units}) >= 2147483648"
    whole = "It is no whole number of units; a fraction cannot be judged."
    checks = [_Check("rows", name_of["units"], "units", f"units IS NOT NULL AND ({fraction})", whole)]
    for name in ("since", "through"):
        unread = f"{name} IS NOT NULL AND day_of({name}) IS NULL"
        checks.append(_Check("rows", name_of.get(name, ""), name, unread, _A_DAY))
    for name in _AMOUNTS:
        number = f"try_cast({name} AS DOUBLE)"
        wrong = f"{name} IS NOT NULL AND ({number} IS NULL OR NOT isfinite({number}))"
        checks.append(
            _Check("rows", name_of.get(name, ""), name, wrong, "It is no amount, written as 125.50.")
        )
    if not file.institutional:
        missing = "The day of service is missing."
        checks.append(_Check("rows", name_of["since"], "since", "since IS NULL", missing))
        turned = "day_of(through) < day_of(since)"
        checks.append(_Check("rows", name_of["through"], "through", turned, "It is before the first day."))
    outside = "claim_type <> 'inpatient' AND (day_of(since) < day_of(first) OR day_of(since) > day_of(last))"
    dated = "(SELECT r.n, claim, r.since, claim_type, k.first, k.last FROM rows r JOIN known k USING (claim))"
    checks.append(_Check(dated, name_of["since"], "since", outside, "It is outside the days of the claim."))
    return checks


def _claim_checks() -> list[_Check]:
    """What is checked of every claim, by its first row."""
    nobody = "There is no birth date: neither in a beneficiary file nor in the claim file."
    untyped = "Neither it nor the bill type says what kind of claim it is."
    return [
        _Check("known", "BENE_ID", "patient", "patient IS NULL", "The beneficiary is missing."),
        _Check("known", "CLM_FROM_DT", "first", "day_of(first) IS NULL", _A_DAY),
        _Check("known", "CLM_THRU_DT", "last", "day_of(last) IS NULL", _A_DAY),
        _Check("known", "CLM_THRU_DT", "last", "day_of(last) < day_of(first)", "It is before CLM_FROM_DT."),
        _Check("known", "DML_IND", "action", "action = 'DELETE'", "The row takes the claim out."),
        _Check("known", "FINAL_ACTION", "final", "final = 'N'", "A later version of the claim replaces it."),
        _Check("known", "DOB_DT", "born", "born IS NULL", nobody),
        _Check("known", "DOB_DT", "born", "born IS NOT NULL AND day_of(born) IS NULL", _A_DAY),
        _Check("known", "DOB_DT", "born", "day_of(born) > day_of(last)", "It is after the service."),
        _Check("known", "GNDR_CD", "told_sex", "sex_of(told_sex) IS NULL", "1 is male, 2 female, 0 unknown."),
        _Check("known", "NCH_CLM_TYPE_CD", "type", "claim_type IS NULL", untyped),
        _Check(
            "known",
            "CLM_ADMSN_DT",
            "admission",
            "admission IS NOT NULL AND day_of(admission) IS NULL",
            _A_DAY,
        ),
        _Check(
            "known",
            "CLM_ADMSN_DT",
            "admission",
            "day_of(admission) > day_of(last)",
            "It is after CLM_THRU_DT.",
        ),
        *(
            _Check("known", column, name, f"{name} IS NOT NULL AND {_old(f'{name}_version')}", _OLD)
            for name, column in (("principal", "PRNCPAL_DGNS_CD"), ("admitting", "ADMTG_DGNS_CD"))
        ),
    ]


_OLD = "It is no ICD-10 code by its version (0 is ICD-10), or by the day of the claim where it has none."


def _old(version: str) -> str:
    """Whether a code is not, or cannot be known to be, one of ICD-10."""
    return f"({version} <> '0' OR ({version} IS NULL AND day_of(last) < {_ICD10_SINCE}))"


def _codes(name: str, field: str) -> str:
    return (
        f"SELECT claim, n, '{field}', item.code, '{_OLD}' "
        f"FROM (SELECT claim, n, last, unnest({name}) AS item FROM heads) WHERE {_old('item.version')}"
    )


def remarks(connection: duckdb.DuckDBPyConnection, file: RifFile) -> list[tuple[str, str]]:
    """What a file leaves unsaid, or was left of it: the column and the sentence."""
    layout = file.layout
    said = []
    for name, meaning in (
        ("units", "units"),
        ("charge", "charge"),
        ("specialty", "specialty of the provider"),
    ):
        if not file.has(layout[name]):
            said.append((layout[name][0], f"The file has no such column: the {meaning} stays empty."))
    counts = {
        "units": "SELECT count(*) FROM lines WHERE units IS NULL",
        "charge": "SELECT count(*) FROM lines WHERE charge IS NULL",
    }
    for name, query in counts.items():
        count = _count(connection, query)
        if count and file.has(layout[name]):
            said.append((layout[name][0], f"{count:,} lines do not say it: it stays empty."))
    if count := _count(connection, "SELECT count(*) FROM claims WHERE sex = 'U'"):
        said.append(("GNDR_CD", f"{count:,} claims do not say the sex: it is U, not known."))
    if not file.institutional:
        query = "SELECT count(*) FROM lines WHERE points_to IS NOT NULL AND pointer IS NULL"
        if count := _count(connection, query):
            told = f"{count:,} lines name a diagnosis that their claim does not have: they point to none."
            said.append(("LINE_ICD_DGNS_CD", told))
    elif count := _count(connection, "SELECT count(*) FROM totals"):
        said.append(("REV_CNTR", f"{count:,} rows of revenue code 0001 are claims' totals, and no lines."))
    query = "SELECT count(*) FROM person WHERE births > 1 AND patient IN (SELECT patient FROM claims)"
    if count := _count(connection, query):
        told = f"{count:,} beneficiaries have several birth dates: that of the last beneficiary file counts."
        said.append(("BENE_BIRTH_DT", told))
    return said


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    return int(connection.execute(query).fetchall()[0][0])
