"""Days as feeds write them: formats, and which one a column has, never guessed where two are possible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FORMATS: dict[str, str] = {
    "YYYY-MM-DD": r"\d{4}-\d{2}-\d{2}([ T][0-9:.]*(Z|[+-]\d\d:?\d\d)?)?",
    "YYYYMMDD": r"(1[89]|20|21)\d{6}",
    "MM/DD/YYYY": r"\d{1,2}[/-]\d{1,2}[/-]\d{4}( [0-9: APMapm]*)?",
    "DD/MM/YYYY": r"\d{1,2}[/-]\d{1,2}[/-]\d{4}( [0-9: APMapm]*)?",
    "MMDDYYYY": r"\d{4}(1[89]|20|21)\d{2}",
    "DDMMYYYY": r"\d{4}(1[89]|20|21)\d{2}",
    "YYYY/MM/DD": r"\d{4}/\d{1,2}/\d{1,2}( [0-9: APMapm]*)?",
    "DDMONYYYY": r"\d{1,2}[- ]?[A-Za-z]{3}[- ]?\d{4}(:[0-9:.]*)?",
}
"""Format -> what a value of it looks like; a time of day after the day is left out."""

EARLIEST, LATEST = date(1850, 1, 1), date(2100, 12, 31)
_TWINS = (("MM/DD/YYYY", "DD/MM/YYYY"), ("MMDDYYYY", "DDMMYYYY"))
_ENOUGH = 0.05
_ENOUGH_TO_READ = 0.5


@dataclass(frozen=True, slots=True)
class Recognised:
    """A column's format, or why there is none: one of the two is ""."""

    format: str = ""
    question: str = ""


def day_sql(text: str, written: str) -> str:
    """SQL of the day in a text, NULL when it is none.

    Args:
        text: SQL of the text, trimmed.
        written: one of `FORMATS`.
    """
    if written == "YYYY-MM-DD":
        day = f"TRY_CAST(CASE WHEN length({text}) = 10 THEN {text} END AS DATE)"
        long = f"CASE WHEN length({text}) > 10 AND regexp_full_match({text}, '{FORMATS[written]}') "
        return f"coalesce({day}, TRY_CAST({long}THEN left({text}, 10) END AS DATE))"
    if written in ("YYYYMMDD", "MMDDYYYY", "DDMMYYYY"):
        order = written.replace("YYYY", "%Y").replace("MM", "%m").replace("DD", "%d")
        digits = f"CASE WHEN length({text}) = 8 AND {text} < 'A' THEN {text} END"
        return f"CAST(try_strptime({digits}, '{order}') AS DATE)"
    short = f"WHEN length({text}) > 10 THEN split_part({text}, ' ', 1) ELSE {text} END"
    day = f"CASE WHEN {text} >= 'A' THEN NULL {short}"
    if written == "DDMONYYYY":
        bare = f"replace(replace(split_part({text}, ':', 1), '-', ''), ' ', '')"
        return f"CAST(try_strptime(lpad({bare}, 9, '0'), '%d%b%Y') AS DATE)"
    if written == "YYYY/MM/DD":
        return f"CAST(try_strptime({day}, '%Y/%m/%d') AS DATE)"
    order = "%m/%d/%Y" if written == "MM/DD/YYYY" else "%d/%m/%Y"
    slashed = f"CASE WHEN contains({text}, '-') THEN replace({day}, '-', '/') ELSE {day} END"
    return f"CAST(try_strptime({slashed}, '{order}') AS DATE)"


def possible_sql(text: str, written: str) -> str:
    """SQL of whether a text is a possible day in a format."""
    return f"coalesce({day_sql(text, written)} BETWEEN DATE '{EARLIEST}' AND DATE '{LATEST}', false)"


def recognise(counts: dict[str, int], sampled: int, ambiguous: dict[tuple[str, str], int]) -> Recognised:
    """Tell a column's format from a sample.

    Month and day may be swapped: the order is taken as known only when at least one value in twenty has a
    day above 12 and none says otherwise.

    Args:
        counts: for each format, how many values are possible in it.
        sampled: how many values, without blanks, were looked at.
        ambiguous: for each pair of twin formats, how many values are possible in both.
    """
    if not sampled:
        return Recognised("YYYY-MM-DD")
    best = max(counts, key=lambda name: counts[name])
    if counts[best] < sampled * _ENOUGH_TO_READ:
        return Recognised(question="no known way of writing days fits its values")
    for twins in _TWINS:
        if best in twins:
            first, second = (counts[name] - ambiguous[twins] for name in twins)
            if (first and second) or max(first, second) < sampled * _ENOUGH:
                return Recognised(question=f"its days may be {twins[0]} or {twins[1]}")
            return Recognised(twins[0] if first else twins[1])
    return Recognised(best)


TWINS = _TWINS
