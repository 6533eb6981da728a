"""schemathesis against the served OpenAPI document: no server error, no answer that is not described."""

import pathlib
import subprocess
import sys

from server import LIMIT


def test_every_answer_is_described(desk, signed_in):
    session = next(cookie["value"] for cookie in signed_in["cookies"] if cookie["name"] == "waymark_session")
    program = pathlib.Path(sys.executable).with_name("schemathesis")
    run = subprocess.run(
        [program, "run", desk.address + "/api/v1/openapi.json", "--url", desk.address,
         "--header", f"Cookie: waymark_session={session}", "--max-examples", "30", "--seed", "1",
         "--request-timeout", str(LIMIT),
         "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"],
        capture_output=True, text=True, timeout=2 * LIMIT)
    assert run.returncode == 0, run.stdout[-6000:]
    assert "unresolvable reference" not in run.stdout, run.stdout[-6000:]
