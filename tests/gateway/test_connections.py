import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bot.gateway import connections
from bot.gateway.connections import Asked, Broken, Connections, NotConnected

SHORT = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhoi"


class Other:
    """The other end: what it read, a request each, and on which connection; it answers with these in turn."""

    def __init__(self, *answers: Sequence[bytes]) -> None:
        self.answers = list(answers)
        self.asked: list[bytes] = []
        self.connections = 0
        self.writers: list[asyncio.StreamWriter] = []
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.writers.append(writer)
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
                self.asked.append(head + await reader.readexactly(length))
                for part in self.answers.pop(0) if self.answers else [SHORT]:
                    if part == CLOSE:
                        return
                    writer.write(part)
                    await writer.drain()
                    await asyncio.sleep(0)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


CLOSE = b"<closes>"


@asynccontextmanager
async def other(*answers: Sequence[bytes], secure: ssl.SSLContext | None = None) -> AsyncIterator[Other]:
    it = Other(*answers)
    async with await asyncio.start_server(it.serve, "127.0.0.1", 0, ssl=secure) as server:
        scheme = "https" if secure else "http"
        it.url = f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot/getMe?a=b"
        yield it
        for writer in it.writers:
            writer.close()


@pytest.fixture
async def pool() -> AsyncIterator[Connections]:
    pool = Connections(2)
    yield pool
    await pool.close()


def post(url: str, *, largest: int | None = None) -> Asked:
    return Asked("POST", url, {"Content-Type": "text/plain"}, b"hallo", largest)


async def test_a_request_is_written_as_http(pool: Connections) -> None:
    async with other() as server:
        await pool.ask(post(server.url))
    host = server.url.split("/")[2].encode()
    assert server.asked == [
        b"POST /bot/getMe?a=b HTTP/1.1\r\nHost: " + host + b"\r\nContent-Length: 5\r\n"
        b"Content-Type: text/plain\r\n\r\nhallo"
    ]


ANSWERS: dict[str, tuple[Sequence[bytes], tuple[int, bytes]]] = {
    "with its length": ([SHORT], (200, b"hoi")),
    "a byte at a time": ([SHORT[at : at + 1] for at in range(len(SHORT))], (200, b"hoi")),
    "in chunks": (
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nho\r\n", b"1\r\ni\r\n0\r\n\r\n"],
        (200, b"hoi"),
    ),
    "up to the end of the connection": ([b"HTTP/1.0 502 Bad\r\n\r\nho", b"i", CLOSE], (502, b"hoi")),
    "after word that it will come": ([b"HTTP/1.1 100 Continue\r\n\r\n", SHORT], (200, b"hoi")),
    "without a body": ([b"HTTP/1.1 204 No Content\r\n\r\n"], (204, b"")),
    "a refusal": ([b"HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno"], (403, b"no")),
}


@pytest.mark.parametrize("case", ANSWERS)
async def test_an_answer_is_read_however_it_comes(pool: Connections, case: str) -> None:
    parts, read = ANSWERS[case]
    async with other(parts) as server:
        assert await pool.ask(post(server.url)) == read
        assert await pool.ask(post(server.url)) == (200, b"hoi")


