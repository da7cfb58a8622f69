"""An analyst's own edits: the same file format in her own folder, or a cell of a notebook.

    from codinglab.validate.own import edit
    from codinglab.validate.examples import dx, fires, line, passes, professional

    @edit(
        title="Visit without a diagnosis pointer",
        severity="WARN",
        applies_to=["professional"],
        judges="line",
        message="Line {line}, {code}, points to no diagnosis.",
        examples=[
            fires(professional(line("99213")), because="nothing is pointed to"),
            passes(professional(dx("I10"), line("99213", to=(1,))), because="it points to the first"),
        ],
    )
    def visit_without_pointer(claims, reference):
        \"\"\"The page of the edit: the fault, why it matters, what to do.\"\"\"
        return claims.lines.anti_join(claims.pointers, ["claim_id", "line"])

The same in SQL is a function that returns one SELECT, over the relations of `codinglab.claims.tables` (kept
to the claim type that is judged), `day_pair`, and the reference tables that `reads` names:

    def visit_without_pointer():
        \"\"\"The page of the edit.\"\"\"
        return '''
            SELECT claim_id, "on", line, code FROM line
            WHERE NOT EXISTS (SELECT 1 FROM pointer
                              WHERE pointer.claim_id = line.claim_id AND pointer.line = line.line)
        '''

It is tried at once: its examples on the claim engine, its expression against every engine and against claim
extracts, where claim_id and key are numbers. An edit that cannot run everywhere, or does not do what its
examples say, is refused; `draft=True` lets the examples be wrong for now. From then on `validate` runs it
with all others, last. A file of a folder holds one edit, made so or as those of `codinglab.validate.edits`;
reading a folder runs its files as Python, so name only your own.
"""

from codinglab.validate.own.files import load, read_file
from codinglab.validate.own.make import edit
from codinglab.validate.own.register import forget, register, registered
from codinglab.validate.own.tried import Tried, engine_of, outcome, try_examples

__all__ = [
    "Tried",
    "edit",
    "engine_of",
    "forget",
    "load",
    "outcome",
    "read_file",
    "register",
    "registered",
    "try_examples",
]
