"""Laws of the answer: what is quoted, what stands beside it, and when the notes do not say."""

from __future__ import annotations

import pytest

from askcloud.answering.answer import Understanding
from askcloud.answering.ask import MAX_NEAREST, TOP, Context, answer, ask, context_of
from askcloud.errors import QuestionError, UsageError
from askcloud.index.filters import Filters
from askcloud.media.citation import APPROXIMATE, EXACT
from askcloud.question import parse
from askcloud.question.kind import CAUSE, DATE
from askcloud.question.parse import MAX_QUESTION, parse_question
from askcloud.search.query import resolve
from askcloud.search.rank import rank

DAM = "The dam across the valley was finished in four years"
NOTES = {
    "Water/dam.md": f"## Building\n\n{DAM} [00:00:50]. It holds back a lake of snow melt [00:01:10].",
    "Water/mill.md": "Three reasons made the mill pay:\n\n* **Fall**: the stream drops nine metres there [00:05:00].",
    "Stone/quarry.md": "A quarry sent granite for the dam by rail [00:02:00].",
    "Stone/Stone.md": "---\ntitle: Obelisk\n---\n\n### [All quarries](https://youtu.be/quarryVID01)\n- [[quarry]]\n",
}
VIDEOS = {"Water/dam.md": "aB3_dE6-hI9", "Water/mill.md": "mmmmmmmmmmm", "Stone/quarry.md": "qqqqqqqqqqq"}


@pytest.fixture(scope="module")
def vault(make_vault):
    """A vault of two channels with its index; no test changes it."""
    vault = make_vault()
    for path, text in NOTES.items():
        vault.write({path: text}, VIDEOS.get(path, "xxxxxxxxxxx"))
    vault.update()
    return vault


@pytest.fixture
def copies(make_vault):
    """Notes that say the same: three about one video, of which the last knows the second, and one about another."""
    vault = make_vault()
    vault.write(
        {
            "a.md": f"{DAM}. Nobody had seen concrete poured so fast before [00:01:40].",
            "b.md": f"{DAM}! Engineers came from afar to look at it [00:01:44].",
            "c.md": f"{DAM}, as everybody in the village tells [00:00:50].",
        },
        "aaaaaaaaaaa",
    )
    vault.write({"d.md": f"{DAM} [00:07:00]."}, "ddddddddddd")
    vault.update()
    return vault


def _quotes(answer):
    return [each.quote for each in answer.evidence]


# --- answers -------------------------------------------------------------------------------------------------------


def test_ask_quotes_the_claim_with_its_place_and_second(vault):
    """An answer's first evidence is a claim word for word, where it stands and when it was said."""
    answer = vault.ask("When was the dam finished?")

    best = answer.evidence[0]
    assert (answer.question, answer.answered, answer.reason) == ("When was the dam finished?", True, None)
    assert best.quote == f"{DAM}."
    assert (best.citation.note, best.citation.line, best.citation.channel) == ("Water/dam.md", 7, "Water")
    assert (best.citation.time.seconds, best.citation.time.trust) == (50, EXACT)
    assert best.citation.url == "https://www.youtube.com/watch?v=aB3_dE6-hI9&t=50s"
    assert (best.headings, best.context, best.also_in) == (("Building",), "", ())


def test_ask_shows_what_a_quote_needs_to_be_understood(vault):
    """The sentence before a dependent one, and the lead-in above an item, stand beside the quote and not in it."""
    lake = vault.ask("lake of snow melt").evidence[0]
    fall = vault.ask("how far does the stream drop").evidence[0]

    assert (lake.quote, lake.context) == ("It holds back a lake of snow melt.", f"{DAM}.")
    assert fall.context == "Three reasons made the mill pay:"
    assert fall.quote == "Fall: the stream drops nine metres there."


def test_ask_gives_scores_that_fall_and_are_the_sum_of_their_parts(vault):
    """Evidence comes best first, and each score is explained to the last bit."""
    answer = vault.ask("dam granite quarry valley")

    scores = [each.score for each in answer.evidence]
    assert len(scores) > 1
    assert scores == sorted(scores, reverse=True)
    assert [sum(each.parts.values()) for each in answer.evidence] == pytest.approx(scores)


def test_ask_is_sure_of_what_says_all_of_the_question(vault):
    """Confidence lies between 0 and 1 and falls when the quote leaves part of the question out."""
    whole, part = vault.ask("dam finished valley"), vault.ask("dam finished valley obelisk reykjavik")

    assert 0 < part.confidence < whole.confidence <= 1


