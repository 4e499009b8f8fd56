"""The small server of `mulighetskart vis`: on this machine only, with the headers of a published site."""

import json
import socketserver
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from generator.serving import HEADERS
from generator.vis.answers import KINDS, OWN, Answer, answer, page_at
from generator.vis.board import Board, State

HOST = "127.0.0.1"
EVENTS = f"{OWN}hendelser"
# Names this machine has for itself; another name means that a foreign page has been pointed at us.
OUR_NAMES = {HOST, "localhost"}
OUR_HEADERS = {**HEADERS, "Cache-Control": "no-store"}
BREATH = 10.0
STRANGER = Answer(HTTPStatus.FORBIDDEN, KINDS[".txt"], b"Adressen er ikke denne maskinens.\n")


class Server(ThreadingHTTPServer):
    """Answers from one folder, and tells its pages what the board says."""

    request_queue_size = 64

    def __init__(self, port: int, site: Path, board: Board) -> None:
        self.site = site
        self.board = board
        super().__init__((HOST, port), Handler)

    @property
    def address(self) -> str:
        """Where a browser finds the site."""
        return f"http://{HOST}:{self.server_port}/"

    def server_bind(self) -> None:
        """Take the port, without asking the network what this machine is called."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle of an answer is no fault."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def answering(server: Server) -> Iterator[None]:
    """The server answers, in threads of its own, for the length of the work."""
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Server

    def do_GET(self) -> None:
        """Answer with headers and body, or with events for as long as the page is open."""
        if self._is_known() and self.path.partition("?")[0] == EVENTS:
            self._tell()
        else:
            self.wfile.write(self._head())

    def do_HEAD(self) -> None:
        """Answer with the headers alone."""
        self._head()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the terminal is for the builds."""

    def _is_known(self) -> bool:
        return self.headers.get("Host", HOST).partition(":")[0].lower() in OUR_NAMES

    def _head(self) -> bytes:
        # The edition is read before the file: a swap in between then costs one reload too many, never one too few.
        state = self.server.board.state
        ahead = {address: page.html for address, page in state.ahead.items()}
        edition = state.edition_of(page_at(self.path.partition("?")[0]))
        found = answer(self.server.site, self.path, edition, ahead) if self._is_known() else STRANGER
        self._start(found.status, found.kind)
        self.send_header("Content-Length", str(len(found.body)))
        if found.location:
            self.send_header("Location", found.location)
        self.end_headers()
        return found.body

    def _tell(self) -> None:
        asked = parse_qs(urlsplit(self.path).query)
        edition, address = asked.get("utgave", [""])[0], page_at(asked.get("side", [""])[0])
        self._start(HTTPStatus.OK, "text/event-stream; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"retry: 1000\n\n")
        seen = None
        while True:
            state = self.server.board.after(seen, BREATH)
            # The comment tells us, sooner or later, that the page is gone.
            self.wfile.write(b":\n\n" if state is seen else event(state, edition, address))
            seen = state

    def _start(self, status: HTTPStatus, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in OUR_HEADERS.items():
            self.send_header(name, value)


def event(state: State, edition: str, address: str = "") -> bytes:
    """What a page of this edition should know: `ny` before `feil`, since a new page asks again; `vel` when all is well."""
    newest = state.edition_of(address)
    if newest != edition:
        return f"id: {state.number}\nevent: ny\ndata: {newest}\n\n".encode()
    if state.faults:
        return f"id: {state.number}\nevent: feil\ndata: {json.dumps(state.faults, ensure_ascii=False)}\n\n".encode()
    return f"id: {state.number}\nevent: vel\ndata:\n\n".encode()
