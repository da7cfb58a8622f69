"""An own edit as a file: what was made in a notebook, ready for a back-test and for others."""

from __future__ import annotations

import inspect
import json
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from codinglab.model import InvalidInputError
from codinglab.validate import examples
from codinglab.validate.edit import PATIENT, Edit
from codinglab.validate.own.example_words import example_words
from codinglab.validate.own.files import read_file

_NAME = re.compile(r"[a-z_][a-z0-9_]*")


def save_edit(edit: Edit, folder: str | Path = "my-edits", *, replace: bool = False) -> Path:
    """Write an edit that was made by `@edit` to a Python file of its own, and read it back.

    Args:
        edit: the edit, not a draft any more: the file is tried as every own edit is.
        folder: where to.
        replace: whether a file that is there may be replaced.

    Returns:
        The file, named after the edit.

    Raises:
        InvalidInputError: the file is there already, the edit was not made by `@edit`, or what was written
            does not run by itself, since its function uses something of the notebook; nothing is left then.
    """
    text = source_of(edit)
    path = Path(folder) / f"{_name(edit)}.py"
    if path.exists() and not replace:
        msg = f"{path} is there already. Give replace=True to write over it, or another folder."
        raise InvalidInputError(msg)
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    try:
        read_file(path)
    except InvalidInputError:
        if before is None:
            path.unlink()
        else:
            path.write_text(before, encoding="utf-8")
        raise
    return path


def source_of(edit: Edit) -> str:
    """The Python text of an edit that was made by `@edit`.

    Raises:
        InvalidInputError: it was made otherwise, or the text of its function cannot be found.
    """
    made = [getattr(check, "made_of", None) for _, check in edit.checks]
    if len(made) != 1 or made[0] is None:
        msg = f"{edit.id} was not made by @edit: it is in a file already, {edit.module}."
        raise InvalidInputError(msg)
    population = getattr(edit.population, "made_of", None)
    written = [example_words(example) for example in edit.examples]
    used = sorted({word for text in written for word in re.findall(r"\b([a-z_]+)\(", text)} & _WORDS)
    body = _function(edit, made[0])
    asked = dict(_arguments(edit))
    parts = [f"    {name}={json.dumps(value, ensure_ascii=False)},\n" for name, value in asked.items()]
    before = ""
    if callable(population):
        before = f"\n\n{_bare(population)}"
        parts.append(f"    population={population.__name__},\n")
    elif population is not None:
        parts.append(f"    population={json.dumps(population, ensure_ascii=False)},\n")
    listed = "".join(f"        {text},\n" for text in written)
    imports = f"from codinglab.validate.examples import {', '.join(used)}\n"
    if any("parse_claim(" in text for text in written):
        imports = f"from codinglab.claims.json import parse_claim\n{imports}"
    if "ibis." in body + before:
        imports = f"import ibis\n\n{imports}"
    title = re.sub(r'["\\]', "", edit.title).rstrip(".")
    return (
        f'"""An edit of our own: {title}."""\n\n{imports}'
        f"from codinglab.validate.own import edit\n{before}\n\n@edit(\n{''.join(parts)}"
        f"    examples=[\n{listed}    ],\n)\n{body}"
    )


_WORDS = {*vars(examples)} - {"Example"}


def _arguments(edit: Edit) -> Iterator[tuple[str, Any]]:
    yield "title", edit.title
    yield "severity", edit.severity.value
    yield "applies_to", [kind.value for kind in edit.applies_to]
    yield "judges", edit.judges
    yield "disposition", edit.disposition.value
    yield "authority", [str(one) for one in edit.authority]
    yield "reads", [*edit.reads]
    yield "message", edit.message
    yield "since", edit.checks[0][0].isoformat()
    yield "version", edit.version
    if edit.across != PATIENT:
        yield "across", edit.across


def _name(edit: Edit) -> str:
    name = edit.module.rsplit(".", 1)[-1].lower()
    if not _NAME.fullmatch(name):
        msg = f"'{name}' cannot name a file: an edit's function is named in letters, digits and underscores."
        raise InvalidInputError(msg)
    return name


def _function(edit: Edit, made: Any) -> str:
    """The function of an edit; that of SQL is written anew around its text."""
    text = None if inspect.signature(made).parameters else made()
    if not isinstance(text, str):
        return _bare(made)
    quotes = '"""' if '"""' not in text else "'''"
    page = textwrap.indent(edit.text.replace('"""', "'''"), "    ").strip()
    sql = textwrap.indent(textwrap.dedent(text).strip(), " " * 8)
    raw, raw_page = ("r" if "\\" in one else "" for one in (sql, page))
    head = f'def {_name(edit)}():\n    {raw_page}"""{page}\n    """\n'
    return f"{head}    return {raw}{quotes}\n{sql}\n    {quotes}\n"


def _bare(function: Any) -> str:
    """The text of a function without its decorators."""
    try:
        text = textwrap.dedent(inspect.getsource(function))
    except (OSError, TypeError):
        msg = f"The text of {function.__name__} cannot be found: define it in a cell or a file."
        raise InvalidInputError(msg) from None
    start = re.search(r"^def ", text, re.M)
    if start is None:
        msg = f"{function.__name__} is no plain function: define it with def."
        raise InvalidInputError(msg)
    return text[start.start() :].rstrip() + "\n"
