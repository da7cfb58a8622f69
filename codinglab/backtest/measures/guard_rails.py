"""What makes the figures of a back-test say less than they seem to: each guard-rail of SPEC 8.3 that applies.

A guard-rail is of one edit or, with an empty id, of the run. "warning" changes what may be concluded,
"note" says how the figures were made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from codinglab.backtest.measures.look_back import look_back
from codinglab.backtest.measures.opened import Run
from codinglab.backtest.measures.scope import Scope
from codinglab.backtest.measures.table import COUNT, EDIT, TEXT, Column, Table

if TYPE_CHECKING:
    import duckdb

GUARD_RAILS = Table(
    "guard_rails",
    "What limits the figures: one row a guard-rail that applies; `edit` is empty where it is of the run.",
    (
        EDIT,
        Column("rail", TEXT, "which guard-rail"),
        Column("level", TEXT, "warning: changes what may be concluded; note: how the figures were made"),
        Column("words", TEXT, "what it is and what to do"),
        Column("rows", COUNT, "how many rows, lines or claims it is about; null where it is of no number"),
    ),
    "SELECT * FROM guard_rail",
    "edit, rail, words",
)
Rail = tuple[str, str, str, str, int | None]
_CHANGES = {
    1: "CPT, HCPCS, NCCI, fee schedule",
    4: "ICD-10, HCPCS, NCCI, fee schedule",
    7: "HCPCS, NCCI, fee schedule",
    10: "ICD-10, HCPCS, NCCI, fee schedule",
}
_SHORT_MONTH = 0.6


def write_guard_rails(
    connection: duckdb.DuckDBPyConnection, run: Run, scope: Scope, needs: Mapping[str, int]
) -> None:
    """The table `guard_rail`.

    Args:
        connection: with the tables of `measure.prepared`.
        run: the back-test.
        scope: what is measured.
        needs: days of history of an analyst's own edits, by id.
    """
    connection.execute("CREATE TABLE guard_rail (edit TEXT, rail TEXT, level TEXT, words TEXT, rows BIGINT)")
    full = _full_days(connection, scope)
    found: list[Rail] = []
    if full is None:
        found.append(
            ("", "no claims", "warning", "The extract holds no claims: there is nothing to measure.", 0)
        )
    else:
        found += _days(connection, scope, full)
        found += _standing(connection, scope)
        found += _payment(connection)
        found += _truncated(connection)
        found += _alone(run)
        found += _history(connection, run, needs, full[0])
        found += _rates(connection)
    if found:
        connection.executemany("INSERT INTO guard_rail VALUES (?, ?, ?, ?, ?)", found)


def _months(
    connection: duckdb.DuckDBPyConnection, period: str = "true"
) -> list[tuple[date, int, date, date]]:
    """Months with claims: month, number, first and last day."""
    return connection.execute(
        'SELECT month_of("on") AS m, count(*), min("on"), max("on") FROM claim '
        f"WHERE {period} GROUP BY m ORDER BY m"
    ).fetchall()


def _usual(months: list[tuple[date, int, date, date]]) -> int:
    """The claims of the usual month: half of all claims lie in months with at least as many."""
    left = sum(count for _, count, _, _ in months) / 2
    for count in sorted((count for _, count, _, _ in months), reverse=True):
        left -= count
        if left <= 0:
            return count
    return 0


def _full_days(connection: duckdb.DuckDBPyConnection, scope: Scope) -> tuple[date, date] | None:
    """The days on which the claims begin in earnest, and the last measured: strays before are no history."""
    months = _months(connection)
    if not months:
        return None
    usual = _usual(months)
    full = [month for month in months if month[1] >= _SHORT_MONTH * usual] if len(months) > 2 else months
    return full[0][2], min(full[-1][3], scope.through or date.max)


def _number(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = connection.execute(sql).fetchone()
    return int(row[0] or 0) if row else 0


def _days(connection: duckdb.DuckDBPyConnection, scope: Scope, full: tuple[date, date]) -> Iterator[Rail]:
    """As of when the claims stand, months that are not full, and change dates of code sets between."""
    first, last = max(full[0], scope.since or full[0]), full[1]
    yield (
        *("", "as-of date", "note"),
        "The extract does not say as of which day its claims stand: claims adjudicated later are missing, "
        "and replaced ones may stand as they were. Freeze an extract with some months of run-out after its "
        "last service.",
        None,
    )
    if (last - first).days < 364:
        words = f"The claims run from {first} to {last}: twelve months are needed to see the seasons."
        yield "", "less than a year", "note", words, (last - first).days + 1
    months = _months(connection, scope.holds('"on"'))
    usual = _usual(months)
    short = [month for month in months if month[1] < _SHORT_MONTH * usual] if len(months) > 2 else []
    if short:
        told = ", ".join(f"{month:%Y-%m} ({count:,})" for month, count, _, _ in short[:12])
        words = (
            f"Months that are not full: {told}{', …' if len(short) > 12 else ''}; the usual one has "
            f"{usual:,} "
            "claims. They are run-out, or strays, or the extract begins or ends there: leave them out of "
            "trends."
        )
        yield "", "months not full", "warning", words, sum(month[1] for month in short)
    days = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in _CHANGES]
    crossed = [day for day in days if first < day <= last]
    if crossed:
        told = "; ".join(f"{day} ({_CHANGES[day.month]})" for day in crossed)
        words = (
            f"Code sets and edit tables change inside the period: {told}. Each claim is judged by the "
            "edition of "
            "its own day; a jump of the rate there is a change of table before it is one of billing."
        )
        yield "", "change dates", "note", words, len(crossed)


def _standing(connection: duckdb.DuckDBPyConnection, scope: Scope) -> Iterator[Rail]:
    """Replaced and voided claims, and whether claims say that they are."""
    if scope.replaced:
        yield (
            "",
            "replaced and voided",
            "warning",
            "Replaced and voided claims are measured too, as asked.",
            None,
        )
        return
    removed = _number(connection, "SELECT count(*) FROM removed")
    if removed:
        hits = _number(connection, "SELECT count(*) FROM hits_file SEMI JOIN removed USING (claim_id)")
        words = (
            f"{removed:,} claims were replaced or voided by a later one (last character of the bill type 7 "
            "or 8, "
            f"same patient, biller and days). They are not measured, nor {hits:,} hits on them, nor hits "
            "that "
            "rest on a line of theirs."
        )
        yield "", "replaced and voided", "note", words, removed
        left = _number(connection, "SELECT sum(gone) FROM eligible WHERE NOT whole")
        if left:
            words = (
                f"Up to {left:,} eligible rows are of such claims and could not be taken out of the "
                "denominators, because the edits did not judge every row: those rates are a little too low."
            )
            yield "", "replaced and voided", "warning", words, left
    unsaid = _number(connection, "SELECT count(*) FROM claim WHERE COALESCE(bill_type, '') = ''")
    if unsaid:
        words = (
            f"{unsaid:,} claims have no bill type or frequency code: whether they were replaced or voided "
            "is not "
            "known. Take them out before the extract is made."
        )
        yield "", "frequency code missing", "warning", words, unsaid


def _payment(connection: duckdb.DuckDBPyConnection) -> Iterator[Rail]:
    """Survivors: denied lines that are not in an extract of what was paid."""
    paid = _number(connection, "SELECT count(*) FROM payment")
    if not paid:
        words = (
            "The extract says nothing of payment: which lines the payer denied already is not known, so that "
            "net figures take only the other edits of this run away."
        )
        yield "", "no payment", "warning", words, None
    elif not _number(connection, "SELECT count(*) FROM payment WHERE COALESCE(denied_by, '') <> ''"):
        words = (
            "No line of the extract was denied: it seems to hold paid lines only (survivors). Lines that "
            "other "
            "edits stopped are absent, and so are hits on them; pairs with an absent line are not seen."
        )
        yield "", "survivors", "warning", words, paid


def _truncated(connection: duckdb.DuckDBPyConnection) -> Iterator[Rail]:
    twos, more = connection.execute(
        "SELECT count(*) FILTER (position = 2), count(*) FILTER (position > 2) FROM modifier"
    ).fetchone() or (0, 0)
    if twos and not more:
        words = (
            f"{twos:,} lines have two modifiers and none has a third: the feed seems to keep two. A "
            "modifier cut "
            "off makes hits of NCCI pairs, MUE and global periods that the claim does not have."
        )
        yield "", "modifiers cut at two", "warning", words, int(twos)


def _alone(run: Run) -> Iterator[Rail]:
    if len(run.edits) == 1:
        words = (
            "Only this edit ran: what other edits take already is not known. Run it with those that are in "
            "force for a net figure."
        )
        yield run.edits[0].id, "ran alone", "warning", words, None


def _history(
    connection: duckdb.DuckDBPyConnection, run: Run, needs: Mapping[str, int], first: date
) -> Iterator[Rail]:
    """Edits that look back further than the extract reaches before the first claims that they judge."""
    for one in run.edits:
        days = look_back(one.id, needs)
        short_until = first + timedelta(days=days)
        if not days:
            continue
        row = connection.execute(
            "SELECT sum(rows) FILTER (month < ?), sum(rows) FROM eligible WHERE edit = ?",
            [short_until, one.id],
        ).fetchone()
        touched, every = (int(number or 0) for number in row or (0, 0))
        if not touched:
            continue
        words = (
            f"It looks back {days:,} days, and the claims begin on {first}: before {short_until} its "
            "history is "
            f"too short ({touched:,} of {every:,} eligible rows), and hits may be missing there."
        )
        yield one.id, "history too short", "warning", words, touched


def _rates(connection: duckdb.DuckDBPyConnection) -> Iterator[Rail]:
    """Edits that did not judge every row: rates by code, provider and so on are too low."""
    for edit_id, unknown in connection.execute(
        "SELECT edit, COALESCE((SELECT sum(rows) FROM unknown_rows u WHERE u.edit = e.edit), 0) "
        "FROM eligible e WHERE told > 0 AND edit IN (SELECT edit FROM unit) "
        "GROUP BY edit HAVING NOT bool_and(whole) ORDER BY edit"
    ).fetchall():
        words = (
            f"It did not judge every row of its relation ({unknown:,} could not be judged): rates by code, "
            "provider, specialty and contractor divide by all rows and are too low; by month and claim type "
            "they divide by eligible rows."
        )
        yield str(edit_id), "rates of all rows", "note", words, int(unknown)
