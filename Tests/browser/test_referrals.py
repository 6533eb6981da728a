"""Sending a person on, and what becomes of it: the journeys of those who do it."""

import itertools
import re

import pytest
from conftest import enter, follow
from playwright.sync_api import expect
from test_journeys import holds_up, press_until

numbers = itertools.count(1)
# Somebody in Birmingham whom the treatment service takes.
ANSWERS = {
    "in_prison": "no", "alcohol_dependent": "yes", "local_authority": "birmingham", "engaged_with_treatment": "no",
    "cgl_case_status": "never_open", "can_give_consent_now": "yes", "consents_to_referral": "yes",
    "consents_to_information_sharing": "yes",
}


def begin(page, case_reference: str) -> None:
    page.goto("/triage")
    page.get_by_label(re.compile("reference", re.I)).fill(case_reference)
    page.get_by_role("radio", name="Everything on one page").check()
    follow(page.get_by_role("button", name="Start"))
    page.wait_for_selector("h1:has-text('Everything on one page')")


def decide(page, answers=ANSWERS, case_reference: str | None = None) -> str:
    """Decides on one page; gives the case reference."""
    case_reference = case_reference or f"REF/{next(numbers)}"
    begin(page, case_reference)
    page.fill("[name='age_years-written']", "26")
    for fact, value in answers.items():
        page.check(f"input[name='{fact}-answer'][value='{value}']")
    follow(page.get_by_role("button", name="Continue"))
    follow(page.get_by_role("button", name=re.compile("see the result|Decide and keep")).first)
    page.wait_for_url("**/decisions/D-*")
    return case_reference


def refer(page) -> str:
    """Sends the referral to the treatment service of the decision that is shown; gives its address."""
    follow(page.get_by_role("link", name="Refer to Change Grow Live Birmingham"))
    page.get_by_role("radio", name="Yes, the person agreed").check()
    follow(page.get_by_role("button", name="Record this"))
    page.wait_for_url("**/referrals/R-*")
    return page.url


def record(page, event: str, note: str = "") -> None:
    page.get_by_role("radio", name=event).check()
    page.fill("#note", note)
    follow(page.get_by_role("button", name="Record it"))


def test_three_failed_contacts_close_a_referral_and_the_next_decision_knows(open_page):
    page = open_page()
    case_reference = decide(page)
    holds_up(page)
    follow(page.get_by_role("link", name="Refer to Change Grow Live Birmingham"))
    holds_up(page)
    # Without a word on consent nothing is sent; a no is kept until the person has changed their mind.
    send = page.get_by_role("button", name="Record this")
    follow(send)
    page.wait_for_selector("text=There is a problem")
    holds_up(page)
    page.get_by_role("radio", name="No, and nothing is sent").check()
    follow(send)
    page.wait_for_url("**/decisions/D-*")
    page.wait_for_selector("text=Said no to")
    holds_up(page)
    follow(page.get_by_role("link", name="The person has changed their mind"))
    holds_up(page)
    follow(page.get_by_role("button", name="The person has changed their mind"))
    page.wait_for_selector("text=and has changed their mind")
    holds_up(page)
    page.get_by_role("radio", name="Yes, the person agreed").check()
    page.fill("#note", "Can be reached in the mornings")
    follow(send)
    page.wait_for_url("**/referrals/R-*")
    reference = page.url.rsplit("/", 1)[1]
    assert page.get_by_text("Can be reached in the mornings").is_visible()
    holds_up(page)
    for number in (1, 2, 3):
        if number == 3:
            assert page.get_by_text("failed contact 3 of 3: the service closes the referral").is_visible()
        record(page, "Contact failed", f"No answer, try {number}")
    assert page.locator(".tag").first.inner_text() == "Closed after failed contacts"
    assert page.get_by_text("so this referral is closed").is_visible()
    assert page.locator(".timeline > li").count() == 4
    holds_up(page)
    # Everything for this person; the reference stands in no address.
    page.goto("/history")
    holds_up(page)
    page.get_by_label("Custody or case reference").fill(case_reference)
    follow(page.get_by_role("button", name="Show"))
    page.wait_for_selector(f"h1:has-text('{case_reference}')")
    assert reference in page.inner_text("main") and "REF" not in page.url
    holds_up(page)
    # The next decision begins with what is known, says where from, and comes out otherwise.
    begin(page, case_reference)
    known = page.locator("input[name='cgl_case_status-answer'][value='closed_no_contact']")
    assert known.is_checked()
    assert page.get_by_text(f"From the record ({reference}, closed after failed contacts").count() >= 1
    holds_up(page)
    page.fill("[name='age_years-written']", "26")
    for fact, value in ANSWERS.items():
        if fact != "cgl_case_status":
            page.check(f"input[name='{fact}-answer'][value='{value}']")
    follow(page.get_by_role("button", name="Continue"))
    page.wait_for_selector("text=Answers so far")
    assert page.get_by_text(f"from the record ({reference}").count() >= 1
    holds_up(page)
    follow(page.get_by_role("button", name=re.compile("see the result|Decide and keep")).first)
    page.wait_for_url("**/decisions/D-*")
    assert "the service closed the case after failed contacts" in page.inner_text("main")
    assert page.get_by_role("link", name="Refer to Change Grow Live Birmingham").count() == 0


