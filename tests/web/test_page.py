"""Laws of the page in the system's Chromium: what it asks, shows, plays and says, by mouse and by keys."""

from __future__ import annotations

import os
import re
import shutil
import wave

import pytest

from askcloud.output import wording
from askcloud.output.markdown import escape
from askcloud.web import app

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
expect = sync_api.expect
expect.set_options(timeout=60_000)  # milliseconds: a safeguard, which says nothing about speed

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this system")

QUIET = (
    "--disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync"
).split()  # else it looks for its maker's hosts
VIDEO = "ifA0ZRiOmx0"
GRAIN = "what grinds the grain of three villages"
GRINDS = "A water mill grinds the grain of three villages."
LURE = '<img src=x onerror="window.owned=1"><script>window.owned=1</script>'
COMMANDS = (
    "<% tp.file %> %%hidden%% {{query}} ((block)) [[link]] key:: value www.a.example mailto:ü@b.example #12 :smile: "
    "https://c.example/(a)_b 2. _x_ *y* ~z~"
).split()
NOTES = {
    "crafts/mills.md": (
        f"---\ntitle: Mills of the valley\nvideoId: {VIDEO}\ntags: [water]\n---\n\n# Mills\n\n"
        + "\n\n".join(f"The wheel number {each} turned slowly in winter [{each}:00]." for each in range(10, 26))
        + f"\n\n{GRINDS} [41:03] The miller keeps a sixteenth of the flour [41:20].\n\n"
        "The signs of a worn millstone are:\n\n- Flour that smells burnt [42:00].\n- Grain that leaves whole "
        "[42:10].\n- Sparks below the hopper [42:20].\n"
    ),
    "crafts/grain.md": (
        "---\ntitle: Grain\nvideoId: aB3_dE6-hI9\n---\n\n"
        "A windmill grinds the grain of two villages on the hill [1:05]. Barley grain is dried for three days [1:30]."
    ),
    "ships/lights.md": (
        "---\ntitle: Lighthouses\nvideoId: xY3_dE6-hI9\ntags: [sea]\n---\n\nA lighthouse warns ships of the rocks "
        "[0:05]. The keeper of the lighthouse is Ann Brown [0:15]."
    ),
    "ships/bell.md": "---\ntitle: Bell\nmedia: bell.wav\n---\n\nA bronze bell warns the harbour of fog [0:03].",
    "ships/cast.md": "---\ntitle: Cast\nurl: https://example.com/cast.mp3\n---\n\nAnchors are forged of iron [2:03].",
    "evil/hostile.md": (
        f"---\ntitle: 'Volcano {LURE}'\nvideoId: zZ3_dE6-hI9\n---\n\n"
        f"The volcano `{LURE}` \u202eerupted in May [0:09].\n\n"
        f"A noise wakes the sleeping volcano `{' '.join(COMMANDS)}` [0:19].\n"
    ),
}


@pytest.fixture(scope="module")
def vault(make_vault):
    """Notes on videos, on a file and on a page, and a hostile one."""
    vault = make_vault(NOTES)
    with wave.open(str(vault.corpus / "ships" / "bell.wav"), "wb") as sound:
        sound.setparams((1, 1, 8000, 0, "NONE", ""))
        sound.writeframes(bytes(80_000))
    vault.update()
    return vault


@pytest.fixture(scope="module")
def browser():
    """One browser for all tests of the page."""
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *root])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def opened(browser, server):
    """Opens a page of its own: `opened(**options)`; `outside` lists what it asked of other hosts, which get nothing."""

    def open_page(**options):
        context = browser.new_context(reduced_motion="reduce", **options)
        context.add_cookies([{"name": f"askcloud-{server.port}", "value": server.token, "url": server.origin}])
        page = context.new_page()
        page.outside, page.faults = [], []

        def refuse(route):
            page.outside.append(route.request.url)
            route.abort()

        context.route(re.compile(r"^https?://(?!127\.0\.0\.1:)"), refuse)
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        return page

    return open_page


@pytest.fixture(scope="module")
def one_page(opened):
    """The page that most tests use one after the other, as a new one costs a process."""
    return opened(permissions=["clipboard-read", "clipboard-write"])


@pytest.fixture
def visit(one_page, server):
    """Opens an address in a window of a width: `visit(path, width)`; no fault of the script is left unseen."""

    def open_path(path="/", width=1280):
        one_page.set_viewport_size({"width": width, "height": 800})
        one_page.goto(f"{server.origin}{path}")
        return one_page

    one_page.outside.clear()
    yield open_path
    one_page.unroute_all()
    assert one_page.faults == []


