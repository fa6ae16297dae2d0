"""Slips of the pen in what is to be recorded: dates that cannot be, files that hold nothing."""

from collections.abc import Iterator

from workflow.clock import moment
from workflow.errors import Problem
from workflow.model import decide
from workflow.model.commands import Record
from workflow.model.legal_time.local_time import moment_words
from workflow.service.requests import RecordRequest


def slips(
    bare: Record, request: RecordRequest, *, today: str, at: str, zone: str
) -> Iterator[Problem]:
    """What in *request*, read as *bare*, cannot be meant.

    Args:
        today: the day of the command in the definition's zone.
        at: its moment, in UTC.
        zone: that of the definition, in which moments are told.
    """
    yield from _days(bare, today, at, zone)
    told = any(text.strip() for _, text in request.facts)
    if bare.event == decide.COMMUNICATE and not (told or bare.documents):
        words = "'communicate' records facts or documents, and none was given"
        yield Problem(code="E110", words=words, hint="--fact NAME=VALUE or --document NAME=FILE")
    for document in request.documents:
        if document.size == 0:
            words = f"document {document.name!r}: file {document.file_name!r} is empty"
            yield Problem(code="E111", words=words, hint="hand in the document itself")


def _days(bare: Record, today: str, at: str, zone: str) -> Iterator[Problem]:
    if bare.received > today or (bare.received_at or "") > at:
        words = f"received {bare.received} lies after today, {today}"
        if bare.received_at and bare.received <= today:
            came, now = (moment_words(moment(one), zone) for one in (bare.received_at, at))
            words = f"received {came} lies after now, {now}"
        yield Problem(code="E109", words=words, hint="record it once it is here")
    if bare.dated > bare.received:
        words = f"dated {bare.dated} lies after received {bare.received}"
        yield Problem(code="E122", words=words, hint="a document is dated before it is received")