def test_what_the_record_says_can_be_changed(open_page):
    page = open_page()
    case_reference = decide(page)
    refer(page)
    record(page, "Started")
    page.goto("/triage")
    page.get_by_label(re.compile("reference", re.I)).fill(case_reference)
    follow(page.get_by_role("button", name="Start"))
    page.wait_for_selector("text=Answers so far")
    before = page.get_by_text("from the record (").count()
    assert before >= 2
    follow(page.get_by_role("button", name=re.compile("Change engaging with treatment", re.I)))
    page.wait_for_selector("text=Check it with the person")
    holds_up(page)
    page.get_by_role("radio", name="No", exact=True).check()
    follow(page.get_by_role("button", name="Continue"))
    page.wait_for_selector("text=Answers so far")
    assert page.get_by_text("from the record (").count() == before - 1


def test_a_referral_with_the_keyboard_alone(open_page):
    page = open_page()
    decide(page)
    link = page.get_by_role("link", name="Refer to Change Grow Live Birmingham")
    press_until(page, link, limit=200)
    enter(page)
    page.wait_for_url("**/refer/**")
    press_until(page, page.get_by_role("radio").first)
    page.keyboard.press("Space")
    press_until(page, page.get_by_label("Note (optional)"))
    page.keyboard.type("typed")
    press_until(page, page.get_by_role("button", name="Record this"))
    enter(page)
    page.wait_for_url("**/referrals/R-*")
    # A decline without its reason, then with it.
    press_until(page, page.get_by_role("radio").first)
    declined = page.get_by_role("radio", name="Declined by the service")
    for _ in range(12):
        if declined.is_checked():
            break
        page.keyboard.press("ArrowDown")
    assert declined.is_checked()
    press_until(page, page.get_by_role("button", name="Record it"))
    enter(page)
    page.wait_for_selector("text=There is a problem")
    holds_up(page)
    assert page.get_by_role("radio", name="Declined by the service").is_checked()
    press_until(page, page.get_by_label("Reason, if it was declined or withdrawn"))
    page.keyboard.type("The service is full")
    press_until(page, page.get_by_role("button", name="Record it"))
    enter(page)
    page.wait_for_selector(".tag:has-text('Declined')")
    assert page.locator(".timeline").get_by_text("The service is full").is_visible()


