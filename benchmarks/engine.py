"""Turns that the pure engine makes in a second, beside the same story in inkjs, in one run.

    python benchmarks/engine.py                          five rounds: about two minutes; needs node and npm
    python benchmarks/engine.py --rounds 1 --seconds 1

The story is 20 questions, each with four answers; each answer is kept and read back in the next question. Both
take the same answers, and say the same: that is checked. A turn is all that one answer leads to: here ``advance``
and ``compose``, which fills in the words; there choosing, and continuing until the next choices. **Kept** is a
conversation that stays in memory. **Saved** is one that is written as JSON and read back after every turn, as it
has to be where a process may end at any moment. A second is one of processor time, of all threads, so that others
on the machine don't count. Rounds are interleaved, each engine warm, and medians printed.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import process_time
from typing import Literal, TypeAlias

from bot import resources
from bot.coaching.repertoire import REPERTOIRE
from bot.engine import conversation as conversations
from bot.engine.advance import advance, begin
from bot.engine.compile import compile_script
from bot.engine.conversation import Conversation, Turn
from bot.engine.effects import Message
from bot.engine.inputs import Press
from bot.engine.script import Script
from bot.engine.world import World
from bot.render.calls import Send
from bot.render.message import compose

INKJS = "inkjs@2.4.0"
QUESTIONS = 20
ANSWERS = ("early", "late", "often", "never")
NOW = World(datetime(2026, 3, 2, 9, 0, tzinfo=UTC), "en")
State: TypeAlias = Literal["kept", "saved"]
STATES: tuple[State, ...] = ("kept", "saved")


def dialog() -> str:
    """The story as a dialog."""
    lines = ["dialog: story", "title: A story", "nodes:"]
    for at in range(1, QUESTIONS + 1):
        said = [f"You said {{story_{at - 1}}}."] if at > 1 else []
        choices = ", ".join(f"{answer}: {answer}" for answer in ANSWERS)
        lines += [
            f"  q{at}:",
            f"    ask: {json.dumps([*said, f'Question {at}?'])}",
            "    type: choice",
            "    optional: false",
            f"    choices: {{{choices}}}",
            f"    save: story_{at}",
        ]
    return "\n".join([*lines, "  done:", f'    end: "You said {{story_{QUESTIONS}}}. That was all."'])


def ink() -> str:
    """The same story in ink."""
    lines = [f'VAR story_{at} = ""' for at in range(1, QUESTIONS + 1)]
    lines += ["-> q1"]
    for at in range(1, QUESTIONS + 1):
        lines += [f"=== q{at}", *([f"You said {{story_{at - 1}}}."] if at > 1 else []), f"Question {at}?"]
        following = f"q{at + 1}" if at < QUESTIONS else "done"
        for answer in ANSWERS:
            lines += [f"+ [{answer}]", f'  ~ story_{at} = "{answer}"', f"  -> {following}"]
    return "\n".join([*lines, "=== done", f"You said {{story_{QUESTIONS}}}. That was all.", "-> END"])


def script() -> Script:
    """A script with the story in it."""
    files = {name: text for name, (_, text) in resources.sources().items()} | {"story.yaml": dialog()}
    compiled = compile_script(files, {}, REPERTOIRE)
    if compiled.script is None:
        raise SystemExit("\n".join(map(str, compiled.problems)))
    return compiled.script


class Talk:
    """Somebody who goes through the story, again and again."""

    def __init__(self, state: State) -> None:
        self.script, self.state = script(), state
        self.fresh = Conversation(answers={"~done.welkom": 1, "taal": "en"})
        self.conversation = self.fresh
        self.turns = 0

    def turn(self) -> str:
        """One turn; what was said in it."""
        turn = self._answered() if self.conversation.frames else begin(self.script, self.fresh, "story", NOW)
        self.conversation = turn.conversation
        if self.state == "saved":
            self.conversation = conversations.from_json(conversations.to_json(turn.conversation))
        self.turns += 1
        messages = (effect for effect in turn.effects if isinstance(effect, Message))
        sent = (call for message in messages for call in compose(message, "en", 1))
        return "\n\n".join(call.html for call in sent if isinstance(call, Send))

    def _answered(self) -> Turn:
        answer = ANSWERS[self.turns % len(ANSWERS)]
        return advance(self.script, self.conversation, Press(self.conversation.asked, answer, "q", 1, ""), NOW)

    def measured(self, seconds: float) -> float:
        """Turns a second."""
        before, began = self.turns, process_time()
        while (spent := process_time() - began) < seconds:
            for _ in range(100):
                self.turn()
        return (self.turns - before) / spent

    def whole(self) -> str:
        """What is said in one talk, from the first question to the end."""
        said = [self.turn()]
        while self.conversation.frames:
            said.append(self.turn())
        return "\n".join(said)


def inkjs(folder: Path, state: State, seconds: float) -> tuple[float, str]:
    """Turns a second of inkjs, and what it says in one talk."""
    words = ["node", str(folder / "engine.mjs"), "story.ink", str(seconds), state]
    done = subprocess.run(words, cwd=folder, capture_output=True, check=True, text=True)  # noqa: S603 -- words of ours
    found = json.loads(done.stdout)
    return found["rate"], found["said"]


def prepare(folder: Path) -> None:
    """Installs inkjs here, and writes the story down."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise SystemExit("this needs node and npm; on Debian: apt-get install nodejs npm")
    words = [npm, "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", INKJS]
    (folder / "package.json").write_text("{}", "utf-8")
    subprocess.run(words, cwd=folder, check=True)  # noqa: S603 -- our own words
    shutil.copy(Path(__file__).with_name("engine.mjs"), folder)
    (folder / "story.ink").write_text(ink(), "utf-8")


def main(given: Sequence[str] | None = None) -> int:
    """Measures, and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4.0)
    options = parser.parse_args(given)
    ours: dict[State, list[float]] = {state: [] for state in STATES}
    theirs: dict[State, list[float]] = {state: [] for state in STATES}
    with tempfile.TemporaryDirectory(prefix="engine-") as place:
        prepare(Path(place))
        for _ in range(options.rounds):
            for state in STATES:
                talk = Talk(state)
                said = talk.whole()
                talk.measured(1)
                ours[state].append(talk.measured(options.seconds))
                rate, also_said = inkjs(Path(place), state, options.seconds)
                theirs[state].append(rate)
                if said.split() != also_said.split():
                    raise SystemExit(f"they do not say the same:\n{said}\n---\n{also_said}")
    print(f"{'turns a second':16}{'netwerkcoach':>14}{INKJS:>14}{'ratio':>8}")
    for state in STATES:
        one, other = median(ours[state]), median(theirs[state])
        print(f"{state:16}{one:14,.0f}{other:14,.0f}{one / other:8.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
