"""What the browser tests share: a server with an invented caseload, a headless Chromium of Debian's, and what happens
when a test fails or hangs.

Nothing depends on how fast the machine is. A step waits for what it is about; LIMIT is there only so that a page that is
broken ends its test. A test that fails says so when it does, with pictures of its pages in `.build/browser-failures`; one in
which nothing happens for HANGS seconds ends the run, with pictures too.
"""

import faulthandler
import os
import pathlib
import re
import shutil
import subprocess
import sys
import threading

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, expect, sync_playwright
from server import LIMIT, ROOT, Server, free_port

HANGS = int(os.environ.get("WAYMARK_HANGS", 3 * LIMIT))
FAILURES = ROOT / ".build/browser-failures"
expect.set_options(timeout=LIMIT * 1000)


# What goes wrong -----------------------------------------------------------------------------------------------------


class Watch:
    """Ends the run where nothing happens any more: the browser, or Playwright, does not answer."""

    def __init__(self):
        self.debugging_port: int | None = None
        self._timer: threading.Timer | None = None
        self._test = ""

    def begin(self, test: str) -> None:
        self._test = test
        self.progress()

    def progress(self) -> None:
        self.end()
        self._timer = threading.Timer(HANGS, self._hangs)
        self._timer.daemon = True
        self._timer.start()

    def end(self) -> None:
        if self._timer:
            self._timer.cancel()

    def _hangs(self) -> None:
        out = sys.__stderr__
        print(f"\n{self._test} HANGS: nothing has happened for {HANGS} seconds", file=out)
        faulthandler.dump_traceback(out, all_threads=True)
        if self.debugging_port:
            # Another process asks the browser: this one waits for an answer that does not come.
            name = str(FAILURES / picture_name(self._test))
            arguments = [sys.executable, str(pathlib.Path(__file__).with_name("pictures.py")), str(self.debugging_port), name]
            try:
                subprocess.run(arguments, stdout=out, stderr=out, timeout=120)
            except subprocess.TimeoutExpired:
                print("the browser does not draw its pages any more", file=out)
        out.flush()
        for server in Server.running:
            server.kill()
        os._exit(3)


watch = Watch()


def picture_name(test: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", test.rpartition("/")[2]).strip("-")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item, nextitem):
    watch.begin(item.nodeid)
    try:
        return (yield)
    finally:
        watch.end()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.failed:
        browser = item.funcargs.get("chromium")
        report.sections.append(("Pages", "\n".join(browser.pictures(picture_name(item.nodeid)) if browser else [])))
        # At once, not after the last test.
        out = sys.__stderr__
        print(f"\n{item.nodeid} FAILED ({report.when})\n{report.longreprtext}\n{report.sections[-1][1]}\n", file=out, flush=True)
    return report


# The browser and the server ------------------------------------------------------------------------------------------


class Chromium:
    """A browser whose pages are patient, watched, and drawn when a test fails."""

    def __init__(self, browser: Browser):
        self._browser = browser

    def new_context(self, **options) -> BrowserContext:
        context = self._browser.new_context(**options)
        context.set_default_timeout(LIMIT * 1000)
        context.on("response", lambda _: watch.progress())
        return context

    def pictures(self, name: str) -> list[str]:
        """Draws the pages that are open; gives their addresses and the files."""
        FAILURES.mkdir(parents=True, exist_ok=True)
        drawn = []
        for page in [page for context in self._browser.contexts for page in context.pages]:
            file = FAILURES / f"{name}-{len(drawn) + 1}.png"
            try:
                page.screenshot(path=file, full_page=True, timeout=60_000)
                drawn.append(f"{page.url}: {file.relative_to(ROOT)}")
            except Error as problem:
                drawn.append(f"{page.url}: {problem}")
        return drawn


@pytest.fixture(scope="session")
def desk():
    """A server for one person on loopback, with an invented caseload."""
    with Server("--demo") as server:
        server.first_way_in = server.way_in
        yield server


@pytest.fixture(scope="session")
def chromium():
    watch.debugging_port = free_port()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), timeout=LIMIT * 1000,
            args=["--no-sandbox", "--disable-dev-shm-usage", f"--remote-debugging-port={watch.debugging_port}"])
        yield Chromium(browser)
        browser.close()


@pytest.fixture(scope="session")
def signed_in(chromium: Chromium, desk: Server) -> dict:
    """The cookies of someone who followed the printed address."""
    context = chromium.new_context()
    context.new_page().goto(desk.first_way_in)
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
def open_page(chromium: Chromium, desk: Server, signed_in: dict):
    """Makes a page of a signed-in person: `open_page(width=…, scripts=…)`; the browser must have nothing against it."""
    contexts = []
    complaints = []

    def make(width: int = 1280, height: int = 800, scripts: bool = True, dark: bool = False) -> Page:
        context = chromium.new_context(
            base_url=desk.address, storage_state=signed_in, viewport={"width": width, "height": height},
            java_script_enabled=scripts, color_scheme="dark" if dark else "light")
        contexts.append(context)
        page = context.new_page()
        complaints.append(Complaints(page))
        return page

    yield make
    for context in contexts:
        context.close()
    assert [said for complaint in complaints for said in complaint.said] == []


# Steps ---------------------------------------------------------------------------------------------------------------


def follow(locator: Locator) -> None:
    """Clicks on what leads to another page, and waits until that page is there."""
    with locator.page.expect_navigation():
        locator.click()


def enter(page: Page) -> None:
    """Presses Enter where it leads to another page, and waits until that page is there."""
    with page.expect_navigation():
        page.keyboard.press("Enter")
