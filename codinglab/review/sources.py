"""What a document and its section may support by itself, as the rest of review asks it.

The rules are in `codinglab.reference.standing`, which diagnose reads too.
"""

from codinglab.reference.standing import clinician_may_document, source_of

__all__ = ["clinician_may_document", "source_of"]
