"""The record under bad luck: killed while writing, a full disk, files that cannot be written or read."""

import os
import random
import shutil
import subprocess
import threading

import pytest
import requests
from server import LIMIT, PROGRAM, ROOT, Server, free_port, wait_until

WAYMARK = PROGRAM.with_name("waymark")
CASE = {"case": {"facts": {"age_years": 30, "substances_used": ["heroin"]}}, "case_reference": "planted-reference"}


def session(server: Server) -> requests.Session:
    browser = requests.Session()
    assert browser.get(server.way_in).status_code == 200
    return browser


def keep(browser: requests.Session, server: Server, case=CASE, **headers) -> requests.Response:
    return browser.post(server.address + "/api/v1/decisions", json=case, headers=headers, timeout=LIMIT)


def verify(data: str) -> subprocess.CompletedProcess:
    return subprocess.run([WAYMARK, "audit", "verify", "--data", data], capture_output=True, text=True)


def write_until_killed(server: Server, write, chance: random.Random) -> None:
    """Writes until the server is killed, which happens at some moment after the fifth answer, however slow the machine."""
    timer = threading.Timer(chance.uniform(0, 0.4), server.kill)
    answered = 0
    try:
        while True:
            write()
            answered += 1
            if answered == 5:
                timer.start()
    except requests.exceptions.RequestException:
        server.wait()


def test_what_was_acknowledged_outlives_a_kill(tmp_path):
    data = str(tmp_path / "data")
    acknowledged = []
    chance = random.Random(7)
    for _ in range(5):
        server = Server(data=data)
        browser = session(server)

        def write():
            answer = keep(browser, server)
            assert answer.status_code == 201, answer.text
            acknowledged.append(answer.json()["reference"])

        write_until_killed(server, write, chance)
    assert len(acknowledged) >= 25 and len(set(acknowledged)) == len(acknowledged)
    with Server(data=data) as server:
        browser = session(server)
        for reference in acknowledged:
            kept = browser.get(f"{server.address}/api/v1/decisions/{reference}")
            assert kept.status_code == 200 and kept.json()["decision"]["schema"] == "waymark.decision/1", reference
    run = verify(data)
    assert run.returncode == 0, run.stdout
    replay = subprocess.run([WAYMARK, "replay", "--data", data], capture_output=True, text=True)
    assert replay.returncode == 0 and "byte for byte the same" in replay.stdout, replay.stdout


def test_what_was_recorded_of_a_referral_outlives_a_kill(tmp_path):
    data = str(tmp_path / "data")
    facts = {
        "age_years": 26, "in_prison": False, "local_authority": "birmingham", "alcohol_dependent": True,
        "engaged_with_treatment": False, "cgl_case_status": "never_open", "can_give_consent_now": True,
        "consents_to_referral": True, "consents_to_information_sharing": True,
    }
    server = Server(data=data)
    browser = session(server)
    decision = keep(browser, server, {"case": {"facts": facts}, "case_reference": "REF/1"}).json()["reference"]
    sent = browser.post(server.address + "/api/v1/referrals", json={
        "decision": decision, "programme": "community_treatment", "service": "cgl_birmingham", "consent": "person"})
    assert sent.status_code == 201, sent.text
    address = f"/api/v1/referrals/{sent.json()['reference']}"
    revision = 1
    chance = random.Random(11)
    for _ in range(3):

        def write():
            nonlocal revision
            event = {"event": ("contact_failed", "contact_made")[revision % 2], "revision": revision, "note": "n"}
            answer = browser.post(server.address + address + "/events", json=event, timeout=LIMIT)
            assert answer.status_code == 201, answer.text
            revision = answer.json()["revision"]

        write_until_killed(server, write, chance)
        server = Server(data=data)
        browser = session(server)
        kept = browser.get(server.address + address).json()
        # What was acknowledged is there; one more may be, whose answer was lost on the way.
        assert kept["revision"] in (revision, revision + 1) and len(kept["events"]) == kept["revision"]
        revision = kept["revision"]
    server.stop()
    assert revision > 15
    run = verify(data)
    assert run.returncode == 0, run.stdout


def test_the_same_key_is_one_decision_however_often_it_comes(desk):
    browser = requests.Session()
    # The session of the shared desk is the browser's: this test has a server of its own.
    with Server() as server:
        browser = session(server)
        key = {"Idempotency-Key": "a-key"}
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(keep(browser, server, **key))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json()["reference"] for answer in answers}) == 1
        other = keep(browser, server, case={"case": {"facts": {"age_years": 31}}}, **key)
        assert other.status_code == 409 and other.headers["content-type"] == "application/problem+json"
        assert verify(server.data).returncode == 0


