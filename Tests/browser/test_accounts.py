"""Accounts: the first administrator, logging in, wrong passwords, colleagues, areas."""

import re
import subprocess

import pytest
from conftest import Chromium, enter, follow
from playwright.sync_api import expect
from server import LIMIT, PROGRAM, ROOT, Server, free_port
from test_journeys import holds_up, press_until

PASSWORD = "otter lamp gravel"
ANOTHER = "brick violin teaspoon"


@pytest.fixture(scope="module")
def office():
    """A server on which everyone logs in, with an invented caseload; `pat` is its administrator."""
    with Server("--accounts", "--demo") as server:
        server.first_way_in = server.way_in
        yield server


@pytest.fixture
def browse(chromium: Chromium, office: Server):
    """Makes a browser of its own: `browse(width=…, scripts=…)`."""
    contexts = []

    def make(width: int = 1280, scripts: bool = True, dark: bool = False):
        context = chromium.new_context(
            base_url=office.address, viewport={"width": width, "height": 800}, java_script_enabled=scripts,
            color_scheme="dark" if dark else "light")
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


def type_into(page, label: str, text: str) -> None:
    press_until(page, page.get_by_label(label, exact=True))
    page.keyboard.type(text)


def log_in(page, name: str, password: str) -> None:
    page.goto("/log-in")
    page.get_by_label("Account name").fill(name)
    page.get_by_label("Password").fill(password)
    follow(page.get_by_role("button", name="Log in"))


@pytest.fixture(scope="module")
def administrator(chromium: Chromium, office: Server) -> None:
    """Makes `pat` at the printed address, with the keyboard alone."""
    context = chromium.new_context(base_url=office.address)
    page = context.new_page()
    page.goto("/")
    assert page.url.endswith("/log-in")
    page.goto(office.first_way_in)
    holds_up(page)
    press_until(page, page.get_by_role("button", name="Make the account"))
    enter(page)
    page.wait_for_selector("text=There is a problem")
    holds_up(page)
    type_into(page, "Account name", "pat")
    type_into(page, "Name", "Pat Lee")
    type_into(page, "New password", PASSWORD)
    type_into(page, "The same password again", PASSWORD)
    press_until(page, page.get_by_role("button", name="Make the account"))
    enter(page)
    page.wait_for_url(office.address + "/")
    assert page.get_by_role("link", name="Your account: Pat Lee").is_visible()
    # No script of a page can read the cookies, and the address is worth nothing any more.
    assert page.evaluate("document.cookie") == ""
    assert page.goto(office.first_way_in).status == 403
    holds_up(page)
    context.close()


def test_logging_in_and_out_with_the_keyboard_alone(administrator, browse, office):
    page = browse()
    page.goto("/triage")
    assert page.url.endswith("/log-in?to=/triage")
    holds_up(page)
    assert page.get_by_label("Account name").get_attribute("autocomplete") == "username"
    assert page.get_by_label("Password").get_attribute("autocomplete") == "current-password"
    type_into(page, "Account name", "pat")
    type_into(page, "Password", PASSWORD)
    enter(page)
    page.wait_for_url(office.address + "/triage")
    press_until(page, page.get_by_role("button", name="Log out"))
    enter(page)
    page.wait_for_url("**/log-in")
    page.goto("/")
    assert page.url.endswith("/log-in")


def test_a_wrong_name_and_a_wrong_password_look_alike_and_are_slowed_down(administrator, browse):
    wrong, wait = "The account name or the password is wrong", re.compile(r"Too many wrong tries: wait .+, then try again")
    for name in ("pat", "nobody-of-that-name"):
        page = browse(width=320, scripts=False)
        said = []
        # The fifth wrong try makes the next one wait, and each after it for longer: a slow machine may outlast the first.
        while not said or said[-1] == wrong:
            assert len(said) < 15, said
            log_in(page, name, "a planted wrong password")
            said.append(page.locator(".summary a").inner_text())
            assert page.get_by_label("Password").input_value() == ""
            holds_up_without_scripts(page)
        assert len(said) > 5 and wait.fullmatch(said[-1]), said


def holds_up_without_scripts(page) -> None:
    assert page.locator("h1").count() == 1
    assert page.locator("label").count() >= page.locator("input:not([type=hidden])").count()


