"""Sends one run of deliveries: those of one chat, one after the other, until one has to wait."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeAlias

import structlog
from msgspec import Struct, field

from bot.engine import effects
from bot.render.calls import Append, Busy, Call, Present, Rekey, Send, answerable
from bot.render.message import compose
from bot.render.showing import present
from bot.service.claim import LEASE, Claim, Slotted
from bot.service.errors import place
from bot.service.fresh import Fresh
from bot.service.mark import Back, Mark, Sent
from bot.service.messenger import Delivered, Messenger
from bot.service.retry import Decision, Drop, Failure, GiveUp, PausePerson, Retry, decide, is_general, pause
from bot.service.studio import Studio
from bot.store.database import Unavailable
from bot.store.keys import Keys
from bot.store.outbox import Row

LONGEST = 30.0
"""No send takes longer than so many seconds, and none begins when its lease has less left."""
SOON, AGAIN = 0.3, 4.0
"""Seconds after which she sees that something is on its way, and sees it again: one sign lasts for five. The first
comes up to twice as late, so that those of many do not come in one moment."""
LATER, LATEST = 1.0, 4.0
"""Seconds after which it is tried again to make something, where many wait for that; not by all at once."""
_BURST = 30

_log = structlog.get_logger(__name__)

Note: TypeAlias = Callable[[Mark], None]
Progress: TypeAlias = Callable[[Row, int], Awaitable[bool]]
Became: TypeAlias = Decision | Sent | Back


class Gate:
    """Keeps messages that missed their slots from leaving this process all at once."""

    def __init__(self, rate: float) -> None:
        self._interval = 1 / rate
        self._at = 0.0

    def slot(self, at: float) -> float:
        """The moment, not before this one, at which the next message may leave."""
        self._at = max(self._at, at - _BURST * self._interval) + self._interval
        return max(at, self._at - self._interval)


class Sender(Struct):
    """What sending needs: ``note`` takes each result, ``progress`` writes down that a part has left.

    ``studio`` makes what is shown; ``fresh`` knows what was just written.
    """

    keys: Keys
    messenger: Messenger
    gate: Gate
    chance: Callable[[], float]
    note: Note
    progress: Progress
    studio: Studio
    fresh: Fresh = field(default_factory=Fresh)
    stopping: bool = False
    _floods: dict[int, float] = field(default_factory=dict)

    async def send(self, run: tuple[Slotted, ...], claim: Claim) -> None:
        """Sends the run; what cannot go now is given back."""
        clock = asyncio.get_running_loop().time
        live = run[0].row.live or 0
        for index, slotted in enumerate(run):
            if slotted.row.paced:
                await _until(self.gate.slot(max(clock(), claim.local(slotted.at))))
            tried_at = claim.now + timedelta(seconds=clock() - claim.read_at)
            if self.stopping or tried_at > claim.now + LEASE - timedelta(seconds=LONGEST):
                return self._back(run[index:], tried_at)
            became, after = await self._deliver(slotted.row, live)
            self.note(Mark(slotted.row, became, None if after == live else after, tried_at))
            live = after
            if isinstance(became, Retry | PausePerson):
                return self._back(run[index + 1 :], tried_at)
        return None

    def _back(self, run: tuple[Slotted, ...], moment: datetime) -> None:
        for slotted in run:
            self.note(Mark(slotted.row, "back", None, moment))

    async def _deliver(self, row: Row, live: int, *, afresh: bool = False) -> tuple[Became, int]:
        """What became of one delivery, and which message bears the live question after it.

        ``afresh`` shows nothing that the messenger would have to know already.
        """
        try:
            calls = self._calls(row, live)
        except Exception as error:  # noqa: BLE001 - one that cannot be shown must not stop the rest
            _log.error("delivery cannot be shown", key=row.key, error=place(error))
            return GiveUp(place(error)), live
        made = await self._made(row, calls, afresh=afresh)
        if not isinstance(made, tuple):
            return made, live
        for index, call in enumerate(made):
            if index < row.parts:
                continue
            another = isinstance(call, Send) and index > row.parts
            if another and not await self._goes_on(row, index):
                return "back", live
            answer = await self._call(row.chat, call)
            if isinstance(call, Present) and not await self._is_settled(row, call, answer):
                return await self._deliver(row, live, afresh=True)
            if isinstance(answer, Failure):
                became = self._decide(answer, row)
                if not isinstance(became, Drop):
                    return became, live
            live = _after(call, answer.message if isinstance(answer, Delivered) else 0, live)
        return "sent", live

    async def _made(self, row: Row, calls: tuple[Call, ...], *, afresh: bool) -> tuple[Call, ...] | Retry | Back:
        """The calls, with what is to be shown made, or words in its place; or when to try again.

        A slot is taken once it is there. By then it may be nobody's any more, or another process's.
        """
        if not (calls and isinstance(calls[0], Present)):
            return calls
        waiting = asyncio.create_task(self._show_busy(row.chat))
        try:
            made = await self._shown(row, calls[0], afresh=afresh)
        except Unavailable:
            return Retry(pause(row.attempts + 1, self.chance()))
        except Exception as error:  # noqa: BLE001 - whatever it is, she gets an answer
            _log.error("nothing to show", key=row.key, what=calls[0].what, error=place(error))
            made = (Send(calls[0].sorry),)
        finally:
            waiting.cancel()
        if not made:
            return Retry(LATER + (LATEST - LATER) * self.chance())
        return made if await self._goes_on(row, row.parts) else "back"

    async def _shown(self, row: Row, call: Present, *, afresh: bool) -> tuple[Call, ...]:
        """The calls that show it; none where too many wait for theirs."""
        found = await self.studio.make(row, call, afresh=afresh)
        return present(call, *found) if found else ()

    async def _is_settled(self, row: Row, call: Present, answer: Delivered | Failure) -> bool:
        """Notes which file was shown, or says that it can't be; untrue where the messenger lost the one it had."""
        if isinstance(answer, Delivered) and call.content:
            await self.studio.remember(row, call, answer.file)
        if not isinstance(answer, Failure) or answer.kind != "refused":
            return True
        if call.content:
            await self._call(row.chat, Send(call.sorry))
        return bool(call.content)

    async def _show_busy(self, chat: int) -> None:
        await asyncio.sleep(SOON * (1 + self.chance()))
        while True:
            await self._call(chat, Busy())
            await asyncio.sleep(AGAIN)

    async def _goes_on(self, row: Row, sent: int) -> bool:
        """Writes down that a part of a long text has left, and waits for the next slot; whether that may go."""
        ours = await self.progress(row, sent)
        await _until(self.gate.slot(asyncio.get_running_loop().time()))
        return ours and not self.stopping

    def _calls(self, row: Row, live: int) -> tuple[Call, ...]:
        effect = self.fresh.take(row.key, row.sealed) or self._opened(row)
        return compose(effect, row.language, live)

    def _opened(self, row: Row) -> effects.Outgoing:
        seal = self.keys.person(row.wrapped, row.chat) if row.wrapped else self.keys.master
        return effects.from_json(seal.open(row.sealed, f"effect:{row.key}"))

    async def _call(self, chat: int, call: Call) -> Delivered | Failure:
        try:
            return await self.messenger.call(chat, call)
        except Exception as error:  # noqa: BLE001 - nobody knows whether it arrived
            _log.error("messenger failed", error=place(error))
            return Failure("unsure", description=place(error))

    def _decide(self, failure: Failure, row: Row) -> Decision:
        became = decide(failure, row.kind, row.attempts + 1, self.chance())
        if failure.kind == "flood" and isinstance(became, Retry):
            became = self._widened(became, row.chat)
        match became:
            case GiveUp(reason=reason):
                _log.error("delivery refused", key=row.key, kind=row.kind, reason=reason)
            case Retry(after=after, scope=scope):
                _log.warning("delivery waits", key=row.key, why=failure.kind, after=round(after, 1), scope=scope)
            case _:
                _log.info("delivery ends", key=row.key, why=failure.kind)
        return became

    def _widened(self, became: Retry, chat: int) -> Retry:
        """Waits for everybody when so many chats are refused that it must be about all of them."""
        at = asyncio.get_running_loop().time()
        self._floods = {one: when for one, when in self._floods.items() if at - when < LONGEST} | {chat: at}
        return Retry(became.after, "all") if is_general(self._floods, at) else became


def _after(call: Call, message: int, live: int) -> int:
    """The message that bears the live question once this call is done."""
    match call:
        case Send(buttons=buttons) if message and answerable(buttons):
            return message
        case Append(message=changed) if changed == live:
            return 0
        case Rekey(message=changed, buttons=()) if changed == live:
            return 0
        case _:
            return live


async def _until(moment: float) -> None:
    delay = moment - asyncio.get_running_loop().time()
    if delay > 0:
        await asyncio.sleep(delay)
