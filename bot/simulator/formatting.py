"""The text of a message: what is left after markup, within Telegram's limits."""

from bot.simulator.entities import find_entities, merge_entities, units
from bot.simulator.markup import parse_html
from bot.simulator.refusals import Json, bad_request, not_simulated

# Telegram counts these in Unicode characters, though it counts the offsets of entities in UTF-16 units.
TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


def read_text(params: Json) -> Json:
    """Answer the `text` and `entities` of a message; refuse none and too much."""
    text, entities = _formatted(params.get("text", ""), params, "entities")
    if not text:
        raise bad_request("message text is empty")
    if len(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return _shown("text", text, "entities", entities)


def read_caption(params: Json) -> Json:
    """Answer the `caption` and `caption_entities` of a message, if it has one; refuse too much."""
    text, entities = _formatted(params.get("caption", ""), params, "caption_entities")
    if len(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return _shown("caption", text, "caption_entities", entities) if text else {}


def plain_text(text: str) -> Json:
    """Answer what a person wrote, with the entities that Telegram finds by itself."""
    return _shown("text", text, "entities", find_entities(text))


def plain_caption(text: str) -> Json:
    """Answer what a person wrote under a picture or file."""
    return _shown("caption", text, "caption_entities", find_entities(text)) if text else {}


def _shown(name: str, text: str, entities_name: str, entities: list[Json]) -> Json:
    return {name: text, entities_name: entities} if entities else {name: text}


def _formatted(text: str, params: Json, entities_name: str) -> tuple[str, list[Json]]:
    mode = params.get("parse_mode", "").lower()
    if mode == "html":
        text, entities = parse_html(text)
    elif mode in {"markdown", "markdownv2"}:
        raise not_simulated(f"parse_mode {params['parse_mode']}")
    elif mode:
        raise bad_request("unsupported parse_mode")
    else:
        entities = _given(text, params.get(entities_name, []))
    text, entities = _trimmed(text, entities)
    return text, merge_entities(entities, find_entities(text))


def _given(text: str, entities: list[Json]) -> list[Json]:
    length = units(text) if entities else 0
    for entity in entities:
        offset, end = entity["offset"], entity["offset"] + entity["length"]
        if offset < 0 or entity["length"] <= 0 or end > length:
            raise bad_request("ENTITY_BOUNDS_INVALID")
    return entities


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Answer the text without the white space around it, and its entities moved along."""
    trimmed = text.strip()
    if len(trimmed) == len(text) or not entities:
        return trimmed, entities
    before = units(text[: len(text) - len(text.lstrip())])
    kept = []
    for entity in entities:
        begin = max(0, entity["offset"] - before)
        end = min(units(trimmed), entity["offset"] + entity["length"] - before)
        if end > begin:
            kept.append(entity | {"offset": begin, "length": end - begin})
    return trimmed, kept
