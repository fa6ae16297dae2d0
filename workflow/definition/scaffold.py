"""A first file for a new design: small, commented, and free of findings.

Decisions that live here: everything in it is assumed, because nobody has said anything yet;
its first line names the schema, so that an editor completes and explains from the start.
"""

import re

from workflow.errors import Problem, UnreadableError

SCHEMA_FILE = "definition.schema.json"
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_SCHEMA = f"# yaml-language-server: $schema={SCHEMA_FILE}\n"

_WHOLE = """\
# A design of a review, in two tables: steps (who has the ball, until when) and events (who
# does what, from where to where). What a key means: peer-review definition explain states.due
definition: {name}
version: 1                         # a change is a new version: reviews under way keep theirs
language: 1
title: {title}
status: proposal                   # runs in rehearsals; 'active' needs a decision: REFERENCE
# sources: {{C: "Compilation of views"}}    # then a row may say `basis: C 15`: paragraph 15 of it
instruments: [untoc]
time: {{zone: Europe/Vienna, roll: none, met_by: receipt, basis: assumed}}

roles:                             # who takes part
  state:       {{is: party under review, basis: assumed}}
  team:        {{is: experts, size: at least 2, nationals: none (assumed), basis: assumed}}
  secretariat: {{is: secretariat, basis: assumed}}

documents:                         # what is handed in, and who reads it besides its author
  answers: {{seen_by: [team, secretariat], basis: assumed}}
  report:  {{seen_by: [state, secretariat], basis: assumed}}

# facts:                           # what is recorded: consents, choices, numbers, texts
#   visit_consent: {{is: consent, by: state, basis: assumed}}
# guards:                          # conditions, with the words that are said when they do not hold
#   visit_agreed:
#     that: visit_consent is given
#     otherwise: a visit takes place only with the agreement of the State under review
#     basis: assumed

charts:
  review:                          # one for each State under review
    initial: launched
    states:                        # who has the ball, until when
      launched: {{holder: secretariat, basis: assumed}}
      answers:  {{holder: state, due: 3 months (assumed), phase: self_assessment, basis: assumed}}
      analysis: {{holder: team, due: 2 months (assumed), phase: expert_analysis, basis: assumed}}
      closed:   {{final: true, basis: assumed}}
    events:                        # who does what, from where to where
      appoint:  {{from: launched, by: secretariat, binds: team, to: answers}}
      submit:   {{from: answers, by: state, with: answers, to: analysis}}
      report:   {{from: analysis, by: team, with: report, to: closed}}
"""

_CHANGE = """\
# Only what differs from {base} stands here; all other rows are taken from it.
# A row with the same name replaces keys of the row there; `NAME: null` takes a row away.
definition: {name}
version: 1
language: 1
title: {title}
status: proposal
extends: {base}

# charts:
#   review:
#     states:
#       {step}: {{due: 4 months (assumed), basis: assumed}}
"""


def scaffold(name: str, *, base: str | None = None, step: str = "draft") -> str:
    """The text of a first file for the design *name*; with *base* it changes that definition.

    Raises:
        UnreadableError: *name* is no name of a definition.
    """
    if not _NAME.fullmatch(name) or len(name) > 60:
        words = f"{name!r} is no name of a definition: small letters, digits and '-'"
        raise UnreadableError("", Problem(code="D105", words=words, hint="such as my-review-1"))
    title = name.replace("-", " ").capitalize()
    if base is None:
        return _SCHEMA + _WHOLE.format(name=name, title=title)
    return _SCHEMA + _CHANGE.format(name=name, title=title, base=base, step=step)
