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


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """One running server. `address` is where it listens; `way_in` the printed one-time address."""

    def __init__(self, *options: str, rulebook: pathlib.Path = ROOT, data: str | None = None):
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._folder = None if data else tempfile.TemporaryDirectory(prefix="waymark-")
        self.data = data or os.path.join(self._folder.name, "data")
        self._log = tempfile.NamedTemporaryFile("w+", prefix="waymark-", suffix=".log")
        self._process = subprocess.Popen(
            [PROGRAM, "--rulebook", rulebook, "--data", self.data, "--port", str(self.port), *options],
            stdout=self._log, stderr=subprocess.STDOUT, cwd=ROOT)
        self._wait()

    def _wait(self) -> None:
        for _ in range(600):
            if self._process.poll() is not None:
                raise RuntimeError(f"the server stopped at once:\n{self.log}")
            try:
                with urllib.request.urlopen(self.address + "/health", timeout=5):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
        self.stop()
        raise RuntimeError(f"the server did not answer:\n{self.log}")

    @property
    def log(self) -> str:
        return pathlib.Path(self._log.name).read_text()

    @property
    def way_in(self) -> str:
        """The address that the server printed for the one who started it."""
        found = re.findall(r"http://\S+", self.log)
        if not found:
            raise RuntimeError(f"the server printed no address:\n{self.log}")
        return next((address for address in found if "?" in address or "token" in address), found[0])

    def stop(self) -> int:
        """Asks the server to stop, as a service manager does, and gives its exit status."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        return self._process.returncode

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_) -> None:
        self.stop()
        if self._folder:
            self._folder.cleanup()
