"""Own edits in files: a folder of them, or one."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

from codinglab.model import InvalidInputError
from codinglab.validate.edit import Edit
from codinglab.validate.own.register import register


def load(folder: Path) -> tuple[Edit, ...]:
    """Read every edit of a folder, one a Python file, and have its examples run.

    Raises:
        InvalidInputError: there is no such folder, a file cannot be run or has no edit, or an edit is
            refused; the message names the file.
    """
    files = sorted(folder.glob("*.py")) if folder.is_dir() else []
    if not files:
        msg = f"{folder} holds no edits: a folder with one Python file for each edit is needed."
        raise InvalidInputError(msg)
    return tuple(read_file(file) for file in files)


def read_file(file: Path) -> Edit:
    """Read the edit of a file, and have its examples run; the file is run as Python.

    Raises:
        InvalidInputError: as for `load`; the message begins with the file.
    """
    name = f"own.{file.stem}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None or not file.is_file():
        msg = f"{file} is no Python file."
        raise InvalidInputError(msg)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
        found = [one for one in vars(module).values() if isinstance(one, Edit)]
        one = getattr(module, "EDIT", found[0] if len(found) == 1 else None)
        if isinstance(one, Edit):
            register(one)
            return one
    except InvalidInputError as error:
        msg = f"{file}: {error}"
        raise InvalidInputError(msg) from error
    except Exception as error:
        msg = f"{file} cannot be run: {type(error).__name__}: {error}"
        raise InvalidInputError(msg) from error
    held = f"it holds {len(found)} edits" if found else "it has no EDIT"
    msg = f"{file}: {held}: write one @edit in it, or an EDIT as the files of codinglab/validate/edits have."
    raise InvalidInputError(msg)
