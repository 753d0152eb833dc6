"""Failures on demand: the next calls of a method go wrong in the way a test asks."""

from msgspec import Struct

from bot.simulator.refusals import Json, Refusal

_WORDS = {429: "Too Many Requests: retry after {}", 500: "Internal Server Error", 502: "Bad Gateway"}


class Fault(Struct):
    """One way of failing, and how often still."""

    method: str
    person: int | None
    status: int | str
    times: int
    retry_after: int
    after_accept: bool
    seconds: float
    description: str | None

    def refusal(self) -> Refusal:
        """Answer the refusal that this fault is seen as."""
        code = int(self.status)
        words = self.description or _WORDS.get(code, "Bad Request: refused on demand").format(self.retry_after)
        return Refusal(code, words, {"retry_after": self.retry_after} if code == 429 else None)  # noqa: PLR2004 -- HTTP's number for too many


def read_fault(body: Json) -> Fault:
    """Answer the fault that a test asks for."""
    status = body.get("status", 500)
    if status not in {"drop", "slow"} and not isinstance(status, int):
        raise ValueError('status is a number, "drop" or "slow"')
    return Fault(
        method=str(body.get("method", "*")).lower(),
        person=body.get("person"),
        status=status,
        times=int(body.get("times", 1)),
        retry_after=int(body.get("retry_after", 1)),
        after_accept=bool(body.get("after_accept")),
        seconds=float(body.get("seconds", 0)),
        description=body.get("description"),
    )


class Faults:
    """The failures that are still to come."""

    def __init__(self) -> None:
        self._coming: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let it happen from now on."""
        self._coming.append(fault)

    def clear(self) -> None:
        """Let nothing go wrong any more."""
        self._coming.clear()

    def take(self, method: str, chat_id: object) -> Fault | None:
        """Answer the failure of this call, if one was asked for, and count it."""
        for fault in self._coming:
            if fault.method in {"*", method} and fault.person in {None, chat_id}:
                fault.times -= 1
                if fault.times <= 0:
                    self._coming.remove(fault)
                return fault
        return None
