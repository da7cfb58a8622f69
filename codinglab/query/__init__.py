"""Queries to providers: draft one, lint it, render it.

A rule is one file in `codinglab/query/lint/`; adding the file is all there is to do.
"""

from codinglab.query.catalogue import explain_rule, lint
from codinglab.query.draft import draft
from codinglab.query.render import render_html, render_text

__all__ = ["draft", "explain_rule", "lint", "render_html", "render_text"]
