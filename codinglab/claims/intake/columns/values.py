"""One value at a time, as SQL: from the text of a feed to the lab's value, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from codinglab.claims.extract.duck import quoted
from codinglab.claims.intake.columns.dates import EARLIEST, LATEST, day_sql, possible_sql
from codinglab.claims.intake.columns.mapping import Mapping
from codinglab.claims.intake.columns.names import known, words

LONGEST = 200
_MOST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Check:
    """What may be wrong with a row: SQL that is true when it is, of which field, and the reason."""

    field: str
    wrong: str
    reason: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a relation: its SQL, and the checks on what it is made of."""

    sql: str
    checks: tuple[Check, ...] = ()


def staged(name: str) -> str:
    """SQL of a staged column: trimmed, NULL for nothing."""
    return f'"{name}"'


def word(field: str, text: str, mapping: Mapping) -> Value:
    """A coded word, by the mapping's words, then by the usual ones; NULL for an unknown one."""
    known_words = {
        **words(field),
        **{one.lower(): value for one, value in mapping.words.get(field, {}).items()},
    }
    cases = " ".join(f"WHEN {quoted(one)} THEN {quoted(value)}" for one, value in known_words.items())
    sql = f"(CASE lower({text}) {cases} END)"
    reason = f"no known word for it; say what it means in the mapping: [words.{field}]"
    return Value(sql, (Check(field, f"{text} IS NOT NULL AND {sql} IS NULL", reason, text),))


def plain_text(field: str, text: str, *, longest: int = LONGEST) -> Value:
    """A text as it is, "" for none."""
    reason = f"longer than {longest:,} characters"
    return Value(f"coalesce({text}, '')", (Check(field, f"length({text}) > {longest}", reason, text),))


def padded(field: str, text: str, width: int) -> Value:
    """A code of digits whose leading zero a spreadsheet may have lost: "450" is "0450"."""
    sql = f"CASE WHEN length({text}) = {width - 1} THEN '0' || {text} ELSE coalesce({text}, '') END"
    return Value(
        f"upper({sql})", (Check(field, f"length({text}) > {width}", f"{width} characters at most", text),)
    )


def code(field: str, text: str, *, longest: int = 8) -> Value:
    """A code: trimmed, upper case, its first dot dropped, as `codinglab.model.codes` keeps codes."""
    sql = code_sql(text)
    wrong = not_code_sql(sql, longest)
    return Value(
        f"coalesce({sql}, '')", (Check(field, wrong, f"letters and digits, {longest} at most", text),)
    )


def code_sql(text: str) -> str:
    """SQL of a code in its normal form."""
    bare = f"replace({text}, '.', '')"
    first = f"regexp_replace({text}, '\\.', '')"
    return f"upper(CASE WHEN length({bare}) < length({text}) - 1 THEN {first} ELSE {bare} END)"


def not_code_sql(normal: str, longest: int) -> str:
    """SQL of whether a code in its normal form is none."""
    return f"NOT regexp_full_match({normal}, '[A-Z0-9]{{1,{longest}}}')"


def day(field: str, text: str, written: str) -> Value:
    """A day, NULL for none."""
    reason = f"no day written as {written} between {EARLIEST.year} and {LATEST.year}"
    return Value(
        day_sql(text, written),
        (Check(field, f"{text} IS NOT NULL AND NOT {possible_sql(text, written)}", reason, text),),
    )


def whole(field: str, text: str, *, least: int = -_MOST, most: int = _MOST) -> Value:
    """A whole number, NULL for none; "2.0" is 2, "2.5" is none."""
    bare = f"CASE WHEN contains({text}, '.') THEN regexp_replace({text}, '\\.0*$', '') ELSE {text} END"
    sql = f"TRY_CAST(CASE WHEN regexp_full_match({bare}, '[+-]?[0-9]+') THEN {bare} END AS BIGINT)"
    span = "" if least < 0 else f" from {least} to {most:,}"
    decimal = f"regexp_full_match({text}, '[+-]?[0-9]*\\.[0-9]*[1-9][0-9]*')"
    wrong = f"{text} IS NOT NULL AND NOT coalesce({sql} BETWEEN {least} AND {most}, false)"
    reason = f"a whole number is expected{span}"
    return Value(
        f"CAST(CASE WHEN {sql} BETWEEN {least} AND {most} THEN {sql} END AS INTEGER)",
        (
            Check(field, f"{wrong} AND {decimal}", f"{reason}, not a decimal", text),
            Check(field, f"{wrong} AND NOT {decimal}", reason, text),
        ),
    )


def money(field: str, text: str) -> Value:
    """Dollars: "1,234.50", "$12", "(3.00)" for less than nothing; NULL for none."""
    bare = f"regexp_replace({text}, '[$, )]', '', 'g')"
    signed = f"TRY_CAST(replace({bare}, '(', '-') AS DOUBLE)"
    looks = "([(][$]? ?|[$]? ?[+-]?[$]?)([0-9]{1,3}(,[0-9]{3})+|[0-9]+)?(\\.[0-9]*)?[)]?"
    dressed = f"CASE WHEN regexp_full_match({text}, '{looks}') THEN {signed} END"
    sql = f"coalesce(TRY_CAST({text} AS DOUBLE), {dressed})"
    wrong = f"{text} IS NOT NULL AND NOT coalesce(abs({sql}) < 1e12, false)"
    return Value(sql, (Check(field, wrong, "an amount of dollars is expected, such as 1234.50", text),))


def bill_type_claim(bill_type: str) -> str:
    """SQL of the claim type that a type of bill of four characters means, NULL for an unknown one."""
    kinds = known()["bill_types"]
    two = f"substr({bill_type}, 2, 2)"
    cases = " ".join(
        f"WHEN {two} IN ({', '.join(map(quoted, several))}) THEN {quoted(kind)}"
        for kind, several in kinds.items()
    )
    return f"(CASE WHEN length({bill_type}) = 4 AND left({bill_type}, 1) = '0' THEN CASE {cases} END END)"


def any_wrong(checks: Sequence[Check]) -> str:
    """SQL of whether any check finds something wrong."""
    return " OR ".join(f"coalesce({check.wrong}, false)" for check in checks) or "false"


def faults(table: str, rows: str, checks: Sequence[Check]) -> str:
    """SQL of the faults of the rows of a table that are `wrong`: (rows, spot, id, field, value, reason)."""
    told = ", ".join(
        f"CASE WHEN {check.wrong} THEN struct_pack(field := {quoted(check.field)}, "
        f"value := coalesce({check.value or 'NULL'}, '')::VARCHAR, reason := {quoted(check.reason)}) END"
        for check in checks
    )
    return (
        f"SELECT {quoted(rows)}, spot, id, f.field, f.value, f.reason FROM "
        f"(SELECT spot, id, unnest([{told}]) AS f FROM {table} WHERE wrong) WHERE f IS NOT NULL"
    )
