"""Every way a command can end: its exit code, and what is said about it.

A user's problem is told in its own words on standard error, with the exit code of its class;
with `--json` standard output has the same as one object (`cli.reported_json`). Anything else is
a bug: exit code 70, its traceback in a file and not on the screen.
"""

import errno
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from cli.state import State

if TYPE_CHECKING:
    from cli.reported_json import Refusal
    from workflow.errors import WorkflowError

BUG = 70
INTERRUPTED = 130
_UNREADABLE = 2


def reported(run: Callable[[], object], state: State) -> int:
    """Run a command and return its exit code; nothing is raised."""
    try:
        result = run()
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.ClickException as error:
        return _usage(error, state)
    except (click.Abort, KeyboardInterrupt):
        _say("stopped; what was committed stays, nothing else was written")
        return INTERRUPTED
    except BrokenPipeError:
        return reader_gone()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except OSError as error:
        return reader_gone() if error.errno == errno.EPIPE else _system(error, state)
    except Exception as error:  # noqa: BLE001  # the last net: a bug is told, not thrown at people
        return _problem(error, state)


def unreadable_arguments(arguments: Sequence[str]) -> str | None:
    """What is wrong with the words typed, if they are not text at all."""
    for word in arguments:
        if "\0" in word:
            return f"{word!a} holds a NUL sign"
        if any("\ud800" <= sign <= "\udfff" for sign in word):
            return f"{word!a} is not UTF-8"
    return None


def _usage(error: click.ClickException, state: State) -> int:
    error.show()
    if state.form == "json":
        from cli.reported_json import of_usage

        _json(state, of_usage(error))
    return error.exit_code


def _problem(error: Exception, state: State) -> int:
    """A user's problem, or a bug; the errors are loaded when there is one."""
    from workflow.errors import WorkflowError

    return _told(error, state) if isinstance(error, WorkflowError) else _bug(error, state)


def _told(error: "WorkflowError", state: State) -> int:
    from workflow.errors import RuledOutError

    _say(str(error).removeprefix(": "))
    if isinstance(error, RuledOutError):
        if error.seq is None:
            _say("nothing written")
        else:
            _say(f"entry {error.seq} of the log says so; nothing else changed")
    if state.form == "json":
        from cli.reported_json import of_problems

        _json(state, of_problems(error))
    return error.exit_code


def _bare(state: State, exit_code: int, code: str, words: str, where: str = "") -> None:
    if state.form == "json":
        from cli.reported_json import bare

        _json(state, bare(exit_code, code, words, where=where))


def _json(state: State, refusal: "Refusal") -> None:
    from cli.reported_json import show  # what help and plain errors need not load

    show(state, refusal)


def reader_gone() -> int:
    """Whoever read standard output has gone, as `head` does; that is nobody's fault."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  # till the end
    return 0


def _system(error: OSError, state: State) -> int:
    """A file or device of the user's; without a file's name it is a bug of ours."""
    if error.filename is None and error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
        return _bug(error, state)
    if state.debug:
        _traceback(error)
    where = str(error.filename or "")
    words = f"cannot be read or written: {error.strerror}"
    _say(f"{where}{': ' if where else ''}F001 {words}")
    _bare(state, _UNREADABLE, "F001", words, where=where)
    return _UNREADABLE


def _traceback(error: Exception) -> None:
    import traceback

    traceback.print_exception(error)


def _bug(error: Exception, state: State) -> int:
    words = f"a bug: {type(error).__name__}"
    if state.debug:
        _traceback(error)
    else:
        words += f"; its traceback was saved to {_saved(error)}"
        _say(words)
        _say("--debug shows it; please send it to the makers with the command you typed")
    _bare(state, BUG, "X001", words)
    return BUG


def _saved(error: Exception) -> str:
    import tempfile
    import traceback

    words = "".join(traceback.format_exception(error))
    handle, path = tempfile.mkstemp(prefix="peer-review-bug-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(words)
    return path


def _say(words: str) -> None:
    click.echo(words, err=True)
