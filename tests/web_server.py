"""Debian's nginx with the configuration of drift/, run as an ordinary user from a folder of its own."""

import http.client
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROGRAM = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
NOBODY = 65534


@dataclass(frozen=True)
class Served:
    """A running nginx: its port on this machine, and the folder it may read."""

    port: int
    folder: Path

    def ask(
        self, path: str, method: str = "GET", headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers with small letters, and body, of one request sent as it stands."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        body = response.read()
        connection.close()
        pairs = [(name.lower(), value) for name, value in response.getheaders()]
        assert len(dict(pairs)) == len(pairs), f"et hode er sendt to ganger: {pairs}"
        return response.status, dict(pairs), body


@contextmanager
def nginx(site: Path, below: str = "") -> Iterator[Served]:
    """The site served on a free port; `below` is the subfolder, as `kart`, with the change drift/ asks for then."""
    # Not in pytest's folder, where nobody else may look.
    folder = Path(tempfile.mkdtemp(prefix="nginx-"))
    try:
        shutil.copytree(site, folder / "site" / below)
        (folder / "tmp").mkdir()
        port = _free_port()
        for name in ("nginx.conf", "mulighetskart.conf"):
            text = (
                (ROOT / "drift" / name).read_text(encoding="utf-8").replace("listen 8080;", f"listen 127.0.0.1:{port};")
            )
            text = text.replace("error_page 404 /404.html;", f"error_page 404 /{below}/404.html;") if below else text
            (folder / name).write_text(text.replace(" /tmp/", f" {folder}/tmp/"), encoding="utf-8")
        user = _given_to_nobody(folder)
        command = [
            str(PROGRAM),
            "-e",
            "stderr",
            "-p",
            str(folder),
            "-c",
            str(folder / "nginx.conf"),
            "-g",
            "daemon off;",
        ]
        with (folder / "sagt").open("w") as said, subprocess.Popen(command, stderr=said, **user) as process:
            try:
                _wait_for(port, process, folder / "sagt")
                yield Served(port, folder)
            finally:
                process.terminate()
        assert (folder / "sagt").read_text(encoding="utf-8") == "", "nginx har noe å utsette"
    finally:
        shutil.rmtree(folder)


def _given_to_nobody(folder: Path) -> dict[str, int]:
    """Whom to run as: ourselves, or nobody where we are the machine's owner."""
    if os.geteuid() != 0:
        return {}
    folder.chmod(0o755)
    os.chown(folder / "tmp", NOBODY, NOBODY)
    return {"user": NOBODY, "group": NOBODY}


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes], said: Path) -> None:
    for _ in range(100):
        assert process.poll() is None, said.read_text(encoding="utf-8")
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx svarer ikke")
