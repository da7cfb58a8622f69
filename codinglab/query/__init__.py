"""Queries to providers: draft one, lint it, render it, follow it to its answer.

A rule is one file in `codinglab/query/lint/`; adding the file is all there is to do. A topic is one
template in `reference/lexicon/query/templates.toml`.
"""

from codinglab.query.catalogue import explain_rule, lint
from codinglab.query.draft import draft
from codinglab.query.render import render_html, render_page, render_text
from codinglab.query.status import answer, close, reopen
from codinglab.query.templates import fill, template

__all__ = [
    "answer",
    "close",
    "draft",
    "explain_rule",
    "fill",
    "lint",
    "render_html",
    "render_page",
    "render_text",
    "reopen",
    "template",
]
