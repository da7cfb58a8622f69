"""What a package offers, read from its source text: functions, classes with fields and methods, values."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from codinglab.lab.docs.google import Docstring, read
from codinglab.reference.paths import ROOT

_WIDE = 96
_NAMED = re.compile(r"`(codinglab(?:\.\w+)+)(?:\(\))?`")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a class: its type and default as the source has them, "" where there is none."""

    name: str
    type: str
    default: str
    text: str


@dataclass(frozen=True, slots=True)
class Member:
    """Something that a package offers.

    Attributes:
        kind: "function", "class", "property" or "value".
        signature: as it is written, without the body.
        module: the module that defines it.
        fields: of a dataclass or enumeration.
        members: the public methods and properties of a class.
    """

    name: str
    kind: str
    signature: str
    doc: Docstring
    module: str
    fields: tuple[Field, ...] = ()
    members: tuple[Member, ...] = ()


def members_of(package: str) -> tuple[Member, ...]:
    """What a package offers: what `__all__` names, and what its docstring names with its whole path."""
    tree = tree_of(package)
    found: dict[tuple[str, str], Member] = {}
    for name in offered(package):
        member = _resolved(package, name)
        if member is not None:
            found.setdefault((member.module, member.name), member)
    for path in _NAMED.findall(ast.get_docstring(tree) or ""):
        module, _, name = path.rpartition(".")
        if module.startswith(package + ".") and is_module(module):
            member = _resolved(module, name)
            if member is not None:
                found.setdefault((member.module, member.name), member)
    return tuple(found.values())


def module_doc(module: str) -> Docstring:
    """The docstring of a module or package."""
    return read(ast.get_docstring(tree_of(module), clean=False))


def file_of(module: str) -> Path:
    """The file of a module, or the `__init__.py` of a package."""
    path = ROOT.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def is_module(module: str) -> bool:
    """Whether a dotted name is a module or package of the project."""
    return file_of(module).is_file()


@cache
def tree_of(module: str) -> ast.Module:
    """The source of a module, parsed."""
    return ast.parse(file_of(module).read_text(encoding="utf-8"))


def class_in(module: str, name: str) -> Member:
    """A class of a module.

    Raises:
        LookupError: the module defines no such class.
    """
    member = _resolved(module, name)
    if member is None:
        raise LookupError(f"{module} has no {name}")
    return member


def offered(package: str) -> tuple[str, ...]:
    """The names in a package's `__all__`: those that are imported from the package itself."""
    return tuple(_all(tree_of(package)))


def _all(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(one, ast.Name) and one.id == "__all__" for one in targets):
                yield from ast.literal_eval(node.value)


def _resolved(module: str, name: str) -> Member | None:
    """Follow a name through imports to where it is defined."""
    body = tree_of(module).body
    for place, node in enumerate(body):
        if isinstance(node, ast.ImportFrom) and node.module and is_module(node.module):
            for alias in node.names:
                if (alias.asname or alias.name) == name:
                    return _resolved(node.module, alias.name)
        elif _defines(node, name):
            return _member(node, module, name, body[place + 1] if place + 1 < len(body) else None)
    return _short_cut(module, name)


def _short_cut(module: str, name: str) -> Member | None:
    """A name that the package loads when it is first asked for."""
    for node in tree_of(module).body:
        if isinstance(node, ast.Assign) and _defines(node, "_SHORT_CUTS"):
            held = ast.literal_eval(node.value)
            return _resolved(held[name], name) if name in held else None
    return None


def _defines(node: ast.stmt, name: str) -> bool:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name == name
    targets = (
        node.targets
        if isinstance(node, ast.Assign)
        else [node.target]
        if isinstance(node, ast.AnnAssign)
        else []
    )
    return any(isinstance(one, ast.Name) and one.id == name for one in targets)


