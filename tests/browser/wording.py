"""What the coach says, looked up in the script by node and choice: a test that uses it survives any rewording."""

import re

from msgspec import Struct
from msgspec.structs import replace

from bot.engine.questions import ChooseOne, ChooseSeveral, Zone
from bot.engine.saying import PLACEHOLDER
from bot.engine.script import Ask, End, Say, Script
from bot.engine.values import Line, Phrase, Shown
from bot.render.message import to_plain


class Wording(Struct, frozen=True):
    """The script in one language. A place is ``dialog.node``."""

    script: Script
    language: str

    def common(self, key: str, **values: Shown) -> str:
        """A text that all dialogs share."""
        return self._plain(self.script.common[key][0], **values)

    def question(self, place: str) -> re.Pattern[str]:
        """The question itself, without what leads to it; anything may stand in place of a name."""
        return self._pattern(self._node(place).lines[-1].phrases[0])

    def label(self, place: str, choice: str | int) -> str:
        """What stands on the button of this answer."""
        node = self._node(place)
        if isinstance(node, Ask) and isinstance(node.question, ChooseOne | ChooseSeveral | Zone):
            return self._plain(next(one.label for one in node.question.choices if one.id == choice))
        return self.common(choice) if isinstance(choice, str) else str(choice)

    def about(self, place: str, name: str, value: Shown) -> str:
        """The paragraph that says this answer back, with its value."""
        lines = (line.phrases[0] for line in self._node(place).lines)
        return next(self._plain(one, **{name: value}) for one in lines if f"{{{name}}}" in one.source)

    def says(self, place: str) -> re.Pattern[str]:
        """The first words of a node."""
        return self._pattern(self._node(place).lines[0].phrases[0])

    def description(self) -> str:
        """What is shown of the coach before the first word."""
        return self._plain(self.script.profile["description"])

    def command(self, name: str) -> str:
        """A command as it is written in this language."""
        found = self.script.command(name)
        assert found, name
        return "/" + found.names[self.language]

    def speaking(self, language: str) -> "Wording":
        """The same in another language."""
        return replace(self, language=language)

    def _node(self, place: str) -> Ask | Say | End:
        dialog, _, node = place.partition(".")
        found = self.script.dialogs[dialog].nodes[node]
        assert isinstance(found, Ask | Say | End), place
        return found

    def _pattern(self, phrase: Phrase) -> re.Pattern[str]:
        parts = PLACEHOLDER.split(self._plain(phrase))[::2]
        return re.compile(".+".join(re.escape(part) for part in parts))

    def _plain(self, phrase: Phrase, **values: Shown) -> str:
        return to_plain(Line(phrase.wording(self.language), values), self.language)
