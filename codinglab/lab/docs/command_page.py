"""The page of the command line: every command with its arguments and options, as the program has them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from codinglab.lab.docs.google import markdown, read
from codinglab.lab.docs.page import MADE, anchor, table
from codinglab.reference.paths import ROOT

_HEAD = """# The command line

Everything here goes through the launcher, `python lab.py COMMAND`, which also sets the lab up where that is
needed. Inside the environment of the lab the same commands are `codinglab COMMAND`. `--help` after any of
them prints the same words. A fault in what you gave ends with a message that names the place, and exit code
2.

Three words are the launcher's own:

```text
python lab.py                 set up on first run, then open JupyterLab
python lab.py test            run every check
python lab.py doctor          say what is missing or damaged, and how to mend it; change nothing
```"""


def command_page() -> str:
    """The page in Markdown."""
    listed = list(commands())
    rows = [(f"[`{name}`](#{anchor(name)})", _summary(command)) for name, command in listed]
    parts = [MADE, _HEAD, table(("command", "what it does"), rows)]
    parts += [text for name, command in listed for text in _command(name, command)]
    return "\n\n".join(parts) + "\n"


def commands() -> Iterator[tuple[str, Any]]:
    """Every command with the words that call it, groups opened, by name."""
    from codinglab.lab.command import app

    yield from _walked("", typer.main.get_command(app))


def _walked(words: str, command: Any) -> Iterator[tuple[str, Any]]:
    inner = getattr(command, "commands", None)
    if inner is None:
        yield words, command
        return
    for name in sorted(inner):
        yield from _walked(f"{words} {name}".strip(), inner[name])


def _summary(command: Any) -> str:
    return read(command.help).summary


def _command(name: str, command: Any) -> Iterator[str]:
    given = [one for one in command.params if not one.opts[0].startswith("-")]
    options = [
        one for one in command.params if one.opts[0].startswith("-") and not getattr(one, "hidden", False)
    ]
    yield f"## {name}"
    yield "\n".join(
        [
            "```text",
            f"python lab.py {name}{''.join(map(_placed, given))}{' [OPTIONS]' * bool(options)}",
            "```",
        ]
    )
    yield markdown(read(command.help).body)
    if given:
        yield table(("argument", "what it is"), ((f"`{one.name.upper()}`", _help(one)) for one in given))
    if options:
        yield table(("option", "what it does"), ((_option(one), _help(one)) for one in options))


def _placed(one: Any) -> str:
    name = one.name.upper() + ("..." if one.nargs == -1 else "")
    return f" {name}" if one.required else f" [{name}]"


def _option(one: Any) -> str:
    value = "" if one.is_flag else f" {_value(one)}"
    return ", ".join(f"`{word}{value}`" for word in (*one.opts, *one.secondary_opts))


def _value(one: Any) -> str:
    return str(one.metavar or one.name.rpartition("_")[2].upper())


def _help(one: Any) -> str:
    text = one.help or ""
    default = one.default
    if isinstance(default, Path):
        default = default.relative_to(ROOT).as_posix() if default.is_relative_to(ROOT) else default.as_posix()
    shown = getattr(default, "value", default)
    if shown not in (None, "", False, True, (), []) and not callable(shown) and "default" not in text:
        text = f"{text} By default {shown}."
    return text.strip()