def _member(node: ast.stmt, module: str, name: str, after: ast.stmt | None) -> Member:
    if isinstance(node, ast.FunctionDef):
        return _function(node, module)
    if isinstance(node, ast.ClassDef):
        return _class(node, module)
    return Member(name, "value", ast.unparse(node), read(_text_of(after)), module)


def _function(node: ast.FunctionDef, module: str, *, inside: bool = False) -> Member:
    doc = read(ast.get_docstring(node, clean=False))
    marks = {ast.unparse(one) for one in node.decorator_list}
    returns = ast.unparse(node.returns) if node.returns else ""
    if inside and marks & {"property", "cached_property"}:
        return Member(node.name, "property", f"{node.name}: {returns}", doc, module)
    return Member(node.name, "function", _signature(node, returns, inside=inside), doc, module)


def _signature(node: ast.FunctionDef, returns: str, *, inside: bool) -> str:
    given = node.args
    first = [one.arg for one in (*given.posonlyargs, *given.args)][:1]
    skipped = bool(inside and first and first[0] in {"self", "cls"})
    whole = list(_arguments(given))[1 if skipped else 0 :]
    end = f" -> {returns}" if returns else ""
    line = f"{node.name}({', '.join(whole)}){end}"
    if len(line) <= _WIDE:
        return line
    return "\n".join([f"{node.name}(", *(f"    {one}," for one in whole), f"){end}"])


def _arguments(given: ast.arguments) -> Iterator[str]:
    plain = [*given.posonlyargs, *given.args]
    defaults = [None] * (len(plain) - len(given.defaults)) + list(given.defaults)
    for one, default in zip(plain, defaults, strict=True):
        yield _argument(one, default)
    if given.vararg:
        yield "*" + _argument(given.vararg, None)
    elif given.kwonlyargs:
        yield "*"
    for one, default in zip(given.kwonlyargs, given.kw_defaults, strict=True):
        yield _argument(one, default)
    if given.kwarg:
        yield "**" + _argument(given.kwarg, None)


def _argument(one: ast.arg, default: ast.expr | None) -> str:
    kind = f": {ast.unparse(one.annotation)}" if one.annotation else ""
    equal = " = " if kind else "="
    return f"{one.arg}{kind}" + (f"{equal}{ast.unparse(default)}" if default is not None else "")


def _class(node: ast.ClassDef, module: str) -> Member:
    doc = read(ast.get_docstring(node, clean=False))
    texts = {
        name.strip(): text
        for names, text in doc.items_of("Attributes")
        for name in names.removesuffix(", optional").split(",")
    }
    bases = ", ".join(ast.unparse(one) for one in node.bases)
    return Member(
        node.name,
        "class",
        f"class {node.name}({bases})" if bases else f"class {node.name}",
        doc,
        module,
        tuple(_fields(node, texts)),
        tuple(
            _function(one, module, inside=True)
            for one in node.body
            if isinstance(one, ast.FunctionDef) and not one.name.startswith("_") and ast.get_docstring(one)
        ),
    )


def _fields(node: ast.ClassDef, texts: dict[str, str]) -> Iterator[Field]:
    for one, after in zip(node.body, [*node.body[1:], None], strict=True):
        if not isinstance(one, ast.AnnAssign | ast.Assign):
            continue
        name = one.target if isinstance(one, ast.AnnAssign) else one.targets[0]
        if isinstance(name, ast.Name) and not name.id.startswith("_"):
            text = texts.get(name.id) or " ".join(_text_of(after).split())
            kind = ast.unparse(one.annotation) if isinstance(one, ast.AnnAssign) else ""
            yield Field(name.id, kind, ast.unparse(one.value) if one.value is not None else "", text)


def _text_of(node: ast.stmt | None) -> str:
    """The text of a statement that is nothing but a text, as stands under a field or a value."""
    held = node.value if isinstance(node, ast.Expr) else None
    return held.value if isinstance(held, ast.Constant) and isinstance(held.value, str) else ""
