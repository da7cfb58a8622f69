"""How a back-test's figures were made: definitions, reference editions, engine and versions."""

from __future__ import annotations

from html import escape

from codinglab.backtest.measures import Run
from codinglab.backtest.measures.read import Measured
from codinglab.lab.backtest_html_parts import section, table

_DEFINITIONS = (
    ("Hit", "a row hit (line, diagnosis, procedure or claim), once; a pair reported both ways round once"),
    ("Eligible rows", "rows of what the edit judges, or of its own population, that it could judge"),
    ("Hit rate", "hits / eligible rows, with the Wilson 95 % interval"),
    ("At stake", "the line that a hit names; each line of the claim where it names none; a line once"),
    (
        "Allowed",
        "what the payer allowed, as the extract says; else the Medicare fee schedule of the day (relative "
        "values by place of service × conversion factor × units, geographic indices 1, no reductions); "
        "else none",
    ),
    ("Gross", "allowed on lines at stake; lines without an amount are counted beside it, never taken as 0"),
    ("Incremental", "gross less lines that the payer denied, and lines that an earlier edit of FAIL hits"),
    ("Earlier", "in the order of precedence: by stage (validate/precedence.py), then by id"),
    (
        "Not taken off",
        "what is paid for a re-bundled service, handling, appeals: see the savings of a review",
    ),
    ("HHI, Gini", "of hits over providers with rows that the edit judges, hit or not"),
    ("Variation, trend", "standard deviation / mean of the months' rates; Cochran-Armitage test for trend"),
    ("Modifiers", "the edit asked again with one modifier more on the line, the patient's claims around it"),
    ("Replaced and voided", "by bill type frequency 7 and 8 over patient, biller and days: not measured"),
)


def method_html(run: Run, held: Measured) -> str:
    """Definitions and where the figures come from."""
    extract = run.extract
    origin = [
        ("Back-test", run.folder.name),
        ("Claim extract", extract.folder.name),
        ("Its fingerprint", extract.fingerprint),
        ("Made of", ", ".join(source.rsplit("/", 1)[-1] for source in extract.sources) or "not said"),
        ("Engine", run.engine),
        ("Days asked about", str(run.period or "all")),
        *run.versions.items(),
    ]
    editions = held.rows("editions", order="name, claim_type, days")
    edits = [
        [escape(one.id), escape(one.version), escape(one.digest), "own" if one.own else "built in"]
        for one in run.edits
    ]
    return section(
        "Method and definitions",
        "method",
        table("Definitions", ("Word", "Meaning"), [[escape(a), escape(b)] for a, b in _DEFINITIONS], "words"),
        table("Origin", ("What", "Which"), [[escape(a), escape(b)] for a, b in origin], "words"),
        table(
            "Reference editions that the edits read",
            ("Table", "Claim type", "Edition", "Days", "Whole"),
            [
                [
                    *(escape(row["name"]), escape(row["claim_type"]), escape(row["edition"])),
                    *(escape(row["days"]), "yes" if row["complete"] else "no, an extract"),
                ]
                for row in editions
            ],
            "words",
        )
        if editions
        else "",
        table("Edits that ran", ("Edit", "Version", "Logic", "Where from"), edits, "words"),
    )
