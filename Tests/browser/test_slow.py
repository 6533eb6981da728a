"""Connections that drip: nobody holds up a stop, and what does not arrive is given up and said to have been too slow."""

import socket
import threading

from server import LIMIT, ROOT, Server

RULEBOOK = ROOT / "Tests/Golden/decisions/rulebook"
HALF = (
    b"POST /log-in HTTP/1.1\r\nHost: waymark\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 1000\r\n\r\nname=planted"
)


def test_a_body_that_does_not_arrive_is_given_up():
    with Server(rulebook=RULEBOOK) as server, socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT) as slow:
        slow.sendall(HALF)
        answer = slow.recv(65536)
        assert answer.startswith(b"HTTP/1.1 408") and b"content-security-policy" in answer.lower()
        assert "planted" not in server.log


def test_who_sends_slowly_does_not_hold_up_the_stop():
    with Server(rulebook=RULEBOOK) as server:
        with (
            socket.create_connection(("127.0.0.1", server.port)) as slow,
            socket.create_connection(("127.0.0.1", server.port)) as dripping,
        ):
            slow.sendall(HALF)
            stopped = threading.Event()

            def drip():
                # Never silent, so that no limit on silence ends it: only the stop does.
                dripping.sendall(b"GET /health HTTP/1.1\r\nX-Drip: ")
                try:
                    while not stopped.wait(0.5):
                        dripping.sendall(b"a")
                except OSError:
                    pass

            thread = threading.Thread(target=drip)
            thread.start()
            try:
                assert server.stop() == 0
            finally:
                stopped.set()
                thread.join()
        assert "could not listen" not in server.log
