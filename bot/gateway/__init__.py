"""Telegram: the only room that knows its library, its words and its limits.

``incoming`` reads an update, ``polling`` and ``webhook`` fetch them, ``outgoing`` says what the coach decided,
``profile`` tells what the bot is, and everything goes over one ``transport``.
"""

import os

# The library's own switch for how it hands over `retry_after`; without it every 429 is also a deprecation warning.
os.environ.setdefault("PTB_TIMEDELTA", "true")