def test_ask_tells_what_was_understood(make_vault):
    """An answer, and a refusal too, holds the kind of answer asked for, relations, and names as notes spell them."""
    vault = make_vault(
        {"a.md": "The old mill was bought by LumenCo in that year [0:10]. Later it was sold again by LumenCo [0:20]."}
    )
    vault.update()

    sold, refused = vault.ask("when did lumenco buy the mill"), vault.ask("why did zeppelins fall")

    assert sold.understanding == Understanding(DATE, ("buy",), ("LumenCo",))
    assert (refused.answered, refused.understanding) == (False, Understanding(CAUSE))


def test_ask_tells_which_words_were_searched_instead(make_vault):
    """Words that only name the kind of answer are left out, and the long form of an abbreviation is added."""
    vault = make_vault({"a.md": "We bought a Network Attached Store (NAS) [0:10]. It is a NAS with a lid [0:20]."})
    vault.update()

    understood = vault.ask("what does nas stand for").understanding

    assert (understood.left_out, understood.added) == (("stand",), ("network", "attached", "store"))
    assert vault.ask("NAS price year").understanding.left_out == ()


def test_ask_gives_the_same_answer_every_time(vault):
    """Nothing but the question and the index decides an answer."""
    assert vault.ask("why did the mill pay") == vault.ask("why did the mill pay")


@pytest.mark.parametrize("question", ["the DAM, finished?", "dam finished", "¿dam? «finished»", "Dam's finished…"])
def test_ask_looks_at_words_only(vault, question):
    """Case, punctuation and endings of possession change nothing of the quote."""
    assert _quotes(vault.ask(question))[0] == f"{DAM}."


# --- copies --------------------------------------------------------------------------------------------------------


def test_ask_takes_copies_in_one_video_for_one_piece_of_evidence(copies):
    """What several notes of one video say is quoted once, and the others are named in order."""
    answer = copies.ask("When was the dam across the valley finished?")

    same = [each for each in answer.evidence if each.citation.video_id == "aaaaaaaaaaa" and "dam" in each.quote]
    assert [each.also_in for each in same] == [("a.md", "b.md")]


def test_ask_quotes_the_copy_whose_second_is_most_to_be_trusted(copies):
    """Of copies, the one that knows its second is cited, though others come before it."""
    answer = copies.ask("When was the dam across the valley finished?")

    cited = next(each.citation for each in answer.evidence if each.also_in)
    assert (cited.note, cited.time.seconds, cited.time.trust) == ("c.md", 50, EXACT)
    with copies.index() as index:
        best = rank(index, resolve(index, parse_question("When was the dam across the valley finished?")))[0].claim
    assert best.time.trust == APPROXIMATE


def test_ask_says_where_several_videos_say_the_same(copies):
    """The same sentence in another video is no evidence of its own; the quote says that both agree."""
    answer = copies.ask("When was the dam across the valley finished?")

    (about_the_dam,) = [each for each in answer.evidence if "dam" in each.quote]
    videos = {about_the_dam.citation.video_id, *(each.video_id for each in about_the_dam.agreeing)}
    assert videos == {"aaaaaaaaaaa", "ddddddddddd"}
    assert len(about_the_dam.agreeing) == 1


def test_ask_names_copies_even_where_little_evidence_is_wanted(copies):
    """How much evidence is wanted changes nothing of what each piece says."""
    few, many = copies.ask("dam valley finished", top=1), copies.ask("dam valley finished", top=9)

    assert few.evidence == many.evidence[:1]


def test_ask_does_not_name_a_note_as_a_copy_of_itself(make_vault):
    """A note that says a thing twice is not among the others that say it too."""
    vault = make_vault({"a.md": f"{DAM} [00:00:10].\n\nOnce more: {DAM.lower()} [00:09:00]."})
    vault.update()

    assert [each.also_in for each in vault.ask("dam valley finished").evidence] == [()]


# --- how much, and where ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("top", [1, 2, TOP, 50])
def test_ask_gives_no_more_than_the_evidence_wanted(make_vault, top):
    """At most `top` pieces come, and fewer only where there are no more or where they are no answer."""
    vault = make_vault()
    for number in range(8):
        vault.write({f"{number}.md": f"Lantern number {number} lights the pier [00:00:10]."}, f"video{number:06}")
    vault.update()

    answered = vault.ask("lantern", top=top)
    refused = vault.ask("lantern pier of Reykjavik", top=top)

    assert (answered.answered, len(answered.evidence)) == (True, min(top, 8))
    assert (refused.answered, len(refused.evidence)) == (False, min(top, MAX_NEAREST))


