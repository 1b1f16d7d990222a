"""The list of results."""

from __future__ import annotations

from scripted import ASKED, NOTE, QUOTE, ROOF, answer, listed, result


async def test_results_are_selected_by_keys(chat, script):
    """J, n, k and digits select a result, and the source follows."""
    script.answers[ASKED] = answer(result(), result(f"{ROOF}.", 80), result("Work began upstream.", 10))

    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.press("tab")
        places = []
        for key in ("j", "n", "k", "3", "1", "9"):
            await opened.press(key)
            places.append((opened.app.claims.highlighted, opened.app.source_loader.location.quote))

        quotes = [QUOTE, f"{ROOF}.", "Work began upstream."]
        assert places == [(at, quotes[at]) for at in (1, 2, 1, 2, 0, 0)]


async def test_items_of_a_list_are_selected_by_keys(chat, script):
    """J and k go through results and items, digits pick results, and the source shows and marks what is selected."""
    script.notes["Water/dam.md"] = NOTE + "\n* Weir 1. [0:01:41]\n* Weir 2. [0:01:42]\n"
    script.answers[ASKED] = answer(listed(2, best=1), result())
    places = []

    async with chat((130, 40)) as opened:
        await opened.ask(ASKED)
        await opened.press("tab")
        for key in ("j", "j", "j", "k", "2", "1", "3"):
            await opened.press(key)
            claims = opened.app.claims
            marked = [row for row in range(claims.option_count) if "▌" in str(claims.get_option_at_index(row).prompt)]
            places.append((claims.highlighted, claims.selected.quote))

            assert marked == [claims.highlighted]
            assert opened.app.source_loader.location.quote == claims.selected.quote
            assert f"▌{claims.selected.quote}▐" in opened.text()

    weirs = ["Weir 2.", "Weir 1.", "Weir 2.", QUOTE]
    assert places == [(at, weirs[at]) for at in (1, 2, 3, 2, 3, 0, 0)]


async def test_selection_of_an_earlier_answer_is_forgotten(chat):
    """A new answer with fewer rows starts at its first result, and only that is marked."""
    async with chat() as opened:
        claims = opened.app.claims
        claims.show(answer(listed(3)))
        claims.highlighted = 3
        claims.show(answer())
        await opened.settle()

        assert [str(option.prompt)[0] for option in claims.options] == ["▌"]
        assert claims.selected.quote == QUOTE


async def test_preview_lists_items(chat, script):
    """The items of a list are shown while its question is being typed, with none selected."""
    script.answers["weirs"] = answer(listed(2), question="weirs")

    async with chat() as opened:
        await opened.type("weirs")

        prompts = [str(option.prompt) for option in opened.app.claims.options]
        assert [prompt.split()[-1] for prompt in prompts] == ["are:", "1.", "2."]
        assert not [prompt for prompt in prompts if "▌" in prompt]
