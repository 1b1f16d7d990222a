"""Laws of the whole: questions in everyday words over the bundled notes, from the file to the second."""

from __future__ import annotations

from pathlib import Path

import pytest

from askcloud.answering import ask as answer
from askcloud.corpus.corpus import Corpus
from askcloud.index import reader as store
from askcloud.indexer import update

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="session")
def bundled(tmp_path_factory):
    """The index over the bundled notes."""
    folder = str(tmp_path_factory.mktemp("bundled"))
    update.update_index(Corpus.parse(str(CORPUS)), folder)
    with store.open_index(folder) as index:
        yield index


ANSWERED = {
    "why does data gravity matter": ("ifA0ZRiOmx0", 63),
    "how much did Nvidia offer for Arm": ("Y8guMe665RE", 3798),
    "how much time do customers save with Arm subsystems": ("Y8guMe665RE", 4313),
    "how many price cuts had AWS made by 2015": ("APvj15_YCqk", 8637),
    "who is James Hamilton": ("APvj15_YCqk", 4722),
    "do I need a credit card to rent storage": ("APvj15_YCqk", 4724),
    "how much did Hamilton pay to build and test his application": ("APvj15_YCqk", 4764),
    "what is Trainium": ("APvj15_YCqk", 7117),
    "which chip runs models that are already trained": ("APvj15_YCqk", 7123),
    "how much is the cloud market worth a year": ("APvj15_YCqk", 6891),
    "why did Google give its office suite away for free": ("APvj15_YCqk", 6120),
    "what did Bill Gates say about how people make decisions": ("2UsJIQVZ4tY", 54),
    "what percentage of revenue came from multi year agreements by 2007": ("6oER1bdQa_s", 6851),
    "when was CUDA launched": ("nFB-AILkamw", 5859),
    "how much does an H100 cost": ("nFB-AILkamw", 4526),
}
REFUSED = {
    "what is the capital of Iceland": "No note mentions “Iceland”",
    "how does photosynthesis work in plants": "No note mentions “photosynthesis”",
    "who won the football world cup": "No note mentions “football”",
    "what does the Pythagorean theorem say": "No note mentions “Pythagorean”",
    "how do vaccines protect against measles": "No note mentions “vaccines” or “measles”",
    "what did Ozzie say about Trainium": "The closest match does not mention “Trainium”.",
    "how much did Gates pay for Arm": "The closest match does not mention “Arm”.",
    "what price did Mellanox set for Lambda": "The closest match does not mention “Mellanox”.",
}


@pytest.mark.parametrize("question", ANSWERED)
def test_answers_come_from_the_right_second(bundled, question):
    """A question in everyday words is answered first by the claim that answers it, with its video and second."""
    given = answer.ask(bundled, question)

    best = given.evidence[0].citation
    assert (given.answered, best.video_id, best.time.seconds) == (True, *ANSWERED[question])


@pytest.mark.parametrize("question", REFUSED)
def test_answers_say_what_the_notes_do_not(bundled, question):
    """A refusal tells the words that no note says, else the names that the nearest passage lacks, as typed."""
    given = answer.ask(bundled, question)

    assert not given.answered
    assert given.reason
    assert given.reason.startswith(REFUSED[question])


def test_answers_correct_a_typo_and_say_so(bundled):
    """A typo changes nothing but that the correction is told."""
    meant, slipped = (answer.ask(bundled, f"why does data {word} matter") for word in ("gravity", "gravty"))

    assert meant.corrections == ()
    assert [(each.typed, each.searched) for each in slipped.corrections] == [("gravty", "gravity")]
    assert (slipped.answered, slipped.evidence) == (True, meant.evidence)


@pytest.mark.parametrize(
    "apart",
    [
        pytest.param("Every honey jar warms the kitchen while the sleeping bee dreams [00:00:10].", id="in a sentence"),
        pytest.param("Every honey jar warms the kitchen [00:00:10]. The sleeping bee dreams [00:00:20].", id="in two"),
    ],
)
@pytest.mark.parametrize("names", ["ab", "ba"])
def test_answers_put_adjacent_words_before_the_same_words_far_apart(make_vault, apart, names):
    """Words that stand together in a question are best said together, whatever the notes are called."""
    near, far = names
    vault = make_vault()
    together = "Every honey bee warms the kitchen while the sleeping jar dreams [00:00:10]."
    vault.write({f"{near}.md": together}, "aaaaaaaaaaa").write({f"{far}.md": apart}, "bbbbbbbbbbb")
    vault.update()

    best = vault.ask("what does a honey bee do").evidence[0]

    assert best.citation.video_id == "aaaaaaaaaaa"


def test_answers_are_the_same_in_every_run(bundled, process, tmp_path):
    """An index built and asked in another process, with another seed of hashing, gives the very same answers."""
    script = (
        "import sys\nfrom askcloud.answering import ask as answer\nfrom askcloud.corpus.corpus import Corpus\n"
        "from askcloud.index import reader as store\nfrom askcloud.indexer import update\n"
        "corpus, folder, *questions = sys.argv[1:]\nupdate.update_index(Corpus.parse(corpus), folder)\n"
        "with store.open_index(folder) as index:\n"
        "    for question in questions:\n        print(repr(answer.ask(index, question)))\n"
    )
    questions = [*ANSWERED, *REFUSED]

    run = process(str(CORPUS), str(tmp_path), *questions, script=script, env={"PYTHONHASHSEED": "1"})

    here = [repr(answer.ask(bundled, question)) for question in questions]
    assert run.stdout.decode().splitlines() == here
