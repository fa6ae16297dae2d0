"""A process that acts on a store without end, to be killed.

    python -m tests.service.worker URL SEED

It prints the number of entries after each command that came back, so that whoever kills it
knows what had been promised.
"""

import sys
from contextlib import suppress
from datetime import timedelta
from itertools import cycle
from random import Random

from tests.support.commands import OFFICE, how, newest
from workflow.clock import ManualClock
from workflow.errors import WorkflowError
from workflow.service.corrections import annul
from workflow.testing import Rehearsal, again

PARTIES = ("QAA", "QBB", "QCC")


def acts(scene: Rehearsal, party: str, chance: Random) -> None:
    """One act, whichever: some are lawful, some are not, some are taken back."""
    number = chance.randrange(6)
    state = (party, "state")
    if number == 0:
        scene.record(party, "agree", state, facts=(("agreed", "given"),), reason="as told")
    elif number == 1:
        scene.record(party, "ask", OFFICE)
    elif number == 2:
        scene.bind(party, "team", f"x{chance.randrange(9)}@QEE", name="Grace Example")
    elif number == 3:
        scene.record(party, "give", ("x1@QEE", "team"), documents=("answers", "paper"))
    elif number == 4:
        annul(scene.engine, scene.id(party), newest(scene, "event.recorded"), how("a slip"))
    else:
        scene.tick()


def main(url: str, seed: int) -> None:
    """Act until killed."""
    chance = Random(seed)
    with again(url, "2027-01-04", seed=seed) as scene:
        clock = scene.engine.clock
        assert isinstance(clock, ManualClock)
        for party in cycle(PARTIES):
            clock.advance(timedelta(hours=chance.randrange(60)))
            with suppress(WorkflowError, IndexError):
                acts(scene, party, chance)
            with scene.engine.store.read() as reader:
                print(reader.head().size, flush=True)  # noqa: T201  # for whoever kills it


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
