"""Two dialogs with every construct of the language, to be walked through at random."""

EVERYTHING = """
dialog: alles
title: Alles
nodes:
  begin:
    say:
      - {pool: genoteerd}
      - "Hallo {voornaam}, het is {vandaag}."
  mensen:
    ask: Wie zijn er?
    type: contacts
    circle: klanten
    save: mensen
  wie:
    ask: Wie is de eerste?
    type: contact
    save: wie
  zet:
    do: {change: {contact: wie, circle: familie}}
  ronde:
    each: mensen
    name: persoon
    call: ene
    where: persoon != wie
    most: 4
  allemaal:
    each: contacts
    name: persoon
    call: ene
    where: circle(persoon) == 'klanten'
    most: 2
  dag:
    ask: Welke dag?
    type: date
    save: dag
    deadline: 1d
    no_reply: stil
  tijd:
    ask: Hoe laat op {dag}?
    type: time
    save: tijd
    deadline: 2h
    no_reply: stil
  som:
    call: ene
    save: gekregen
  kleur:
    ask:
      - Eerst gaf je een {eerste_cijfer}, toen een {vorige_cijfer}.
      - Welke kleur past bij {persoon}?
    type: choice
    save: kleur
    choices:
      rood: Rood
      blauw: {label: Blauw, go: verhaal}
      groen: {label: Groen, when: gekregen > 3}
  cijfer:
    ask: Welk cijfer?
    type: scale
    save: cijfer
    next:
      - {when: cijfer <= 4 and times(cijfer) >= 1, go: verhaal}
      - {when: days_since(cijfer) == 0 and done('ene'), go: dingen}
      - go: dingen
  verhaal:
    ask: "Vertel eens: waarom {kleur}?"
    type: text
    example: Daarom
    allow: [voice, photo]
    save: verhaal
  dingen:
    ask: "Je zei “{verhaal:kort}”. Wat past?"
    type: choices
    save: dingen
    choices: {appel: Appel, beer: Beer, citroen: Citroen}
  voeg:
    do: {meet: {nickname: verhaal, circle: buurt}}
  reken:
    set: {totaal: cijfer * 2 + count(dingen)}
  zeker:
    ask: Is het {totaal}?
    type: yes_no
    save: zeker
    next: klaar
  stil:
    say: [{pool: [Stil., Rustig.]}]
    next: som
  klaar:
    end:
      - "Dag {mensen}, dag {wie}. {dingen} {tijd} {zeker}"
"""
ONE = """
dialog: ene
title: Ene
nodes:
  bel:
    ask: Bel je {persoon} of {voornaam}?
    type: choice
    save: bel
    choices: {ja: Ja, nee: {label: Nee, go: end}}
  hoeveel:
    ask: Hoeveel keer?
    type: number
    min: 1
    max: 9
    save: keer
    give_up: end
  geef:
    end: Goed.
    gives: keer
"""
