"""The heartbeat: APScheduler holds one job in memory, which knocks; the store decides.

Nothing is lost with the scheduler: a time limit is a row, and the next tick finds it. Two
schedulers may run; the lock makes each limit pass once.
"""

import signal
from collections.abc import Callable
from types import FrameType

from workflow.service.engine import Engine
from workflow.service.ticking import Tick, tick


def run(engine: Engine, *, seconds: float, told: Callable[[Tick], None]) -> None:
    """Tick at once and then every *seconds*, until SIGTERM or SIGINT; *told* hears each tick.

    The tick under way is finished before it returns.
    """
    from threading import Event

    from apscheduler.schedulers.background import BackgroundScheduler

    stop = Event()
    scheduler = BackgroundScheduler(timezone="UTC")
    scheduler.add_job(
        lambda: told(tick(engine)),
        "interval",
        seconds=seconds,
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )
    _on_signals(stop.set)
    told(tick(engine))
    scheduler.start()
    stop.wait()
    scheduler.shutdown(wait=True)


def _on_signals(stop: Callable[[], None]) -> None:
    def stopped(_number: int, _frame: FrameType | None) -> None:
        stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stopped)
