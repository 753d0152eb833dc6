"""What a script can have the coach do, with people in a network above all; what makes no sense changes nothing."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from bot.coaching import arguments, ladder, merging, reaching, rhythm, spreading
from bot.coaching.calendar import day_of, later_by
from bot.coaching.planning import PLANNING
from bot.engine.effects import Talk
from bot.engine.people import Contact
from bot.engine.repertoire import Action, Done, Given, Link
from bot.engine.world import World

PARTS: Mapping[str, tuple[str, ...]] = {
    **{
        part: (part,)
        for part in (
            *("name", "organisation", "circle", "ring", "brings", "takes", "mixes", "met", "question"),
            *("birthday", "spoken", "phone", "mail", "telegram"),
        )
    },
    "standing": ("standing", "step"),
    "rhythm": ("rhythm", "longest", "waits", "later"),
    "waits": ("waits", "later"),
}
"""What can be emptied, as ids of ``people.yaml``, and which parts of a contact each takes with it."""


def _talked(given: Given, world: World) -> Done:
    """Notes a talk; the clock starts anew from the latest one, and "not now" is forgotten."""
    found, today = arguments.person(given, world), world.now.date()
    on = arguments.past_day(given, "on", today)
    if not found or not on:
        return Done()
    id_, contact = found
    talk = Talk(
        id_,
        on.isoformat(),
        arguments.text(given, "how"),
        arguments.text(given, "began"),
        arguments.several(given, "brought"),
        arguments.several(given, "took"),
    )
    latest = rhythm.last_talk(contact, today)
    if not latest or on >= latest:
        contact = replace(contact, spoken=on.isoformat(), waits="", later=0)
    if next_ := arguments.coming_day(given, "next", today):
        contact = replace(contact, waits=next_.isoformat(), later=0)
    return Done({id_: contact}, (talk,))


def _hand_over(given: Given, world: World) -> Done:
    """Puts buttons under what is said next: they open a chat with somebody, words ready in it, or copy them."""
    found, words = arguments.person(given, world), arguments.text(given, "words")
    if not found or not words:
        return Done()
    ways = reaching.ways(found[1], words)
    opened = (("on_telegram", ways.telegram), ("on_whatsapp", ways.whatsapp))
    links = tuple(Link(label, opens=address) for label, address in opened if address)
    return Done(links=(*links, Link("copy", copies=ways.copy)) if ways.copy else links)


def _plan(given: Given, world: World) -> Done:
    """Names the day on which somebody comes next, once, whatever the rhythm says."""
    found, on = arguments.person(given, world), arguments.coming_day(given, "on", world.now.date())
    return Done({found[0]: replace(found[1], waits=on.isoformat(), later=0)}) if found and on else Done()


def _postpone(given: Given, world: World) -> Done:
    """Says "not now" for so many days; who comes later than that already is not brought forward."""
    found, days, today = arguments.person(given, world), arguments.days(given), world.now.date()
    if not found or not days:
        return Done()
    id_, contact = found
    day = max(later_by(today, days), rhythm.next_due(contact, today) or day_of(contact.waits) or today)
    return Done({id_: replace(contact, waits=day.isoformat(), later=contact.later + 1)})


def _give_rhythm(given: Given, world: World) -> Done:
    found = arguments.person(given, world)
    return _rhythmic((found[0],), given, world) if found else Done()


def _rhythm_for(given: Given, world: World) -> Done:
    """Gives a whole circle or ring, or what is in both, a rhythm in one go."""
    circle, ring = arguments.text(given, "circle"), arguments.text(given, "ring")
    group = [
        id_
        for id_, one in world.contacts.items()
        if one.admitted and not one.archived and circle in ("", one.circle) and ring in ("", one.ring)
    ]
    return _rhythmic(group, given, world) if circle or ring else Done()


def _rhythmic(group: Iterable[str], given: Given, world: World) -> Done:
    """Gives these a rhythm; no counters, and no days that anybody waited for before."""
    days, longest = arguments.days(given), arguments.days(given, "longest") or 0
    if not days:
        return Done()
    longest = longest if longest >= days else 0
    changed = {
        id_: replace(one, rhythm=days, longest=longest, waits="", later=0)
        for id_ in group
        if not rhythm.is_counter(one := world.contacts[id_])
    }
    return _spread(changed, world)


def _spread(changed: Mapping[str, Contact], world: World) -> Done:
    """These changes, the days on which they come spread over those of everybody."""
    everybody = {**world.contacts, **changed}
    return Done({**changed, **spreading.settled(changed, everybody, world.now.date())})


def _rest(given: Given, world: World) -> Done:
    """Lets somebody rest, until and with a day, or without an end."""
    found, until = arguments.person(given, world), arguments.coming_day(given, "until", world.now.date())
    if not found or ("until" in given and not until):
        return Done()
    rests = until.isoformat() if until else ""
    return Done({found[0]: replace(found[1], rests=rests, archived=not until, later=0)})


def _wake(given: Given, world: World) -> Done:
    """Ends a rest; who would be due at once comes on a free day."""
    found = arguments.person(given, world)
    return _spread({found[0]: replace(found[1], rests="", archived=False, later=0)}, world) if found else Done()


def _admit(given: Given, world: World) -> Done:
    found = arguments.person(given, world)
    return _admitted((found[0],), world) if found else Done()


def _admit_all(_given: Given, world: World) -> Done:
    return _admitted(world.contacts, world)


def _admitted(ids: Iterable[str], world: World) -> Done:
    """Takes those of these in who were only proposed."""
    today = world.now.date().isoformat()
    changed = {
        id_: replace(one, admitted=True, added=one.added or today)
        for id_ in ids
        if not (one := world.contacts[id_]).admitted
    }
    return _spread(changed, world)


def _discard(given: Given, world: World) -> Done:
    """Lets a proposal go; somebody who is in the network stays."""
    found = arguments.person(given, world)
    return Done({found[0]: None}) if found and not found[1].admitted else Done()


def _discard_proposed(_given: Given, world: World) -> Done:
    return Done({id_: None for id_, one in world.contacts.items() if not one.admitted})


def _remove(given: Given, world: World) -> Done:
    found = arguments.person(given, world)
    return Done({found[0]: None}) if found else Done()


def _merge(given: Given, world: World) -> Done:
    """Makes one of two, who goes on under the id of ``into``."""
    one, into = arguments.person(given, world), arguments.person(given, world, "into")
    if not one or not into or one[0] == into[0]:
        return Done()
    return Done({one[0]: None, into[0]: merging.merged(into[1], one[1])}, doubles={one[0]: into[0]})


def _climb(given: Given, world: World) -> Done:
    """Takes the next step from counter to person, or all of them up to one."""
    found = arguments.person(given, world)
    climbed = ladder.climbed(found[1], arguments.text(given, "to")) if found else None
    return Done({found[0]: climbed}) if found and climbed and climbed != found[1] else Done()


def _wipe(given: Given, world: World) -> Done:
    """Empties a part of what is known of somebody."""
    found, parts = arguments.person(given, world), PARTS.get(arguments.text(given, "part"), ())
    if not found or not parts:
        return Done()
    empty = Contact(found[1].nickname)
    return Done({found[0]: replace(found[1], **{part: getattr(empty, part) for part in parts})})


def _pause(given: Given, world: World) -> Done:
    """Gives who falls due in a pause of hers a day of their own after it, at most one a day."""
    today = world.now.date()
    since = arguments.past_day(given, "since", today)
    until = arguments.coming_day(given, "until", today) if "until" in given else later_by(today, -1)
    if not since or not until:
        return Done()
    return Done(spreading.after_pause(world.contacts, since, until))


ACTIONS: Mapping[str, Action] = {
    **PLANNING,
    "talked": Action(
        {
            "contact": "contact",
            "on": "date",
            "how": "choice",
            "began": "choice",
            "brought": "choices",
            "took": "choices",
            "next": "date",
        },
        _talked,
        frozenset({"on", "how", "began", "brought", "took", "next"}),
        {"how": "ways", "began": "starters", "brought": "lines", "took": "lines"},
    ),
    "hand_over": Action({"contact": "contact", "words": "text"}, _hand_over),
    "plan": Action({"contact": "contact", "on": "date"}, _plan),
    "postpone": Action({"contact": "contact", "days": "number"}, _postpone),
    "give_rhythm": Action(
        {"contact": "contact", "days": "number", "longest": "number"}, _give_rhythm, frozenset({"longest"})
    ),
    "rhythm_for": Action(
        {"circle": "choice", "ring": "choice", "days": "number", "longest": "number"},
        _rhythm_for,
        frozenset({"circle", "ring", "longest"}),
        {"circle": "circles", "ring": "rings"},
    ),
    "rest": Action({"contact": "contact", "until": "date"}, _rest, frozenset({"until"})),
    "wake": Action({"contact": "contact"}, _wake),
    "pause": Action({"since": "date", "until": "date"}, _pause, frozenset({"since", "until"})),
    "admit": Action({"contact": "contact"}, _admit),
    "admit_all": Action({}, _admit_all),
    "discard": Action({"contact": "contact"}, _discard),
    "discard_proposed": Action({}, _discard_proposed),
    "merge": Action({"contact": "contact", "into": "contact"}, _merge),
    "remove": Action({"contact": "contact"}, _remove),
    "climb": Action({"contact": "contact", "to": "choice"}, _climb, frozenset({"to"}), {"to": "steps"}),
    "wipe": Action({"contact": "contact", "part": "choice"}, _wipe, lists={"part": "parts"}),
}
"""All actions, by name."""
