"""The folders of our own words under reference/guidance: every file of one shape, read once."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from codinglab.model import InvalidInputError
from codinglab.parse import parse
from codinglab.reference.paths import REFERENCE

GUIDANCE = REFERENCE / "guidance"
FOLDERS = ("cards", "asked", "elsewhere")
T = TypeVar("T")


def own_files() -> tuple[Path, ...]:
    """Every file that the index is made from, by folder and name."""
    return tuple(path for folder in FOLDERS for path in sorted((GUIDANCE / folder).glob("*.toml")))


def read_folder(kind: type[T], folder: str) -> tuple[T, ...]:
    """The files of a folder, by name.

    Raises:
        InvalidInputError: a file is no TOML, or has unknown or missing keys (named).
    """
    return tuple(_kept_file(kind, path) for path in own_files() if path.parent.name == folder)


_kept: dict[tuple[type[Any], Path], Any] = {}


def _kept_file(kind: type[T], path: Path) -> T:
    if (kind, path) not in _kept:
        _kept[kind, path] = read_file(kind, path)
    found: T = _kept[kind, path]
    return found


def read_file(kind: type[T], path: Path) -> T:
    """A TOML file as a model object.

    Raises:
        InvalidInputError: it cannot be read, is no TOML, or has unknown or missing keys (named).
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        msg = f"{path} is not readable TOML: {error}"
        raise InvalidInputError(msg) from None
    return parse(kind, data, source=str(path))
