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

Short cuts: `codinglab.ask("suspected pneumonia, office", on=day)` asks guidelines, manuals and policies,
`codinglab.lookup("type 2 diab kid", on=day)` finds codes, `codinglab.code("E11.22")`
shows one with its notes and dates, `codinglab.review_note("note.txt")` shows a note with what is in it,
`codinglab.check("claim.json")` shows what every edit says of a claim, `codinglab.why("claim.json")` why
it is in its MS-DRG. `codinglab.doctor()` says what is installed, missing or damaged, and how to mend it.
`codinglab.import_claims("claims.csv", "extract")` makes an extract of claims in number.
For an edit of one's own: `codinglab.try_edit(edit, claims)` shows what it fires on,
`codinglab.load_claims(claims)` has every edit shown on them, `codinglab.save_edit(edit, "my-edits")` writes
it to a file.

Beside them: `drills`, keyed exercises made from the tables, without end (`codinglab.lab.drill_desk`), and
`classroom`: cases proven, released without their keys, collected, graded, compared.
Beside review: `indicators`, which criteria of a clinical definition the facts of a chart meet.
Below them: `guidance` (guidelines, manuals and policies, searched and cited), `reference` (tables and
cases through time), `claims` (claims in and out), `parse` (the edge for outside data), `model` (the
nouns). Beside `lab`: `evaluate`, the lab measured.

>>> from codinglab.reference.cases import load_case
>>> from codinglab.review import review
>>> case = load_case("office-diabetes-knee-injection")
>>> concepts = review(case.encounter)
>>> next(str(one.assertion) for one in concepts if one.evidence.quote == "chest pain")
'negated'
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

_SHORT_CUTS = {
    "ask": "codinglab.lab.guidance.answered",
    "check": "codinglab.lab.rendered_report",
    "code": "codinglab.lab.look_up",
    "doctor": "codinglab.lab.doctor.rendered",
    "import_claims": "codinglab.claims.importing",
    "load_claims": "codinglab.lab.edit_bench.sources",
    "lookup": "codinglab.lab.look_up",
    "review_note": "codinglab.lab.rendered_note",
    "save_edit": "codinglab.validate.own.write",
    "try_edit": "codinglab.lab.edit_bench.bench",
    "why": "codinglab.lab.rendered_grouping",
}
__all__ = [
    "ask",
    "check",
    "code",
    "doctor",
    "import_claims",
    "load_claims",
    "lookup",
    "review_note",
    "save_edit",
    "try_edit",
]
__all__ += ["why"]


def __getattr__(name: str) -> Any:
    """Load the short cuts when they are first asked for."""
    if name in _SHORT_CUTS:
        return getattr(import_module(_SHORT_CUTS[name]), name)
    msg = f"module 'codinglab' has no attribute '{name}'"
    raise AttributeError(msg)


def _show_in_notebooks() -> None:
    """Have edits and their steps show themselves, where it is a notebook that imports the package."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is None or shell.display_formatter is None:
        return

    def shown(thing: Any, **_options: Any) -> dict[str, Any]:
        from codinglab.lab.edit_bench.shown import bundle_of

        return bundle_of(thing)

    formatter = shell.display_formatter.mimebundle_formatter
    formatter.for_type_by_name("codinglab.validate.edit", "Edit", shown)
    formatter.for_type_by_name("codinglab.validate.steps", "StepThrough", shown)


_show_in_notebooks()