BROKEN: dict[str, Sequence[bytes]] = {
    "at once": [CLOSE],
    "within the head": [SHORT[:20], CLOSE],
    "within the body": [SHORT[:-1], CLOSE],
    "within a chunk": [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nho", CLOSE],
    "no HTTP": [b"SSH-2.0-OpenSSH\r\n"],
}


@pytest.mark.parametrize("case", BROKEN)
async def test_what_breaks_off_is_no_answer_and_the_next_one_is_asked_anew(pool: Connections, case: str) -> None:
    async with other(BROKEN[case]) as server:
        with pytest.raises(Broken):
            await pool.ask(post(server.url))
        assert await pool.ask(post(server.url)) == (200, b"hoi")


KEPT: dict[str, tuple[Sequence[bytes], int]] = {
    "an answer": ([SHORT], 1),
    "the last answer": ([SHORT.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")], 2),
    "an answer that is too long": ([SHORT.replace(b"3", b"9") + b" daar!"], 2),
    "more than was asked": ([SHORT + SHORT], 2),
}


@pytest.mark.parametrize("case", KEPT)
async def test_a_connection_is_kept_after_what_was_read_to_its_end(pool: Connections, case: str) -> None:
    parts, needed = KEPT[case]
    async with other(parts) as server:
        await pool.ask(post(server.url, largest=4))
        assert await pool.ask(post(server.url)) == (200, b"hoi")
    assert server.connections == needed


async def test_of_what_is_too_long_no_more_is_read(pool: Connections) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n"
    async with other([head, b"x" * 100, b"x" * 100]) as server:
        _, body = await pool.ask(post(server.url, largest=50))
    assert 50 < len(body) <= 200


async def test_a_connection_that_the_other_end_closed_is_not_used_again(pool: Connections) -> None:
    async with other() as server:
        await pool.ask(post(server.url))
        server.writers[0].close()
        await server.writers[0].wait_closed()
        await until(lambda: not pool._open)
        assert await pool.ask(post(server.url)) == (200, b"hoi")
    assert server.connections == 2


async def test_a_connection_that_rested_for_long_is_not_used_again(
    pool: Connections, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "_IDLE_SECONDS", -1.0)
    async with other() as server:
        await pool.ask(post(server.url))
        await pool.ask(post(server.url))
    assert server.connections == 2


async def test_no_more_are_open_than_there_may_be(pool: Connections) -> None:
    async with other() as server:
        answers = await asyncio.gather(*(pool.ask(post(server.url)) for _ in range(20)))
    assert answers == [(200, b"hoi")] * 20
    assert server.connections == 2


async def test_one_who_does_not_wait_leaves_no_answer_to_the_next(pool: Connections) -> None:
    async with other([], [SHORT.replace(b"hoi", b"new")]) as server:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await pool.ask(post(server.url))
        assert await pool.ask(post(server.url)) == (200, b"new")


async def test_closing_breaks_what_is_under_way() -> None:
    pool = Connections(1)
    async with other([]) as server:
        waiting = asyncio.create_task(pool.ask(post(server.url)))
        await until(lambda: bool(server.asked))
        await pool.close()
        with pytest.raises(Broken):
            await waiting


@pytest.mark.parametrize(
    "url", ["http://exa mple/", "http://127.0.0.1:99999/", "gopher://x/", "http://é/", "x", ""]
)
async def test_an_address_that_cannot_be_is_told_by_the_kind_of_error_alone(pool: Connections, url: str) -> None:
    with pytest.raises(NotConnected, match=r"^\w+$"):
        await pool.ask(post(url))


def certified(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's side of TLS, and the certificate that it shows: signed by itself."""
    key, name, now = ec.generate_private_key(ec.SECP256R1()), x509.Name([]), datetime.now(UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(address, critical=True)
    pem, secret = folder / "certificate.pem", folder / "key.pem"
    pem.write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    form, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, secret)
    return context, pem


@pytest.mark.parametrize("trusted", [True, False])
async def test_over_tls_the_other_end_has_to_show_who_it_is(
    pool: Connections, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, trusted: bool
) -> None:
    context, pem = certified(tmp_path)
    theirs: Callable[[], ssl.SSLContext] = lambda: ssl.create_default_context(cafile=pem if trusted else None)  # noqa: E731
    monkeypatch.setattr(connections, "_trusted", theirs)
    async with other(secure=context) as server:
        if trusted:
            assert await pool.ask(post(server.url)) == (200, b"hoi")
        else:
            with pytest.raises(NotConnected, match=r"^SSLCertVerificationError$"):
                await pool.ask(post(server.url))


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not happened():  # noqa: ASYNC110 - there is nothing to be told by
            await asyncio.sleep(0)
