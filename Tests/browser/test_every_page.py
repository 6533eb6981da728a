"""Every page that can be reached: no accessibility violation, nothing cut off on a phone, nothing refused."""

import re
from urllib.parse import urljoin, urlparse

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Complaints

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# Pages of one kind differ in a reference or name alone: three of each are looked at.
EACH_KIND = 3


def kind(path: str) -> str:
    return re.sub(r"/[A-Z]-\d+-\d+", "/REFERENCE", re.sub(r"/(services|agreements|programmes|areas)/[^/]+", r"/\1/NAME", path))


@pytest.fixture(scope="session")
def addresses(chromium, desk, signed_in) -> list[str]:
    """The pages that links lead to from the first page, in the order in which they are found."""
    context = chromium.new_context(base_url=desk.address, storage_state=signed_in)
    page = context.new_page()
    found, waiting, kinds = [], ["/"], {}
    while waiting:
        address = waiting.pop(0)
        answer = page.goto(address)
        if "html" not in answer.headers.get("content-type", ""):
            continue
        found.append(address)
        for link in page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))"):
            whole = urlparse(urljoin(page.url, link))
            path = whole.path + ("?" + whole.query if whole.query else "")
            if whole.netloc != urlparse(desk.address).netloc or path in found or path in waiting:
                continue
            if re.search(r"sign-?out|log-?out|[./]csv|\.json|\.svg|\.pdf", path):
                continue
            if kinds.setdefault(kind(whole.path), 0) < EACH_KIND:
                kinds[kind(whole.path)] += 1
                waiting.append(path)
    context.close()
    return found


@pytest.fixture(scope="session")
def faults(chromium, desk, signed_in, addresses) -> dict[str, list[str]]:
    """What is wrong with any of the pages, by promise. Each page is opened once, for this takes most of the time."""
    found = {"accessibility, light": [], "accessibility, dark": [], "phone": [], "frame": [], "kept": [], "said": []}
    context = chromium.new_context(base_url=desk.address, storage_state=signed_in)
    page = context.new_page()
    complaints = Complaints(page)
    for address in addresses:
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(address)
        found["accessibility, light"] += violations(page)
        page.emulate_media(color_scheme="dark")
        found["accessibility, dark"] += violations(page)
        page.set_viewport_size({"width": 320, "height": 640})
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            found["phone"].append(f"{address} is {width} px wide")
        found["frame"] += [f"{address}: {wrong}" for wrong in frame(page)]
        if page.evaluate("localStorage.length + sessionStorage.length") != 0:
            found["kept"].append(address)
    context.close()
    found["said"] = complaints.said
    return found


def violations(page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{page.url}: {each['id']}: {each['help']}: {each['nodes'][0]['html'][:200]}" for each in found]


def frame(page) -> list[str]:
    wrong = []
    if page.locator("h1").count() != 1:
        wrong.append(f"{page.locator('h1').count()} h1")
    if not page.title().endswith("Waymark") or page.title() == "Waymark":
        wrong.append(f"title {page.title()!r}")
    if page.get_attribute("html", "lang") != "en-GB":
        wrong.append("lang")
    return wrong


def test_there_are_pages(addresses):
    assert {"/", "/triage", "/quick", "/map", "/map/services", "/map/agreements", "/map/ends"} <= set(addresses)
    for folder in ("areas", "services", "agreements"):
        assert any(address.startswith(f"/map/{folder}/") for address in addresses), folder


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_violation(faults, scheme):
    assert faults[f"accessibility, {scheme}"] == []


def test_nothing_is_cut_off_on_a_phone(faults):
    assert faults["phone"] == []


def test_each_page_has_one_heading_a_title_of_its_own_and_a_language(faults):
    assert faults["frame"] == []


def test_the_browser_keeps_nothing_of_a_person(faults):
    assert faults["kept"] == []


def test_the_browser_has_nothing_against_any_page(faults):
    assert faults["said"] == []


def test_pages_work_without_scripts(open_page, addresses):
    page = open_page(scripts=False)
    for address in addresses:
        assert page.goto(address).status == 200, address
        assert page.locator("main").count() == 1, address
