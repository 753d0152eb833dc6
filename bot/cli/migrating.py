"""``netwerkcoach migrate``: the schema of the database."""

import argparse
import sys

from bot import app, config, logs


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Nothing can follow: everything is a setting."""


def run(_options: argparse.Namespace) -> int:
    """Brings the schema up to date."""
    settings = config.read()
    logs.set_up(settings.log, secrets=settings.secrets)
    app.migrate(settings)
    sys.stdout.write("The database is up to date.\n")
    return 0