def ask(page, question):
    """Asks, and returns the turn with the answer."""
    page.fill("#question", question)
    page.press("#question", "Enter")
    return answered(page, question)


def answered(page, question):
    """The last turn, when it is answered."""
    turn = page.locator(".turn").last
    expect(turn.locator(".asked")).to_have_text(question)
    expect(turn).not_to_have_attribute("aria-busy", "true")
    return turn


def fits(page):
    """Whether the page is not wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def is_in_panel(mark):
    """Whether a mark is in the part of its panel that is seen."""
    return mark.evaluate(
        "mark => { const [m, p] = [mark, mark.closest('#note')].map((each) => each.getBoundingClientRect());"
        " return m.top >= p.top && m.bottom <= Math.min(p.bottom, innerHeight) }"
    )


# --- answers ---------------------------------------------------------------------------------------------------------


def test_a_question_is_answered_by_a_quote_with_its_source(visit, vault):
    """The answer has the quote, its time as a link, title, channel, trust and likelihood, and is read aloud."""
    page = visit()
    expect(page.locator("#question")).to_be_focused()

    turn = ask(page, GRAIN)

    first = turn.locator(".result").first
    expect(first.locator(".quote")).to_have_text(f"“{GRINDS}”")
    expect(first.locator(".source .time")).to_have_text("41:03")
    expect(first.locator(".source .time")).to_have_attribute("href", f"https://www.youtube.com/watch?v={VIDEO}&t=2463s")
    expect(first.locator(".source")).to_contain_text(
        "Mills of the valley · crafts · exact time".replace(" ·", "\u00a0·")
    )
    expect(first.locator(".follows").first).to_contain_text("Flour that smells burnt. 42:00")
    expect(turn.locator(".verdict")).to_have_text(wording.status_line(vault.ask(GRAIN)))
    expect(page.locator("#said")).to_contain_text(f"“{GRINDS}” Mills of the valley, crafts, 41:03.")
    expect(turn.locator("details.more .quote").first).to_be_hidden()
    turn.locator("details.more > summary").click()
    expect(turn.locator("details.more .quote").first).to_contain_text("windmill")


def test_a_follow_up_is_completed_by_the_previous_question(visit):
    """A follow-up sends the previous question, shows the completed one, and can be asked as typed."""
    page = visit()
    ask(page, "who is the keeper of the lighthouse")

    with page.expect_request(re.compile("/api/ask")) as sent:
        turn = ask(page, "and of the mill?")

    assert "after=who+is+the+keeper+of+the+lighthouse" in sent.value.url
    expect(turn.locator(".remark").first).to_contain_text("Understood as: who is the keeper of the mill")
    with page.expect_request(re.compile("/api/ask")) as alone:
        turn.get_by_role("button", name="Ask as typed").click()
    assert "exact=1" in alone.value.url
    assert "after" not in alone.value.url


@pytest.mark.parametrize(
    "question", ["what do lighthouse keepers erne in Brazil", "who is the keeper of the lighthuose"]
)
def test_refusals_and_corrections_are_said_in_the_words_of_the_command_line(visit, vault, question):
    """Why there is no answer, and which words were searched in another spelling, is said as everywhere else."""
    answer = vault.ask(question)
    lines = [wording.status_line(answer), wording.correction_note(answer)]

    turn = ask(visit(), question)

    for line in filter(None, lines):
        expect(turn).to_contain_text(line)
    expect(turn.locator(".verdict.none")).to_have_count(0 if answer.answered else 1)


def test_a_list_is_shown_as_its_items(visit):
    """A list has its lead-in and its items, each with a time, and the keys go from item to item."""
    page = visit()
    turn = ask(page, "what are the signs of a worn millstone")

    expect(turn.locator(".lead")).to_have_text("The signs of a worn millstone are:")
    expect(turn.locator(".item .said")).to_have_text(
        ["Flour that smells burnt.", "Grain that leaves whole.", "Sparks below the hopper."]
    )
    turn.locator(".item").first.click()
    expect(page.locator("#note mark")).to_have_text("Flour that smells burnt.")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#note mark")).to_have_text("Grain that leaves whole.")


def test_a_comparison_names_its_sides(visit):
    """Both sides of a comparison stand under their names, and nothing of them is folded."""
    turn = ask(visit(), "lighthouse vs windmill")

    expect(turn.locator(".side")).to_have_text(["lighthouse", "windmill"])
    expect(turn.locator("details.more")).to_have_count(0)


def test_an_answer_is_copied_as_markdown_with_its_link(visit):
    """What is copied is the quote with a link to its second."""
    page = visit()
    turn = ask(page, GRAIN)

    turn.locator(".result").first.get_by_role("button", name="Copy").click()

    expect(page.locator("#said")).to_have_text("Copied as Markdown.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(
        f"> {GRINDS}\n>\n> — [Mills of the valley, 41:03](https://www.youtube.com/watch?v={VIDEO}&t=2463s)"
    )


def test_what_is_copied_is_text_in_markdown(visit):
    """No sign of a note becomes markup or a command of a program into which it is pasted, as on the command line."""
    page = visit()
    turn = ask(page, "what wakes the sleeping volcano")

    turn.locator(".result").first.get_by_role("button", name="Copy").click()

    expect(page.locator("#said")).to_have_text("Copied as Markdown.")
    copied = page.evaluate("navigator.clipboard.readText()")
    quote = turn.locator(".quote").first.inner_text()[1:-1]
    assert all(sign in quote for sign in COMMANDS)
    assert copied.startswith(f"> {escape(quote)}\n>")


def test_a_copied_answer_says_what_was_asked(visit):
    """A follow-up is copied with the question that it was completed to, and a comparison with its sides."""
    page = visit()
    ask(page, "what warns ships of the rocks")
    for question, line in (
        ("and the harbour of fog?", "Understood as: what warns ships of the harbour of fog"),
        ("lighthouse vs windmill", "### windmill"),
    ):
        turn = ask(page, question)
        page.locator("#said").evaluate("said => { said.textContent = '' }")
        turn.get_by_role("button", name="Copy answer as Markdown").click()
        expect(page.locator("#said")).to_have_text("Copied as Markdown.")
        assert line in page.evaluate("navigator.clipboard.readText()").split("\n\n")


# --- the player and the note -----------------------------------------------------------------------------------------


def test_a_video_is_fetched_only_when_it_is_played(visit):
    """Nothing is asked of another host before the click; then YouTube's player without cookies starts at the second."""
    page = visit()
    ask(page, GRAIN)
    poster = page.locator("#stage .poster")
    expect(poster).to_contain_text("Mills of the valley")
    expect(poster).to_contain_text("41:03")
    expect(page.locator("#note mark")).to_be_visible()
    assert page.outside == []

    poster.click()

    address = f"https://www.youtube-nocookie.com/embed/{VIDEO}?start=2463&autoplay=1"
    expect(page.locator("#stage iframe")).to_have_attribute("src", address)
    page.wait_for_function("() => document.querySelector('iframe').contentDocument === null")
    assert page.outside == [address]


