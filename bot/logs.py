"""The log: lines for a person at a terminal, JSON lines for a machine. Never a message, a name or the token.

What is logged is ids, counts, kinds and errors. Libraries speak only from a warning up: at their chattier levels
they would print what people wrote, and addresses with the token in them.
"""

import logging
import sys
from collections.abc import Sequence
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, ProcessorReturnValue, WrappedLogger

OURS = "bot"
"""The name under which this program logs; everything else is a library."""


def set_up(level: str, *, secrets: Sequence[str] = (), stream: TextIO | None = None) -> None:
    """Sends everything that is logged to this stream (standard error), from this level up."""
    out = sys.stderr if stream is None else stream
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
            processors=[*_writers(terminal=out.isatty()), _redact(secrets)],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger(OURS).setLevel(level.upper())
    logging.captureWarnings(capture=True)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _writers(*, terminal: bool) -> list[Processor]:
    """How one event becomes a line. Tracebacks are plain: the pretty ones print variables, and so secrets."""
    plain = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if terminal:
        return [plain, structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
    return [plain, structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]


def _redact(secrets: Sequence[str]) -> Processor:
    """The last door: whatever a library put into a line, these words do not leave."""

    def redact(_logger: WrappedLogger, _method: str, line: EventDict) -> ProcessorReturnValue:
        written = str(line)
        for secret in secrets:
            written = written.replace(secret, "<secret>")
        return written

    return redact