def test_an_administrator_adds_a_colleague_who_sees_one_area(administrator, browse, office):
    # The wrong tries above hold up strangers at pat's account; a one-time address lets its owner in all the same.
    page = browse()
    page.goto(reset(office, "pat"))
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    holds_up(page)
    follow(page.get_by_role("button", name="Save this password"))
    follow(page.get_by_role("link", name="Accounts").first)
    holds_up(page)
    follow(page.get_by_role("link", name="Add an account"))
    follow(page.get_by_role("button", name="Add it"))
    assert page.locator(".summary a").count() == 3
    holds_up(page)
    page.locator(".summary a", has_text="role").click()
    assert page.evaluate("document.activeElement.id") == "roles-1"
    page.get_by_label("Account name").fill("kim")
    page.get_by_label("Name", exact=True).fill("Kim Roe")
    page.get_by_label("Custody worker").check()
    page.get_by_label("Walsall").check()
    follow(page.get_by_role("button", name="Add it"))
    holds_up(page)
    address = re.search(r"http://\S+/set-up\?token=\w+", page.inner_text("main")).group(0)

    colleague = browse(width=320, scripts=False)
    colleague.goto(address)
    colleague.get_by_label("New password").fill("kimkimkimkim")
    colleague.get_by_label("The same password again").fill("kimkimkimkim")
    follow(colleague.get_by_role("button", name="Save this password"))
    assert "guessed early" in colleague.locator(".summary").inner_text()
    colleague.get_by_label("New password").fill(ANOTHER)
    colleague.get_by_label("The same password again").fill(ANOTHER)
    follow(colleague.get_by_role("button", name="Save this password"))
    colleague.wait_for_url(office.address + "/")
    assert colleague.get_by_role("link", name="Accounts").count() == 0
    # Decisions of the invented caseload that name other areas are not shown, and said to be there.
    seen = {True: 0, False: 0}
    for number in range(1, 31):
        answer = colleague.goto(f"/decisions/D-2026-{number:06}")
        assert answer.status in (200, 403, 404)
        if answer.status == 404:
            continue
        seen[answer.status == 200] += 1
        if answer.status == 403:
            assert colleague.inner_text("h1") == "This belongs to another area"
            assert "Home area" not in colleague.content()
    assert seen[False] > 10 > seen[True] > 0, seen

    # Closed, the account is out at once.
    page.goto("/accounts/kim")
    page.get_by_label("Nobody can log in with this account").check()
    holds_up(page)
    follow(page.get_by_role("button", name="Save changes"))
    page.wait_for_url("**/accounts")
    assert "Closed on" in page.get_by_role("row", name=re.compile("Kim Roe")).inner_text()
    colleague.goto("/")
    assert colleague.url.endswith("/log-in")
    # The last administrator stays.
    page.goto("/accounts/pat")
    page.get_by_label("Nobody can log in with this account").check()
    follow(page.get_by_role("button", name="Save changes"))
    assert "No administrator would be left" in page.locator(".summary").inner_text()
    holds_up(page)


def reset(server: Server, name: str) -> str:
    """What `waymark-server account reset` prints, while the server runs."""
    run = subprocess.run(
        [PROGRAM, "account", "reset", name, "--data", server.data, "--address", server.address], capture_output=True,
        text=True, timeout=LIMIT)
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


@pytest.mark.parametrize("width, dark", [(320, False), (1280, True)], ids=["phone", "dark"])
def test_every_page_of_accounts_holds_up(administrator, browse, office, width, dark):
    page = browse(width=width, dark=dark)
    for address in ("/log-in", "/set-up?token=wrong"):
        page.goto(address)
        holds_up(page)
    page.goto(reset(office, "pat"))
    holds_up(page)
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    follow(page.get_by_role("button", name="Save this password"))
    for address in ("/", "/account", "/account/password", "/accounts", "/accounts/new", "/accounts/pat"):
        assert page.goto(address).status == 200
        holds_up(page)
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.goto("/account/password")
    follow(page.get_by_role("button", name="Change password"))
    assert page.locator(".summary a").inner_text() == "Enter your current password"
    holds_up(page)