@pytest.mark.parametrize("channel", ["Stone", "stone", "STONE"])
def test_ask_looks_only_at_the_channel_it_is_given(vault, channel):
    """Only notes of the channel are quoted, whatever its case, though another says more."""
    answer = vault.ask("When was the dam finished?", filters=Filters(channel=channel))

    assert {each.citation.channel for each in answer.evidence} == {"Stone"}
    assert answer.evidence[0].quote == "A quarry sent granite for the dam by rail."


def test_ask_quotes_no_other_channel_when_the_one_asked_does_not_say(vault):
    """What only other channels say is neither the answer nor near it."""
    answer = vault.ask("stream", filters=Filters(channel="Stone"))

    assert (answer.answered, answer.evidence) == (False, ())
    assert answer.reason


def test_ask_refuses_a_channel_that_is_not_there(vault):
    """An unknown channel is an error that lists those there are, even if no word of the question is known."""
    for question in ("dam", "zeppelin"):
        with pytest.raises(UsageError, match="no channel Wasps") as caught:
            vault.ask(question, filters=Filters(channel="Wasps"))

        assert caught.value.hint == "Channels: Stone, Water."


# --- spelling ------------------------------------------------------------------------------------------------------


def test_ask_searches_a_misspelt_word_in_the_spelling_of_the_notes(vault):
    """A word that no note says is searched as the nearest that one says, and the answer tells which."""
    answer = vault.ask("When was the dam finnished?")

    assert _quotes(answer)[0] == f"{DAM}."
    assert [(each.typed, each.searched) for each in answer.corrections] == [("finnished", "finished")]


def test_ask_never_corrects_a_word_that_the_notes_say(vault):
    """A question in the words of the notes is searched as it stands."""
    assert vault.ask("When was the dam finished?").corrections == ()


def test_ask_leaves_the_spelling_alone_when_asked_to(vault):
    """An exact question is not answered from another word."""
    answer = vault.ask("finnished", exact=True)

    assert (answer.answered, answer.corrections, answer.reason) == (False, (), "No note mentions “finnished”.")


# --- no answer -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Where is Reykjavik?", "Reykjavik"),
        ("What about Łódź?", "Łódź"),
        ("ZEPPELINS, “Reykjavik” (again)", "ZEPPELINS or Reykjavik"),
        ("Who has a zEPPELIN hangar?", "zEPPELIN hangar"),
        ("the Reykjavik-Oslo ferry", "Reykjavik-Oslo or ferry"),
        ("Zeppelin/Hindenburg", "Zeppelin or Hindenburg"),
        ("«Zeppelin» or *Hindenburg*…", "Zeppelin or Hindenburg"),
        ("Zeppelin—when?", "Zeppelin"),
        ("1,945 or 3.14", "1,945 or 3.14"),
    ],
)
def test_ask_names_the_words_that_no_note_holds_as_they_were_typed(vault, question, named):
    """When no word of a question is in the notes, the reason names them in the reader's own spelling."""
    answer = vault.ask(question)

    assert (answer.answered, answer.confidence, answer.evidence) == (False, 0.0, ())
    assert answer.reason == f"No note mentions {' or '.join(f'“{word}”' for word in named.split(' or '))}."


def test_ask_does_not_speak_of_a_channel_that_nobody_asked_for(vault):
    """A word that only the title of a page without a video holds is not answered, for a reason that is true."""
    answer = vault.ask("What is an obelisk?")

    assert not answer.answered
    assert "channel" not in answer.reason


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "The question is empty."),
        (" \t\n", "The question is empty."),
        ("what is it and why", "The question contains only common words."),
        ("?!…", "The question contains only common words."),
        ("dam " * MAX_QUESTION, "The question is longer than 1,000 characters."),
    ],
    ids=["empty", "blank", "stop words", "signs", "too long"],
)
def test_ask_refuses_a_question_without_a_question_in_it(vault, question, message):
    """A question with nothing to search for, or far too much, is an error that says what to do."""
    with pytest.raises(QuestionError) as caught:
        vault.ask(question)

    assert caught.value.message == message
    assert caught.value.hint


