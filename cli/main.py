"""`peer-review`: parse, call one service, print."""

import sys
from collections.abc import Sequence

import click

from cli.lazy import LazyGroup
from cli.reported import reader_gone, reported, unreadable_arguments
from cli.state import State

_COMMANDS = {
    "status": ("cli.commands.status:status", "The board: where reviews stand, what is awaited."),
    "todo": ("cli.commands.todo:todo", "What a role has to do."),
    "why": ("cli.commands.why:why", "Where a step or a date comes from."),
    "review": ("cli.commands.review:review", "Show reviews, and record what happened."),
    "cycle": ("cli.commands.cycle:cycle", "Open, list, show and close cycles of reviews."),
    "deadline": ("cli.commands.deadline:deadline", "List, move and notify time limits."),
    "meeting": ("cli.commands.meeting:meeting", "Meetings of bodies, which dates count from."),
    "party": ("cli.commands.party:party", "The parties, and what they are called."),
    "definition": ("cli.commands.definition:definition", "Designs: check, show, draw."),
    "outbox": ("cli.commands.outbox:outbox", "Messages drafted for clearance."),
    "audit": ("cli.commands.audit:audit", "Verify the log, show an entry, hand out a checkpoint."),
    "store": ("cli.commands.store:store", "Make a store, look at it, rebuild it from its log."),
    "tick": ("cli.commands.tick:tick", "Let everything that fell due happen."),
    "scheduler": ("cli.commands.scheduler:scheduler", "Tick at intervals until told to stop."),
    "doctor": ("cli.commands.doctor:doctor", "Check this machine and the store's surroundings."),
    "demo": ("cli.commands.demo:demo", "Run a whole cycle in seconds, in rehearsal stores."),
    "help": ("cli.commands.help:topic", "Explain a topic, such as exit-codes."),
}


class Root(LazyGroup):
    """The whole program: every way to end goes through `reported`."""

    def main(  # type: ignore[override]  # it exits by itself, with one of the documented codes
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT002  # click's signature
        **_: object,
    ) -> int:
        """Run, and exit with one of the documented codes."""
        typed = list(sys.argv[1:] if args is None else args)
        state = State()
        code = reported(lambda: self._run(typed, state), state)
        if standalone_mode:
            sys.exit(code)
        return code

    def invoke(self, ctx: click.Context) -> object:
        """Run; a reader of standard output that went away, as `head` does, is nobody's fault."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            return reader_gone()

    def _run(self, typed: list[str], state: State) -> object:
        wrong = unreadable_arguments(typed)
        if wrong:
            raise click.UsageError(wrong)
        try:
            return super().main(typed, "peer-review", standalone_mode=False, obj=state)
        except click.UsageError:
            if "--json" in typed:  # what comes before it may be what could not be read
                state.form = "json"
            raise


@click.group(cls=Root, lazy=_COMMANDS, hidden_globals=False)
@click.version_option(package_name="peer-review-workflow", message="peer-review %(version)s")
def root() -> None:
    """Run peer reviews between States: rules as data, deadlines, a history anyone can verify.

    \b
    Examples:
      peer-review demo --into demo
      peer-review store init --rehearsal --store rehearsal.db
      peer-review cycle open untoc-1 --definition france-2009 --on 2027-01-04
      peer-review status untoc-1
      peer-review review record untoc-1/Mexico submit --as MEX --role state_under_review \\
        --document responses=answers.pdf
    """


def main() -> None:
    """The command `peer-review`."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")
    root()


if __name__ == "__main__":
    main()
