"""A query as files: a page to print and plain text, beside the learners' work."""

from __future__ import annotations

import re
from pathlib import Path

from codinglab.model import Query
from codinglab.query import render_page, render_text
from codinglab.reference.paths import work_dir

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def save(query: Query) -> tuple[Path, Path]:
    """Write a query as `<id>.html` and `<id>.txt` into the folder `queries`; the two files.

    Raises:
        OSError: the files cannot be written.
    """
    folder = work_dir() / "queries"
    folder.mkdir(parents=True, exist_ok=True)
    name = _UNSAFE.sub("-", query.id)
    page, text = folder / f"{name}.html", folder / f"{name}.txt"
    page.write_text(render_page(query), encoding="utf-8")
    text.write_text(render_text(query), encoding="utf-8")
    return page, text
