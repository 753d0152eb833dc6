"""How an answer is kept: under its name, in its series, with the people it names, and in the counts. Talks too."""

from collections.abc import Mapping
from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from bot.engine.effects import Save
from bot.engine.naming import FIRST
from bot.engine.people import KINDS, Contact, filled, with_move
from bot.engine.putting import Putting
from bot.engine.questions import ChooseOne, OneContact, SeveralContacts
from bot.engine.reading import word
from bot.engine.repertoire import Done
from bot.engine.saying import ACTIVE_DAYS, MEDIA, at_key, quote_key, times_key
from bot.engine.script import Ask, Part
from bot.engine.steps import Noted, Step, Steps
from bot.engine.values import Value

MOST_DAYS = 35
"""Days on which she was active that are remembered."""
STILL_UP = timedelta(hours=3)
"""So long after midnight an answer belongs to the day before: nobody loses a day to a late evening."""


class Answer(Struct, frozen=True):
    """What was answered (None: skipped), and how: ``chosen`` on a button, or in a ``message`` at ``sent``.

    ``ended`` is how a question without an answer ended, where it was not skipped; ``counted`` what was counted of
    this answer before she changed it.
    """

    value: Value | None
    chosen: str = ""
    message: int = 0
    sent: int = 0
    ended: str = ""
    counted: tuple[str, ...] = ()


class Keeping(Putting):
    """The turn being made, with the answers in it."""

    def record(self, node: Ask, answer: Answer) -> str:
        """Notes this answer to the open question as a step, and keeps it; the choice that it was, if any."""
        value = answer.value
        if self.now.unsure:
            self.change(unsure="", unsure_in=0)
        chosen = value if isinstance(node.question, ChooseOne) and isinstance(value, str) else answer.chosen
        counted = self.counted(answer)
        told = (answer.message, answer.sent, chosen)
        self.step = Step(self.now.asked, self.now.top_run, self.before, *told, counted, self.people)
        if value is not None:
            value = self.met_in(node, value)
            self.keep(node, value)
        if value is not None and self.script.dialogs[self.now.root.dialog].begins_afresh:
            self.count("antwoorden")
            self._be_active()
        return chosen

    def _be_active(self) -> None:
        """Remembers that she answered something today; late in the night it is still the day before."""
        had, today = self.now.answers.get(ACTIVE_DAYS), (self.world.now - STILL_UP).date().isoformat()
        days = had if isinstance(had, tuple) else ()
        if today not in days:
            self.remember(ACTIVE_DAYS, (*days, today)[-MOST_DAYS:])

    def amend(self, asked: int, dialog: str, node: Ask, value: Value) -> None:
        """Replaces the answer that this question got, and whom she named in it."""
        value = self.met_in(node, value)
        step = next((one for one in self.now.steps if one.asked == asked), None)
        first = FIRST + node.save
        if node.save:
            self.remember(node.save, value)
            if node.quote:
                self._note_words(node, value)
            self.put_in_series(Save(asked, dialog, node.id, node.save, value))
        if node.fill:
            self.fill(node.fill, value)
        if step and node.save and first in step.before:
            self.remember(first, value)
        if step:
            self._part(step)
            people = {
                one: before for one, before in {**self.people, **step.people}.items() if self._is_here(one, before)
            }
            amended = replace(step, people=people)
            self.change(steps=Steps(amended if one is step else one for one in self.now.steps))

    def _part(self, step: Step) -> None:
        """Lets go of the people whom this step added and whom no answer names any more."""
        held = {
            one for value in self.now.answers.values() for one in (value if isinstance(value, tuple) else (value,))
        }
        for contact, before in step.people.items():
            if before is None and contact not in held and contact in self.world.contacts:
                self.become(contact, None)

    def _is_here(self, contact: str, before: Contact | None) -> bool:
        return before is not None or contact in self.world.contacts

    def counted(self, answer: Answer) -> tuple[str, ...]:
        """Counts how the open question ended, and how soon it was answered."""
        seconds = max(0, int(self.world.now.timestamp()) - self.now.put_at)
        ended = answer.ended or ("skipped" if answer.value is None else "answered")
        took = (f"took.{seconds.bit_length()}",) if answer.value is not None else ()
        counted = answer.counted or (ended, *took)
        for event in counted:
            self.tally(self.now.frames[-1], event)
        return counted

    def keep(self, node: Ask, value: Value) -> None:
        """Keeps this answer under the name that its question saves."""
        if node.save in self.script.passing:
            self.remember(node.save, value)
        elif node.save:
            frame = self.now.frames[-1]
            self.remember(node.save, value)
            if FIRST + node.save not in self.now.answers:
                self.remember(FIRST + node.save, value)
            if node.save in self.script.tracked:
                self.count(times_key(node.save))
                self.remember(at_key(node.save), self.world.now.date().isoformat())
            if node.quote:
                self._note_words(node, value)
            self.effects.append(Save(self.now.asked, frame.dialog, node.id, node.save, value))
        if node.fill:
            self.fill(node.fill, value)

    def _note_words(self, node: Ask, value: Value) -> None:
        """Remembers when words that may be given back were written; not of what says nothing, or is heavy."""
        words = isinstance(value, str) and not (
            value.startswith(MEDIA) or word(value, self.script.vocabulary) or self.script.distress.heard_in(value)
        )
        self.remember(quote_key(node.save), self.world.now.date().isoformat() if words else None)

    def put_in_series(self, save: Save) -> None:
        """Keeps an answer for good, but for one that passes with its dialog."""
        if save.name not in self.script.passing:
            self.effects.append(save)

    def fill(self, part: Part, value: Value) -> None:
        """Fills a part of what is known of somebody in her network with this answer."""
        contact = str(self.voice.known.get(part.name))
        if contact in self.world.contacts:
            person = self.world.contacts[contact]
            changed = filled(person, {part.part: value})
            self.become(contact, with_move(person, changed, self.world.now.date().isoformat()))

    def unnote(self, done: Done) -> bool:
        """Makes somebody what she was before the talk that is noted here again; False where it is a new one."""
        noted = self.now.frames[-1].noted
        if noted is None or noted.talk.contact not in {talk.contact for talk in done.talks}:
            return False
        contact = noted.talk.contact
        person = self.world.contacts[contact]
        self.become(contact, replace(person, **noted.before))
        return True

    def note(self, done: Done) -> None:
        """Notes talks. One with the person of the last that was noted in this dialog takes its place."""
        for talk in done.talks:
            *below, frame = self.now.frames
            again = frame.noted is not None and frame.noted.talk.contact == talk.contact
            asked = frame.noted.talk.asked if frame.noted and again else self.now.asked
            noted = Noted(replace(talk, asked=asked), self._changed_by(done, talk.contact))
            self.effects.append(noted.talk)
            self.change(frames=(*below, replace(frame, noted=noted)))

    def _changed_by(self, done: Done, contact: str) -> Mapping[str, Value]:
        before, after = self.world.contacts[contact], done.people.get(contact)
        parts = {part: getattr(before, part) for part in KINDS}
        return {part: held for part, held in parts.items() if after and getattr(after, part) != held}

    def met_in(self, node: Ask, value: Value) -> Value:
        """The same answer with the ids of the people it names, who come into her network if they are new."""
        match node.question, value:
            case OneContact(circle), str():
                return self.meet(value, circle)
            case SeveralContacts(circle), tuple():
                return tuple(dict.fromkeys(self.meet(nickname, circle) for nickname in value))
        return value
