"""A process that writes until it dies: `python -m tests.store.writer URL BOUNDARY`.

It opens reviews one by one, and says each one's number once it is committed. At statement
number BOUNDARY, counted from 1, it kills itself as a power cut would; 0 is never.
"""

import os
import signal
import sys
from itertools import count

from tests.store.samples import entry_bytes, every_row, leaf_of, new
from workflow.model.rows.entry import Effect
from workflow.model.rows.records import OF_A_REVIEW
from workflow.store import Store, open_store


def main(url: str, boundary: int) -> None:
    """Write to the store at *url*."""
    calls = count(1)

    def fault(_label: str) -> None:
        if next(calls) == boundary:
            os.kill(os.getpid(), signal.SIGKILL)

    store = open_store(url, fault=fault)
    while True:
        sys.stdout.write(f"{write(store)}\n")
        sys.stdout.flush()


def write(store: Store) -> int:
    """Open one review with everything a unit can do, in one commit; return the entry's seq."""
    with store.unit() as unit:
        seq = unit.head().size
        effects = effects_of(f"c/{seq:06}")
        entry = entry_bytes(seq, effects, review=f"c/{seq:06}", command=f"cmd-{seq}")
        unit.append(seq, entry, leaf_of(entry))
        unit.apply(effects)
        unit.keep_secret(f"sha256:{seq}", "00", f"name {seq}")
        unit.erase_secret(f"sha256:{seq - 1}")
        unit.checkpoint(seq + 1, f"note {seq + 1}")
        unit.set_head(seq + 1, leaf_of(entry))
        unit.set_meta("last", str(seq))
        unit.commit()
    return seq


def effects_of(review: str) -> list[Effect]:
    """Return effects of each sort: rows made, changed and removed."""
    made = [new(row) for row in every_row(review) if row.kind in OF_A_REVIEW]
    return [
        *made,
        {"set": "review", "id": review, "to": {"version": 2, "started_on": "2031-03-04"}},
        {"gone": "message", "id": f"{review}>1"},
    ]


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
