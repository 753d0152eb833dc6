"""The table of times that people type, as the tests go through it."""

from datetime import time
from pathlib import Path

import yaml

CASES = [
    (language, words.strip(), time.fromisoformat(written.strip()) if written else None)
    for column, lines in yaml.safe_load(Path(__file__).with_name("times.yaml").read_text(encoding="utf-8")).items()
    for line in lines.splitlines()
    for words, _, written in [(line, "", "") if column == "nothing" else line.rpartition(" ")]
    for language in (["nl", "en"] if column == "nothing" else [column])
]
"""Language, words, and the time."""
