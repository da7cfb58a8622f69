"""Commands about one own edit: begin a file, and check it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from codinglab.lab.commands.shared import console
from codinglab.model import InvalidInputError

app = typer.Typer(no_args_is_help=True, help="An edit of your own, in a file.")

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_SQL = '''():
    """The fault, in one sentence.

    Why it matters, and what the coder does about it.
    """
    return """
        SELECT line.claim_id, line."on", line.line, line.code
        FROM line
        WHERE NOT EXISTS (
            SELECT 1 FROM pointer WHERE pointer.claim_id = line.claim_id AND pointer.line = line.line
        )
    """
'''
_IBIS = '''(claims, reference):
    """The fault, in one sentence.

    Why it matters, and what the coder does about it.
    """
    return claims.lines.anti_join(claims.pointers, ["claim_id", "line"])
'''
_FILE = '''"""An edit of our own: {title}."""

from codinglab.validate.examples import dx, fires, line, passes, professional
from codinglab.validate.own import edit


@edit(
    title="{title}",
    severity="WARN",
    applies_to=["professional"],
    judges="line",
    authority="Name who says so: the manual, its edition and section",
    message="Line {{line}}, {{code}}, points to no diagnosis.",
    examples=[
        fires(professional(line("99213")), because="nothing is pointed to"),
        passes(professional(dx("I10"), line("99213", to=(1,))), because="it points to the first"),
    ],
)
def {name}{body}'''


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="Its name, in small letters, digits and underscores.")],
    folder: Annotated[Path, typer.Option(help="Where to.")] = Path("my-edits"),
    ibis: Annotated[bool, typer.Option("--ibis", help="An Ibis expression in place of SQL.")] = False,
) -> None:
    """Begin an edit: a file that runs as it is, to be changed into yours."""
    name = name.replace("-", "_")
    if not _NAME.fullmatch(name):
        msg = (
            f"'{name}' cannot name an edit: at most 60 small letters, digits and underscores, a letter first."
        )
        raise InvalidInputError(msg)
    path = folder / f"{name}.py"
    folder.mkdir(parents=True, exist_ok=True)
    title = name.replace("_", " ").capitalize()
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(_FILE.format(title=title, name=name, body=_IBIS if ibis else _SQL))
    except FileExistsError:
        msg = f"{path} is there already: choose another name."
        raise InvalidInputError(msg) from None
    console.print(f"Written: {path}\nChange it, then: codinglab edit check {path}")


@app.command()
def check(path: Annotated[Path, typer.Argument(metavar="FILE", help="It is run as Python.")]) -> None:
    """Run an edit's examples, and compile it for every engine; exit code 2 where it is refused."""
    from codinglab.validate.own import read_file, try_examples

    one = read_file(path)
    console.print(f"{one.id}, version {one.version}: {one.title}")
    for number, tried in enumerate(try_examples(one), start=1):
        console.print(
            f"  example {number} {tried.came}: {tried.example.because}", *tried.said, sep="\n      "
        )
    console.print("Every example comes out as it says. It runs on SQLite, DuckDB and Spark, and on extracts.")
