"""One turn under way: walks from node to node until a question stands open or nothing is left to say."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from bot.engine import asking
from bot.engine.conversation import Conversation, Frame, Step, Turn
from bot.engine.effects import Acknowledge, Effect, Forget, Keyboard, Message, Redraw, Save, Settle, Tidy, Withdraw
from bot.engine.expressions import evaluate, holds
from bot.engine.naming import BEFORE
from bot.engine.saying import LANGUAGE, Voice, done_key
from bot.engine.script import (
    END,
    Ask,
    Assign,
    Branch,
    Call,
    ChooseOne,
    Dialog,
    Do,
    End,
    Jump,
    Jumps,
    Node,
    Say,
    Script,
)
from bot.engine.values import Line, Value
from bot.engine.world import World

MOST_NODES = 100
"""Nodes a single turn may visit; a script that checks clean never comes near."""
MOST_FRAMES = 12
"""Dialogs that may lie on top of each other; the oldest that waits is let go."""
MOST_STEPS = 40
"""Answered questions that can be gone back to."""
LONG = 500
"""Characters after which what was said so far becomes a message of its own, before the question."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered (None: skipped), and how: ``chosen`` on a button, or in a ``message`` at ``sent``."""

    value: Value | None
    chosen: str = ""
    message: int = 0
    sent: int = 0


