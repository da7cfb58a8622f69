"""A back-test run from a cell: its progress, a button that stops it, and what it came to.

    from codinglab.lab.backtest_runner import run_backtest

    running = run_backtest(extract, [my_edit], "my-run")

The cell comes back at once; the run goes on beside it. Stopped, or with the notebook closed, it keeps what is
done: the same cell goes on with what is left. `running.result()` waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from html import escape
from pathlib import Path
from threading import Event
from typing import Any

import ipywidgets as widgets

from codinglab.backtest.opened import BackTest
from codinglab.backtest.run import backtest
from codinglab.claims.extract import Extract
from codinglab.lab.backtest_summary import summary_html
from codinglab.lab.buttons import plain_button
from codinglab.lab.display import element, style
from codinglab.lab.mimebundle import bundle
from codinglab.model import CodinglabError
from codinglab.validate.edit import Edit

_TABLE = """<style>
.cl-workbench .cl-table th[scope=row] { text-align: left; padding-right: 1em; }
.cl-workbench .cl-table td { text-align: right; }
</style>"""


class RunningBackTest:
    """A back-test that runs beside the notebook.

    Args:
        run: runs it, given `say` and `stop` as `backtest` has them.
    """

    def __init__(self, run: Callable[..., BackTest]) -> None:
        self._stopped = Event()
        self._bar = widgets.FloatProgress(
            min=0.0,
            max=1.0,
            layout=widgets.Layout(flex="1 1 auto", width="auto"),
            tooltip="Progress of the back-test",
        )
        self._status = widgets.HTML()
        self._stop = plain_button(
            "Stop",
            "Stop the back-test; what is done is kept, and the same cell goes on with the rest",
            self.stop,
        )
        self._stop.layout.flex = "0 0 auto"
        self.widget = widgets.VBox(
            [widgets.HTML(style() + _TABLE), widgets.HBox([self._stop, self._bar]), self._status]
        )
        self.widget.add_class("cl-workbench")
        self._say("starting", 0.0)
        pool = ThreadPoolExecutor(1, thread_name_prefix="back-test")
        self._done: Future[BackTest] = pool.submit(self._work, run)
        pool.shutdown(wait=False)

    def stop(self) -> None:
        """Stop it after the edit that is being asked."""
        self._stopped.set()
        self._stop.disabled = True

    def result(self) -> BackTest:
        """Wait for it, and give the back-test.

        Raises:
            CodinglabError: it could not be run; the message says why.
        """
        return self._done.result()

    @property
    def answer(self) -> BackTest | None:
        """The back-test, where it has come to an end."""
        return self._done.result() if self._done.done() and self._done.exception() is None else None

    def static_html(self) -> str:
        """What stands below the bar."""
        return str(self._status.value)

    def __repr__(self) -> str:
        return "a back-test that runs beside the notebook"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return bundle(self.widget, repr(self), **options)

    def _say(self, sentence: str, share: float) -> None:
        self._bar.value = share
        self._status.value = element("p", escape(f"{share:.0%}: {sentence}"), role="status")

    def _work(self, run: Callable[..., BackTest]) -> BackTest:
        try:
            found = run(say=self._say, stop=self._stopped.is_set)
        except Exception as error:
            self._bar.bar_style = "danger"
            told = str(error) if isinstance(error, CodinglabError) else f"{type(error).__name__}: {error}"
            self._status.value = element("p", escape(f"The back-test ended: {told}"), role="alert")
            raise
        else:
            self._status.value = element("div", summary_html(found), role="status")
            return found
        finally:
            self._stop.disabled = True


def run_backtest(
    extract: Extract, chosen: Sequence[Edit], folder: str | Path, **options: Any
) -> RunningBackTest:
    """Run edits over an extract beside the notebook; shown in a cell, with its progress and a stop button.

    Args:
        extract: the claims.
        chosen: the edits.
        folder: where the back-test lies.
        options: as `codinglab.backtest.run.backtest` has them.
    """

    def run(**beside: Any) -> BackTest:
        return backtest(extract, chosen, Path(folder), **options, **beside)

    return RunningBackTest(run)
