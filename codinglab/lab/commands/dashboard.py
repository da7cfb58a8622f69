"""The command that serves the case library, or a class, without code."""

from __future__ import annotations

import sys
import tempfile
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from codinglab.lab.commands.shared import console

app = typer.Typer()


@app.command()
def dashboard(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Of this machine; 0 for any free one.")] = 8866,
    theme: Annotated[str, typer.Option(help="light or dark")] = "light",
    class_folder: Annotated[
        Path | None, typer.Option("--class", help="The folder of a class: serve its desk instead.")
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only say the address.")] = False,
) -> None:
    """Serve the case library, or a class, as a page without code, on this machine alone, until Ctrl+C."""
    from codinglab.lab.dashboard.serve import served
    from codinglab.model import InvalidInputError

    with tempfile.TemporaryFile() as log:
        try:
            console.print("Starting the dashboard: some seconds.")
            with served(port, theme, log, class_folder) as (address, server):
                page = "class desk" if class_folder else "case library"
                console.print(f"The {page} is at {address}", soft_wrap=True)
                console.print("It serves this machine alone. Ctrl+C stops it; all work is saved.")
                if not no_browser:
                    webbrowser.open(address)
                server.wait()
        except KeyboardInterrupt:
            console.print("Stopped.")
        except InvalidInputError:
            log.seek(0)
            sys.stderr.write(log.read().decode(errors="replace")[-3000:])
            raise