def test_a_full_disk_is_said_and_nothing_is_shown_that_was_not_kept(tmp_path):
    data = str(tmp_path / "data")
    with Server(data=data) as server:
        keep(session(server), server)
    blocks = os.path.getsize(data + "/waymark.sqlite") // 1024 + 300
    with Server(data=data, limit_blocks=blocks) as server:
        browser = session(server)
        kept = []
        for _ in range(400):
            answer = keep(browser, server)
            if answer.status_code != 201:
                break
            kept.append(answer.json()["reference"])
        assert answer.status_code == 503 and answer.headers["content-type"] == "application/problem+json", answer.text
        assert "outcomes" not in answer.text and "full" in answer.json()["detail"]
        server.kill()
        server.wait()
    run = verify(data)
    assert run.returncode == 0, run.stdout + run.stderr
    with Server(data=data) as server:
        browser = session(server)
        for reference in kept[-3:]:
            assert browser.get(f"{server.address}/api/v1/decisions/{reference}").status_code == 200


def start(data, **how) -> subprocess.CompletedProcess:
    """Starts the server where it cannot run."""
    return subprocess.run(
        [PROGRAM, "--rulebook", ROOT, "--data", data, "--port", str(free_port())], capture_output=True, text=True,
        timeout=LIMIT, **how)


def test_a_damaged_file_is_said_and_left_alone(tmp_path):
    data = tmp_path / "data"
    with Server(data=str(data)) as server:
        keep(session(server), server)
    for file in data.glob("waymark.sqlite-*"):
        file.unlink()
    (data / "waymark.sqlite").write_bytes(b"this is no database, whatever its name says" * 100)
    before = (data / "waymark.sqlite").read_bytes()
    run = start(data)
    assert run.returncode == 1 and "The record is damaged" in run.stderr
    assert (data / "waymark.sqlite").read_bytes() == before


def test_a_disk_that_only_reads_is_said(tmp_path):
    data = tmp_path / "data"
    with Server(data=str(data)) as server:
        keep(session(server), server)
    files = {file.name: file.read_bytes() for file in data.iterdir()}
    for file in data.iterdir():
        file.chmod(0o444)
    data.chmod(0o555)
    # Root may write anywhere: the server runs as nobody.
    for folder in [tmp_path, *tmp_path.parents]:
        if os.getuid() == 0 and folder.stat().st_uid == 0 and not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o011)
    run = start(data, **({"user": 65534, "group": 65534} if os.getuid() == 0 else {}))
    assert run.returncode == 1 and "cannot be written" in run.stderr, run.stderr
    assert {file.name: file.read_bytes() for file in data.iterdir()} == files


@pytest.mark.parametrize("port", ["-1", "70000", "x"])
def test_wrong_usage_is_said(port):
    run = subprocess.run([PROGRAM, "--port", port], capture_output=True, text=True, timeout=LIMIT)
    assert run.returncode != 0 and "port" in run.stderr.lower()


def test_a_rulebook_with_problems_does_not_start_and_is_refused_while_running(tmp_path):
    rulebook = tmp_path / "rulebook"
    shutil.copytree(ROOT / "Tests/Golden/decisions/rulebook", rulebook)
    bad = rulebook / "Rules" / "zz-bad.yaml"
    with Server(rulebook=rulebook) as server:
        browser = session(server)
        first = browser.get(server.address + "/api/v1/rulebook").json()
        bad.write_text("needs: {one: {says: one, when: {age_yeers: 3}}}\n")
        said = "The rulebook on disk has a problem and is not in use"
        wait_until(lambda: said in browser.get(server.address + "/").text, said)
        assert browser.get(server.address + "/api/v1/rulebook").json()["hash"] == first["hash"]
        assert "age_yeers" in browser.get(server.address + "/rulebook/problems").text
        bad.write_text("needs: {one: {says: one, when: {age_years: 30 or over}}}\n")

        def newer():
            now = browser.get(server.address + "/api/v1/rulebook").json()
            return now if now["hash"] != first["hash"] else None

        assert wait_until(newer, "the mended rulebook is taken")["version"] == first["version"] + 1
    bad.write_text("needs: [\n")
    run = subprocess.run(
        [PROGRAM, "--rulebook", rulebook, "--data", tmp_path / "data", "--port", str(free_port())],
        capture_output=True, text=True, timeout=LIMIT)
    assert run.returncode == 1 and "zz-bad.yaml" in run.stderr


def test_a_persons_answers_are_in_no_log(tmp_path):
    with Server() as server:
        browser = session(server)
        keep(browser, server, case={"case": {"id": "plantedname", "facts": {"age_years": 93}}, "case_reference": "plantedcase"})
        browser.post(server.address + "/api/v1/decide", json={"facts": {"plantedfact": "plantedvalue"}})
        browser.post(server.address + "/api/v1/decide", data="{planted", headers={"content-type": "application/json"})
        browser.get(server.address + "/api/v1/decisions/planted")
    assert "planted" not in server.log


def test_it_stops_when_it_is_told_to():
    server = Server()
    assert server.stop() == 0
