"""Which code is billable on the day: the options are a header's own code, headers beside it, and one code.

A header is taken for a code when its title says all that the note says. Difficulty 2 takes headers as long as
the code. Difficulty 3 has no titles, and the rarer faults: a 7th character or its placeholder left out, a
code that has ended because it was split, a code that is not valid yet.
"""

from __future__ import annotations

from codinglab.drills.codes import SOURCE, Codes, codes_on, guideline, titled, written
from codinglab.drills.exercise import Draft, Option
from codinglab.drills.kind import Ask, DrillKind
from codinglab.drills.rows import rows_on
from codinglab.reference.icd10cm import CodeEntry, icd10cm

_SECTION = "I.B.2"


def make(ask: Ask) -> Draft:
    """Draw a header, a billable code below it, and what is not billable around them."""
    codes = codes_on(ask.on)
    header, right, wrong = ask.first(lambda: _chosen(ask, codes))
    show = ask.difficulty < 3
    options = [_option(entry, ask, show) for entry in (right, *wrong)]
    title = icd10cm().title(header, ask.on)
    return Draft(
        prompt=f"{written(header)} ({title}) has codes below it.\nWhich of these is billable on {ask.on}?",
        options=ask.mixed(options),
        accepted=(right.written,),
        explanation=(
            "A code is billable when it is valid on the day and has no codes below it: all characters that "
            "it can have, a 7th one too. The day decides: codes end, are split, and begin on October 1 or "
            "April 1."
        ),
        table=f"{codes.edition}: {right.written} is valid from {right.since} to {right.through or 'open'}",
        authority=guideline(_SECTION),
        section=_SECTION,
    )


def _chosen(ask: Ask, codes: Codes) -> tuple[str, CodeEntry, list[CodeEntry]] | None:
    """A header, a billable code below it, and two to four codes that are not billable; None when unfit."""
    draw = _rare if ask.difficulty == 3 else _plain
    found = draw(ask, codes)
    if found is None:
        return None
    header, right, around = found
    entry = icd10cm().entry(right, ask.on)
    wrong = [icd10cm().entry(code, ask.on) for code in dict.fromkeys(around) if code != right]
    wrong = [one for one in wrong if not one.billable and (one.title or ask.difficulty == 3)]
    if not entry.billable or len(wrong) <= ask.difficulty:
        return None
    return header, entry, wrong[: ask.difficulty + 1]


def _plain(ask: Ask, codes: Codes) -> tuple[str, str, list[str]] | None:
    """A header with its own code among the options; at difficulty 2 all others are as long as the code."""
    header = str(rows_on("icd10cm_header", ask.on, SOURCE).draw(ask.random)["code"])  # type: ignore[index]
    below = [code for code in codes.below(header) if code != header and len(code) < 7]
    if not below or len(header) > 5:
        return None
    right = ask.random.choice(below)
    headers = _headers(codes, header[:3])
    if ask.difficulty == 2:
        alike = [code for code in headers if len(code) == len(right)]
        return header, right, ask.some(alike, 4)
    inside = [code for code in headers if code.startswith(header) and code != header]
    near = _headers(codes, header[:2])
    return header, right, [header, *ask.some(inside, 1), *ask.some(near, 3)]


def _rare(ask: Ask, codes: Codes) -> tuple[str, str, list[str]] | None:
    """The faults that are seen less often: the 7th character, and codes that the day has not."""
    if ask.random.random() < 0.5:
        return _seventh(ask, codes)
    gone = ask.random.choice((codes.ended, codes.coming) if codes.coming else (codes.ended,))
    if not gone:
        return None
    header = ask.random.choice(gone)[: ask.random.choice((3, 4, 5))]
    below = codes.below(header)
    if not below or header in below:
        return None
    strange = [*codes.ended_below(header), *codes.coming_below(header)]
    headers = [code for code in _headers(codes, header[:3]) if len(code) > 3]
    return header, ask.random.choice(below), [*ask.some(strange, 3), *ask.some([header, *headers], 4)]


def _seventh(ask: Ask, codes: Codes) -> tuple[str, str, list[str]] | None:
    right = ask.random.choice(codes.valid)
    if len(right) < 7:
        return None
    short, last = right[:6].rstrip("X"), right[6]
    around = [short, right[:6], right[:5], right[:6] + "X", short + last]
    around += [right[:6] + other for other in "ZTB1"]
    ask.random.shuffle(around)
    return short[:5] if len(short) > 5 else short[:4], right, around


def _headers(codes: Codes, prefix: str) -> list[str]:
    """The headers below a prefix: the beginnings of valid codes that are no code themselves."""
    valid = set(codes.below(prefix))
    found = {code[:length] for code in valid for length in range(3, len(code))}
    kept = {code.rstrip("X") for code in found if code.startswith(prefix) and code.rstrip("X") not in valid}
    return sorted(code for code in kept if len(code) >= 3 and icd10cm().title(code))


def _option(entry: CodeEntry, ask: Ask, show: bool) -> Option:
    why = entry.why or f"It is valid on {ask.on} and has no codes below it."
    if entry.since is not None and entry.since > ask.on:
        why = f"It is not valid on {ask.on}: it begins on {entry.since}."
    text = titled(entry.code, ask.on) if show else entry.written
    return Option(entry.written, text, why)


KIND = DrillKind(
    name="billable",
    title="Billable code or header",
    reads=("icd10cm_code", "icd10cm_header"),
    source=SOURCE,
    make=make,
)
