"""How many of the planted bugs the property finds: `python -m tests.property.plant`."""

import os
import pathlib
import sys
import time

from tests.property.machine import run
from tests.property.planted import BUGS, Bug, planted

EXAMPLES, STEPS = 250, 25


def finds(bug: Bug) -> str | None:
    """What the property says of the engine with *bug* in it; None if it notices nothing."""
    with planted(bug):
        try:
            run(examples=EXAMPLES, steps=STEPS)
        except Exception as error:  # noqa: BLE001  # any way of failing is a find
            return f"{type(error).__name__}: {error}".partition("\n")[0][:60]
    return None


def main() -> int:
    """Print a line for each bug; return 1 if one got through."""
    missed = 0
    for bug in BUGS:
        started = time.perf_counter()
        with pathlib.Path(os.devnull).open("w") as nowhere:
            out, sys.stdout = sys.stdout, nowhere
            said = finds(bug)
            sys.stdout = out
        missed += said is None
        seconds = time.perf_counter() - started
        sys.stdout.write(
            f"{'MISSED' if said is None else 'found ':7} {seconds:5.1f} s  {bug.words}  ({said})\n"
        )
        sys.stdout.flush()
    sys.stdout.write(f"{len(BUGS) - missed} of {len(BUGS)} planted bugs found\n")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
