"""`peer-review demo`: two rehearsal stores and a page, made from nothing, told in plain lines."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workflow.config import keys_folder
from workflow.demo import real, report
from workflow.demo.folder import PAGE, REAL, REHEARSAL, Folder, prepare
from workflow.demo.rehearsal import LAUNCHED, Played, new_store, rehearse
from workflow.demo.text import WIDTH, wrapped
from workflow.errors import LogError, Problem
from workflow.service import auditing, stores, viewing
from workflow.service.auditing import Verification
from workflow.service.engine import Engine

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """The review that is shown in full, and the limit whose date is derived."""

    review: str
    limit: str


def run(into: Path, say: Say) -> int:
    """Make both stores and the page in *into*, and tell about them; return the exit code, 0.

    Raises:
        StoreError: *into* holds something else, or a folder cannot be written.
        LogError: a store does not verify.
    """
    began = time.monotonic()
    folder = prepare(into, keys_folder())
    _tell(say, _banner())
    launched = real.launch(folder)
    _tell(say, real.told(launched))
    engine, clock = new_store(folder, REHEARSAL, "demo-rehearsal", LAUNCHED)
    played = rehearse(engine, clock)
    example = _example(played)
    _tell(say, _rehearsal(played, example))
    _write_page(folder, played, example)
    sound = _verified(say, {REHEARSAL: engine, REAL: launched.engine})
    _tell(say, _end(folder, time.monotonic() - began))
    if not sound:
        raise LogError(str(into), Problem(code="L010", words="a store of the demo is not sound"))
    return 0


def _tell(say: Say, lines: Iterable[str]) -> None:
    for line in lines:
        say(line)
    say("")


def _banner() -> Iterator[str]:
    yield "=" * WIDTH
    for line in (
        "REHEARSAL. Neither store is real, and no Conference adopted the design they follow.",
        "All conduct is invented, and so is every State that is shown with any.",
    ):
        yield line.center(WIDTH).rstrip()
    yield "=" * WIDTH


def _rehearsal(played: Played, example: Example) -> Iterator[str]:
    """Everything told of the rehearsal, each part under its title."""
    engine, cycle = played.stage.engine, played.desk.cycle
    yield from report.story_told(played, stores.info(engine).entries)
    yield from _titled("Where to look", report.scenes_told(played))
    yield from _titled("The board", report.board_told(viewing.status(engine, cycle)))
    yield from _titled(
        "One review's timeline",
        report.timeline_told(viewing.timelines(engine, review=example.review)),
    )
    yield from _titled(
        "How one date came about",
        report.why_told(viewing.why(engine, example.review, example.limit)),
    )
    yield from _titled(
        "What is awaited, and with whom", report.awaited_told(viewing.awaited(engine, cycle))
    )
    yield from _titled("Drafts for clearance", report.drafts_told(viewing.messages(engine, cycle)))


def _titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield from ("", title, "-" * len(title))
    yield from lines


def _example(played: Played) -> Example:
    """The first review whose visit was deferred: its date was moved by a decision."""
    part = next(part for part in played.parts if part.manners.visit == "deferred")
    return Example(review=f"{played.desk.cycle}/{part.code}", limit="dialogue")


def _write_page(folder: Folder, played: Played, example: Example) -> None:
    page = viewing.status_html(
        played.stage.engine, played.desk.cycle, example=f"{example.review}:{example.limit}:1"
    )
    (folder.place / PAGE).write_text(page, encoding="utf-8")


def _verified(say: Say, engines: Mapping[str, Engine]) -> bool:
    """Verify each store and tell about it; what was not checked comes first."""
    found = {name: auditing.verify(engine) for name, engine in engines.items()}
    for name, one in found.items():
        title = f"peer-review --store {name} audit verify"
        _tell(say, _titled(title, _checked(name, one, auditing.checkpoint(engines[name]))))
    return all(one.sound for one in found.values())


def _checked(name: str, found: Verification, note: str) -> Iterator[str]:
    yield from report.unchecked_told(found)
    yield from report.verified_told(name, found, note)


def _end(folder: Folder, seconds: float) -> Iterator[str]:
    yield from wrapped(f"Left in {folder.place}: {REAL}, {REHEARSAL}, {PAGE} (open it).", indent=0)
    yield f"Look further, in that folder: peer-review --store {REHEARSAL} status"
    yield f"It took {seconds:.1f} s."
