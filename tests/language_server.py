"""The language server inside VS Code's YAML extension, asked as VS Code asks it, with the settings of this project."""

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from typing import Any

ROOT = Path(__file__).parents[1]
PROGRAM = ROOT / "tests" / "browser" / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
HERE = "¤"  # where the cursor stands in a text
PATIENCE = 30  # seconds


class LanguageServer:
    """A running server. Files are told to it as texts, and need not be on disk."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdin and process.stdout
        self._to, self._from = process.stdin, process.stdout
        self._asked = self._opened = 0
        self._answers: dict[int, Queue[Any]] = {}
        self._marks: dict[str, Queue[list[dict[str, Any]]]] = {}
        threading.Thread(target=self._listen, daemon=True).start()
        folder = {"uri": ROOT.as_uri(), "name": ROOT.name}
        self._ask(
            "initialize",
            {"processId": None, "rootUri": folder["uri"], "workspaceFolders": [folder], "capabilities": ABLE},
        )
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": {"yaml": settings()}}})

    def marks(self, path: str, text: str) -> list[tuple[int, str]]:
        """The lines, from 1, that the server marks in a file, with what it says of them."""
        self._open(path, text)
        marked = self._marks[(ROOT / path).as_uri()].get(timeout=PATIENCE)
        return [(mark["range"]["start"]["line"] + 1, mark["message"]) for mark in marked]

    def suggested(self, path: str, text: str) -> dict[str, str]:
        """What can be written at the cursor, with the explanation of each."""
        found = self._ask("textDocument/completion", self._open(path, text))
        return {item["label"]: _plain(item.get("documentation", "")) for item in found["items"]}

    def told(self, path: str, text: str) -> str:
        """What is said of what the cursor stands on."""
        found = self._ask("textDocument/hover", self._open(path, text))
        return _plain(found["contents"]) if found else ""

    def _open(self, path: str, text: str) -> dict[str, Any]:
        uri = (ROOT / path).as_uri()
        self._marks[uri] = Queue()
        self._opened += 1
        before, _, after = text.partition(HERE)
        file = {"uri": uri, "languageId": "yaml", "version": self._opened, "text": before + after}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": file}})
        *above, line = before.split("\n")
        return {"textDocument": {"uri": uri}, "position": {"line": len(above), "character": len(line)}}

    def _ask(self, method: str, params: dict[str, Any]) -> Any:
        self._asked += 1
        self._answers[self._asked] = Queue()
        self._send({"id": self._asked, "method": method, "params": params})
        answer = self._answers[self._asked].get(timeout=PATIENCE)
        assert "error" not in answer, answer
        return answer["result"]

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._to.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._to.flush()

    def _listen(self) -> None:
        while header := self._from.readline():
            self._from.readline()
            message = json.loads(self._from.read(int(header.split(b":")[1])))
            if "method" not in message:
                self._answers[message["id"]].put(message)
            elif message["method"] == "workspace/configuration":
                asked = [item.get("section") for item in message["params"]["items"]]
                self._send({"id": message["id"], "result": [settings() if name == "yaml" else {} for name in asked]})
            elif "id" in message:
                self._send({"id": message["id"], "result": None})
            elif message["method"] == "textDocument/publishDiagnostics":
                params = message["params"]
                self._marks.setdefault(params["uri"], Queue()).put(params["diagnostics"])


# What VS Code says it can show.
ABLE = {
    "workspace": {"configuration": True, "workspaceFolders": True},
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
        "hover": {"contentFormat": ["markdown"]},
    },
}


def settings() -> dict[str, Any]:
    """The project's settings of the extension, nested as the server wants them."""
    nested: dict[str, Any] = {}
    for name, value in json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8")).items():
        first, *inner = name.split(".")
        if first == "yaml":
            place = nested
            for part in inner[:-1]:
                place = place.setdefault(part, {})
            place[inner[-1]] = value
    return nested


def _plain(contents: Any) -> str:
    return contents["value"] if isinstance(contents, dict) else str(contents)


@contextmanager
def language_server() -> Iterator[LanguageServer]:
    """A server of one's own, ended afterwards."""
    process = subprocess.Popen(["node", str(PROGRAM), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        yield LanguageServer(process)
    finally:
        process.kill()
        process.wait()
