"""A design whose steps remind: before, on and after the day, each holder in words of its own."""

REMINDED = """\
definition: reminded
version: 1
language: 1
title: A review whose steps remind
status: illustration
sources: {S: "Rules"}
roles:
  state:  {is: party under review, basis: S 1}
  team:   {is: experts, basis: S 1}
  office: {is: secretariat, basis: S 1}
documents:
  answers: {seen_by: [team, office], basis: S 2}
  agenda:  {seen_by: [state, office], basis: S 2}
charts:
  review:
    initial: launched
    states:
      launched: {holder: office, basis: S 3}
      answering:
        holder: state
        due: 6 months (S 4)
        reminders:
          early: {when: 2 weeks before}
          day: {when: on the day, to: [state, office], basis: S 5}
          later: {when: 1 month after, to: office, says: The office may call., basis: S 6}
        basis: S 4
      dialogue:
        holder: [state, team]
        due: 3 weeks (S 7)
        reminders:
          of_state:
            when: 1 day after
            for: state
            if: not agenda is received
            says: It is the agenda.
          of_team: {when: 1 day after, for: team, to: [team, office], if: agenda is received}
        basis: S 7
      reply:
        holder: state
        due: 1 month (S 8)
        on_timeout: closed
        reminders: {last_week: {when: 5 working days before}}
        basis: S 8
      closed: {final: true}
    events:
      start: {from: launched, by: office, to: answering}
      answer: {from: answering, by: state, with: answers, to: dialogue}
      propose: {from: dialogue, by: state, with: agenda}
      meet: {from: dialogue, by: team, to: reply}
      answer_back: {from: reply, by: state, to: closed}
      agree: {from: answering, by: [state, office], sets: due answering}
"""