def test_another_moment_does_not_interrupt_what_plays(visit):
    """A sentence that follows is played by its time; another question leaves it playing and offers its own moment."""
    page = visit()
    ask(page, GRAIN)
    page.locator(".follows .time").first.click()
    expect(page.locator("#stage iframe")).to_have_attribute("src", re.compile("start=2520&"))

    ask(page, "what warns ships of the rocks")

    expect(page.locator("#stage iframe")).to_have_attribute("src", re.compile("start=2520&"))
    page.locator("#stage .next button").click()
    expect(page.locator("#stage iframe")).to_have_attribute("src", re.compile("xY3_dE6-hI9.start=5&"))


def test_a_file_of_the_corpus_plays_on_the_page(visit):
    """A sound of the corpus plays in an element of the page, from its second."""
    page = visit()
    ask(page, "what warns the harbour of fog")

    page.locator("#stage .poster").click()

    sound = page.locator("#stage audio")
    expect(sound).to_have_attribute("src", re.compile(r"^/media/.*bell\.wav#t=3$"))
    page.wait_for_function("() => document.querySelector('audio').currentTime >= 3")
    assert page.outside == []


def test_what_cannot_play_on_the_page_is_a_link(visit):
    """A podcast opens in a tab of its own, which cannot reach the page, nor learns where it was opened."""
    page = visit()
    ask(page, "what are anchors forged of")

    poster = page.locator("#stage a.poster")

    expect(poster).to_have_attribute("href", "https://example.com/cast.mp3#t=123")
    expect(poster).to_have_attribute("target", "_blank")
    expect(poster).to_have_attribute("rel", "noreferrer")


