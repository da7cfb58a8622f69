"""Commands that measure the lab; exit code 1 when a target is missed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Measure the lab against annotated data.")
Data = Annotated[Path, typer.Option("--data", help="The folder of the annotated data.")]


@app.callback()
def measures() -> None:
    """Measure the lab against annotated data."""


@app.command()
def reference(data: Data) -> None:
    """Open, look-up and install times, and the code lists against DIR, a folder of official files."""
    from codinglab.evaluate.reference import main

    raise typer.Exit(main(data))


@app.command()
def context(data: Data) -> None:
    """Negation, history and hypothesis: DIR/context*.tsv, sentences with their annotations."""
    from codinglab.evaluate.context import main

    raise typer.Exit(main(data))


@app.command()
def search(data: Data) -> None:
    """The code search: DIR is the folder of official files, for the Index and the tables."""
    from codinglab.evaluate.search import main

    raise typer.Exit(main(data))


@app.command()
def guidance(data: Data) -> None:
    """The search over guidance: DIR is the folder of official files (guidelines, NCCI manual)."""
    from codinglab.evaluate.guidance import main

    raise typer.Exit(main(data))


@app.command("guidance-fit")
def guidance_fit(data: Data) -> None:
    """Fit anew when the guidance abstains, and write reference/guidance/sure.toml; DIR as for guidance."""
    from codinglab.evaluate.guidance_fit import main

    raise typer.Exit(main(data))


@app.command()
def coding(data: Data) -> None:
    """Notes to ICD-10-CM codes: DIR/aci-bench*.json and DIR/codiesp-en*.json, annotated notes."""
    from codinglab.evaluate.coding import main

    raise typer.Exit(main(data))


@app.command()
def speed(data: Data) -> None:
    """Speed beside stock medspaCy, load time and memory: DIR holds the notes, aci-bench*.json."""
    from codinglab.evaluate.speed import main

    raise typer.Exit(main(data))


@app.command()
def sections(data: Data) -> None:
    """Section headers: DIR/aci-bench*.json, notes whose headers are known by the way they are set."""
    from codinglab.evaluate.sections import main

    raise typer.Exit(main(data))


@app.command()
def edits(data: Data) -> None:
    """The edits: a million lines against plain loops, one claim's time; DIR holds the official files."""
    from codinglab.evaluate.edits import main

    raise typer.Exit(main(data))


@app.command()
def group(data: Data) -> None:
    """MS-DRG and its explanation on claims with the answers of CMS's grouper; DIR holds the oracle."""
    from codinglab.evaluate.group import main

    raise typer.Exit(main(data))


@app.command()
def query(
    wrong: Annotated[bool, typer.Option("--wrong", help="List each disagreement by query and rule.")] = False,
) -> None:
    """The linter of provider queries, against our own queries with the rules that each breaks."""
    from codinglab.evaluate.queries import main

    raise typer.Exit(main(wrong=wrong))


@app.command()
def classroom(
    learners: Annotated[int, typer.Option(help="How many made-up learners.")] = 1000,
    cases: Annotated[int, typer.Option(help="How many shipped cases.")] = 10,
) -> None:
    """The time to grade a large class of made-up learners."""
    from codinglab.evaluate.classroom import main
    from codinglab.lab.commands.shared import beside, progress_bar

    with progress_bar("making the class", beside) as say:
        status = main(learners, cases, say)
    raise typer.Exit(status)


@app.command()
def backtest(
    data: Data,
    work: Annotated[Path, typer.Option(help="A folder for the claims that are made; they are used again.")],
    lines: Annotated[int, typer.Option(help="Lines of the side by side.")] = 10_000_000,
    huge: Annotated[int, typer.Option(help="Lines of the largest extract.")] = 50_000_000,
) -> None:
    """Edits over many claims beside SQL by hand, pandas and a scan; DIR is the folder of official files."""
    from codinglab.evaluate.backtest import main

    raise typer.Exit(main(data, work, lines, huge))


@app.command()
def workbench() -> None:
    """How quick the workbench is in a real browser; needs the extra e2e and Chromium."""
    from codinglab.evaluate.workbench import main

    raise typer.Exit(main())
