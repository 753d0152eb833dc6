"""How a question is put before her: its number, its words, its keyboard, and what she is unsure of."""

from bot.engine import asking
from bot.engine.asking import View
from bot.engine.effects import Await, Button, Keyboard
from bot.engine.questions import Date, OneContact, Time
from bot.engine.script import Ask
from bot.engine.stack import Stack
from bot.engine.steps import Frame

_LENGTHS = {Date: {len("2026-11-30"), len("--11-30")}, Time: {len("19:30")}}
LONG = 500
"""Characters after which what was said so far becomes a message of its own, before the question."""


class Putting(Stack):
    """The turn being made, with the question that stands open."""

    @property
    def question(self) -> Ask | None:
        """The question that stands open."""
        node = self.standing()
        return node if isinstance(node, Ask) else None

    @property
    def question_beside(self) -> Ask | None:
        """The question of the dialog below that stands under the open one, to be answered first if she likes."""
        run = self._run_beside
        node = self.found(run[-1]) if run else None
        return node if isinstance(node, Ask) else None

    @property
    def _run_beside(self) -> tuple[Frame, ...]:
        runs = self.now.runs if self.now.beside else []
        return runs[-2] if len(runs) > 1 else ()

    def turn_to_beside(self) -> None:
        """Makes the question that stands under the open one the open one; the other comes after it."""
        self.cover()
        *below, beside, top = self.now.runs
        frames = [frame for run in (*below, top, beside) for frame in run]
        self.change(frames=tuple(frames), asked=self.now.beside, beside=0)
        self.change(misses=0, picked=(), page=0, unsure="", unsure_in=0)

    def put(self, node: Ask) -> None:
        """Puts the open question: the same one again under its number, a new one under the next."""
        if self.step is not None or self.now.frames != self.initial.frames:
            reached = self._is_reached()
            self.number()
            self.change(put_at=int(self.world.now.timestamp()))
            if reached:
                self.pass_by()
                self.tally(self.now.frames[-1], "reached")
            self._await(node)
        elif self.initial.rest:
            self._await(node)
        if self.links or (self.said and sum(len(line.text) for line in self.said) > LONG):
            self.flush()
        if self.unsure:
            self.read_back(node)
            return
        self.say_lines(node.lines, asking=True)
        self.said += asking.hints(node, self.voice)
        if beside := self.question_beside:
            self.say_lines(beside.lines, asking=True, hands=self._run_beside[0].hands)
        self.flush(self.now.asked, self.keyboard(node))

    def number(self) -> None:
        """Gives the question that is put now the next number."""
        asked = max(self.now.asked, self.initial.asked) + 1
        self.change(asked=asked, misses=0, picked=(), page=0, unsure="", unsure_in=0, beside=self._beneath())

    def _beneath(self) -> int:
        """The number of the question that is to stand under the one that is put now, unless it is that one."""
        asked, run = self.under
        self.under = (0, 0)
        return asked if self.now.frames and self.now.root.run != run else 0

    @property
    def held(self) -> bool:
        """Whether the open question has its answer already, and stands again until she goes on.

        It does where that answer sounds like distress: nothing but the answer itself tells so.
        """
        step = self.step or (self.now.steps[-1] if self.now.steps else None)
        node = self.question if step and step.frames[-1:] == self.now.frames[-1:] else None
        return node is not None and self.script.distress.heard_in(str(self.now.answers.get(node.save, "")))

    @property
    def unsure(self) -> str:
        """The answer to the open question that was read back and waits for her yes."""
        unsure = self.now.unsure
        node = self.question if unsure else None
        return unsure if node and len(unsure) in _LENGTHS.get(type(node.question), ()) else ""

    def read_back(self, node: Ask) -> None:
        """Says how a date or a time was understood, and asks whether that is right."""
        common = "sure_date" if isinstance(node.question, Date) else "sure_time"
        self.say_common(common, answer=self.voice.when(self.unsure))
        self.flush(self.now.asked, asking.certainty(self.voice, self.unsure))

    def keyboard(self, node: Ask) -> Keyboard:
        """The keyboard under the open question."""
        now = self.now
        just_here = self.step is not None and self.step.frames[0].run == now.root.run
        can_go_back = just_here or bool(now.run_steps) or bool(now.frames[-1].fixes)
        one = isinstance(node.question, OneContact)
        picked, found = ((), now.picked) if one else (now.picked, ())
        view = View(picked, found, now.page, self.held)
        own = asking.keyboard(node, self.voice, view, can_go_back=can_go_back)
        return (*own, *self.answers_beside(), *self._way_out())

    def answers_beside(self) -> Keyboard:
        """The answers to the question that stands under the open one."""
        node = self.question_beside
        rows = asking.answers(node, self.voice_with(self._run_beside[0].hands), View()) if node else ()
        return tuple(tuple(Button(one.label, one.choice, self.now.beside) for one in row) for row in rows)

    def _way_out(self) -> Keyboard:
        """The way back to the talk that the coach broke in on, when it came by itself."""
        resting = self.resting if self.now.root is not self.now.frames[0] else None
        if resting is None or not self.script.comes_by_itself(self.now.root.dialog):
            return ()
        title = self.voice.label(self.script.title(resting.dialog))
        return ((Button(self.voice.common("leave", title=title), asking.LEAVE),),)

    def _is_reached(self) -> bool:
        """Whether the question that is put was not before her already: below another, or before she went on."""
        frame, (_, beneath) = self.now.frames[-1], self.under
        if self.went_back or frame.fixes or beneath == self.now.root.run:
            return False
        before = any(frame.stands_with(one) for one in self.initial.frames)
        return not before or (self.step is not None and self.step.frames[-1] == frame)

    def _await(self, node: Ask) -> None:
        """Lets her silence be noticed, where the author wants it; a correction can wait."""
        if node.deadline and not self.now.frames[-1].fixes:
            self.effects.append(Await(self.now.asked, self.world.now + node.deadline))
