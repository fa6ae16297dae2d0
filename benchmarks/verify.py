"""How long the check of a log takes, as a ratio to bare SHA-256 over the same bytes.

    python benchmarks/verify.py [ENTRIES]

Both are measured in the same run, so that the ratio holds on any machine. Times are CPU
time, the best of three. Checkpoints cost a fixed time each and are given apart.
"""

import hashlib
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from workflow.audit.canonical import decode, encode
from workflow.audit.checkpoint import Checkpoint, open_note, sign
from workflow.audit.note import generate
from workflow.audit.tree import leaf_hash, root_of
from workflow.audit.verify import verify_log

ORIGIN = "secretariat.example/benchmark"
SIGNER = generate(ORIGIN, bytes(32))
Row = tuple[int, bytes, bytes]


def entry(seq: int) -> dict[str, object]:
    """Return an entry of usual size: 674 bytes."""
    effect = {
        "set": "instance",
        "id": "untoc-1/MEX/tip",
        "to": {"state": "analysis", "version": 12},
    }
    return {
        "v": 1,
        "id": f"0b7b2a52-7f1a-4a55-9c54-{seq:012x}",
        "seq": seq,
        "kind": "event.recorded",
        "review": "untoc-1/MEX",
        "instance": "untoc-1/MEX/tip",
        "command": f"5d1c0f9e-0000-4000-8000-{seq:012x}",
        "account": "desk-3",
        "actor": "MEX",
        "role": "focal_point",
        "on": "2026-03-01",
        "at": f"2026-03-{1 + seq // 86_400_000 % 28:02d}T{seq // 3_600_000 % 24:02d}:"
        f"{seq // 60_000 % 60:02d}:{seq // 1000 % 60:02d}.{seq % 1000:03d}Z",
        "definition": "untoc@1.0.0#" + "a" * 64,
        "basis": ["guidelines:12"],
        "data": {"event": "submit", "effects": [effect], "reason": "sha256:" + "b" * 64},
    }


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU time of *work* in seconds, the best of three."""
    times = []
    for _ in range(3):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def streamed(rows: list[Row]) -> Iterator[Row]:
    """Yield rows one by one, as a database does."""
    yield from rows


def main(entries: int) -> None:
    """Measure and print."""
    raws = [encode(entry(seq)) for seq in range(entries)]
    rows = [(seq, raw, leaf_hash(raw)) for seq, raw in enumerate(raws)]
    head = Checkpoint(origin=ORIGIN, size=entries, root=root_of(leaf for _, _, leaf in rows))
    notes = [(entries, sign(head, SIGNER))]
    verifier = SIGNER.verifier
    assert verify_log(rows, notes, verifier).sound  # noqa: S101  # else the times mean nothing
    base = cpu(lambda: [hashlib.sha256(raw).digest() for raw in raws])
    parts: dict[str, Callable[[], object]] = {
        "bare SHA-256": lambda: [hashlib.sha256(raw).digest() for raw in raws],
        "leaves and tree": lambda: root_of(leaf_hash(raw) for raw in raws),
        "strict reading": lambda: [decode(raw) and None for raw in raws],
        "verify_log, everything": lambda: verify_log(streamed(rows), notes, verifier),
    }
    out = sys.stdout.write
    out(f"{entries} entries of {len(raws[-1])} bytes\n")
    for name, work in parts.items():
        took = cpu(work)
        out(f"{name:24} {took / entries * 1e6:8.2f} us an entry {took / base:6.1f} x\n")
    some = range(min(entries, 2000))
    signing = cpu(lambda: [sign(head, SIGNER) for _ in some]) / len(some)
    opening = cpu(lambda: [open_note(notes[0][1], verifier) for _ in some]) / len(some)
    out(f"{'sign a checkpoint':24} {signing * 1e6:8.2f} us\n")
    out(f"{'open a checkpoint':24} {opening * 1e6:8.2f} us\n")
    tracemalloc.start()
    verify_log(streamed(rows), notes, verifier)
    out(f"{'most memory':24} {tracemalloc.get_traced_memory()[1] / entries:8.1f} bytes an entry\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
