"""Pictures, documents and voices: kept under an id, as Telegram keeps them."""

import mimetypes
from struct import error as struct_error
from struct import unpack_from

from msgspec import Struct, field

from bot.simulator.refusals import Json, bad_request

_PHOTO_LIMIT = 10 * 1024 * 1024
_UPLOAD_LIMIT = 50 * 1024 * 1024
_DOWNLOAD_LIMIT = 20 * 1024 * 1024
_MOST_SIDES = 10_000
_MOST_STRETCHED = 20
_FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice", "video": "videos", "sticker": "stickers"}
_SUFFIXES = {"photo": ".jpg", "voice": ".oga", "video": ".mp4", "sticker": ".webp"}
_JPEG_SIZES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})


class Upload(Struct, frozen=True):
    """A file as it came in."""

    name: str
    content_type: str
    content: bytes


class Stored(Struct, frozen=True):
    """A file as it is kept."""

    file_id: str
    kind: str
    path: str
    name: str
    content_type: str
    content: bytes

    def facts(self) -> Json:
        """Answer what every kind of file says of itself."""
        unique = f"u{self.file_id}"
        return {"file_id": self.file_id, "file_unique_id": unique, "file_size": len(self.content)}

    def media(self, duration: int = 0) -> Json:
        """Answer the part of a message that shows this file."""
        facts = self.facts()
        match self.kind:
            case "photo":
                width, height = size_of(self.content) or (0, 0)
                return {"photo": [facts | {"width": width, "height": height}]}
            case "voice":
                return {"voice": facts | {"duration": duration, "mime_type": self.content_type}}
            case "video":
                shape = {"width": 640, "height": 360, "duration": duration, "mime_type": self.content_type}
                return {"video": facts | shape}
            case "sticker":
                return {"sticker": facts | _STICKER}
            case _:
                return {"document": facts | {"file_name": self.name, "mime_type": self.content_type}}


_STICKER = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": "🙂"}


class Files(Struct):
    """Every file that came by, by id and by path."""

    by_id: dict[str, Stored] = field(default_factory=dict)
    by_path: dict[str, Stored] = field(default_factory=dict)
    last: int = 0

    def store(self, kind: str, upload: Upload) -> Stored:
        """Keep a file; refuse what Telegram would not take."""
        _check(kind, upload.content)
        self.last += 1
        name = upload.name or f"file{_SUFFIXES.get(kind, '')}"
        guessed = mimetypes.guess_type(name)[0]
        content_type = upload.content_type or guessed or "application/octet-stream"
        suffix = _SUFFIXES.get(kind) or ("." + name.rpartition(".")[2] if "." in name else "")
        path = f"{_FOLDERS.get(kind, 'documents')}/file_{self.last}{suffix}"
        stored = Stored(f"{kind}{self.last:08d}", kind, path, name, content_type, upload.content)
        self.add(stored)
        return stored

    def add(self, stored: Stored) -> None:
        """Take up a file that already has its id."""
        self.by_id[stored.file_id] = stored
        self.by_path[stored.path] = stored

    def find(self, kind: str, file_id: str) -> Stored:
        """Answer a file by its id; refuse an unknown one and one of another kind."""
        if "://" in file_id:
            raise bad_request("the simulator does not fetch files from an HTTP URL")
        stored = self.by_id.get(file_id)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if stored.kind != kind:
            raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
        return stored

    def describe(self, file_id: str) -> Json:
        """Answer Telegram's File for an id, with the path for downloading."""
        stored = self.by_id.get(file_id)
        if stored is None:
            raise bad_request("invalid file_id")
        if len(stored.content) > _DOWNLOAD_LIMIT:
            raise bad_request("file is too big")
        return stored.facts() | {"file_path": stored.path}


def _check(kind: str, content: bytes) -> None:
    if not content:
        raise bad_request("file must be non-empty")
    if len(content) > (_PHOTO_LIMIT if kind == "photo" else _UPLOAD_LIMIT):
        raise bad_request("file is too big")
    if kind != "photo":
        return
    size = size_of(content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > _MOST_SIDES or max(size) > _MOST_STRETCHED * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def size_of(content: bytes) -> tuple[int, int] | None:
    """Answer the width and height of a picture, nothing if it is none."""
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n"):
            width, height = unpack_from(">II", content, 16)
        elif content[:6] in {b"GIF87a", b"GIF89a"}:
            width, height = unpack_from("<HH", content, 6)
        elif content[:4] == b"RIFF" and content[8:15] == b"WEBPVP8":
            return 512, 512  # close enough: the page scales it
        elif content.startswith(b"\xff\xd8"):
            return _jpeg_size(content)
        else:
            return None
    except struct_error:
        return None
    return (width, height) if width and height else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:  # noqa: PLR2004  every JPEG marker begins so
        (length,) = unpack_from(">H", content, at + 2)
        if content[at + 1] in _JPEG_SIZES:
            height, width = unpack_from(">HH", content, at + 5)
            return width, height
        at += 2 + length
    return None
