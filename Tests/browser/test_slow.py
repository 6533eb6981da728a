"""Connections that drip: nobody holds up a stop, and what does not arrive is given up and said to have been too slow."""

import socket

from server import ROOT, Server

RULEBOOK = ROOT / "Tests/Golden/decisions/rulebook"
HALF = (
    b"POST /log-in HTTP/1.1\r\nHost: waymark\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 1000\r\n\r\nname=planted"
)


def test_a_body_that_does_not_arrive_is_given_up():
    with Server(rulebook=RULEBOOK) as server, socket.create_connection(("127.0.0.1", server.port), timeout=120) as slow:
        slow.sendall(HALF)
        answer = slow.recv(65536)
        assert answer.startswith(b"HTTP/1.1 408") and b"content-security-policy" in answer.lower()
        assert "planted" not in server.log


def test_who_sends_slowly_does_not_hold_up_the_stop():
    with Server(rulebook=RULEBOOK) as server:
        with socket.create_connection(("127.0.0.1", server.port)) as slow:
            slow.sendall(HALF)
            with socket.create_connection(("127.0.0.1", server.port)) as silent:
                silent.sendall(b"GET /hea")
                assert server.stop() == 0
        assert "could not listen" not in server.log
