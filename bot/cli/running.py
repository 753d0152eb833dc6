"""``netwerkcoach run``: the coach on Telegram."""

import argparse

from bot import app, config, logs
from bot.cli.ending import told_to_end
from bot.config import Settings


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Nothing can follow: everything is a setting."""


def run(_options: argparse.Namespace) -> int:
    """Runs until told to end."""
    settings = config.read(needs_token=True)
    logs.set_up(settings.log, secrets=settings.secrets)
    return app.run(_run(settings))


async def _run(settings: Settings) -> None:
    await app.serve(settings, told_to_end())
