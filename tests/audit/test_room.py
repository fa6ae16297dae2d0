"""The room itself: cheap to import, and pure."""

import subprocess
import sys

HEAVY = ("cryptography", "rfc8785")


def test_importing_the_room_loads_neither_of_its_libraries() -> None:
    """`--help` and reading commands stay quick: libraries load when first used."""
    code = (
        "import sys, workflow.audit.verify, workflow.audit.commitment, workflow.audit.canonical\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "[]\n"