def test_changing_a_password_ends_other_sessions(administrator, browse, office):
    page = browse()
    page.goto(reset(office, "pat"))
    for label in ("New password", "The same password again"):
        page.get_by_label(label).fill(PASSWORD)
    follow(page.get_by_role("button", name="Save this password"))
    page.wait_for_url(office.address + "/")
    follow(page.get_by_role("link", name="Your account: Pat Lee"))
    follow(page.get_by_role("link", name="Change your password"))
    page.get_by_label("Current password").fill(PASSWORD)
    for label in ("New password", "The same password again"):
        page.get_by_label(label).fill(ANOTHER)
    follow(page.get_by_role("button", name="Change password"))
    page.wait_for_url(office.address + "/")
    page.goto("/account/password")
    page.get_by_label("Current password").fill(ANOTHER)
    for label in ("New password", "The same password again"):
        page.get_by_label(label).fill(PASSWORD)
    follow(page.get_by_role("button", name="Change password"))
    page.wait_for_url(office.address + "/")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_session_that_ends_in_the_middle_of_triage_loses_nothing(administrator, browse, office, scripts):
    page = browse(width=320, scripts=scripts)
    page.goto(reset(office, "pat"))
    for label in ("New password", "The same password again"):
        page.get_by_label(label).fill(PASSWORD)
    follow(page.get_by_role("button", name="Save this password"))
    page.goto("/triage")
    page.get_by_label(re.compile("reference")).fill("CU/77")
    follow(page.get_by_role("button", name="Start"))
    first = page.inner_text("h1")
    page.get_by_role("radio", name="No", exact=True).check()
    follow(page.get_by_role("button", name="Continue"))
    second = page.inner_text("h1")
    page.context.clear_cookies(name="waymark_session")
    page.get_by_role("radio").first.check()
    follow(page.get_by_role("button", name="Continue"))
    assert "Your session has ended" in page.locator(".summary").inner_text()
    if scripts:
        holds_up(page)
    page.get_by_label("Account name").fill("pat")
    page.get_by_label("Password").fill(PASSWORD)
    follow(page.get_by_role("button", name="Log in"))
    assert page.inner_text("h1") == "You are logged in again"
    if scripts:
        holds_up(page)
    follow(page.get_by_role("button", name="Carry on"))
    assert page.inner_text("h1") not in (first, second)
    assert page.get_by_role("button", name=re.compile("^Change")).count() >= 2
    assert "CU" not in page.url and "token" not in page.url


def test_nothing_typed_is_in_the_log(administrator, browse, office):
    log_in(browse(), "planted-name", "planted password")
    log = office.log
    assert "planted" not in log and PASSWORD not in log and "lamp" not in log


def test_after_a_restart_only_the_log_in_address_is_printed(tmp_path, chromium):
    data = str(tmp_path / "data")
    with Server("--accounts", data=data) as server:
        page = chromium.new_context().new_page()
        page.goto(server.way_in)
        for label, text in (("Account name", "pat"), ("Name", "Pat"), ("New password", PASSWORD), ("The same password again", PASSWORD)):
            page.get_by_label(label, exact=True).fill(text)
        follow(page.get_by_role("button", name="Make the account"))
        expect(page.get_by_role("heading", level=1)).to_have_text("What do you want to do?")
        page.close()
    # Without --accounts: where there is an account, everyone logs in.
    with Server(data=data) as server:
        assert server.way_in == server.address + "/log-in"
        assert "token" not in server.log
        page = chromium.new_context().new_page()
        page.goto(server.address + "/")
        assert page.url.endswith("/log-in")
        page.close()


@pytest.mark.parametrize("options, says", [
    (["--host", "0.0.0.0"], "reverse proxy with HTTPS"),
    (["--host", "0.0.0.0", "--address", "http://waymark.example"], "must be like https://"),
    (["account", "reset", "pat"], "there is no `waymark.sqlite`"),
])
def test_what_cannot_be_done_is_said_before_anything_is_made(tmp_path, options, says):
    data = tmp_path / "data"
    port = [] if options[0] == "account" else ["--port", str(free_port()), "--rulebook", str(ROOT)]
    run = subprocess.run([PROGRAM, *options, "--data", data, *port], capture_output=True, text=True, timeout=LIMIT)
    assert run.returncode == 1 and says in run.stderr, run.stderr
    assert not data.exists()
