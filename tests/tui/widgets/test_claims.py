"""The list of results."""

from __future__ import annotations

from scripted import ASKED, QUOTE, ROOF, answer, result


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