def test_ask_takes_a_question_of_the_longest_length(vault):
    """A question may have as many characters as the limit names."""
    question = "dam finished ".ljust(MAX_QUESTION, "?")

    assert vault.ask(question).answered


@pytest.mark.parametrize(
    "text", ["### [Dam and mill](https://youtu.be/aB3_dE6-hI9)\n", b"\xff no text"], ids=["hub", "failed"]
)
def test_ask_of_an_index_without_claims_answers_nothing(make_vault, text):
    """Where no note holds a claim, every question is one that the notes do not answer."""
    vault = make_vault({"a.md": text})
    vault.update()

    with vault.index() as index:
        assert not ask(index, "dam").answered


def test_ask_shows_the_closest_matches_when_the_notes_say_too_little(vault):
    """A question of which the notes say a word or two is not answered: the reason names the others."""
    answer = vault.ask("Which airship hangar has a mooring mast above the dam?")

    assert not answer.answered
    assert 0 < answer.confidence < 0.5
    assert answer.reason == "No note mentions “airship hangar” or “mooring” or “mast”."
    assert "dam" in answer.evidence[0].quote


@pytest.fixture(scope="module")
def orchard(make_vault):
    """A vault in which words stand together, apart, and beside others, each note about a video of its own."""
    return _apart(
        make_vault(),
        {
            "North/pears.md": "The pear tree bears early fruit [00:00:10]. Pears keep until spring [00:00:20].",
            "South/trees.md": "Every tree beside the old pear wall bears fruit [00:00:10].",
            "South/wasps.md": "Wasps eat the fruit of every pear tree by the wall [00:00:10].",
        },
    )


def _apart(vault, notes):
    """The vault with notes each of which is about another video."""
    for at, (path, text) in enumerate(notes.items()):
        vault.write({path: text}, f"video{at:06}")
    vault.update()
    return vault


def _notes(answer):
    return sorted({each.citation.note for each in answer.evidence})


@pytest.mark.parametrize(
    ("question", "notes"),
    [
        ("which pear tree bears fruit", ["North/pears.md", "South/trees.md", "South/wasps.md"]),
        ('which "pear tree" bears fruit', ["North/pears.md", "South/wasps.md"]),
        ("which pear tree bears fruit -wasp", ["North/pears.md", "South/trees.md"]),
        ('"pear tree" fruit -wasps', ["North/pears.md"]),
        ('pear fruit -"pear tree"', ["South/trees.md"]),
        ("which pear tree bears fruit channel:south", ["South/trees.md", "South/wasps.md"]),
        ('"pear tree" channel:South', ["South/wasps.md"]),
    ],
)
def test_ask_keeps_to_what_the_question_insists_on(orchard, question, notes):
    """A phrase must be said as it stands, an excluded word not at all, and a filter names where."""
    assert _notes(orchard.ask(question)) == notes


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ('"tree pear" fruit', "No note contains the exact phrase “tree pear”."),
        ("pear -pears -tree", "Every match contains an excluded word."),
    ],
)
def test_ask_says_what_is_missing(orchard, question, reason):
    """Where nothing is left, the reason names what was insisted on."""
    answer = orchard.ask(question)

    assert (answer.answered, answer.evidence, answer.reason) == (False, (), reason)


def test_ask_applies_the_filters_of_the_previous_question_to_a_follow_up(orchard):
    """The filter of a question holds for its follow-up."""
    assert _notes(orchard.ask("and its fruit?", after="who planted the pear tree channel:South")) == [
        "South/trees.md",
        "South/wasps.md",
    ]


def test_ask_refuses_a_filter_that_names_nothing(orchard):
    """A filter in the question is held to what exists like the option."""
    with pytest.raises(UsageError, match="no channel west"):
        orchard.ask("pear channel:west")


def test_ask_finds_what_only_the_title_names(make_vault):
    """A note whose subject stands in its title alone is found by it, in the claim that says the rest."""
    vault = make_vault(
        {
            "a.md": "---\ntitle: Samovars\nvideoId: aB3_dE6-hI9\n---\n\nThey keep water hot for hours [00:00:10].",
            "b.md": "---\ntitle: Kettles\nvideoId: aB3_dE6-hI8\n---\n\nThey keep water hot for a minute [00:00:10].",
        }
    )
    vault.update()

    best = vault.ask("how long does a samovar keep water hot").evidence[0]

    assert best.citation.note == "a.md"


