"""Draws the pages of a Chromium that listens for debuggers. Usage: pictures.py PORT NAME"""

import pathlib
import sys

from playwright.sync_api import Error, sync_playwright

port, name = sys.argv[1:]
pathlib.Path(name).parent.mkdir(parents=True, exist_ok=True)
with sync_playwright() as playwright:
    browser = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}", timeout=30_000)
    pages = [page for context in browser.contexts for page in context.pages]
    for number, page in enumerate(pages, 1):
        try:
            page.screenshot(path=f"{name}-{number}.png", timeout=20_000)
            print(f"{page.url}: {name}-{number}.png")
        except Error as problem:
            print(f"{page.url}: {problem}")
