"""What the browser tests share: a server with an invented caseload, and a headless Chromium of Debian's."""

import shutil

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from server import Server

TIMEOUT = 30_000


@pytest.fixture(scope="session")
def desk():
    """A server for one person on loopback, with an invented caseload."""
    with Server("--demo") as server:
        server.first_way_in = server.way_in
        yield server


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def signed_in(chromium: Browser, desk: Server) -> dict:
    """The cookies of someone who followed the printed address."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(desk.first_way_in)
    state = context.storage_state()
    context.close()
    return state


class Complaints:
    """What the browser said against a page: script errors, refused content, broken parts."""

    def __init__(self, page: Page):
        self.said: list[str] = []
        page.on("console", lambda message: self._console(message))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("response", lambda answer: self._answer(answer))

    def _console(self, message) -> None:
        # That a form was refused is no complaint; answers of 500 and more are counted below.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.said.append(message.text)

    def _answer(self, answer) -> None:
        if answer.status >= 500:
            self.said.append(f"{answer.status} {answer.url}")


@pytest.fixture
def open_page(chromium: Browser, desk: Server, signed_in: dict):
    """Makes a page of a signed-in person: `open_page(width=…, scripts=…)`; the browser must have nothing against it."""
    contexts = []
    complaints = []

    def make(width: int = 1280, height: int = 800, scripts: bool = True, dark: bool = False) -> Page:
        context = chromium.new_context(
            base_url=desk.address, storage_state=signed_in, viewport={"width": width, "height": height},
            java_script_enabled=scripts, color_scheme="dark" if dark else "light")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(TIMEOUT)
        complaints.append(Complaints(page))
        return page

    yield make
    for context in contexts:
        context.close()
    assert [said for complaint in complaints for said in complaint.said] == []
