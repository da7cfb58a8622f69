"""The packages that the project names: there, importable, and of the versions it was tested with."""

from __future__ import annotations

import re
import tomllib
import warnings
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from importlib import import_module
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from io import StringIO
from typing import Any

from codinglab.lab.doctor.check import Check, attention, broken, ok
from codinglab.lab.doctor.remedies import MAKE_ANEW, SET_UP
from codinglab.reference.paths import ROOT

_NAME = re.compile(r"[A-Za-z0-9._-]+")
NOT_IMPORTED = frozenset({"medspacy", "thinc"})
"""Loaded by the look at the language packages, which knows how to do it quietly."""


def look(_on: date) -> Iterator[Check]:
    """Every package of pyproject.toml that use needs, then all pins of constraints.txt."""
    needed = tuple(_needed())
    faults = [fault for name, wanted in needed if (fault := _fault(name, wanted)) is not None]
    yield from faults
    if not faults:
        yield ok("Packages", f"{len(needed)} packages are installed, can be imported and are new enough")
    yield _pins()


def normal(name: str) -> str:
    """A package's name as it is compared: small letters, one dash."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _needed() -> Iterator[tuple[str, str]]:
    """Name and versions, such as ("pandas", ">=2.2,<3.1")."""
    for line in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "dependencies"
    ]:
        found = _NAME.match(line)
        if found:
            yield found[0], re.sub(r"^\[[^]]*\]", "", line[found.end() :]).strip()


def _fault(name: str, wanted: str) -> Check | None:
    try:
        held = version(name)
    except PackageNotFoundError:
        return broken(name, f"The Python package {name} is not installed.", MAKE_ANEW, SET_UP)
    if not _fits(held, wanted):
        said = f"The Python package {name} is version {held}; the project needs {wanted}."
        return broken(name, said, MAKE_ANEW, SET_UP)
    for module in () if name in NOT_IMPORTED else _modules(name):
        try:
            with warnings.catch_warnings(), redirect_stdout(StringIO()), redirect_stderr(StringIO()):
                warnings.simplefilter("ignore")
                import_module(module)
        except Exception as error:
            said = " ".join(f"{type(error).__name__}: {error}".split())
            return broken(
                name, f"The Python package {name} {held} cannot be imported ({said}).", MAKE_ANEW, SET_UP
            )
    return None


def _fits(held: str, wanted: str) -> bool:
    try:
        from packaging.specifiers import SpecifierSet
    except ImportError:
        return True
    return SpecifierSet(wanted).contains(held, prereleases=True)


def _modules(name: str) -> list[str]:
    """The modules that a package brings, without tests and private ones."""
    brought: dict[str, Any] = {}
    for module, holders in packages_distributions().items():
        if normal(name) in {normal(one) for one in holders} and module.isidentifier():
            brought[module] = None
    named = [one for one in brought if normal(one) == normal(name)]
    return named or [one for one in brought if not one.startswith("_") and one != "tests"]


def _pins() -> Check:
    other = []
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        name, pinned, wanted = line.split("#")[0].split(";")[0].strip().partition("==")
        try:
            held = version(name) if pinned else wanted
        except PackageNotFoundError:
            continue
        if held != wanted:
            other.append(f"{name} {held} (tested: {wanted})")
    if other:
        said = f"Other versions than those the project is tested with: {', '.join(other)}."
        return attention("Pins", said, "If something behaves oddly: " + MAKE_ANEW, SET_UP)
    return ok("Pins", "Every installed package is of the version in constraints.txt")
