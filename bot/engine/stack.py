"""The dialogs that lie on top of each other, and where in each of them she stands."""

from collections.abc import Collection, Mapping

from msgspec.structs import replace

from bot.engine.asking import in_order
from bot.engine.conversation import Conversation
from bot.engine.draft import Draft
from bot.engine.effects import Withdraw
from bot.engine.naming import WAITS, saved_in
from bot.engine.people import SOMEBODY
from bot.engine.saying import BEFORE, done_key, plain
from bot.engine.script import END, About, Ask, Dialog, End, Node, Script
from bot.engine.steps import Frame, Step, Steps
from bot.engine.values import Value
from bot.engine.world import World

ABOUT = "~about"
"""The name under which a conversation keeps whom dialogs were about, the longest ago first."""
MOST_ABOUT = 50
"""How many of them are remembered."""
MOST_FRAMES = 12
"""Dialogs that may lie on top of each other; the oldest that waits is let go."""


class Stack(Draft):
    """The turn being made, with the dialogs under way.

    ``moved`` tells that the script changed under her, so that she stands somewhere else than she was.
    """

    def __init__(self, script: Script, conversation: Conversation, world: World) -> None:
        super().__init__(script, conversation, world)
        self.moved = False
        self.footing: Frame | None = None
        self.went_back = False
        self._stood: tuple[Frame, ...] | None = None
        self._node: Node | None = None
        frames = _standing_frames(script, conversation.frames)
        if frames != conversation.frames:
            self.change(frames=frames)
            self._say_moved()
        node = self.standing()
        if self.now.frames and not isinstance(node, Ask) and self.now.frames[-1] != self.footing:
            self._find_footing()

    def enter(self, dialog: str, *, called: bool = False) -> None:
        """Begins a dialog on top of what stands open."""
        entered = self.script.dialogs[dialog]
        run = 0 if called else max(self.now.asked, *(frame.run for frame in self.now.frames), 0) + 1
        if not self.now.frames:
            self.change(steps=Steps())
        elif run:
            self.cover()
        self.change(frames=(*self.now.frames, Frame(dialog, entered.first, entered.version, run)))
        while len(self.now.frames) > MOST_FRAMES:
            self.change(frames=self.now.frames[len(self.now.runs[0]) :] or self.now.frames[-1:])
        for name in sorted(entered.passing & self.now.answers.keys()):
            self.remember(name, None)
        if dialog == self.script.home:
            waits = self.resting
            title = self.voice.label(self.script.title(waits.dialog)) if waits else None
            self.remember(WAITS, plain(title) if title else None)
        if entered.about:
            self._take_in_hand(entered.about)
        if entered.begins_afresh:
            self._set_aside(entered)

    @property
    def resting(self) -> Frame | None:
        """The talk beneath what was opened in passing, if there is one."""
        roots = [run[0] for run in self.now.runs[:-1]]
        return next((one for one in reversed(roots) if not self.script.dialogs[one.dialog].aside), None)

    def cover(self) -> None:
        """Remembers whom or what the run on top has in hand, before another is laid over it."""
        if self.now.root.hands is None:
            names = sorted(self.script.in_hand & self.now.answers.keys())
            self._note_hands({name: self.now.answers[name] for name in names})

    def _uncover(self) -> None:
        """Gives the run on top back what it had in hand, where another was laid over it meanwhile.

        No step takes it back: before and after it, this run has the same in hand.
        """
        hands = self.now.root.hands if self.now.frames else None
        if hands is not None:
            self.hold(hands)
            self._note_hands(None)

    def _note_hands(self, hands: Mapping[str, Value] | None) -> None:
        top = self.now.top_run
        below = self.now.frames[: len(self.now.frames) - len(top)]
        self.change(frames=(*below, replace(top[0], hands=hands), *top[1:]))

    def _take_in_hand(self, about: About) -> None:
        """Picks whom a dialog is about: one who was never picked before, else the longest ago."""
        had = self.now.answers.get(ABOUT)
        earlier = had if isinstance(had, tuple) else ()
        people = self.whom(about)
        fresh = [one for one in people if one not in earlier] or sorted(people, key=earlier.index)
        self.remember(about.name, fresh[0] if fresh else None)
        if fresh:
            self.remember(ABOUT, (*(one for one in earlier if one != fresh[0]), fresh[0])[-MOST_ABOUT:])

    def whom(self, about: About) -> list[str]:
        """Those whom a dialog can be about now, in its order."""
        people = self.voice.among(about.where, SOMEBODY)
        return in_order(people, about.by, self.voice) if about.by else people

    def open(self, dialog: str) -> None:
        """Begins a dialog on its own, or goes on where it lies waiting; what was opened in passing makes way."""
        while self.now.frames and self.script.dialogs[self.now.root.dialog].aside:
            self.now = self.now.without_run()
        waiting = next((run for run in self.now.runs if any(frame.dialog == dialog for frame in run)), None)
        if waiting is None:
            self.enter(dialog)
        elif waiting != self.now.top_run:
            self.cover()
            others = [frame for run in self.now.runs if run != waiting for frame in run]
            self.change(frames=(*others, *waiting))
            self.say_back_to()

    def lay(self, dialog: str, away: Collection[str]) -> None:
        """Begins a dialog over all that stands open, but for what began with one of these, which is let go."""
        kept = [run for run in self.now.runs if run[0].dialog not in away]
        steps = Steps(step for step in self.now.steps if any(run[0].run == step.frames[0].run for run in kept))
        self.change(frames=tuple(frame for run in kept for frame in run), steps=steps)
        self.enter(dialog)

    def go(self, node: str) -> None:
        """Moves the dialog on top to this node, in the present version of the dialog."""
        frame = self.now.frames[-1]
        version = self.script.dialogs[frame.dialog].version
        self.change(frames=(*self.now.frames[:-1], frame.at(node, version)))

    def say_back_to(self) -> None:
        """Says which dialog goes on now."""
        title = self.script.title(self.now.root.dialog)
        self.say_common("back_to", title=self.voice.label(title))

    def bring_back(self, *, all_of_them: bool) -> None:
        """Lets the answers of the last time that were set aside count again: all, or where this time gave none."""
        dialog = self.script.dialogs[self.now.root.dialog]
        for name in sorted(saved_in(dialog) - self.script.settings if dialog.begins_afresh else ()):
            if all_of_them or name not in self.now.answers:
                self.remember(name, self.now.answers.get(BEFORE + name))

    def withdraw(self, step: Step) -> None:
        """Goes back to before this step: position, answers, people and counts."""
        below = self.now.frames[: len(self.now.frames) - len(self.now.top_run)]
        later = [one for one in self.now.run_steps if one.asked >= step.asked]
        if self.now.frames and self.now.frames[-1] != step.frames[-1]:
            self.tally(self.now.frames[-1], "reached", -1)
        for one in reversed(later):
            self._undo(one)
            if one.asked != step.asked:
                self.tally(one.frames[-1], "reached", -1)
        self.people.clear()
        steps = Steps(one for one in self.now.steps if one not in later)
        self.change(frames=(*below, *_standing_frames(self.script, step.frames)), steps=steps)
        noted = (frame.noted.talk for frame in self.now.top_run if frame.noted)
        self.effects += [talk for talk in noted if talk.contact in self.world.contacts]

    def _undo(self, step: Step) -> None:
        for event in step.counted:
            self.tally(step.frames[-1], event, -1)
        self.effects.append(Withdraw(step.asked))
        self.restore(step.people)
        self.change(answers=_restored(self.now.answers, step.before))

    def finish(self) -> None:
        """Counts the dialog on top as done and takes it away, with the steps that led through it."""
        frame = self.now.frames[-1]
        self.count(done_key(frame.dialog))
        if frame.run and not self.script.dialogs[frame.dialog].aside:
            self.count("gesprekken")
        self.change(frames=self.now.frames[:-1])
        self.let_go_of_passing()
        if frame.run and self.now.frames:
            self.change(steps=Steps(step for step in self.now.steps if step.frames[0].run != frame.run))

    def standing(self) -> Node | None:
        """The node at which the dialog on top stands; what is not there any more gives way."""
        if self._stood is not self.now.frames:
            self._uncover()
            self._node = self._footed()
            self._stood = self.now.frames
        return self._node

    def _footed(self) -> Node | None:
        while self.now.frames:
            frame = self.now.frames[-1]
            node = self.found(frame)
            if node and (isinstance(node, Ask) or not frame.fixes):
                return node
            self._find_footing()
        return None

    def found(self, frame: Frame) -> Node | None:
        """The node at which this frame stands, in its own version or in the present one."""
        dialog = self.script.dialog(frame.dialog, frame.version)
        if dialog is None:
            return None
        return End(END, ()) if frame.node == END else dialog.nodes.get(dialog.same(frame.node))

    def _find_footing(self) -> None:
        """Goes where the author leads from a node that is gone, else to the nearest earlier question that stands.

        Where none does, the dialog begins anew.
        """
        self._say_moved()
        frame = self.now.frames[-1]
        if frame.fixes:
            self.change(frames=self.now.frames[:-1])
            return
        dialog = self.script.dialogs[frame.dialog]
        led = dialog.present(frame.node)
        if frame.node not in dialog.nodes and led in {*dialog.nodes, END}:
            self.go(led)
        else:
            earlier = (step.frames[-1] for step in reversed(self.now.run_steps))
            known = (dialog.same(one.node) for one in earlier if one.dialog == dialog.id)
            self.go(next((node for node in known if isinstance(dialog.nodes.get(node), Ask)), dialog.first))
        self.footing = self.now.frames[-1]

    def _say_moved(self) -> None:
        if not self.moved:
            self.say_common("moved")
        self.moved = True

    def _set_aside(self, dialog: Dialog) -> None:
        """What she said the last time moves to ``vorige_...``, so that this time begins afresh; settings stay."""
        for name in sorted(saved_in(dialog) & self.now.answers.keys()):
            self.remember(BEFORE + name, self.now.answers[name])
            if name not in self.script.settings:
                self.remember(name, None)


def _standing_frames(script: Script, frames: tuple[Frame, ...]) -> tuple[Frame, ...]:
    """Those frames whose dialog is still there; one that was called by a dialog now gone goes on by itself."""
    kept: list[Frame] = []
    run = 0
    for frame in frames:
        run = frame.run or run
        if frame.dialog in script.dialogs:
            kept.append(frame if frame.run == run else replace(frame, run=run))
            run = 0
    return tuple(kept)


def _restored(answers: Mapping[str, Value], before: Mapping[str, Value | None]) -> dict[str, Value]:
    """The named answers as they were."""
    restored = {**answers, **before}
    return {name: value for name, value in restored.items() if value is not None}