def test_the_claim_is_marked_in_its_note_and_in_view(visit):
    """The note beside the answer is scrolled to the claim; its address opens it alone, with the same claim marked."""
    page = visit()
    turn = ask(page, GRAIN)
    mark = page.locator("#note mark")
    expect(mark).to_have_text(GRINDS)
    assert is_in_panel(mark)

    turn.locator(".result").first.get_by_role("link", name="Note").click()
    expect(page).to_have_url(re.compile(r"/note/crafts/mills\.md#t=2463"))
    expect(page).to_have_title("Mills of the valley · askcloud")
    page.reload()

    expect(mark).to_have_text(GRINDS)
    expect(page.locator("#stage .poster")).to_contain_text("41:03")
    assert is_in_panel(mark)


def test_a_hostile_note_stays_text(visit):
    """Markup in a note and its title is shown as written; nothing of it runs, and no sign turns the text round."""
    page = visit()
    turn = ask(page, "when did the volcano erupt")

    expect(turn.locator(".quote").first).to_contain_text(LURE)
    expect(page.locator("#stage .poster")).to_contain_text(LURE)
    expect(page.locator("#note")).to_contain_text(LURE)
    assert page.locator("main img, main script, aside img, aside script").count() == 0
    assert page.evaluate("window.owned") is None
    assert "\u202e" not in page.content()


# --- addresses, filters, keys ----------------------------------------------------------------------------------------


def test_the_history_goes_back_and_forward(visit):
    """Each question and each opened note is a step that the browser goes back from, and forward to."""
    page = visit()
    ask(page, GRAIN)
    ask(page, "what warns ships of the rocks")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile("/note/ships/lights.md"))

    page.go_back()
    expect(page).to_have_url(re.compile(r"/\?q=what\+warns"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"/\?q=what\+grinds"))
    expect(page.locator(".turn:visible .asked")).to_have_text([GRAIN])
    expect(page.locator("#note mark")).to_have_text(GRINDS)
    page.go_forward()
    expect(page.locator(".turn:visible .asked")).to_have_text([GRAIN, "what warns ships of the rocks"])
    for _ in range(2):
        page.go_back()
    expect(page.locator("#start")).to_be_visible()


def test_the_first_screen_offers_questions(one_page, visit):
    """A click on an offered question asks it."""
    one_page.route(re.compile("/api/overview"), lambda route: route.fulfill(json={"questions": [GRAIN]}))
    page = visit()

    page.get_by_role("link", name=GRAIN).click()

    expect(answered(page, GRAIN).locator(".quote").first).to_have_text(f"“{GRINDS}”")


def test_an_address_asks(visit):
    """An address with a question and its filters asks it."""
    page = visit("/?q=what+warns&channel=ships&tag=sea")

    turn = answered(page, "what warns")

    expect(turn.locator(".quote").first).to_contain_text("lighthouse")
    expect(page.get_by_label("channel")).to_have_value("ships")


def test_filters_are_completed_and_refused_in_plain_words(visit):
    """A filter offers the names that there are, limits the answer, and says what is wrong with an unknown name."""
    page = visit()
    channel = page.get_by_label("channel")
    channel.fill("sh")
    expect(page.locator("#channels option")).to_have_count(1)  # before, it may offer what fits nothing typed
    expect(page.locator("#channels option")).to_have_attribute("value", "ships")
    channel.fill("ships")
    turn = ask(page, "what warns of grain or rocks")
    expect(turn.locator(".source").first).to_contain_text("ships")

    channel.fill("shps")
    channel.press("Enter")

    expect(page.locator(".turn").last.locator(".problem")).to_contain_text("ships")
    page.get_by_role("button", name="Clear filters").click()
    expect(channel).to_have_value("")


def test_all_works_by_keys_alone(visit):
    """The keys ask, go through the results, play, read the note, show the help and go back to the question."""
    page = visit()
    page.keyboard.type(GRAIN)
    page.keyboard.press("Enter")
    turn = answered(page, GRAIN)

    page.keyboard.press("ArrowDown")
    expect(turn.locator(".result").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(turn.locator(".result").nth(1)).to_be_focused()
    expect(page.locator("#note mark")).to_contain_text("windmill")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("o")
    expect(page.locator("#stage iframe")).to_have_attribute("src", re.compile(f"{VIDEO}.start=2463"))
    page.keyboard.press("n")
    expect(page.locator("#note")).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.locator("#question")).to_be_focused()


