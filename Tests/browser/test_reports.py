"""What commissioners and auditors do in it."""

import io

import pypdf
from conftest import follow
from test_journeys import holds_up


def test_a_commissioner_says_that_a_service_is_full_and_the_map_says_so(open_page):
    page = open_page()
    page.goto("/map/services/cgl_birmingham")
    follow(page.get_by_role("link", name="Say how much room there is"))
    holds_up(page)
    page.get_by_role("radio", name="Full").check()
    page.get_by_label("As of").fill("tomorrow")
    follow(page.get_by_role("button", name="Save"))
    assert page.get_by_text("There is a problem").is_visible()
    assert page.get_by_role("radio", name="Full").is_checked()
    holds_up(page)
    page.get_by_label("As of").fill("2026-01-05")
    follow(page.get_by_role("button", name="Save"))
    page.wait_for_url("**/map/services/cgl_birmingham")
    assert page.get_by_text("As of 5 January 2026, according to desk.").is_visible()
    # What was said before stays, with its author.
    follow(page.get_by_role("link", name="Say how much room there is"))
    page.get_by_role("radio", name="Has room").check()
    follow(page.get_by_role("button", name="Save"))
    follow(page.get_by_role("link", name="Say how much room there is"))
    assert page.get_by_role("cell", name="5 January 2026").is_visible()


def test_reports_are_chosen_by_months_and_area_and_downloaded(open_page):
    page = open_page()
    page.goto("/reports")
    holds_up(page)
    page.get_by_label("Home area", exact=True).select_option(label="Birmingham")
    follow(page.get_by_role("button", name="Show"))
    assert "area=birmingham" in page.url
    for name in ["From decision to completion", "Unmet need", "Equality audit"]:
        follow(page.get_by_role("link", name=name))
        assert page.inner_text("h1") == name and "area=birmingham" in page.url
        holds_up(page)
        with page.expect_download() as started:
            page.get_by_role("link", name="Download as CSV").click()
        text = open(started.value.path(), encoding="utf-8").read()
        assert started.value.suggested_filename.endswith(".csv") and "\n" in text


def test_the_equality_audit_shows_no_small_number_and_prints(open_page):
    page = open_page()
    page.goto("/reports/equality")
    cells = [cell.strip() for cell in page.locator("td.number").all_inner_texts()]
    assert "hidden" in cells and not {"1", "2", "3", "4"} & set(cells)
    text = "".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages)
    assert "Ethnicity" in text and "Download as CSV" not in text


def test_an_auditor_verifies_the_record(open_page):
    page = open_page(width=320, height=640)
    page.goto("/audit")
    holds_up(page)
    follow(page.get_by_role("button", name="Verify the record now"))
    page.wait_for_selector("text=The record is as it was written")
    holds_up(page)
    page.goto("/retention")
    holds_up(page)
