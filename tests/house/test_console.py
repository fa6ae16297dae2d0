"""The harness that runs the documents can itself be trusted."""

import sys
from pathlib import Path

import pytest

from tests.house.console import Command, File, Result, blocks, difference, matches, run

BINARIES = Path(sys.executable).parent

DOCUMENT = """\
# Title

```yaml file=rules/a.yaml
name: a
```

Then:

```console
$ cat rules/a.yaml
name: a
$ mkdir -p sub && cd sub \\
>   && export WORD=hello
$ echo $WORD; pwd
hello
…/sub
```

```sh
$ this is not run
```

```console
$ false
$ echo $?
1
$ test -t 1 && tput -T xterm cols
100
$ printf 'one\\ntwo\\nthree\\n'
one
…
```
"""


def results(tmp_path: Path, text: str) -> list[Result]:
    """Write *text* as a document and run it in a folder of its own."""
    document = tmp_path / "document.md"
    document.write_text(text)
    folder = tmp_path / "folder"
    folder.mkdir()
    return list(run(document, folder, BINARIES))


def test_a_document_that_tells_the_truth_passes(tmp_path: Path) -> None:
    """Files are written, and folder, variables and exit code go from command to command."""
    told = results(tmp_path, DOCUMENT)

    assert [difference("d.md", result) for result in told if not result.as_told] == []
    assert len(told) == 7


def test_a_document_that_does_not_tell_the_truth_is_shown_where(tmp_path: Path) -> None:
    """The line of the command, what was told and what was printed."""
    [result] = results(tmp_path, "text\n\n```console\n$ echo two\none\n```\n")

    assert not result.as_told
    assert difference("d.md", result) == (
        "d.md:4: $ echo two  (exit code 0)\n--- told\n+++ printed\n@@ -1 +1 @@\n-one\n+two"
    )


def test_output_that_the_document_does_not_show_is_a_difference(tmp_path: Path) -> None:
    """A command without lines after it prints nothing."""
    [result] = results(tmp_path, "```console\n$ echo two\n```\n")

    assert not result.as_told


def test_a_bug_is_never_as_told(tmp_path: Path) -> None:
    """Exit code 70 is a bug, and 127 a command that does not exist."""
    told = results(tmp_path, "```console\n$ (exit 70)\n$ no-such-command\n…\n```\n")

    assert [result.as_told for result in told] == [False, False]


def test_errors_are_seen_as_a_person_sees_them(tmp_path: Path) -> None:
    """Standard error is on the same terminal."""
    [result] = results(tmp_path, "```console\n$ echo oh >&2; (exit 3)\noh\n```\n")

    assert result.as_told
    assert result.code == 3


@pytest.mark.parametrize(
    ("expected", "printed", "as_told"),
    [
        (["a"], "a\r\n", True),
        (["a"], "a  \n\n", True),
        (["a"], "b\n", False),
        (["a", "…", "z"], "a\nz\n", True),
        (["a", "…", "z"], "a\nb\nc\nz\n", True),
        (["a", "…"], "b\n", False),
        (["hash …c9"], "hash 3fc9\n", True),
        (["hash …c9"], "hash 3f\nc9\n", False),
        (["a.c"], "abc\n", False),
        (["…"], "", True),
        ([], "", True),
    ],
)
def test_dots_stand_for_anything_and_nothing_else_does(
    expected: list[str], printed: str, as_told: bool
) -> None:
    """Within a line for a part of it, alone for any number of lines."""
    assert matches(expected, printed) is as_told


def test_only_console_blocks_and_named_files_count() -> None:
    """Every other block is for reading."""
    parts = list(blocks("```\n$ a\n```\n```yaml\nb: 1\n```\n```json file=c.json\n{}\n```\n"))

    assert parts == [File(line=7, name="c.json", text="{}\n")]


def test_a_command_goes_on_after_a_backslash() -> None:
    """And the line told is the one where it begins."""
    [part] = blocks("```console\n$ a \\\n>   b\nout\n```\n")

    assert part == Command(line=2, text="a \\\n  b", expected=("out",))


def test_a_console_block_begins_with_a_command() -> None:
    """Output without a command is a slip of the writer."""
    with pytest.raises(ValueError, match=r"^line 2: a console block begins with '\$ '$"):
        list(blocks("```console\nout\n```\n"))
