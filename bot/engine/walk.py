"""How a turn walks from node to node, until a question stands open or nothing is left to say."""

from collections.abc import Collection
from typing import assert_never

from msgspec.structs import replace

from bot.engine.asking import in_order
from bot.engine.bank import DAILY, ideas_met
from bot.engine.doing import do
from bot.engine.expressions import Expression, evaluate, holds
from bot.engine.keeping import Answer, Keeping
from bot.engine.naming import CONTACTS
from bot.engine.questions import Choice
from bot.engine.saying import plain
from bot.engine.script import (
    END,
    Ask,
    Assign,
    Branch,
    Call,
    Dialog,
    Do,
    Each,
    End,
    Jumps,
    Say,
    Show,
)
from bot.engine.steps import Steps
from bot.engine.values import Phrase, Value

MOST_NODES = 100
"""Nodes a single turn may visit; a script that checks clean never comes near."""


class Walk(Keeping):
    """The turn being made, and the ways through the script that it can take.

    ``laid`` is a dialog that is to begin over the next question, with the run that called it; ``broken_in_on`` the
    run on which the coach breaks in with what comes by itself.
    """

    laid: tuple[str, int] | None = None
    broken_in_on: int | None = None

    @property
    def in_vain(self) -> bool:
        """Whether the coach broke in on her without a word so far: for nothing, nobody is called away."""
        return self.broken_in_on is not None and not self.spoke

    @property
    def is_new(self) -> bool:
        """Whether she has yet to meet the coach: nothing is open, and she never finished the first dialog."""
        return not self.now.frames and not self.voice.done(self.script.first)

    def answered(self, node: Ask, answer: Answer, go: str = "") -> None:
        """Takes the answer to the open question and walks on, to ``go`` if that is given."""
        chosen = self.record(node, answer)
        if go:
            self._take(_way_without_answer(node, answer), go)
        elif choice := _leading(node, chosen):
            self._take(f"choices.{choice.id}", choice.go)
        else:
            self._jump(node.next)
        self.run()

    def go_on(self, node: Ask) -> None:
        """Walks on from a question that has its answer already."""
        self._jump(node.next)
        self.run()

    def break_in(self, dialog: str, away: Collection[str]) -> None:
        """Begins a dialog over all that stands open, but for what makes way, and walks on.

        Where it says nothing, what stands open is not put again, and the turn is of no use.
        """
        self.lay(dialog, away)
        self.broken_in_on = self.now.runs[-2][0].run if len(self.now.runs) > 1 else None
        self.run()

    def leave(self, gives: Value | None = None) -> None:
        """Ends the dialog on top and goes back to what lies below it, with what it gives."""
        frame = self.now.frames[-1]
        self.finish()
        if frame.run == 0:
            self._return(gives)
        elif self.now.frames and not self.script.dialogs[frame.dialog].aside and not self.in_vain:
            self.say_back_to()

    def run(self) -> None:
        """Walks on until a question stands open, or nothing does."""
        self.visited = 0
        while self.visited < MOST_NODES:
            self.visited += 1
            node = self.standing()
            if self.laid and (node is None or isinstance(node, Ask)):
                self._lay_over(self.laid, node)
            elif node is None:
                return
            elif isinstance(node, Ask):
                if self.now.rest != "stopped" and not (self.in_vain and self.now.root.run == self.broken_in_on):
                    self.put(node)
                return
            else:
                self._visit(node)
        self.change(frames=(), steps=Steps())

    def _lay_over(self, laid: tuple[str, int], node: Ask | None) -> None:
        """Begins the dialog that was called to stand over what comes after it: over this question, if it does."""
        dialog, run = laid
        self.laid = None
        if node and self.now.root.run == run:
            self.number()
            self.under = (self.now.asked, run)
            self.pass_by()
            self.tally(self.now.frames[-1], "reached")
        self.enter(dialog)

    def _visit(self, node: Say | Show | Branch | Assign | Call | Each | Do | End) -> None:
        self.pass_by()
        match node:
            case Say():
                self._say(node)
                self._jump(node.next)
            case Show():
                self.show(node.what, self._since(node), node.lines)
                self._jump(node.next)
            case Branch():
                self._jump(node.next)
            case Assign():
                for name, given in node.values:
                    self.remember(name, self._worked_out(given))
                self._jump(node.next)
            case Call():
                self._call(node)
            case Each():
                self._go_through(node)
            case Do():
                do(self, node)
                self._jump(node.next)
            case End():
                self.say_lines(node.lines)
                self.leave(evaluate(node.gives, self.voice.known, self.voice) if node.gives else None)
            case _:
                assert_never(node)

    def _say(self, node: Say) -> None:
        if node.alone:
            self.flush()
        self.say_lines(node.lines)
        if node.alone:
            self.flush()

    def _since(self, node: Show) -> str:
        """The day from which this is to be shown; empty where none is known."""
        day = evaluate(node.since, self.voice.known, self.voice) if node.since else None
        return day if isinstance(day, str) else ""

    def _worked_out(self, given: Expression | Phrase) -> Value | None:
        if isinstance(given, Expression):
            return evaluate(given, self.voice.known, self.voice)
        line = self.voice.line(given)
        return plain(line) if line else None

    def _call(self, node: Call) -> None:
        """Lays the dialog on top. A caller with nothing more to do is done; one opened in passing makes way."""
        called = node.dialog or self._daily_question()
        if node.beside and called:
            self.laid = (called, self.now.root.run)
        if node.beside or called not in self.script.dialogs:
            self._jump(node.next)
            return
        self._enter_called(node, called)

    def _daily_question(self) -> str:
        """The daily question that is to be asked now, remembered as asked; empty where none fits.

        It is the first that fits, in the order in which the coach wants them.
        """
        had = self.now.answers.get(DAILY)
        earlier = had if isinstance(had, tuple) else ()
        answers = self.now.answers
        met, hers = ideas_met(self.script, answers), self.world.with_answers(answers)
        ranked = self.script.repertoire.ranking(self.script.bank, met, hers)
        found = next((one for one in ranked if self._fits(self.script.dialogs[one])), "")
        if found:
            self.remember(DAILY, (*(one for one in earlier if one != found and one in self.script.dialogs), found))
        return found

    def _fits(self, question: Dialog) -> bool:
        """Whether this daily question can be asked now: its condition holds, and there is whom it is about."""
        when = question.daily.when if question.daily else None
        return holds(when, self.voice.known, self.voice) and bool(not question.about or self.whom(question.about))

    def _enter_called(self, node: Call, called: str) -> None:
        """Lays the dialog on top; the caller makes way where nothing is to come back."""
        ends = all(jump.go == END for jump in node.next) and not node.save and len(self.now.top_run) == 1
        if ends:
            self.pass_by("next.0")
            self.finish()
            self.open(called)
        elif self.script.dialogs[self.now.root.dialog].aside and not self.script.dialogs[called].aside:
            self.open(called)
        else:
            self.enter(called, called=True)

    def _jump(self, jumps: Jumps) -> None:
        """Takes the first of these ways whose condition holds."""
        voice = self.voice
        for at, jump in enumerate(jumps):
            if holds(jump.when, voice.known, voice):
                self._take(f"next.{at}", jump.go)
                return
        self._take("next.None", END)

    def _take(self, way: str, target: str) -> None:
        """Goes to the next node: in the present version of the dialog, where it stands there, else in her own."""
        self.pass_by(way)
        frame = self.now.frames[-1]
        dialog = self.script.dialogs[frame.dialog]
        led = dialog.present(target)
        if led == END:
            self.leave()
        elif led in dialog.nodes or not self.found(replace(frame, node=target)):
            self.go(led)
        else:
            self.change(frames=(*self.now.frames[:-1], frame.at(target, frame.version)))

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
        left = tuple(one for one in left if self._goes_through_answers(node) or one in self.world.contacts)
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
        if self._goes_through_answers(node) and isinstance(held, tuple):
            voices = ((one, self.voice.holding({node.name: one})) for one in held)
            return tuple(one for one, of in voices if holds(node.where, of.known, of))[: node.most or None]
        among = self.voice.among(node.where, node.name)
        chosen = (
            among
            if node.over == CONTACTS
            else [one for one in held if one in among]
            if isinstance(held, tuple)
            else []
        )
        ordered = in_order(chosen, node.by, self.voice) if node.by else chosen
        return tuple(ordered[: node.most or None])

    def _goes_through_answers(self, node: Each) -> bool:
        """Whether it goes through answers that were ticked, and not through people."""
        declared = self.script.names.get(node.name)
        return declared is not None and declared.kind == "choice"


def _way_without_answer(node: Ask, answer: Answer) -> str:
    """What the way is called that a question without an answer takes."""
    if answer.ended == "no_reply":
        return "no_reply"
    return "give_up" if answer.ended and node.give_up else "skip"


def _leading(node: Ask, chosen: str) -> Choice | None:
    """The chosen answer, if it leads somewhere by itself."""
    choices = getattr(node.question, "choices", ())
    return next((choice for choice in choices if choice.go and choice.id == chosen), None)
