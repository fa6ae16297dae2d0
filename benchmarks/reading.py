"""How long reading takes, each beside a floor in the same run.

    python benchmarks/reading.py

* `--help` beside `python -c "import click"` (goal: at most 1.5)
* `definition check` of 400 lines, in process, beside loading them with ruamel alone (2)
* the hostile text of the tests that takes longest, beside the same 400 lines
* the board of 190 reviews beside bare SELECTs of the same rows, now and as known before

The best of several rounds, taken in turn.
"""

import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ruamel.yaml import YAML

from tests.definition.test_hostile import TEXTS
from tests.definition.test_read import SMALL
from tests.views.test_cost import many
from workflow.definition.read import read_definition
from workflow.service import viewing

ROUNDS = 9


def best(*works: Callable[[], object]) -> list[float]:
    """The shortest time of each, in seconds, taken in turn."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for work, taken in zip(works, times, strict=True):
            start = time.perf_counter()
            work()
            taken.append(time.perf_counter() - start)
    return [min(taken) for taken in times]


def told(name: str, ours: float, floor: float) -> None:
    """Print one ratio."""
    print(f"{name:<46} {ours * 1000:8.1f} ms {floor * 1000:8.1f} ms {ours / floor:6.2f}")


def python(*words: str) -> Callable[[], object]:
    """A Python process of its own."""
    return lambda: subprocess.run(
        [sys.executable, *words], check=True, stdout=subprocess.DEVNULL, cwd=ROOT
    )


def long_definition() -> str:
    """A definition of about 400 lines."""
    rows = "\n".join(f"      step_{n}: {{holder: office, basis: assumed}}" for n in range(190))
    events = "\n".join(
        f"      go_{n}: {{from: step_{n}, by: office, to: step_{n + 1}}}" for n in range(189)
    )
    return SMALL.replace("    events:\n", f"{rows}\n    events:\n{events}\n").replace(
        "to: done}", "to: step_0}\n      end: {from: step_189, by: office, to: done}"
    )


def boards() -> None:
    """The board of 190 reviews, each with a limit that has passed."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/store.db"
        with many(url, 190) as scene:
            link = sqlite3.connect(f"{folder}/store.db")
            tables = ("review", "instance", "stay", "deadline", "binding")

            def floor() -> object:
                return [link.execute(f"SELECT * FROM {name}").fetchall() for name in tables]

            now, then, bare = best(
                lambda: viewing.status(scene.engine, "many"),
                lambda: viewing.status(scene.engine, "many", as_known="2027-09-01"),
                floor,
            )
            link.close()
    told("board of 190 reviews, beside bare SELECTs", now, bare)
    told("the same, as known three months before", then, bare)


def hostile(text: str) -> None:
    """Each hostile text once; the slowest of them again, beside reading *text*."""

    def taken(name: str) -> float:
        start = time.perf_counter()
        read_definition(TEXTS[name][0], file="f")
        return time.perf_counter() - start

    slowest = max(TEXTS, key=taken)
    ours, floor = best(
        lambda: read_definition(TEXTS[slowest][0], file="f"),
        lambda: read_definition(text, file="f"),
    )
    told(f"hostile: {slowest}", ours, floor)


def main() -> None:
    """Measure and print."""
    print(f"{'':<46} {'ours':>11} {'floor':>11}  ratio")
    ours, floor = best(python("-m", "cli.main", "--help"), python("-c", "import click"))
    told("--help, beside import click", ours, floor)
    text = long_definition()
    loaded = YAML(typ="safe", pure=True)
    ours, floor = best(lambda: read_definition(text, file="f"), lambda: loaded.load(text))
    told("check of 400 lines, beside ruamel's load", ours, floor)
    hostile(text)
    boards()


if __name__ == "__main__":
    main()
