"""What the people it is for do in it, from beginning to end."""

import io
import pathlib
import re

import pypdf
from axe_playwright_python.sync_playwright import Axe
from conftest import enter, follow
from test_every_page import RULES


def holds_up(page) -> None:
    """No accessibility violation, one heading, nothing wider than the window."""
    found = Axe().run(page, options=RULES).response["violations"]
    assert found == [], [(each["id"], each["nodes"][0]["html"][:200]) for each in found]
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


def press_until(page, locator, key="Tab", limit=60) -> None:
    """Goes on with the keyboard until something has the focus."""
    for _ in range(limit):
        if locator.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"the keyboard does not reach {locator}")


def answer_with_keyboard(page, label: str | re.Pattern) -> None:
    option = page.get_by_role("radio", name=label, exact=isinstance(label, str))
    press_until(page, page.get_by_role("radio").first)
    for _ in range(40):
        if option.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    assert option.is_checked()
    enter(page)


def test_a_custody_worker_triages_with_the_keyboard_alone(open_page):
    page = open_page()
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    press_until(page, page.get_by_role("link", name="Triage").first)
    enter(page)
    page.wait_for_url("**/triage")
    holds_up(page)
    press_until(page, page.get_by_label(re.compile("reference", re.I)))
    page.keyboard.type("CU/2026/17")
    press_until(page, page.get_by_role("button", name="Start"))
    enter(page)
    page.wait_for_selector("text=Continue")
    holds_up(page)
    first = page.inner_text("h1")
    # Nothing chosen: the problem is said at the top and the question stays.
    press_until(page, page.get_by_role("button", name="Continue"))
    enter(page)
    page.wait_for_selector("text=There is a problem")
    assert page.inner_text("h1") == first
    holds_up(page)
    answer_with_keyboard(page, "Yes")
    # An immediate risk is said at once, above everything.
    assert page.get_by_text("Act first").is_visible()
    second = page.inner_text("h1")
    assert second != first
    holds_up(page)
    # The answer can be changed.
    press_until(page, page.get_by_role("button", name=re.compile("^Change")).first)
    enter(page)
    page.wait_for_selector("text=Continue")
    assert page.inner_text("h1") == first
    answer_with_keyboard(page, "No")
    assert not page.get_by_text("Act first").is_visible()
    press_until(page, page.get_by_role("button", name="Stop here and see the result"))
    enter(page)
    page.wait_for_url("**/decisions/D-*")
    reference = page.url.rsplit("/", 1)[1]
    holds_up(page)
    assert "CU/2026/17" not in page.url and page.get_by_text("CU/2026/17").count() >= 1
    # Why, down to the rule's line and its source.
    why = page.locator("details").first
    press_until(page, why.locator("summary"), limit=200)
    page.keyboard.press("Enter")
    holds_up(page)
    # The worker decides otherwise, with a reason.
    follow(page.get_by_text("Sheet to print or hand over"))
    page.wait_for_url("**/sheet")
    holds_up(page)
    text = " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages)
    squeezed = re.sub(r"\s+", "", text)
    assert reference in squeezed and re.search(r"version\d", squeezed.lower()) and "waymark/" in squeezed, text[:2000]


def test_a_decision_otherwise_needs_a_reason_and_is_shown(open_page):
    page = open_page()
    page.goto("/triage")
    follow(page.get_by_role("button", name="Start"))
    page.get_by_role("radio", name="Don’t know").check()
    follow(page.get_by_role("button", name="Continue"))
    follow(page.get_by_role("button", name="Stop here and see the result"))
    page.wait_for_url("**/decisions/D-*")
    form = page.locator("form[action$='/departure']")
    form.locator("xpath=ancestor::details/summary").click()
    follow(form.get_by_role("button"))
    page.wait_for_selector("text=There is a problem")
    holds_up(page)
    form = page.locator("form[action$='/departure']")
    assert form.get_by_role("button").is_visible()
    form.get_by_label("What you decided").fill("Women's centre")
    form.get_by_label("Why").fill("Asked for it <b>herself</b>")
    follow(form.get_by_role("button"))
    assert page.get_by_text("Asked for it <b>herself</b>").count() >= 1
    holds_up(page)


def test_everything_on_one_page(open_page):
    page = open_page(width=320, height=640)
    page.goto("/triage")
    page.get_by_role("radio", name="Everything on one page").check()
    follow(page.get_by_role("button", name="Start"))
    holds_up(page)


def test_an_officer_checks_on_a_phone_without_scripts(open_page, desk, chromium, signed_in):
    page = open_page(width=320, height=640, scripts=False)
    sizes = []
    page.on("response", lambda answer: sizes.append(len(answer.body())) if answer.request.is_navigation_request() and answer.status == 200 else None)
    before = page.request.get(desk.address + "/metrics").status
    assert before == 200
    page.goto("/quick")
    asked = 0
    while page.get_by_role("button", name="Continue").count():
        asked += 1
        assert asked <= 5, page.inner_text("main")
        page.get_by_role("radio", name="No", exact=True).or_(page.get_by_role("radio", name="Don’t know")).first.check()
        follow(page.get_by_role("button", name="Continue"))
    if page.get_by_role("button", name="See the result").count():
        follow(page.get_by_role("button", name="See the result"))
    assert page.locator("h1").count() == 1
    assert "Nothing is kept unless you press" in page.inner_text("main")
    assert max(sizes) < 30_000, sizes
    assert not any(re.search(r"[?&]", address) for address in [page.url])
    follow(page.get_by_role("button", name="Keep this decision"))
    page.wait_for_url("**/decisions/D-*")


