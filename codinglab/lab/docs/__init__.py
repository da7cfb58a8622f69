"""The reference pages of `docs/reference`, generated from docstrings, commands and edits.

Names are read from the source text, so that nothing is imported for them and a page is the same on every
machine. A test fails when a page is stale; `codinglab docs write` writes them.
"""