class Walk:
    """The turn being made: the conversation as it changes, and what has been decided so far."""

    def __init__(self, script: Script, conversation: Conversation, world: World) -> None:
        self.script = script
        self.world = world
        self.initial = conversation
        self.now = conversation if conversation.asked else replace(conversation, asked=int(world.now.timestamp()))
        self.effects: list[Effect] = []
        self.said: list[Line] = []
        self.step: Step | None = None
        self.before: dict[str, Value | None] = {}

    @property
    def voice(self) -> Voice:
        """The voice in which to speak at this point of the turn."""
        return Voice.of(self.script, self.now, self.world)

    @property
    def question(self) -> Ask | None:
        """The question that stands open."""
        node = self._standing()
        return node if isinstance(node, Ask) else None

    def change(self, **changes: object) -> None:
        """Replaces parts of the conversation."""
        self.now = replace(self.now, **changes)  # type: ignore[arg-type]  # mypy can't see a field's type through **

    def say(self, *lines: Line) -> None:
        """Adds paragraphs to the message being written."""
        self.said.extend(lines)

    def say_common(self, key: str, index: int = 0, **values: Line | float | str) -> None:
        """Adds a text that all dialogs share."""
        self.say(self.voice.common(key, index, **values))

    def flush(self, asked: int = 0, keyboard: Keyboard = ()) -> None:
        """Ends the message being written."""
        if self.said:
            self.effects.append(Message(tuple(self.said), asked, keyboard))
            self.said = []

    def remember(self, name: str, value: Value | None) -> None:
        """Sets a named answer, or unsets it, so that going back restores what it was."""
        answers = dict(self.now.answers)
        self.before.setdefault(name, answers.get(name))
        if value is None:
            answers.pop(name, None)
        else:
            answers[name] = value
        self.change(answers=answers)

    def count(self, name: str) -> None:
        """Counts one more."""
        self.remember(name, int(self.now.answers.get(name, 0) or 0) + 1)  # type: ignore[arg-type]  # counts are numbers

    def answered(self, node: Ask, answer: Answer) -> None:
        """Takes the answer to the open question and walks on."""
        value = answer.value
        chosen = value if isinstance(node.question, ChooseOne) and isinstance(value, str) else answer.chosen
        self.step = Step(self.now.asked, self.now.top_run, {}, answer.message, answer.sent, chosen)
        if node.save:
            self.remember(node.save, value)
        if value is not None and not self.script.dialogs[self.now.root.dialog].aside:
            self.count("antwoorden")
        if value is not None and node.save:
            frame = self.now.frames[-1]
            self.effects.append(Save(self.now.asked, frame.dialog, node.id, node.save, value))
        self._jump(self._way_on(node, chosen))
        self.run()

    def enter(self, dialog: str, *, called: bool = False) -> None:
        """Begins a dialog on top of what stands open."""
        entered = self.script.dialogs[dialog]
        run = 0 if called else max(self.now.asked, *(frame.run for frame in self.now.frames), 0) + 1
        frame = Frame(dialog, entered.first, entered.version, run)
        if not self.now.frames:
            self.change(steps=())
        self.change(frames=(*self.now.frames, frame)[-MOST_FRAMES:])
        if not entered.aside:
            self._set_aside(entered)

    def open(self, dialog: str) -> None:
        """Begins a dialog on its own, or goes on where it lies waiting; what was opened in passing makes way."""
        while self.now.frames and self.script.dialogs[self.now.root.dialog].aside:
            self.now = self.now.without_run()
        waiting = next((run for run in self.now.runs if any(frame.dialog == dialog for frame in run)), None)
        if waiting is None:
            self.enter(dialog)
        elif waiting != self.now.top_run:
            others = [frame for run in self.now.runs if run != waiting for frame in run]
            self.change(frames=(*others, *waiting))
            self.say_back_to()

    def go(self, node: str) -> None:
        """Moves the dialog on top to this node."""
        frame = replace(self.now.frames[-1], node=node)
        self.change(frames=(*self.now.frames[:-1], frame))

    def leave(self) -> None:
        """Ends the dialog on top and goes back to what lies below it."""
        frame = self.now.frames[-1]
        self._finish()
        if frame.run == 0:
            self._return()
        elif self.now.frames and not self.script.dialogs[frame.dialog].aside:
            self.say_back_to()

    def _finish(self) -> None:
        """Counts the dialog on top as done, and takes it away."""
        dialog = self.script.dialogs[self.now.frames[-1].dialog]
        self.count(done_key(dialog.id))
        if not dialog.aside:
            self.count("gesprekken")
        self.drop()

    def drop(self) -> None:
        """Takes the frame on top away, and the steps that led through it if it began on its own."""
        frame = self.now.frames[-1]
        self.change(frames=self.now.frames[:-1])
        if frame.run and self.now.frames:
            self.change(steps=tuple(step for step in self.now.steps if step.frames[0].run != frame.run))

    def say_back_to(self) -> None:
        """Says which dialog goes on now."""
        title = self.script.dialogs[self.now.root.dialog].title
        self.say_common("back_to", title=self.voice.label(title))

    def bring_back(self, *, all_of_them: bool) -> None:
        """Lets the answers of the last time count again: all of them, or where this time gave none."""
        for name in self._saved_here():
            if all_of_them or name not in self.now.answers:
                self.remember(name, self.now.answers.get(BEFORE + name))

    def _saved_here(self) -> set[str]:
        nodes = self.script.dialogs[self.now.root.dialog].nodes.values()
        return {node.save for node in nodes if isinstance(node, Ask) and node.save}

    def run(self) -> None:
        """Walks on until a question stands open, or nothing does."""
        for _ in range(MOST_NODES):
            node = self._standing()
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
            self.change(asked=max(self.now.asked, self.initial.asked) + 1, misses=0, picked=())
        voice = self.voice
        if sum(len(line.text) for line in self.said) > LONG:
            self.flush()
        self.say(*asking.lines(node, voice))
        self.flush(self.now.asked, self.keyboard(node))

    def keyboard(self, node: Ask) -> Keyboard:
        """The keyboard under the open question."""
        just_answered = self.step is not None and self.step.frames[0].run == self.now.root.run
        can_go_back = just_answered or bool(self.now.run_steps) or bool(self.now.frames[-1].fixes)
        return asking.keyboard(node, self.voice, self.now.picked, can_go_back=can_go_back)

    def withdraw(self, step: Step) -> None:
        """Goes back to before this step: position, answers and counts."""
        below = self.now.frames[: len(self.now.frames) - len(self.now.top_run)]
        later = [one for one in self.now.run_steps if one.asked >= step.asked]
        answers = dict(self.now.answers)
        for one in reversed(later):
            self.effects.append(Withdraw(one.asked))
            answers = _restored(answers, one.before)
        steps = tuple(one for one in self.now.steps if one not in later)
        self.change(frames=(*below, *step.frames), answers=answers, steps=steps)

    def turn(self) -> Turn:
        """The finished turn."""
        self.flush()
        if self.step is not None and self.now.frames:
            step = replace(self.step, before=self.before)
            self.change(steps=(*self.now.steps, step)[-MOST_STEPS:])
        elif self.step is not None:
            self.change(steps=(replace(self.step, before=self.before),))
        return Turn(self.now, tuple(sorted(self._with_tidying(), key=_is_not_acknowledgement)))

    def _with_tidying(self) -> list[Effect]:
        """Takes the old keyboard away where a question was open and the talk went on without its buttons."""
        went_on = self.now.asked != self.initial.asked or any(
            isinstance(effect, Message) and effect.asked for effect in self.effects
        )
        settled = any(isinstance(effect, Settle | Redraw) for effect in self.effects)
        closed = self.initial.frames and not settled and (went_on or not self.now.frames)
        return [Tidy(), *self.effects] if closed and self.effects else self.effects

    def _standing(self) -> Node | None:
        while self.now.frames:
            frame = self.now.frames[-1]
            dialog = self.script.dialogs.get(frame.dialog)
            if dialog is not None and frame.node in dialog.nodes:
                return dialog.nodes[frame.node]
            self._find_footing(dialog)
        return None

    def _find_footing(self, dialog: Dialog | None) -> None:
        """Goes to the nearest earlier node that still stands where hers is gone, else to the beginning."""
        self.say_common("moved")
        if dialog is None:
            self.change(frames=self.now.frames[:-1])
            return
        earlier = (step.frames[-1] for step in reversed(self.now.run_steps))
        known = (frame.node for frame in earlier if frame.dialog == dialog.id and frame.node in dialog.nodes)
        self.go(next(known, dialog.first))

    def _visit(self, node: Say | Branch | Assign | Call | Do | End) -> None:
        match node:
            case Say():
                self.say(*self.voice.lines(node.lines))
                self._jump(node.next)
            case Branch():
                self._jump(node.next)
            case Assign():
                for name, expression in node.values:
                    self.remember(name, evaluate(expression, self.voice.known, self.voice.done))
                self._jump(node.next)
            case Call():
                self._call(node)
            case Do():
                self._forget()
                self._jump(node.next)
            case End():
                self.say(*self.voice.lines(node.lines))
                self.leave()
            case _:
                assert_never(node)

    def _call(self, node: Call) -> None:
        """Lays the dialog on top. A caller with nothing more to do is done; one opened in passing makes way."""
        ends = all(jump.go == END for jump in node.next) and len(self.now.top_run) == 1
        if ends:
            self._finish()
            self.open(node.dialog)
        elif self.script.dialogs[self.now.root.dialog].aside and not self.script.dialogs[node.dialog].aside:
            self.open(node.dialog)
        else:
            self.enter(node.dialog, called=True)

    def _forget(self) -> None:
        self.effects.append(Forget())
        language = {name: value for name, value in self.now.answers.items() if name == LANGUAGE}
        self.change(answers=language, steps=(), frames=self.now.top_run)

    def _jump(self, jumps: Jumps) -> None:
        voice = self.voice
        target = next((jump.go for jump in jumps if holds(jump.when, voice.known, voice.done)), END)
        if target == END:
            self.leave()
        else:
            self.go(target)

    def _return(self) -> None:
        node = self._standing()
        if isinstance(node, Call):
            self._jump(node.next)

    def _way_on(self, node: Ask, chosen: str) -> Jumps:
        choices = getattr(node.question, "choices", ())
        return next(((Jump(choice.go),) for choice in choices if choice.go and choice.id == chosen), node.next)

    def _set_aside(self, dialog: Dialog) -> None:
        """What she said the last time moves to ``vorige_...``, so that this time begins afresh."""
        for node in dialog.nodes.values():
            if isinstance(node, Ask) and node.save in self.now.answers:
                self.remember(BEFORE + node.save, self.now.answers[node.save])
                self.remember(node.save, None)


def _is_not_acknowledgement(effect: Effect) -> bool:
    return not isinstance(effect, Acknowledge)


def _restored(answers: Mapping[str, Value], before: Mapping[str, Value | None]) -> dict[str, Value]:
    """The named answers as they were."""
    restored = {**answers, **before}
    return {name: value for name, value in restored.items() if value is not None}
