"""Whatever ends a unit, and at whatever moment: it is there whole, or not at all."""

import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from tests.store.samples import leaf_of
from tests.store.writer import write
from workflow.store import Store, differences, open_store

ROOT = Path(__file__).resolve().parents[2]


class FaultError(Exception):
    """What a test makes go wrong."""


def size_of(url: str) -> int:
    """Return the number of entries, having found all that a unit of `writer` writes whole."""
    with closing(open_store(url)) as store, store.read() as reader:
        log = list(reader.log())
        size = len(log)
        assert differences(reader) == []
        assert [seq for seq, _, _ in log] == list(range(size))
        assert all(leaf == leaf_of(entry) for _, entry, leaf in log)
        assert reader.head().size == size
        assert reader.head().frontier == (log[-1][2] if log else b"")
        assert reader.checkpoints() == [(n, f"note {n}") for n in range(1, size + 1)]
        assert reader.meta() == ({"last": str(size - 1)} if log else {})
        secrets = [commitment for commitment, _, _ in reader.secrets()]
        assert secrets == ([f"sha256:{size - 1}"] if log else [])
        assert len(reader.rows("review")) == size
        return size


def labels_of_a_unit(url: str) -> list[str]:
    """Return the labels of one unit's statements, in order."""
    labels: list[str] = []
    with closing(open_store(url, fault=labels.append)) as watched:
        write(watched)
    return labels


def test_a_fault_before_any_statement_leaves_nothing_and_after_the_last_everything(
    store: Store,
) -> None:
    """Each statement in turn is the one that is never run."""
    labels = labels_of_a_unit(store.url)
    before = size_of(store.url)
    for n, label in enumerate(labels):
        calls = count()

        def fault(_label: str, n: int = n, calls: "count[int]" = calls) -> None:
            if next(calls) == n:
                raise FaultError

        with closing(open_store(store.url, fault=fault)) as faulty:
            with pytest.raises(FaultError):
                write(faulty)
            assert size_of(store.url) == before + (label == "committed")
            assert write(faulty) == before + (label == "committed")
        before = size_of(store.url)


def test_each_statement_has_its_label(store: Store) -> None:
    """Whoever injects faults can name the place."""
    assert labels_of_a_unit(store.url) == [
        "begin",
        "head",
        "append",
        "apply:new review",
        "apply:new instance",
        "apply:new stay",
        "apply:new deadline",
        "apply:new fact",
        "apply:new document",
        "apply:new binding",
        "apply:new message",
        "apply:new poll",
        "apply:new ballot",
        "apply:new submission",
        "apply:set review",
        "apply:gone message",
        "keep_secret",
        "erase_secret",
        "checkpoint",
        "set_head",
        "set_meta",
        "commit",
        "committed",
    ]


def test_a_writer_killed_at_any_statement_leaves_no_half_unit(store: Store) -> None:
    """SIGKILL at each boundary of the second unit: the first is there whole, always."""
    labels = labels_of_a_unit(store.url)
    for n, label in enumerate(labels, start=1):
        before = size_of(store.url)
        writer = start_writer(store.url, boundary=len(labels) + n)
        said = writer.communicate(timeout=60)[0]
        assert writer.returncode == -signal.SIGKILL
        assert said == f"{before}\n"
        assert size_of(store.url) == before + 1 + (label == "committed")


def test_a_writer_killed_at_any_moment_loses_nothing_it_had_said(
    store: Store,
) -> None:
    """Twelve writers, one after the other, each killed within its first tenth of a second."""
    chance = random.Random(2031)
    said: list[int] = []
    for _ in range(12):
        writer = start_writer(store.url, boundary=0)
        assert writer.stdout is not None
        first = int(writer.stdout.readline())
        time.sleep(chance.uniform(0, 0.1))
        writer.kill()
        rest = writer.communicate(timeout=60)[0].splitlines(keepends=True)
        said += [first, *(int(line) for line in rest if line.endswith("\n"))]
        assert writer.returncode == -signal.SIGKILL
        assert size_of(store.url) >= said[-1] + 1

    with store.read() as reader:
        assert said == sorted(set(said))
        assert {entry.seq for entry in reader.entries()} >= set(said)


def start_writer(url: str, *, boundary: int) -> subprocess.Popen[str]:
    """Start a process that writes to *url* until it is killed."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.writer", url, str(boundary)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
