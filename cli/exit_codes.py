"""The exit codes, as data: `help exit-codes` prints them, docs/reference holds them."""

EXIT_CODES: tuple[tuple[int, str, str], ...] = (
    (0, "done", "What was asked for was done, or shown; `--dry-run`: it could be done."),
    (1, "findings", "A check found something: a definition, a plan, the tables, this machine."),
    (2, "cannot be read", "What was typed cannot be read, or a file or store cannot be opened."),
    (3, "ruled out", "Not recorded, or without effect, by a rule; one entry in the log says so."),
    (4, "role", "The role is not held by the actor, or is not one that may do this."),
    (5, "unknown", "No such review, party, definition, entry or time limit."),
    (6, "not verified", "The log does not verify, or cannot be replayed."),
    (7, "someone was first", "The review changed meanwhile, or the id is taken; look again."),
    (70, "a bug", "Not your fault; the traceback is in the file that the message names."),
    (130, "stopped", "Ctrl-C; what was committed stays."),
)


def page() -> str:
    """The reference page, as it stands in `docs/reference/exit-codes.md`."""
    rows = (f"| {code} | {name} | {meaning} |" for code, name, meaning in EXIT_CODES)
    head = "# Exit codes\n\nEvery command ends with one of these.\n"
    return "\n".join([head, "| code | name | meaning |", "|---|---|---|", *rows, ""])


def lines() -> list[str]:
    """The same for a terminal."""
    return [f"{code:>4}  {name:18}{meaning}" for code, name, meaning in EXIT_CODES]
