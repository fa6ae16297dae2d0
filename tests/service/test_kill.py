"""`kill -9` at any moment: what was promised is there, and the log is sound."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from tests.service.worker import PARTIES
from tests.support.designs import CHAIN
from workflow.service.auditing import verify
from workflow.service.stores import compare
from workflow.testing import again, rehearsal

ROOT = Path(__file__).resolve().parents[2]
KILLS = 10


def killed(url: str, seed: int, *, after: float) -> int:
    """Let a worker act and kill it; return the last size it told of."""
    command = [sys.executable, "-m", "tests.service.worker", url, str(seed)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        first = worker.stdout.readline()
        assert first.strip(), "the worker did not start"
        time.sleep(after)
        os.kill(worker.pid, signal.SIGKILL)
        told = [first, *worker.stdout]
    whole = [line for line in told if line.endswith("\n")]
    return int(whole[-1])


def test_killed_ten_times_nothing_promised_is_lost_and_nothing_is_half_done(
    store_url: str,
) -> None:
    """After each kill: the log verifies, tables equal a replay, every promised entry is there."""
    chance = Random(7)
    rehearsal(store_url, CHAIN, codes=" ".join(PARTIES)).engine.store.close()
    size = 0
    for seed in range(2, 2 + KILLS):
        promised = killed(store_url, seed, after=chance.random() * 0.4)
        with again(store_url, "2027-01-04", seed=1000 + seed) as scene:
            found = verify(scene.engine)
            assert found.sound, found
            assert compare(scene.engine) == []
            assert found.log.size >= promised >= size
            size = found.log.size
    assert size > 20 + KILLS
