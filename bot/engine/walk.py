"""How a turn walks from node to node, until a question stands open or nothing is left to say."""

from dataclasses import dataclass, replace
from typing import assert_never

from bot.engine import actions, asking
from bot.engine.conversation import Step
from bot.engine.effects import Await, Keyboard, Save
from bot.engine.expressions import evaluate, holds
from bot.engine.naming import CONTACTS, FIRST
from bot.engine.reading import nickname
from bot.engine.saying import at_key, times_key
from bot.engine.script import (
    END,
    Ask,
    Assign,
    Branch,
    Call,
    ChooseOne,
    Date,
    Do,
    Each,
    End,
    Jump,
    Jumps,
    OneContact,
    Say,
    SeveralContacts,
    Time,
)
from bot.engine.stack import Stack
from bot.engine.values import Value, When

MOST_NODES = 100
"""Nodes a single turn may visit; a script that checks clean never comes near."""
LONG = 500
"""Characters after which what was said so far becomes a message of its own, before the question."""


@dataclass(frozen=True, slots=True)
class Answer:
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


class Walk(Stack):
    """The turn being made, and the ways through the script that it can take."""

    @property
    def question(self) -> Ask | None:
        """The question that stands open."""
        node = self.standing()
        return node if isinstance(node, Ask) else None

    @property
    def is_new(self) -> bool:
        """Whether she has yet to meet the coach: nothing is open, and she never finished the first dialog."""
        return not self.now.frames and not self.voice.done(self.script.first)

    def answered(self, node: Ask, answer: Answer, go: str = "") -> None:
        """Takes the answer to the open question and walks on, to ``go`` if that is given."""
        value = answer.value
        self.change(unsure="", unsure_in=0)
        chosen = value if isinstance(node.question, ChooseOne) and isinstance(value, str) else answer.chosen
        counted = self._counted(answer)
        self.step = Step(
            self.now.asked, self.now.top_run, {}, answer.message, answer.sent, chosen, counted=counted
        )
        if value is not None:
            value = self._met(node, value)
            self._keep(node, value)
        if value is not None and not self.script.dialogs[self.now.root.dialog].aside:
            self.count("antwoorden")
        self._jump((Jump(go),) if go else _way_on(node, chosen))
        self.run()

    def leave(self, gives: Value | None = None) -> None:
        """Ends the dialog on top and goes back to what lies below it, with what it gives."""
        frame = self.now.frames[-1]
        self.finish()
        if frame.run == 0:
            self._return(gives)
        elif self.now.frames and not self.script.dialogs[frame.dialog].aside:
            self.say_back_to()

    def run(self) -> None:
        """Walks on until a question stands open, or nothing does."""
        self.visited = 0
        while self.visited < MOST_NODES:
            self.visited += 1
            node = self.standing()
            if node is None:
                return
            if isinstance(node, Ask):
                if self.now.rest != "stopped":
                    self.put(node)
                return
            self._visit(node)
        self.change(frames=(), steps=())

    def put(self, node: Ask) -> None:
        """Puts the open question: the same one again under its number, a new one under the next."""
        if self.step is not None or self.now.frames != self.initial.frames:
            self.number()
            self.change(put_at=int(self.world.now.timestamp()))
            if self._is_reached():
                self.tally(self.now.frames[-1], "reached")
            self._await(node)
        elif self.initial.rest:
            self._await(node)
        if sum(len(line.text) for line in self.said) > LONG:
            self.flush()
        if self.unsure:
            self.read_back(node)
            return
        self.say_lines(node.lines, asking=True)
        self.say(*asking.hints(node, self.voice))
        self.flush(self.now.asked, self.keyboard(node))

    def number(self) -> None:
        """Gives the question that is put now the next number."""
        asked = max(self.now.asked, self.initial.asked) + 1
        self.change(asked=asked, misses=0, picked=(), unsure="", unsure_in=0)

    @property
    def unsure(self) -> str:
        """The answer to the open question that was read back and waits for her yes."""
        node = self.question
        length = {Date: len("2026-11-30"), Time: len("19:30")}.get(type(node.question)) if node else None
        return self.now.unsure if len(self.now.unsure) == length else ""

    def read_back(self, node: Ask) -> None:
        """Says how a date or a time was understood, and asks whether that is right."""
        common = "sure_date" if isinstance(node.question, Date) else "sure_time"
        self.say_common(common, answer=When(self.unsure))
        self.flush(self.now.asked, asking.certainty(self.voice, self.unsure))

    def amend(self, asked: int, dialog: str, node: Ask, value: Value) -> None:
        """Replaces the answer that this question got, and whom she named in it."""
        value = self._met(node, value)
        step = next((one for one in self.now.steps if one.asked == asked), None)
        first = FIRST + node.save
        if node.save:
            self.remember(node.save, value)
            self.effects.append(Save(asked, dialog, node.id, node.save, value))
        if step and node.save and first in step.before:
            self.remember(first, value)
        if step:
            self._part(step)
            met = tuple(one for one in (*step.met, *self.met) if one in self.world.contacts)
            amended = replace(step, met=met)
            self.change(steps=tuple(amended if one is step else one for one in self.now.steps))

    def keyboard(self, node: Ask) -> Keyboard:
        """The keyboard under the open question."""
        just_here = self.step is not None and self.step.frames[0].run == self.now.root.run
        can_go_back = just_here or bool(self.now.run_steps) or bool(self.now.frames[-1].fixes)
        return asking.keyboard(node, self.voice, self.now.picked, can_go_back=can_go_back)

    def _is_reached(self) -> bool:
        """Whether the question that is put was not before her already: below another, or before she went on."""
        frame = self.now.frames[-1]
        if self.went_back or frame.fixes:
            return False
        answered = self.step is not None and self.step.frames[-1] == frame
        return frame not in self.initial.frames or answered or frame == self.unreached

    def _await(self, node: Ask) -> None:
        """Lets her silence be noticed, where the author wants it; a correction can wait."""
        if node.deadline and not self.now.frames[-1].fixes:
            self.effects.append(Await(self.now.asked, self.world.now + node.deadline))

    def _part(self, step: Step) -> None:
        """Lets go of the people whom this step added and whom no answer names any more."""
        held = {
            one for value in self.now.answers.values() for one in (value if isinstance(value, tuple) else (value,))
        }
        for contact in step.met:
            if contact not in held and contact in self.world.contacts:
                self.part(contact)

    def _counted(self, answer: Answer) -> tuple[str, ...]:
        """Counts how the open question ended, and how soon it was answered."""
        seconds = max(0, int(self.world.now.timestamp()) - self.now.put_at)
        ended = answer.ended or ("skipped" if answer.value is None else "answered")
        took = (f"took.{seconds.bit_length()}",) if answer.value is not None else ()
        counted = answer.counted or (ended, *took)
        for event in counted:
            self.tally(self.now.frames[-1], event)
        return counted

    def _keep(self, node: Ask, value: Value) -> None:
        if node.save:
            frame = self.now.frames[-1]
            self.remember(node.save, value)
            if FIRST + node.save not in self.now.answers:
                self.remember(FIRST + node.save, value)
            if node.save in self.script.tracked:
                self.count(times_key(node.save))
                self.remember(at_key(node.save), self.world.now.date().isoformat())
            self.effects.append(Save(self.now.asked, frame.dialog, node.id, node.save, value))

    def _met(self, node: Ask, value: Value) -> Value:
        """The same answer with the ids of the people it names, who come into her network if they are new."""
        match node.question, value:
            case OneContact(circle), str():
                return self.meet(value, circle)
            case SeveralContacts(circle), tuple():
                return tuple(dict.fromkeys(self.meet(nickname, circle) for nickname in value))
        return value

    def _visit(self, node: Say | Branch | Assign | Call | Each | Do | End) -> None:
        match node:
            case Say():
                self.say_lines(node.lines)
                self._jump(node.next)
            case Branch():
                self._jump(node.next)
            case Assign():
                for name, expression in node.values:
                    self.remember(name, evaluate(expression, self.voice.known, self.voice))
                self._jump(node.next)
            case Call():
                self._call(node)
            case Each():
                self._go_through(node)
            case Do():
                self._do(node)
                self._jump(node.next)
            case End():
                self.say_lines(node.lines)
                self.leave(evaluate(node.gives, self.voice.known, self.voice) if node.gives else None)
            case _:
                assert_never(node)

    def _call(self, node: Call) -> None:
        """Lays the dialog on top. A caller with nothing more to do is done; one opened in passing makes way."""
        if node.dialog not in self.script.dialogs:
            self._jump(node.next)
            return
        ends = all(jump.go == END for jump in node.next) and not node.save and len(self.now.top_run) == 1
        if ends:
            self.finish()
            self.open(node.dialog)
        elif self.script.dialogs[self.now.root.dialog].aside and not self.script.dialogs[node.dialog].aside:
            self.open(node.dialog)
        else:
            self.enter(node.dialog, called=True)

    def _jump(self, jumps: Jumps) -> None:
        """Goes to the next node: in the present version of the dialog, where it stands there, else in her own."""
        voice = self.voice
        target = next((jump.go for jump in jumps if holds(jump.when, voice.known, voice)), END)
        frame = self.now.frames[-1]
        dialog = self.script.dialogs[frame.dialog]
        led = dialog.present(target)
        if led == END:
            self.leave()
        elif led in dialog.nodes or not self.found(replace(frame, node=target)):
            self.go(led)
        else:
            self.change(frames=(*self.now.frames[:-1], replace(frame, node=target, left=None)))

    def _return(self, gives: Value | None) -> None:
        node = self.standing()
        if isinstance(node, Call):
            if node.save:
                self.remember(node.save, gives)
            self._jump(node.next)

    def _go_through(self, node: Each) -> None:
        """Calls the dialog for the next one, or goes on when all were done."""
        frame = self.now.frames[-1]
        left = self._chosen(node) if frame.left is None else frame.left
        left = tuple(one for one in left if one in self.world.contacts)
        following = left[1:] if left else None
        self.change(frames=(*self.now.frames[:-1], replace(frame, left=following)))
        if left and node.dialog in self.script.dialogs:
            self.visited = 0
            self.remember(node.name, left[0])
            self.enter(node.dialog, called=True)
        else:
            self._jump(node.next)

    def _chosen(self, node: Each) -> tuple[str, ...]:
        """Those to go through: of all, or of what a name holds, the ones for whom the condition holds."""
        held = self.voice.known.get(node.over)
        everyone = tuple(self.world.contacts) if node.over == CONTACTS else held if isinstance(held, tuple) else ()
        voices = ((one, self.voice.with_name(node.name, one)) for one in everyone)
        chosen = tuple(one for one, voice in voices if holds(node.where, voice.known, voice))
        return chosen[: node.most or None]

    def _do(self, node: Do) -> None:
        voice = self.voice
        given = {name: evaluate(one, voice.known, voice) for name, one in node.arguments.items()}
        match node.action:
            case actions.FORGET:
                self.forget()
            case actions.MEET if named := nickname(str(given.get("nickname") or "")):
                self.meet(named, str(given.get("circle") or ""))
            case actions.PLACE if str(given.get("contact")) in self.world.contacts:
                self.place(str(given["contact"]), str(given.get("circle") or ""))


def _way_on(node: Ask, chosen: str) -> Jumps:
    choices = getattr(node.question, "choices", ())
    return next(((Jump(choice.go),) for choice in choices if choice.go and choice.id == chosen), node.next)
