"""codinglab: a coding lab for US medical coding. Importing it loads nothing heavy.

The coder's day is a row of verbs, each a package; data goes from left to right:

1. `codinglab.review`    review(encounter) -> concepts: words in the chart, section, assertion
2. `codinglab.diagnose`  diagnose(encounter, concepts) -> ICD-10-CM suggestions, each with its reason
3. `codinglab.procedure` procedure(encounter, concepts) -> what was done: ICD-10-PCS or service codes
4. `codinglab.validate`  validate(claim) -> report: findings, and what could not be evaluated
5. `codinglab.group`     group(claim) -> MS-DRG with its reasons in words
6. `codinglab.query`     draft(opportunity, encounter) -> a compliant query; lint(query)
7. `codinglab.what_if`   another principal diagnosis, another POA indicator, an answered query
8. `codinglab.score`     score(case, key, answers) -> scorecard, as an audit would
9. `codinglab.lab`       open_case(case_id) -> the workbench in a notebook; the command line

Short cuts: `codinglab.lookup("type 2 diab kid", on=day)` finds codes, `codinglab.code("E11.22")`
shows one with its notes and dates, `codinglab.review_note("note.txt")` shows a note with what is in it,
`codinglab.check("claim.json")` shows what every edit says of a claim, `codinglab.why("claim.json")` why
it is in its MS-DRG. `codinglab.import_claims("claims.csv", "extract")` makes an extract of claims in number.

Beside them: `drills`, keyed exercises made from the tables, without end (`codinglab.lab.drill_desk`), and
`classroom`: cases proven, released without their keys, collected, graded, compared.
Beside review: `indicators`, which criteria of a clinical definition the facts of a chart meet.
Below them: `reference` (tables and cases through time), `claims` (claims in and out), `parse` (the
edge for outside data), `model` (the nouns). Beside `lab`: `evaluate`, the lab measured.

>>> from codinglab.reference.cases import load_case
>>> from codinglab.review import review
>>> case = load_case("office-diabetes-knee-injection")
>>> concepts = review(case.encounter)
>>> next(str(one.assertion) for one in concepts if one.evidence.quote == "chest pain")
'negated'
"""

from __future__ import annotations

from typing import Any

__all__ = ["check", "code", "import_claims", "lookup", "review_note", "why"]


def __getattr__(name: str) -> Any:
    """Load the short cuts when they are first asked for."""
    if name == "review_note":
        from codinglab.lab import rendered_note

        return rendered_note.review_note
    if name == "check":
        from codinglab.lab import rendered_report

        return rendered_report.check
    if name == "why":
        from codinglab.lab import rendered_grouping

        return rendered_grouping.why
    if name == "import_claims":
        from codinglab.claims import importing

        return importing.import_claims
    if name in __all__:
        from codinglab.lab import look_up

        return getattr(look_up, name)
    msg = f"module 'codinglab' has no attribute '{name}'"
    raise AttributeError(msg)