def test_a_double_click_decides_once(open_page):
    page = open_page()
    page.goto("/triage")
    follow(page.get_by_role("button", name="Start"))
    page.get_by_role("radio", name="Don’t know").check()
    follow(page.get_by_role("button", name="Continue"))
    form = page.locator("form[action='/triage/decide']")
    fields = {field.get_attribute("name"): field.input_value() for field in form.locator("input").all()}
    # The same form sent three times, as an impatient hand does.
    sent = [page.request.post("/triage/decide", form=fields, max_redirects=0) for _ in range(3)]
    assert {answer.status for answer in sent} == {303}
    assert len({answer.headers["location"] for answer in sent}) == 1
    page.get_by_role("button", name="Stop here and see the result").dblclick()
    page.wait_for_url("**" + sent[0].headers["location"])


def test_answers_stay_out_of_addresses_and_the_log(open_page, desk):
    page = open_page()
    seen = []
    page.on("request", lambda request: seen.append(request.url))
    page.goto("/triage")
    page.get_by_label(re.compile("reference", re.I)).fill("plantedreference")
    follow(page.get_by_role("button", name="Start"))
    page.get_by_role("radio", name="Yes", exact=True).check()
    follow(page.get_by_role("button", name="Continue"))
    follow(page.get_by_role("button", name="Stop here and see the result"))
    page.wait_for_url("**/decisions/D-*")
    assert not any("planted" in address or "immediate_risk" in address for address in seen)
    assert "planted" not in desk.log
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_session_that_has_ended_says_so_and_changes_nothing(chromium, desk):
    context = chromium.new_context(base_url=desk.address)
    page = context.new_page()
    page.goto("/triage")
    assert page.url.endswith("/log-in")
    assert pathlib.PurePosixPath(page.url).name == "log-in" and page.locator("h1").count() == 1
    context.close()


def test_back_and_reload_show_pages_again_and_send_nothing(open_page):
    page = open_page()
    page.goto("/triage")
    follow(page.get_by_role("button", name="Start"))
    page.wait_for_selector("text=Continue")
    first = page.inner_text("h1")
    page.get_by_role("radio", name="No", exact=True).check()
    follow(page.get_by_role("button", name="Continue"))
    page.wait_for_function("first => document.querySelector('h1').innerText !== first", arg=first)
    second = page.inner_text("h1")
    page.reload()
    assert page.inner_text("h1") == second
    page.go_back()
    assert page.inner_text("h1") == first
    # An earlier page can be answered otherwise, and the conversation goes on from there.
    page.get_by_role("radio", name="Yes", exact=True).check()
    follow(page.get_by_role("button", name="Continue"))
    page.wait_for_function("first => document.querySelector('h1').innerText !== first", arg=first)
    assert page.get_by_text("Act first").is_visible()
    # Addresses hold nothing that was answered.
    assert re.fullmatch(r"/shown/[0-9a-f]{32}", page.evaluate("location.pathname + location.search"))


def test_a_decision_that_needs_to_know_more_leads_back_into_the_questions(open_page):
    page = open_page()
    page.goto("/triage")
    page.get_by_label(re.compile("reference", re.I)).fill("CU/2026/44")
    follow(page.get_by_role("button", name="Start"))
    page.get_by_role("radio", name="No", exact=True).check()
    follow(page.get_by_role("button", name="Continue"))
    follow(page.get_by_role("button", name="Stop here and see the result"))
    page.wait_for_url("**/decisions/D-*")
    first = page.url
    assert page.inner_text("h1") == "Nothing to refer to yet"
    holds_up(page)
    follow(page.get_by_role("button", name="Go on asking"))
    page.wait_for_selector("text=Continue")
    assert page.locator("dt", has_text="Immediate risk to life or safety").is_visible()
    follow(page.get_by_role("button", name="Stop here and see the result"))
    page.wait_for_url("**/decisions/D-*")
    assert page.url != first and page.get_by_text("CU/2026/44").is_visible()


def test_an_officer_checks_one_programme(open_page):
    page = open_page(width=320, height=640, scripts=False)
    page.goto("/quick")
    page.get_by_text("Check one programme only").click()
    page.get_by_label("Programme").select_option(label="Drug test on arrest or charge")
    follow(page.get_by_role("button", name="Check this one"))
    asked = 0
    while page.get_by_role("button", name="Continue").count():
        assert page.get_by_text("Only for Drug test on arrest or charge").is_visible()
        if page.locator("#written").count():
            page.fill("#written", "30")
        else:
            page.get_by_role("radio", name="No", exact=True).first.check()
        follow(page.get_by_role("button", name="Continue"))
        asked += 1
    assert 1 <= asked <= 5
    assert page.inner_text("h1") == "Not eligible: Drug test on arrest or charge"
    assert len(page.content().encode()) < 30_000
