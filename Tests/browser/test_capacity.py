"""The room of a service: said on a page, seen by the next decision; with scripts off, by keyboard, on a phone."""

import json
import tempfile

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import enter, follow
from server import Server

SERVICE = "/map/services/cgl_birmingham"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def room():
    """A server of its own: what is said here would change what the other tests see."""
    with Server() as server:
        yield server


@pytest.fixture(scope="module")
def known(chromium, room):
    context = chromium.new_context()
    context.new_page().goto(room.way_in)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def visit(chromium, room, known):
    contexts = []

    def make(width=1280, scripts=True, dark=False):
        contexts.append(
            chromium.new_context(
                base_url=room.address, storage_state=known, viewport={"width": width, "height": 800},
                java_script_enabled=scripts, color_scheme="dark" if dark else "light"))
        return contexts[-1].new_page()

    yield make
    for context in contexts:
        context.close()


def violations(page):
    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]


def say(page, words):
    page.goto(SERVICE + "/capacity")
    page.get_by_role("radio", name=words).check()
    follow(page.get_by_role("button", name="Save"))


def decided(page):
    """What the API decides of a case: the reasons, whole."""
    answer = page.request.post(
        "/api/v1/decide?trace=full", headers={"content-type": "application/json"},
        data=json.dumps({"facts": {"local_authority": "birmingham"}}))
    assert answer.status == 200, answer.text()
    return answer.text()


def test_it_is_said_on_the_page_and_the_next_decision_names_whose_word_it_is(visit):
    page = visit(scripts=False)
    assert "according to desk" not in decided(page)
    say(page, "Waiting list")
    assert page.url.endswith(SERVICE)
    assert "according to desk" in page.locator("main").inner_text()
    assert "according to desk" in decided(page)


def test_by_keyboard_alone(visit):
    page = visit()
    page.goto(SERVICE + "/capacity")
    page.locator("input[type=radio]:checked").focus()
    page.keyboard.press("ArrowDown")
    chosen = page.locator("input[type=radio]:checked").get_attribute("value")
    enter(page)
    page.wait_for_url("**" + SERVICE)
    answer = page.request.get("/api/v1/services/cgl_birmingham/capacity").json()
    assert answer["state"] == chosen and answer["by"] == "desk"


def test_of_two_people_on_one_service_the_second_is_told_and_loses_nothing(visit):
    one, other = visit(), visit()
    other.goto(SERVICE + "/capacity")
    say(one, "Has room")
    other.get_by_role("radio", name="Full").check()
    follow(other.get_by_role("button", name="Save"))
    other.wait_for_selector("text=Somebody else was quicker")
    assert one.request.get("/api/v1/services/cgl_birmingham/capacity").json()["state"] == "has_capacity"
    assert other.get_by_role("radio", name="Full").is_checked()
    assert violations(other) == []
    follow(other.get_by_role("button", name="Save"))
    other.wait_for_url("**" + SERVICE)
    assert one.request.get("/api/v1/services/cgl_birmingham/capacity").json()["state"] == "no_capacity"


def test_a_double_click_says_it_once_and_leads_on(visit):
    page = visit()
    before = page.request.get("/api/v1/services/cgl_birmingham/capacity").json()["revision"]
    page.goto(SERVICE + "/capacity")
    page.get_by_role("radio", name="Waiting list").check()
    page.get_by_role("button", name="Save").dblclick()
    page.wait_for_url("**" + SERVICE)
    assert page.request.get("/api/v1/services/cgl_birmingham/capacity").json()["revision"] == before + 1


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_accessibility_violation_and_nothing_cut_off_on_a_phone(visit, dark):
    page = visit(width=320, dark=dark)
    page.goto(SERVICE + "/capacity")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_label("As of").fill("soon")
    follow(page.get_by_role("button", name="Save"))
    assert page.title().startswith("Error: ")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_promise_that_no_longer_holds_is_said_on_every_page(visit):
    page = visit(width=320)
    page.goto("/map/services/safeguarding_referral/capacity")
    page.get_by_role("radio", name="Full").check()
    follow(page.get_by_role("button", name="Save"))
    page.goto("/")
    assert "always gets a safeguarding referral" in page.locator("body").inner_text()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_it_outlives_the_server(chromium):
    with tempfile.TemporaryDirectory(prefix="waymark-") as data:
        for turn in (1, 2):
            with Server(data=data) as server:
                context = chromium.new_context(base_url=server.address)
                page = context.new_page()
                page.goto(server.way_in)
                if turn == 1:
                    say(page, "Full")
                assert "according to desk" in decided(page)
                context.close()