def test_on_a_phone_without_scripts(open_page):
    page = open_page(width=320, height=640, scripts=False)
    decide(page)
    refer(page)
    record(page, "Accepted by the service", "rang back")
    assert page.locator(".tag").first.inner_text() == "Accepted"
    page.goto("/referrals?mine=yes")
    assert page.locator("table tbody tr").count() >= 1


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_phone_shows_every_state_whole(open_page, dark):
    page = open_page(width=320, height=640, dark=dark)
    for query in ("", "?attention=yes", "?state=completed", "?state=sent&programme=volunteering", "?sort=state&order=up&page=2"):
        page.goto("/referrals" + query)
        holds_up(page)
    states = page.locator("#state option").evaluate_all("all => all.map(one => one.value).filter(value => value)")
    assert len(states) == 9
    for state in states:
        page.goto(f"/referrals?state={state}")
        follow(page.locator("tbody a").first)
        page.wait_for_url("**/referrals/R-*")
        holds_up(page)


def test_the_list_filters_and_sorts(open_page):
    page = open_page()
    page.goto("/referrals")
    page.get_by_label("State").select_option("completed")
    follow(page.get_by_role("button", name="Apply filters"))
    assert set(page.locator("tbody .tag").all_inner_texts()) == {"Completed"}
    follow(page.locator("thead").get_by_role("link", name="Reference"))
    newest = page.locator("tbody a").all_inner_texts()
    assert newest == sorted(newest, reverse=True)
    follow(page.locator("thead").get_by_role("link", name="Reference"))
    assert page.locator("th[aria-sort='ascending']").inner_text().startswith("Reference")
    oldest = page.locator("tbody a").all_inner_texts()
    assert oldest == sorted(oldest)
    follow(page.get_by_role("link", name="Remove the filter Completed"))
    assert len(set(page.locator("tbody .tag").all_inner_texts())) > 1
    page.goto("/referrals?state=sent&programme=volunteering")
    assert page.get_by_text("No referrals match these filters").is_visible()


def test_of_two_people_on_one_referral_the_slower_is_told_and_loses_nothing(open_page):
    first, second = open_page(), open_page()
    decide(first)
    address = refer(first)
    second.goto(address)
    record(second, "Accepted by the service")
    record(first, "Contact made", "what I typed")
    assert first.get_by_text("Somebody else recorded something").is_visible()
    assert first.input_value("#note") == "what I typed"
    assert first.get_by_role("radio", name="Contact made").is_checked()
    holds_up(first)
    follow(first.get_by_role("button", name="Record it"))
    assert first.locator(".timeline > li").count() == 3


def test_a_double_click_sends_and_records_once(open_page):
    page = open_page()
    decide(page)
    follow(page.get_by_role("link", name="Refer to Change Grow Live Birmingham"))
    page.get_by_role("radio", name="Yes, the person agreed").check()
    page.get_by_role("button", name="Record this").dblclick()
    page.wait_for_url("**/referrals/R-*")
    expect(page.locator(".timeline > li")).to_have_count(1)
    form = page.locator("form[action$='/events']")
    fields = {name: form.locator(f"[name='{name}']").first.input_value() for name in ("form_token", "revision")}
    sent = [
        page.request.post(form.get_attribute("action"), form={**fields, "event": "contact_failed", "note": "n"}, max_redirects=0)
        for _ in range(3)
    ]
    assert [answer.status for answer in sent] == [303] * 3
    page.reload()
    assert page.locator(".timeline > li").count() == 2


def test_what_is_typed_stays_out_of_addresses_and_the_log(open_page, desk):
    page = open_page()
    seen = []
    page.on("request", lambda request: seen.append(request.url))
    decide(page, case_reference="plantedperson")
    refer(page)
    record(page, "Contact failed", "plantednote")
    page.goto("/history")
    page.get_by_label("Custody or case reference").fill("plantedperson")
    follow(page.get_by_role("button", name="Show"))
    page.wait_for_selector("h1:has-text('plantedperson')")
    assert not any("planted" in address for address in seen) and "planted" not in desk.log
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
