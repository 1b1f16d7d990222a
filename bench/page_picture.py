"""Draw the picture of the page with the sample notes: `python bench/page_picture.py docs/page.webp`.

Needs the system's Chromium, and Pillow to make the picture small.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile

from PIL import Image
from playwright.sync_api import sync_playwright

from askcloud.settings import starter_corpus

QUESTIONS = ("how much did nvidia offer for arm", "why did it fail?")
SIZE = {"width": 1280, "height": 940}


def main(target: str) -> None:
    """Ask two questions on the page of a server of its own, and write the picture."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "askcloud", "serve", "--no-browser", "--port", "0"]
        where = {"ASKCLOUD_CORPUS": starter_corpus(), "ASKCLOUD_INDEX": folder}
        with subprocess.Popen(command, env={**os.environ, **where}, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout
            try:
                picture = picture_of(server.stdout.readline().strip())
            finally:
                server.terminate()
    Image.open(io.BytesIO(picture)).save(target, quality=88, method=6)


def picture_of(address: str) -> bytes:
    """Return the page at an address as PNG, when it has answered the questions."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium has none for root
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        page = browser.new_page(viewport=SIZE, reduced_motion="reduce")  # type: ignore[arg-type]  # a TypedDict of its own
        page.goto(address)
        for question in QUESTIONS:
            page.fill("#question", question)
            page.press("#question", "Enter")
            page.wait_for_selector(".turn:last-child .verdict")
        page.wait_for_selector("#note mark")
        page.wait_for_load_state("networkidle")
        picture = page.screenshot()
        browser.close()
    return picture


if __name__ == "__main__":
    main(sys.argv[1])
