"""A design whose scope is by authority: clusters of issues, one after another."""

from tests.support.designs import changed

#: Two clusters in turn, each answered and then read; the third has no turn before it is added.
CLUSTERS = """\
definition: clusters
version: 1
language: 1
title: Clusters of issues, one after another
status: illustration
sources: {S: "Nobody"}
instruments: [untoc, tip]
clusters:
  judiciary: {issues: Issues for judges, authority: the judiciary, turn: 1, basis: S 1}
  borders: {issues: Issues at borders, authority: border officials, turn: 2, basis: S 1}
  welfare: {issues: Issues of protection, turn: 3, instruments: [tip], basis: S 1}
roles:
  state: {is: party under review, basis: S 1}
  secretariat: {is: secretariat, basis: S 1}
  team: {is: experts, basis: S 1}
documents:
  answers: {seen_by: [team], basis: S 2}
charts:
  review:
    initial: launched
    states:
      launched: {holder: secretariat, basis: S 3}
      phases: {opens: part, in_turn: true, join: all, then: report, basis: S 3}
      report: {holder: secretariat, due: 1 month, basis: S 4}
      closed: {final: true, basis: S 4}
    events:
      start: {from: launched, by: secretariat, to: phases, basis: S 3}
      go_on: {from: phases, by: secretariat, to: report, basis: S 3}
      back: {from: report, by: secretariat, to: phases, basis: S 3}
      finish: {from: report, by: secretariat, to: closed, basis: S 4}
  part:
    per: cluster
    initial: answering
    states:
      answering: {holder: state, due: 2 months, on_timeout: done, basis: S 5}
      reading: {holder: team, basis: S 5}
      done: {final: true, basis: S 5}
    events:
      answer: {from: answering, by: state, with: answers, to: reading, basis: S 5}
      read: {from: reading, by: team, to: done, basis: S 5}
"""

TOGETHER = changed(CLUSTERS, {", in_turn: true": ""})
#: Below each instrument its own clusters, and in each of these the States that review.
BELOW = changed(
    CLUSTERS,
    {
        "phases: {opens: part, in_turn: true,": "phases: {opens: treaty,",
        "  part:\n": """\
  treaty:
    per: instrument
    initial: phases
    states:
      phases: {opens: part, in_turn: true, join: all, then: done, basis: S 3}
      done: {final: true, basis: S 3}
  part:
""",
        "  team: {is: experts, basis: S 1}\n": """\
  team: {is: experts, basis: S 1}
  reviewers: {is: reviewing parties, basis: S 1}
""",
        "reading: {holder: team, basis: S 5}": "reading: {opens: reader, join: all, then: done, "
        "basis: S 5}",
        "      read: {from: reading, by: team, to: done, basis: S 5}\n": """\
  reader:
    per: reviewer
    initial: reads
    states:
      reads: {holder: reviewer, basis: S 6}
      delivered: {final: true, basis: S 6}
    events:
      deliver: {from: reads, by: reviewer, to: delivered, basis: S 6}
""",
    },
)
