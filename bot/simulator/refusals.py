"""How Telegram says no: a code, words, and sometimes parameters."""

from typing import Any

Json = dict[str, Any]


class Refusal(Exception):  # noqa: N818  it is Telegram's answer, not a fault of this program
    """An answer of Telegram that is not what was asked for."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def answer(self) -> Json:
        """Answer the JSON body that Telegram would send."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return body | {"parameters": self.parameters} if self.parameters else body


def bad_request(words: str) -> Refusal:
    """Answer a 400 in Telegram's form."""
    return Refusal(400, f"Bad Request: {words}")


def forbidden(words: str) -> Refusal:
    """Answer a 403 in Telegram's form."""
    return Refusal(403, f"Forbidden: {words}")


def conflict(words: str) -> Refusal:
    """Answer a 409 in Telegram's form."""
    return Refusal(409, f"Conflict: {words}")


def not_simulated(what: str) -> Refusal:
    """Answer loudly that Telegram knows this and the simulator does not."""
    return Refusal(501, f"Not Implemented: the simulator does not simulate {what}")
