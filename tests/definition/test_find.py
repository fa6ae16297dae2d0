"""Definitions by name, version and path."""

from pathlib import Path

import pytest

from workflow.definition.find import find_definition, read_file
from workflow.definition.findings import report
from workflow.definition.listed import list_definitions
from workflow.errors import UnknownError
from workflow.library import shipped_text

FRANCE = shipped_text("views-2009", "france.yaml")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with an older and a newer definition, and things that are none."""
    (tmp_path / "mine").mkdir()
    head = "definition: mine\nversion: {n}\ntitle: 'Our own'  # ours\nstatus: pilot\n"
    (tmp_path / "mine" / "one.yaml").write_text(head.format(n=1), encoding="utf-8")
    (tmp_path / "mine" / "two.yml").write_text(head.format(n=10), encoding="utf-8")
    (tmp_path / "calendars").mkdir()
    (tmp_path / "calendars" / "x.yaml").write_text("definition: no\n", encoding="utf-8")
    (tmp_path / "notes.yaml").write_text("about: nothing\n", encoding="utf-8")
    return tmp_path


def test_shipped_definitions_are_listed_by_name() -> None:
    """With title, status and the place to look at; calendars are not among them."""
    listed = {one.reference: one for one in list_definitions()}

    france = listed["france-2009@1"]
    assert france.title == "Country review as proposed by France in 2009"
    assert (france.status, france.shipped) == ("proposal", True)
    assert france.file == "definitions/views-2009/france.yaml"
    assert not any("calendar" in one.file for one in listed.values())


def test_every_shipped_definition_is_without_error() -> None:
    """What we ship can be used."""
    for listed in list_definitions():
        loaded = find_definition(listed.reference)
        assert loaded.definition is not None, report(loaded.findings)
        assert (loaded.definition.name, loaded.definition.version) == (listed.name, listed.version)
        assert (loaded.definition.title, loaded.definition.status) == (listed.title, listed.status)


def test_a_project_adds_its_own(project: Path) -> None:
    """Name, version, title and status are read from the first lines."""
    own = [one for one in list_definitions(project) if not one.shipped]

    assert [(one.reference, one.title, one.status) for one in own] == [
        ("mine@1", "Our own", "pilot"),
        ("mine@10", "Our own", "pilot"),
    ]


def test_without_a_version_the_newest_is_meant(project: Path) -> None:
    """10 is newer than 9."""
    assert find_definition("mine", project).file == str(project / "mine" / "two.yml")
    assert find_definition("mine@1", project).file == str(project / "mine" / "one.yaml")


def test_a_project_hides_a_shipped_one_of_the_same_name_and_version(project: Path) -> None:
    """The nearest file wins, and says where it is."""
    own = project / "france.yaml"
    own.write_text(FRANCE.replace("2009\nstatus", "2009 (ours)\nstatus"), encoding="utf-8")

    loaded = find_definition("france-2009", project)
    assert loaded.file == str(own)
    assert loaded.require().title.endswith("(ours)")


def test_a_path_is_read_as_it_is(tmp_path: Path) -> None:
    """No search, no list."""
    file = tmp_path / "copy.yaml"
    file.write_text(FRANCE, encoding="utf-8")

    assert find_definition(str(file)).require().name == "france-2009"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (
            "frnace-2009",
            "D901 there is no definition 'frnace-2009'\n"
            "  hint: did you mean 'france-2009' or 'uncac-2009' or 'finland-2009'?",
        ),
        (
            "no/such.yaml",
            "D901 the file 'no/such.yaml' cannot be opened: No such file or directory",
        ),
    ],
)
def test_what_is_not_there_is_named_with_what_is_near(asked: str, words: str) -> None:
    """Whole messages."""
    with pytest.raises(UnknownError) as caught:
        find_definition(asked)

    assert str(caught.value) == words


def test_a_version_that_is_not_there_is_named() -> None:
    """The versions that are there are near."""
    with pytest.raises(UnknownError, match="'france-2009@1'"):
        find_definition("france-2009@7")


def test_a_file_that_is_not_utf_8_is_a_finding(tmp_path: Path) -> None:
    """With the place of the byte."""
    file = tmp_path / "old.yaml"
    file.write_bytes("definition: x\ntitle: Et\u00e9\n".encode("latin-1"))

    assert report(read_file(file, "old.yaml").findings) == (
        "old.yaml:2:10: D001 the byte 0xE9 is not UTF-8\n  hint: save the file as UTF-8"
    )


def test_a_large_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    """Size first, whatever the bytes are."""
    file = tmp_path / "large.yaml"
    file.write_bytes(b"\xff" * 600_000)

    assert [one.code for one in read_file(file).findings] == ["D002"]