def test_keys_of_one_letter_can_be_turned_off(visit):
    """Whoever speaks to the computer turns them off, and they stay off."""
    page = visit()
    page.get_by_role("button", name="Keys and help").click()
    page.get_by_label("Use single-letter keys").uncheck()
    page.reload()
    ask(page, GRAIN)

    page.keyboard.press("ArrowDown")
    page.keyboard.press("o")
    page.keyboard.press("ArrowDown")

    expect(page.locator(".result").nth(1)).to_be_focused()
    expect(page.locator("#stage iframe")).to_have_count(0)


# --- every screen and reader -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 800, 3840])
def test_no_width_scrolls_sideways(visit, width):
    """From a phone to a wall, nothing is wider than the window; on a narrow one the source is below the answer."""
    page = visit(width=width)
    assert fits(page)

    turn = ask(page, "when did the volcano erupt")

    expect(page.locator("#note mark")).to_be_attached()
    assert fits(page)
    answer, source = turn.bounding_box(), page.locator("#stage").bounding_box()
    assert (source["y"] > answer["y"] + answer["height"]) == (width < 960)


def broken_rules(page, **options):
    """The rules of axe that a page breaks, each with where."""
    found = axe.Axe().run(page, options=options or None).response["violations"]
    return [(rule["id"], node["html"]) for rule in found for node in rule["nodes"]]


def test_axe_finds_nothing(visit):
    """Answers with their source, a refusal and the help break no rule of axe, in either theme."""
    page = visit()
    ask(page, GRAIN)
    page.locator("details.more > summary").click()
    ask(page, "what are the signs of a worn millstone")
    ask(page, "and of a zeppelin?")
    expect(page.locator("#note mark")).to_be_visible()

    assert broken_rules(page) == []
    page.emulate_media(color_scheme="dark")
    assert broken_rules(page, runOnly=["color-contrast"]) == []  # the only rule that a theme can break
    page.get_by_role("button", name="Keys and help").click()
    assert broken_rules(page) == []
    page.emulate_media(color_scheme="light")


def test_the_form_answers_without_script(opened, server):
    """Without script the form asks the server, whose page holds the answer."""
    page = opened(java_script_enabled=False)
    page.goto(server.origin)
    page.fill("#question", GRAIN)
    page.press("#question", "Enter")

    expect(page.locator("main")).to_contain_text(GRINDS)
    expect(page.locator("main a", has_text="41:03")).to_have_attribute("href", re.compile(rf"{VIDEO}&t=2463s"))
    expect(page.locator("#question")).to_have_value(GRAIN)


# --- the server ------------------------------------------------------------------------------------------------------


def test_an_update_shows_its_progress_and_its_end(visit, vault):
    """The button updates the index, says what was changed, and the new note answers."""
    page = visit()
    expect(page.locator("#status")).to_contain_text("notes")
    vault.write({"crafts/kiln.md": "A kiln fires the bricks of the town [3:00]."})

    page.get_by_role("button", name="Update").click()

    expect(page.locator("#said")).to_have_text("Index updated: 1 note added, 0 changed, 0 removed.")
    expect(page.locator("#progress")).to_be_hidden()
    expect(ask(page, "what fires the bricks of the town").locator(".quote").first).to_contain_text("kiln")


def test_a_server_that_was_stopped_is_reported_in_a_sentence(visit):
    """A question that nobody answers says so, and what to do."""
    page = visit()
    page.route(re.compile("/api/ask"), lambda route: route.abort())

    turn = ask(page, GRAIN)

    expect(turn.locator(".problem")).to_contain_text("The server does not answer.")


def test_an_answer_from_a_part_of_the_notes_says_so(visit):
    """What did not answer is told next to how likely the answer is."""
    page = visit()
    missing = "3 of 4 shards answered: shard-1 did not answer in time."
    page.route(re.compile("/api/ask"), lambda route: route.fulfill(json={**route.fetch().json(), "missing": missing}))

    expect(ask(page, GRAIN).locator(".verdict")).to_have_text(re.compile(rf"^\w.+\. {re.escape(missing)}$"))


def test_the_page_is_light():
    """All files of the page together are at most 60 KB, without compression."""
    folder = os.path.join(os.path.dirname(app.__file__), "page")

    assert sum(entry.stat().st_size for entry in os.scandir(folder)) <= 60_000
