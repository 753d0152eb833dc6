"""The chat page's own files, and who may ask for anything here."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web

_FOLDER = Path(__file__).parent / "page"
_NAME = re.compile(r"[A-Za-z0-9_-]+\.(html|css|js|svg|png|ico|woff2)")
_TYPES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "svg": "image/svg+xml",
    "png": "image/png",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
}
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
        "media-src 'self' blob:; connect-src 'self'; font-src 'self'; manifest-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


async def serve(request: web.Request) -> web.Response:
    """Answer one of the page's files."""
    name = request.match_info.get("name") or "index.html"
    known = _NAME.fullmatch(name)
    if not known or not (_FOLDER / name).is_file():
        raise web.HTTPNotFound
    body = (_FOLDER / name).read_bytes()
    text = known[1] in {"html", "css", "js", "svg"}
    return web.Response(
        body=body, content_type=_TYPES[known[1]], charset="utf-8" if text else None, headers=_HEADERS
    )


def is_from_here(request: web.Request, hosts: frozenset[str]) -> bool:
    """Whether the request comes from this page or a program, not from another site in the same browser.

    A foreign name that resolves to this machine shows in the Host header, a foreign page in the Origin.
    """
    if urlsplit(f"//{request.host}").hostname not in hosts:
        return False
    return is_own_origin(request) and request.headers.get("Sec-Fetch-Site", "none") in {"none", "same-origin"}


def is_own_origin(request: web.Request) -> bool:
    """Whether no page of another site makes this request."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host