def test_ask_finds_a_synonym_where_the_word_is_lacking(make_vault):
    """Of two claims that say as much of a question, the one that says the rest in another word is better."""
    vault = make_vault(
        {
            "a.md": "The miller purchased the weir in autumn [00:00:10].",
            "b.md": "The miller repainted the weir in autumn [00:00:10].",
        }
    )
    vault.update()

    best = vault.ask("when did the miller buy the weir").evidence[0]

    assert best.citation.note == "a.md"


def test_ask_speaks_of_both_sides_of_a_comparison(make_vault):
    """Where the notes know both things compared, the evidence says something of each."""
    rye = {f"rye{at}.md": f"Rye bread grew dense in oven number {at} of the village [00:00:10]." for at in range(6)}
    vault = _apart(make_vault(), {**rye, "oats.md": "Oats make porridge for breakfast [00:00:10]."})

    answer = vault.ask("rye bread in the village oven vs oats", top=3)

    assert any("Oats" in each.quote for each in answer.evidence)
    assert answer.several
    assert not vault.ask("where did rye bread grow dense").several


def test_a_follow_up_keeps_the_kind_of_answer_of_the_previous_question(make_vault):
    """After a question for a sum, *and the other one* is answered by a sum."""
    vault = _apart(
        make_vault(),
        {
            "a.md": "The small mill cost 900 dollars [00:00:10].",
            "b.md": "The large mill cost the miller his sleep [00:00:10].",
            "c.md": "In the end it cost 4,000 dollars, the large mill by the weir that he had wanted [00:00:10].",
        },
    )

    answer = vault.ask("and the large one?", after="how much did the small mill cost?")

    notes = [each.citation.note for each in answer.evidence]
    assert "c.md" in notes
    assert "b.md" not in notes[: notes.index("c.md")]


def test_a_follow_up_takes_the_name_from_the_answer(make_vault):
    """After a question for a name, *he* is the one whom the answer named."""
    vault = _apart(
        make_vault(),
        {
            "a.md": "The village mill was founded by Ulrich Brandt [00:00:10].",
            "b.md": "Before that Brandt repaired church bells [00:00:10].",
            "c.md": "Repaired bells crack [00:00:10], and bells are repaired again in frost [00:00:10].",
        },
    )

    alone = vault.ask("which bells had he repaired?")
    answer = vault.ask("which bells had he repaired?", after="who founded the village mill?")

    assert answer.understood == "which bells had Ulrich Brandt repaired"
    assert answer.inherited == ("ulrich", "brandt")
    assert alone.evidence[0].citation.note == "c.md"
    notes = [each.citation.note for each in answer.evidence]
    assert notes.index("b.md") < notes.index("c.md")


def test_a_completed_question_is_split_into_words_once(vault, monkeypatch):
    """A follow-up is tokenised once as typed and once as it was completed, whatever is worked out from it."""
    split = []
    words_of = parse.words_of
    with vault.index() as index:
        context = context_of(index, "when was the dam finished")
        monkeypatch.setattr(parse, "words_of", lambda text: split.append(text) or words_of(text))

        found = answer(index, parse_question("and the mill?"), context=context)

    assert split == ["and the mill?", "when was the mill finished"]
    assert (found.question, found.understood) == ("and the mill?", "when was the mill finished")


def test_a_chain_of_follow_ups_is_completed_one_by_the_other(vault):
    """The completed form of a follow-up is the context of the next one."""
    with vault.index() as index:
        first = context_of(index, "when was the dam finished")
        question = parse_question("and the mill?")
        second = Context(question, answer(index, question, context=first))

        third = answer(index, parse_question("who built it?"), context=second)

    assert third.understood == "who built the mill"


def test_a_question_that_only_excludes_words_looks_for_nothing(vault):
    """It is told so, and how to go on."""
    with vault.index() as index, pytest.raises(QuestionError, match="only excludes words") as error:
        ask(index, "-dam")

    assert "gpu -nvidia" in error.value.hint


def test_a_correction_that_led_to_a_refusal_is_no_result(vault):
    """Where there is no answer, no results are shown for another spelling; the reason names the word as typed."""
    with vault.index() as index:
        answered, refused = ask(index, "granite qarry"), ask(index, "did the qarry zeppelin sing opera in Vienna")

    assert [fix.searched for fix in answered.corrections] == ["quarry"]
    assert not refused.answered
    assert refused.corrections == ()
    assert "qarry" in refused.reason
