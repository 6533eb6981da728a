"""Starts and stops a Waymark server on loopback, on a free port, with a data folder of its own."""

import os
import pathlib
import re
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("WAYMARK_SERVER", ROOT / ".build/debug/waymark-server"))
# Seconds that one step may take on the slowest machine: what takes longer never comes.
LIMIT = 300


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(holds, what: str):
    """Asks until `holds` gives something, and gives that."""
    end = time.monotonic() + LIMIT
    while True:
        if found := holds():
            return found
        if time.monotonic() > end:
            raise TimeoutError(f"{LIMIT} seconds, and still not so: {what}")
        time.sleep(0.05)


class Server:
    """One running server. `address` is where it listens; `way_in` the printed one-time address."""

    running: set["Server"] = set()

    def __init__(
        self, *options: str, rulebook: pathlib.Path = ROOT, data: str | None = None, limit_blocks: int | None = None
    ):
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._folder = None if data else tempfile.TemporaryDirectory(prefix="waymark-")
        self.data = data or os.path.join(self._folder.name, "data")
        self._log = tempfile.NamedTemporaryFile("w+", prefix="waymark-", suffix=".log")
        command = [PROGRAM, "--rulebook", rulebook, "--data", self.data, "--port", str(self.port), *options]
        if limit_blocks:
            # A limit on the size of files stands for a full disk.
            command = ["bash", "-c", f"trap '' XFSZ; ulimit -f {limit_blocks}; exec \"$@\"", "bash", *command]
        self._process = subprocess.Popen(command, stdout=self._log, stderr=subprocess.STDOUT, cwd=ROOT)
        Server.running.add(self)
        try:
            wait_until(self._listens, "the server answers")
        except TimeoutError as problem:
            self.stop()
            raise RuntimeError(f"{problem}\n{self.log}") from None

    def _listens(self) -> bool:
        if self._process.poll() is not None:
            raise RuntimeError(f"the server stopped at once:\n{self.log}")
        try:
            with urllib.request.urlopen(self.address + "/health", timeout=LIMIT):
                return True
        except (urllib.error.URLError, ConnectionError):
            return False

    @property
    def log(self) -> str:
        return pathlib.Path(self._log.name).read_text()

    @property
    def way_in(self) -> str:
        """The address that the server prints for the one who started it."""
        found = wait_until(lambda: re.findall(r"http://\S+", self.log), "the server prints an address")
        return next((address for address in found if "?" in address or "token" in address), found[0])

    def kill(self) -> None:
        """Ends the server as a power cut does."""
        self._process.send_signal(signal.SIGKILL)

    def wait(self) -> None:
        self._process.wait()
        Server.running.discard(self)

    def stop(self) -> int:
        """Asks the server to stop, as a service manager does, and gives its exit status."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(timeout=LIMIT)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        Server.running.discard(self)
        return self._process.returncode

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_) -> None:
        self.stop()
        if self._folder:
            self._folder.cleanup()
