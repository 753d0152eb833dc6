"""Whatever an author saves in a shipped dialog, and whichever versions are kept: whoever is in it can go on."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.coaching.repertoire import REPERTOIRE
from bot.engine.compile import Compiled, compile_script
from bot.engine.script import Script
from bot.engine.versions import Version, pin, write
from bot.resources import catalogues, sources
from tests.engine.chat import Chat
from tests.engine.edits import EDITS, Edit, Files, dialogs, edited, opened, pool_renamed, quick_reading
from tests.engine.everything import EVERYTHING, ONE
from tests.engine.test_random_changes import Person, can_go_on

__all__ = ["quick_reading"]
pytestmark = pytest.mark.usefixtures("quick_reading")

A_FEW = sorted(name for name in sources() if "/" in name)[::20]
SHIPPED: Files = {
    **{Path(name).name: text for name, (_, text) in sources().items() if "/" not in name or name in A_FEW},
    "alles.yaml": EVERYTHING,
    "ene.yaml": ONE,
}
"""What we ship, of the daily questions a few, with two dialogs that have one of everything."""
ENGLISH = catalogues()["en"]
AT_FIRST = compile_script(SHIPPED, {"en": ENGLISH}, REPERTOIRE)
BEGUN = sorted(file.removesuffix(".yaml") for file in dialogs(SHIPPED))


class Deploys:
    """The files of a script as an author saves them time and again, and the versions that are kept."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.files = SHIPPED
        self.catalogue = dict(ENGLISH)
        self.kept: dict[tuple[str, str], Version] = {}
        self.script = self._pinned(AT_FIRST)

    def saves(self, near: set[str]) -> None:
        """An edit or some, of the dialogs that she is in more often than not; what can't be run is not taken."""
        for _ in range(self.chance.randrange(1, 4)):
            compiled = self._compiled(files := self._edited(near))
            if compiled.script:
                self.files = files
                self.script = self._pinned(compiled)

    def _edited(self, near: set[str]) -> Files:
        if self.chance.random() < 0.1:
            return pool_renamed(self.files, self.chance)
        here = [file for file in dialogs(self.files) if file.removesuffix(".yaml") in near]
        among = here if here and self.chance.random() < 0.8 else dialogs(self.files)
        return edited(self.files, self.chance.choice(among), self.chance.choice(EDITS), self.chance)

    def _compiled(self, files: Files) -> Compiled:
        if self.chance.random() < 0.3:
            self.catalogue = {key: one for key, one in ENGLISH.items() if self.chance.random() < 0.5}
        return compile_script(files, {"en": self.catalogue}, REPERTOIRE)

    def _pinned(self, compiled: Compiled) -> Script:
        assert compiled.script is not None
        self.kept |= {(one.id, one.version): write(one) for one in compiled.script.dialogs.values()}
        stays = self.chance.choice([0, 0.5, 1, 1])
        self.kept = {key: one for key, one in self.kept.items() if self.chance.random() < stays}
        return pin(compiled.script, self.kept.values(), {"en": self.catalogue})


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), dialog=st.sampled_from(BEGUN))
def test_after_any_deploys_anybody_can_go_on(seed: int, dialog: str) -> None:
    chance = random.Random(seed)  # noqa: S311 -- a walk, not a secret
    deploys = Deploys(chance)
    person = Person(chance, Chat(deploys.script))
    person.opens(dialog)
    person.does(chance.randrange(25))
    for _ in range(2):
        deploys.saves({frame.dialog for frame in person.chat.conversation.frames})
        person.chat.script = deploys.script
        can_go_on(person.chat)
        for _ in range(chance.randrange(12)):
            person.does(1)
            can_go_on(person.chat)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_each_kind_of_edit_can_be_saved_and_changes_something(edit: Edit) -> None:
    for seed in range(20):
        for file in ("prijs.yaml", "welkom.yaml"):
            chance = random.Random(seed)  # noqa: S311 -- a walk, not a secret
            files = edited(SHIPPED, file, edit, chance)
            if compile_script(files, {}, REPERTOIRE).script:
                assert opened(files, file) != opened(SHIPPED, file) or edit.__name__ == "turn_round"
                return
    pytest.fail("no such edit was ever sound")


def test_a_pool_under_another_name_leaves_out_the_versions_that_say_it() -> None:
    files = pool_renamed(SHIPPED, random.Random(1))  # noqa: S311 -- a walk, not a secret
    before, after = compile_script(SHIPPED, {}, REPERTOIRE).script, compile_script(files, {}, REPERTOIRE).script
    assert before is not None
    assert after is not None
    changed = {id_ for id_, one in after.dialogs.items() if one.version != before.dialogs[id_].version}
    assert changed
    assert not pin(after, map(write, before.dialogs.values()), {}).older
