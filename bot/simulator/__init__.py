"""A stranger that behaves like Telegram on this machine, for trying and testing the bot without Telegram."""

from bot.simulator.server import Simulator

__all__ = ["Simulator"]
