"""From the code a term leads to, to one that can be reported, and what more words would allow."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from codinglab.diagnose.draft import Chart, Drafts, joined, lexicon_file
from codinglab.diagnose.walk import refined, says_no_more
from codinglab.model import Icd10cm
from codinglab.reference.icd10cm import icd10cm

SIDES = re.compile(r"\b(?:right|left|bilateral)\b")
_UNSAID = re.compile(r"\bunspecified (\w+)|\b(\w+) unspecified|(\w+) not specified|, unspecified(?! \w)")
_OPEN = ("unspecified", "without complication", "uncomplicated", "status unknown")
_PRESUMED = ("accidental", "status unknown")
_NAMES = {
    "organism": "organism",
    "stage": "stage",
    "severity": "severity",
    "type": "type",
    "degree": "degree",
    "control": "control",
    "site": "site",
    "part": "site",
    "deep": "site",
}
_WITH_SIDE = 4
_SITELESS = ("C801", "C800", "C799", "D499")
_DIABETES = ("E08", "E09", "E10", "E11", "E13")
_AGENTS = ("B95", "B96", "B97")
_DISTINCTIONS = (
    ("stage", re.compile(r"\bstage\b")),
    ("type", re.compile(r"\b(?:type|systolic|paroxysmal|major)\b")),
    ("side", SIDES),
    ("acuity (acute, chronic or acute on chronic)", re.compile(r"\b(?:acute|chronic)\b")),
    ("cause", re.compile(r"\bdue to\b|\bnecrosis\b")),
)


def reportable(code: Icd10cm, on: date) -> Icd10cm:
    """The code itself when it is billable, else its unspecified billable code, else the code.

    A header is never reported; the unspecified code below it says no more than the header does, nor does
    the one that only denies something ("without coma", "uncomplicated"): the default of the Index. A code
    that came later than the day is the one that it was split from. Where the tabular asks for the
    encounter, active treatment is proposed (I.C.19.a); `encounter_of_injury` looks for later care.
    """
    table = icd10cm()
    entry = table.entry(code, on)
    if entry.billable:
        return code
    if not entry.header:
        shorter = (code[:length] for length in range(len(code) - 1, 2, -1))
        return Icd10cm(next((one for one in shorter if table.entry(one, on).billable), code))
    if "A" in table.sevenths(code, on):
        return Icd10cm(code.ljust(6, "X") + "A")
    below = [(table.title(child).lower(), child) for child in table.below(code, on)]
    default = [child for _, child in below if says_no_more(child, code)]
    plain = [
        (_adds(title, child, code), -title.count("unspecified"), "without" not in title, child)
        for title, child in below
        if any(word in title for word in _OPEN)
    ]
    initial = [item for item in plain if not item[-1][6:] or item[-1][6:] == "A"]
    if plain:
        return Icd10cm(min(initial or plain)[-1])
    return Icd10cm(default[0]) if len(default) == 1 else code


def described(code: str, words: frozenset[str], on: date) -> Icd10cm:
    """The reportable code that the words around a term describe, from the code that the term leads to.

    A header whose default leaf is reached is asked once more: the side may stand below it (I.B.13).
    """
    found = reportable(refined(code, words, on), on)
    return found if found == code else reportable(refined(found, words, on), on)


def _adds(title: str, child: str, code: Icd10cm) -> bool:
    """Say whether a title says more than its header and more than the Index presumes of it."""
    presumed = any(word in title for word in _PRESUMED)
    return (
        "with unspecified" in title
        or "without loss of" in title
        or (not presumed and not says_no_more(child, code))
    )


def missing_detail(code: Icd10cm) -> tuple[str, ...]:
    """What the title says is unspecified, in the words a query would use."""
    title = icd10cm().title(code).lower()
    if ("unspecified" not in title and "not specified" not in title) or "or unspecified" in title:
        return ()
    if code.startswith(_AGENTS):
        return ()
    found: list[str] = []
    for match in _UNSAID.finditer(title):
        word = match[1] or match[2] or match[3] or ""
        if word in _NAMES:
            found.append(_NAMES[word])
        elif "whether with hypoxia" in title and word == "whether":
            found.append("hypoxia or hypercapnia")
        elif len(code) > _WITH_SIDE and any(SIDES.search(title) for title in _beside(code)):
            found.append("side")
        else:
            found.extend(_told_apart(code)[:1])
    return tuple(dict.fromkeys(found))


def _beside(code: Icd10cm) -> list[str]:
    """The titles of the codes that differ from this one in the last character of its site."""
    table = icd10cm()
    length = min(len(code), 6) - 1
    parent = code[:length]
    return [table.title(parent + digit + code[length + 1 :]).lower() for digit in "1234567890"]


def _told_apart(code: Icd10cm) -> list[str]:
    """By what the other codes of the category differ from an unspecified one."""
    table = icd10cm()
    own = table.title(code).lower()
    titles = [table.title(child).lower() for child in table.children(code.category)]
    return [
        name
        for name, pattern in _DISTINCTIONS
        if not pattern.search(own) and any(pattern.search(title) for title in titles)
    ] or ["type"]


def drop_generic(chart: Chart, drafts: Drafts) -> Drafts:
    """Drop a code when a more specific one of its category is there (I.B.2, highest detail).

    The specific code takes over the words that led to the generic one.
    """
    table = icd10cm()
    vague = {code: _vagueness(table.title(code)) for code in drafts}
    kept = dict(drafts)
    for code, draft in drafts.items():
        better = [
            other
            for other in kept
            if _of_one_kind(code, other) and not code.startswith(("Z", "R65")) and vague[other] < vague[code]
        ]
        if better:
            known = kept[better[0]]
            kept[better[0]] = replace(known, evidence=joined(known.evidence, draft.evidence))
            del kept[code]
    return kept


def drop_less_specific(chart: Chart, drafts: Drafts) -> Drafts:
    """Drop what another category says in more detail (I.B.2): reference/lexicon/less_specific.toml."""
    kept = dict(drafts)
    for fact in lexicon_file("less_specific.toml")["less"]:
        beside = tuple(code.replace(".", "") for code in fact["beside"])
        for general in (code.replace(".", "") for code in fact["general"]):
            better = next((code for code in kept if code != general and code.startswith(beside)), None)
            if general in kept and better is not None:
                known, less = kept[better], kept.pop(general)
                evidence = joined(known.evidence, less.evidence)
                kept[better] = replace(known, evidence=evidence, place=min(known.place, less.place))
    return kept


def _of_one_kind(code: str, other: str) -> bool:
    """Whether one code may say less of the same: complications of diabetes stand side by side (I.C.4.a)."""
    if code.startswith(_DIABETES) and code[3:4] not in {"8", "9"}:
        return other[:4] == code[:4]
    return other[:3] == code[:3]


def drop_siteless(chart: Chart, drafts: Drafts) -> Drafts:
    """Drop cancer and metastasis without a site where another cancer is coded (I.C.2: code the site)."""
    sited = any(code.startswith("C") and not code.startswith(_SITELESS) for code in drafts)
    return {code: draft for code, draft in drafts.items() if not (sited and code.startswith(_SITELESS))}


def drop_vague(chart: Chart, drafts: Drafts) -> Drafts:
    """Drop what is too general to report beside anything better: "pain", "infection" (I.B.18).

    The terms are those marked vague in reference/lexicon/synonyms.toml.
    """
    vague = {
        fact["code"].replace(".", "")
        for fact in lexicon_file("synonyms.toml")["synonym"]
        if fact.get("vague")
    }
    better = {code: draft for code, draft in drafts.items() if code not in vague}
    return better or drafts


def _vagueness(title: str) -> int:
    words = title.lower()
    return words.count("unspecified") + ("without complication" in words) + ("not specified" in words)
