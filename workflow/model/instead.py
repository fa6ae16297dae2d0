"""What may be done instead: the longer hints of what stands in the way of an act."""

from shlex import quote

from workflow.model.commands import Record
from workflow.model.definition import Event
from workflow.model.rows.records import InstanceRow
from workflow.model.working import Working


def nothing_in(work: Working, instance: str) -> str:
    """Why nobody does anything in *instance* now, with the parts of it in which somebody may."""
    inside = (i for i in work.instances().values() if instance in work.ancestry(i.id))
    parts = ", ".join(i.id for i in inside if i.id != instance and not i.final and not i.closed_on)
    final = work.instances()[instance].final
    why = "nothing more, the step is final" if final else "nothing in itself, it waits"
    return f"{why}{f'; still open: {parts}' if parts else ''}"


def put_right(event: Event, command: Record, instance: InstanceRow, on: str) -> str:
    """What to type: the act comes in another's place where its step was left meanwhile."""
    if instance.state in event.from_:
        return f"correct what was recorded: peer-review review correct {instance.seq}"
    return (
        "if it came first, put it in the place of what was recorded: peer-review review correct "
        f"{quote(command.instance)} {instance.seq} --event {command.event} --as {command.actor} "
        f"--role {quote(command.role)} --received {on} --reason TEXT"
    )
