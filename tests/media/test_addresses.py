"""Addresses as notes write them: the medium that each names and the times in it."""

from __future__ import annotations

import pytest

from askcloud.media.addresses import NOTHING, Address, read_address, times_of

ID = "aB3_-678901"


@pytest.mark.parametrize(
    ("value", "times"),
    [
        ("90", ((90,),)),
        ("90s", ((90,),)),
        ("90.5", ((90,),)),
        ("1h2m3s", ((3723,),)),
        ("1m30s", ((90,),)),
        ("2h", ((7200,),)),
        ("01:30", ((1, 30),)),
        ("1:02:03.5", ((1, 2, 3),)),
        ("5,10", ((5,), (10,))),
        ("01:20,01:30", ((1, 20), (1, 30))),
        (",02:00", ((0,), (2, 0))),
        ("01:30,e", ((1, 30),)),
        ("npt:5", ((5,),)),
        *((value, ()) for value in ("", ",", "e", "50%", "abc", "1x2", "1:2:3:4", "-5", "1 30", "٣")),
    ],
)
def test_times_of_a_value(value, times):
    """A value gives the time at which it starts and, if there is one, at which it ends; anything else gives none."""
    assert times_of(value) == times


@pytest.mark.parametrize(
    ("address", "medium", "times"),
    [
        (f"https://www.youtube.com/watch?v={ID}&t=90s", ID, ((90,),)),
        (f"https://www.youtube.com/watch?list=x&v={ID}&t=7#t=00:07.05", ID, ((0, 7),)),
        (f"youtu.be/{ID}?t=1h2m3s", ID, ((3723,),)),
        (f"https://www.youtube.com/embed/{ID}?start=90", ID, ((90,),)),
        (f"<https://youtube.com/shorts/{ID}#t=1m30s>", ID, ((90,),)),
        (f"https://youtu.be/{ID}", ID, ()),
        ("https://vimeo.com/channels/staff/76979871#t=1m30s", "vimeo:76979871", ((90,),)),
        ("https://player.vimeo.com/video/76979871", "vimeo:76979871", ()),
        ("https://a.example/ep.mp3?t=9&x=1#t=5,10", "https://a.example/ep.mp3?x=1", ((5,), (10,))),
        ("http://a.example:8080/é p.mp3", "http://a.example:8080/%C3%A9%20p.mp3", ()),
        ("https://share.snipd.com/snip/1-2", "https://share.snipd.com/snip/1-2", ()),
        ("talks/my%20talk.mp4#t=5", "file:talks/my talk.mp4", ((5,),)),
        ("./a.MP3", "file:a.MP3", ()),
        ("file:///home/ada/a.mp4#t=5", "file:///home/ada/a.mp4", ((5,),)),
        (f"obsidian://mx-open?url=https%3A%2F%2Fyoutu.be%2F{ID}%3Ft%3D9", ID, ((9,),)),
        (f"obsidian://mx-open/https://youtu.be/{ID}#t=9", ID, ((9,),)),
        (
            "obsidian://podnotes?episodeName=A+b&url=c.mp3&time=9",
            "obsidian://podnotes?episodeName=A%20b&url=c.mp3",
            ((9,),),
        ),
        ("obsidian://vlcBridge?mediaPath=a.mp4&timestamp=50%25", "obsidian://vlcBridge?mediaPath=a.mp4", ()),
    ],
)
def test_address_of_a_medium(address, medium, times):
    """A medium is named without its time; a fragment's time comes before a query's."""
    assert read_address(address) == Address(medium, times, certain=True)


@pytest.mark.parametrize(
    ("address", "medium"),
    [
        ("https://example.com/article?t=9&id=1#t=5", "https://example.com/article?id=1"),
        ("https://example.com", "https://example.com"),
    ],
)
def test_any_page_may_be_a_medium(address, medium):
    """A page is not certainly a medium."""
    result = read_address(address)

    assert (result.medium, result.certain) == (medium, False)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "",
            "see there",
            "a.pdf",
            "javascript:alert(1)//a.mp4",
            "data:a.mp4",
            "ftp://a.example/a.mp4",
            "#t=5",
            "mailto:a",
        ),
        *(
            "https://youtu.be/short",
            "https://www.youtube.com/@riverfm",
            "https://ada@a.example/a.mp4",
            "https://é.com/a.mp4",
        ),
        *("obsidian://open?vault=a&file=b", "obsidian://podnotes?time=9", "obsidian://vlcBridge?timestamp=9"),
        *("obsidian://mx-open?url=obsidian%3A%2F%2Fopen", "https:///a.mp4", "https://a b.example/a.mp4"),
        *("vimeo.com/٧٦٩٧٩٨٧١", "https://a.example:٨٠/a.mp4"),
    ],
    ids=ascii,
)
def test_address_of_nothing_that_plays(address):
    """Text that is not the address of a medium, or has another scheme, names nothing."""
    assert read_address(address) == NOTHING


def test_plugin_links_inside_each_other_end():
    """A link nested in links thousands of times names nothing, and reading it ends."""
    assert read_address("obsidian://mx-open/" * 2_000) == NOTHING
