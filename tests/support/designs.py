"""Small designs for tests, as somebody would write them."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FRANCE = (ROOT / "definitions" / "views-2009" / "france.yaml").read_text(encoding="utf-8")
FINLAND = (ROOT / "definitions" / "views-2009" / "finland.yaml").read_text(encoding="utf-8")
THIRD = (Path(__file__).parent / "third.yaml").read_text(encoding="utf-8")
#: Ratings counted as items; see the head of the file.
RATED = (Path(__file__).parent / "rated.yaml").read_text(encoding="utf-8")
#: Constructs crossed with each other; see the head of the file.
CROSSED = (Path(__file__).parent / "crossed.yaml").read_text(encoding="utf-8")

HEAD = """\
definition: small
version: 1
language: 1
title: A small design for tests
status: illustration
sources: {S: "Nobody"}
instruments: [untoc, tip, som]
time: {zone: Europe/Vienna, met_by: receipt, basis: S 1}
roles:
  state:       {is: party under review, basis: S 2}
  team:        {is: experts, basis: S 2}
  secretariat: {is: secretariat, basis: S 2}
facts:
  agreed: {is: consent, by: state, basis: S 3}
  score:  {is: number, by: [team, secretariat], basis: S 3}
  assistance_need: {is: text, by: state, many: true, basis: S 3}
documents:
  answers: {seen_by: [team], basis: S 4}
  paper:   {seen_by: [team], basis: S 4}
"""

#: A limit of six months that only waits, or moves, as `timeout` says.
LATE_NOTE = (
    HEAD
    + """\
charts:
  review:
    initial: launched
    states:
      launched:  {holder: secretariat, basis: S 5}
      answering: {holder: state, due: 6 months, basis: S 5}
      reading:   {holder: team, due: 3 months, basis: S 5}
      closed:    {final: true, basis: S 5}
    events:
      start:  {from: launched, by: secretariat, to: answering, basis: S 6}
      answer: {from: answering, by: state, with: answers, to: reading, basis: S 6}
      finish: {from: reading, by: [team, secretariat], to: closed, basis: S 6}
"""
)
MOVING_NOTE = LATE_NOTE.replace("due: 6 months,", "due: 6 months, on_timeout: reading,")
DISPATCH = {"met_by: receipt": "met_by: dispatch"}

#: Limits that beget limits: a chain, a loop, items, tracks that join, clocks that wait.
CHAIN = (
    HEAD
    + """\
charts:
  review:
    initial: one
    states:
      one:   {holder: state, due: 20 days, on_timeout: two, basis: S 5}
      two:   {holder: team, due: 10 working days, on_timeout: hub, basis: S 5}
      hub:   {holder: team, opens: leg, join: all, then: three, basis: S 5}
      three: {holder: state, due: 1 month, on_timeout: [five if agreed is given, four], basis: S 5}
      four:  {holder: secretariat, due: 5 days, on_timeout: five, basis: S 5}
      five:  {holder: team, due: 7 days, on_timeout: six, basis: S 5}
      six:   {holder: team, due: 7 days, basis: S 5}
      closed: {final: true, basis: S 5}
    events:
      agree: {from: [one, two, three], by: state, with: agreed, basis: S 6}
      close: {from: [one, six], by: secretariat, to: closed, basis: S 6}
      give:  {from: [one, two, six], by: team, with: [answers, paper], to: one, basis: S 6}
      rate:  {from: [one, six], by: team, with: score, basis: S 6}
      ask:   {from: [one, two, three, four, six], by: secretariat, opens: query, basis: S 6}
  leg:
    per: instrument
    initial: reading
    states:
      reading: {holder: team, due: 2 weeks, on_timeout: done, basis: S 7}
      done:    {final: true, basis: S 7}
    events:
      finish: {from: reading, by: team, to: done, basis: S 7}
  query:
    per: item
    initial: open
    states:
      open:  {holder: state, due: 33 days, on_timeout: heard, basis: S 8}
      heard: {final: true, basis: S 8}
    events:
      remark: {from: open, by: state, to: heard, basis: S 8}
"""
)


def changed(text: str, changes: dict[str, str]) -> str:
    """*text* with each old part, which must be there, replaced."""
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    return text
