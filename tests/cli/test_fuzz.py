"""Whatever is typed or handed in: a documented exit code, and never a bug."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.cli.desk import Desk

CODES = {0, 1, 2, 3, 4, 5, 6, 7}
WORDS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            *(
                "",
                "-",
                "--",
                "..",
                "/",
                "fra",
                "fra/",
                "fra/MEX",
                "fra/MEX#item-1",
                "/MEX",
                "=",
                "=",
            ),
            *(
                "fra/MEX:self_assessment:1",
                "MEX",
                "x1@FRA",
                "@",
                "a@b@c",
                "2027-01-04",
                "9999-12-31",
            ),
            *("0001-01-01", "2027-02-30", "10000-01-01", "sample:1:1", "submit", "team", "1e999"),
            *(
                "secretariat",
                "france-2009",
                "answers.pdf",
                "٣",
                "1" * 30,
                "-1",
                "visit_consent=given",
            ),
        ]
    ),
)
COMMANDS = (
    ("review", "record", "{}", "{}", "--as", "{}", "--role", "{}", "--fact", "{}", "--dry-run"),
    ("review", "record", "fra/MEX", "submit", "--as", "MEX", "--role", "{}", "--document", "{}"),
    ("review", "record", "fra/MEX", "{}", "--as", "{}", "--role", "team", "--received", "{}"),
    (
        *("review", "record", "fra/MEX", "communicate", "--as", "MEX"),
        *("--role", "state_under_review", "--fact", "assistance_need={}"),
        *("--dated", "{}", "--reason", "{}", "--command-id", "{}"),
    ),
    ("review", "bind", "{}", "{}", "{}", "--from", "{}", "--note", "{}", "--name", "{}"),
    ("review", "bind", "fra/NER", "team", "{}", "--replaces", "{}", "--as", "{}"),
    ("review", "vacate", "fra/MEX", "team", "{}", "--on", "{}"),
    ("review", "annul", "{}", "{}", "--reason", "{}", "--dry-run"),
    ("review", "correct", "fra/MEX", "{}", "--reason", "{}", "--received", "{}", "--yes"),
    ("review", "override", "{}", "--to", "{}", "--decision", "{}", "--reason", "{}", "--on", "{}"),
    ("deadline", "move", "{}", "--to", "{}", "--on", "{}"),
    ("deadline", "move", "fra/MEX:self_assessment", "--to", "{}", "--decision", "{}"),
    ("deadline", "notify", "fra/MEX:self_assessment", "--on", "{}", "--note", "{}"),
    ("cycle", "open", "{}", "--definition", "{}", "--on", "{}", "--dry-run"),
    (
        *("cycle", "open", "a", "--definition", "france-2009", "--on", "{}", "--select", "{}"),
        *("--title", "{}", "--decision", "{}", "--as", "{}", "--dry-run"),
    ),
    ("cycle", "show", "{}"),
    ("status", "{}", "--as-of", "{}", "--as-known", "{}"),
    ("review", "show", "{}", "--as-of", "{}"),
    ("review", "history", "fra/MEX", "--as-known", "{}"),
    ("todo", "--role", "{}", "--party", "{}", "--cycle", "{}"),
    ("todo", "--role", "team", "--party", "{}", "--as-of", "{}"),
    ("why", "fra/MEX", "--deadline", "{}"),
    ("why", "{}", "--as-of", "{}"),
    ("deadline", "list", "--review", "{}", "--as-known", "{}"),
    ("outbox", "list", "{}"),
    ("status", "--today", "{}"),
    ("cycle", "close", "{}", "--as", "{}"),
    ("party", "find", "{}"),
    ("party", "list", "--parties", "{}"),
    ("definition", "show", "{}"),
    ("definition", "check", "{}", "{}"),
    ("definition", "draw", "france-2009", "--chart", "{}"),
    ("audit", "show", "{}"),
    ("audit", "verify", "--kept", "{}", "--key", "{}"),
    ("tick", "--at-most", "{}", "--dry-run"),
    ("store", "info", "--store", "{}"),
    ("help", "{}"),
    ("{}", "{}", "{}"),
)


@settings(
    max_examples=200,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(command=st.sampled_from(COMMANDS), words=st.lists(WORDS, min_size=10, max_size=10))
@example(command=COMMANDS[0], words=["fra/MEX"] * 10)
def test_no_word_in_any_place_is_a_bug(
    desk: Desk, command: tuple[str, ...], words: list[str]
) -> None:
    """Every way to mistype has an exit code below 70."""
    given_words = iter(words)
    filled = [part.replace("{}", next(given_words)) if "{}" in part else part for part in command]

    typed = desk.type(*filled)

    assert typed.code in CODES, (filled, typed)
    assert "Traceback" not in typed.err


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(content=st.binary(max_size=200))
@example(content=b"\xff\xfe")
@example(content=b"iso3,name,regional_group,untoc\n")
@pytest.mark.parametrize(
    "words",
    [
        ("definition", "check", "any.yaml"),
        ("party", "list", "--parties", "any.yaml"),
        ("audit", "verify", "--kept", "any.yaml"),
        ("audit", "verify", "--key", "any.yaml"),
        ("cycle", "list", "--store", "any.yaml"),
        *[
            ("cycle", "open", "a", "--definition", name, "--on", "2027-01-04", "--dry-run", *more)
            for name, more in (
                ("any.yaml", ()),
                ("france-2009", ("--select", "any.yaml")),
                ("france-2009", ("--parties", "any.yaml")),
            )
        ],
    ],
)
def test_no_file_is_a_bug(desk: Desk, words: tuple[str, ...], content: bytes) -> None:
    """Any bytes in any file that is named."""
    Path("any.yaml").write_bytes(content)

    typed = desk.type(*words)

    assert typed.code in CODES, (words, typed)
    assert "Traceback" not in typed.err


@pytest.mark.parametrize("content", [b"\xff", b"[", b"store = 3\n"])
def test_no_project_file_is_a_bug(empty: Desk, content: bytes) -> None:
    """It is told with its name, or passed over where it says nothing of a store."""
    Path("peer-review.toml").write_bytes(content)

    typed = empty.type("cycle", "list")

    assert typed.code == 2
