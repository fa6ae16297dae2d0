"""The doctor: this machine, and the store's surroundings."""

from tests.cli.desk import Desk


def results(desk: Desk) -> dict[str, tuple[str, str]]:
    """What the doctor says of each thing it looks at."""
    found = Desk(folder=desk.folder, day=None).type("doctor", "--json").data["checks"]
    return {each["what"]: (each["result"], each["words"]) for each in found}


def test_a_sound_surrounding_is_all_well(fresh: Desk) -> None:
    """Exit code 0."""
    typed = Desk(folder=fresh.folder, day=None).type("doctor")

    assert [line.split("\t")[:2] for line in typed.out.splitlines()] == [
        ["what", "result"],
        *(
            [what, "ok"]
            for what in (
                *("python", "libraries", "packages", "time zones", "clock", "definitions"),
                *("store", "log clock", "key", "permissions", "write-ahead log"),
            )
        ),
    ]
    assert typed.code == 0


def test_a_key_beside_the_store_or_open_to_others_is_noted(fresh: Desk) -> None:
    """Who copies one folder must not have both."""
    [key] = (fresh.folder / "keys").iterdir()
    key.chmod(0o644)
    open_to_others = results(fresh)["key"]
    key.unlink()
    gone = results(fresh)["key"]

    assert open_to_others == ("look", f"{key} may be read by others: chmod 600")
    assert gone[0] == "look"


def test_a_store_anybody_may_write_is_noted(fresh: Desk) -> None:
    """Exit code 1."""
    fresh.store.chmod(0o666)

    assert results(fresh)["permissions"][0] == "look"
    assert Desk(folder=fresh.folder, day=None).type("doctor").code == 1


def test_a_store_that_is_not_there_is_told_and_not_raised(empty: Desk) -> None:
    """Every check says what it met."""
    found = results(empty)

    assert found["store"][0] == "look"
    assert "there is no such file" in found["store"][1]
