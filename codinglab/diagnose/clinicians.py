"""What clinicians other than the provider may document: guideline I.B.14."""

from __future__ import annotations

from codinglab.diagnose.draft import lexicon_file


def clinician_partners(code: str) -> tuple[str, ...] | None:
    """The beginnings of codes, one of which the provider must state beside a clinician's detail.

    Returns:
        None when only the provider may document the code; () when no other code is needed. The list is
        in reference/lexicon/sources.toml.
    """
    for fact in lexicon_file("sources.toml")["clinician"]:
        if code.startswith(tuple(one.replace(".", "") for one in fact["codes"])):
            return tuple(one.replace(".", "") for one in fact["partner"])
    return None
