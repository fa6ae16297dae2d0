"""The definition that is meant by a name or a path, read."""

from importlib.resources.abc import Traversable
from pathlib import Path

from workflow.definition.findings import finding
from workflow.definition.listed import bytes_of, source_of
from workflow.definition.read import Loaded, read_definition
from workflow.definition.reading.text import MOST_BYTES


def find_definition(name_or_path: str, folder: Path | None = None) -> Loaded:
    """Read the definition that is meant; what is wrong with it is in its findings.

    Raises:
        UnknownError: there is no such name, version or file; names what is near.
    """
    source, file = source_of(name_or_path, folder)
    return read_file(source, file, folder)


def read_file(source: Path | Traversable, file: str = "", folder: Path | None = None) -> Loaded:
    """Read the file *source*, called *file* in the findings.

    Raises:
        UnknownError: there is no such file, or it cannot be opened.
    """
    file = file or str(source)
    raw = bytes_of(source, file)
    try:
        return read_definition(raw.decode("utf-8"), file=file, folder=folder)
    except UnicodeDecodeError as error:
        return _not_text(raw, error, file)


def _not_text(raw: bytes, error: UnicodeDecodeError, file: str) -> Loaded:
    if len(raw) > MOST_BYTES:
        return read_definition(" " * (MOST_BYTES + 1), file=file)
    before = raw[: error.start].decode("utf-8", "replace")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    message = f"the byte 0x{raw[error.start]:02X} is not UTF-8"
    hint = "save the file as UTF-8"
    wrong = finding("D001", message, hint, file=file, line=line, column=column)
    return Loaded(file=file, data={}, positions={}, findings=(wrong,), definition=None)
