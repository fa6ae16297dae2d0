"""A file with changed data, and its author's comments, order and quotation marks as they were."""

from collections.abc import Mapping
from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from workflow.definition.composing.resolve_text import WIDEST, bare, in_line
from workflow.definition.reading.read import read_yaml
from workflow.definition.variants import Rows

#: How many tables may stand in each other in a line.
_IN_A_LINE = 2


def kept(text: str, before: Rows, after: Rows) -> str | None:
    """Return *text* changed from the data *before* to *after*; None if that cannot be done.

    It cannot where *text* is a change of another definition, and its data are not the whole.
    """
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    try:
        tree = yaml.load(text)
    except YAMLError:
        return None
    if not isinstance(tree, CommentedMap) or tree != before:
        return None
    _change(tree, after)
    stream = StringIO()
    yaml.dump(tree, stream)
    made = stream.getvalue()
    return made if read_yaml(made, "").data == after else None


def _change(tree: CommentedMap, after: Rows) -> None:
    for key in [key for key in tree if key not in after]:
        del tree[key]
    for key, value in after.items():
        old = tree.get(key)
        if isinstance(old, CommentedMap) and isinstance(value, Mapping):
            _change(old, value)
        elif key not in tree or old != value:
            tree[key] = _node(value, len(str(key)))


def _node(value: object, before: int) -> object:
    """A new value as people write it: short rows and lists in a line."""
    if isinstance(value, Mapping):
        row = CommentedMap({key: _node(one, len(str(key))) for key, one in value.items()})
        if _depth(value) <= _IN_A_LINE and before + len(in_line(value)) <= WIDEST - 12:
            row.fa.set_flow_style()
        return row
    if isinstance(value, list):
        items = CommentedSeq(_node(one, 0) for one in value)
        items.fa.set_flow_style()
        return items
    if isinstance(value, str) and not bare(value):
        return DoubleQuotedScalarString(value)
    return value


def _depth(value: object) -> int:
    if not isinstance(value, Mapping):
        return 0
    return 1 + max((_depth(one) for one in value.values()), default=0)
