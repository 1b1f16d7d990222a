"""Which questions follow up the previous one, and the full question that each of them stands for."""

import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askcloud.question.followup import completed_question

QUESTIONS = Path(
    os.environ.get("ASKCLOUD_QUESTIONS", Path(__file__).parents[2].parent / "shared" / "data" / "questions")
)
"""Files of real questions, which are not part of the repository: each line is an object with a question."""

MAX_TOUCHED = 14
"""Of 2,000 real questions, how many name nothing: *what is this?*"""

FOLLOW_UPS = """
who founded nvidia | and what about TSMC? | who founded TSMC
who founded nvidia | what about tsmc | who founded tsmc
who founded nvidia | ok and intel? | who founded intel
who founded nvidia | same for intel | who founded intel
who founded nvidia | waht about tsmc | who founded tsmc
who founded nvidia | adn tsmc? | who founded tsmc
who founded nvidia | tsmc? | who founded tsmc
who founded nvidia | when? | when was nvidia founded
who founded nvidia | when was that? | when was nvidia founded
who founded nvidia | in what year? | in what year was nvidia founded
who founded nvidia | who runs it? | who runs nvidia
who founded nvidia | what is it worth? | what is nvidia worth
who founded nvidia | when did they go public? | when did nvidia go public
who founded nvidia | and the ceo? | who is the ceo of nvidia
who founded nvidia | what's their revenue? | what's nvidia's revenue
who founded nvidia | and how many employees? | how many employees does nvidia have
who founded nvidia | how many employees do they have | how many employees does nvidia have
who founded nvidia | who else? | who else founded nvidia
who founded nvidia | and the other one? | who else founded nvidia
who founded nvidia | tell me more about it | tell me more about nvidia
who founded nvidia | really? | who founded nvidia
who wrote deep work | where did he get the idea | where did the person who wrote deep work get the idea
who started linux | where did he work before that | where did the person who started linux work before starting linux
who bailed out the bank | how much did they pay | how much did those who bailed out the bank pay
who's Nike's ceo? | what about Adidas? | who's Adidas's ceo
who is the ceo of nike | how about the founder of fedex? | who is the founder of fedex
who is the ceo of nike | who is his wife? | who is the ceo of nike's wife
who was the first ceo of nike | and the second? | who was the second ceo of nike
who is marie curie | when did she die? | when did marie curie die
did visa buy plaid | why? | why did visa buy plaid
did visa buy plaid | for how much? | for how much did visa buy plaid
did visa buy plaid | how much? | how much did visa buy plaid for
did visa buy plaid | why not? | why did visa not buy plaid
did visa agree to buy plaid | why did it not go through | why did visa agreeing to buy plaid not go through
how much did disney pay for pixar | and for marvel | how much did disney pay for marvel
how much did disney pay for pixar | how much was that per share | how much did disney pay for pixar per share
how much did disney pay for pixar | and facebook for instagram? | how much did facebook pay for instagram
why did sony build the playstation | and the walkman? | why did sony build the walkman
how did the beatles meet the queen | and the pope? | how did the pope meet the queen
when did steve wozniak leave apple | what did he do after that | what did steve wozniak do after leaving apple
why did netflix kill dvds | how did it affect the stock | how did netflix killing dvds affect the stock
what did munger say about gold | where did he say that? | where did munger say that about gold
what did munger say about gold | and warren buffett? | what did warren buffett say about gold
what did munger say about gold | and about oil | what did munger say about oil
nike ipo year | and visa | visa ipo year
what is the inflation rate in turkey now | and in south korea | what is the inflation rate in south korea now
what is the capital of france | and of germany? | what is the capital of germany
what is the dose for adults | and for kids? | what is the dose for kids
what are the side effects of aspirin | what about children? | what are the side effects of aspirin for children
what was apple's revenue in 2020 | and 2021? | what was apple's revenue in 2021
how many eggs is a woman born with | and how many are left by puberty | how many eggs are left by puberty
how many people live in tokyo | and in osaka | how many people live in osaka
how does a heat pump work | and in winter? | how does a heat pump work in winter
how does a heat pump work | is it loud? | is a heat pump loud
how do i get better at chess | how long does it take? | how long does getting better at chess take
when did the wii version of zelda come out | and the switch one? | when did the switch version of zelda come out
How much is Revolut's Premium plan a month? | and the Metal one? | How much is Revolut's Metal plan a month
how much did prime video save | what about basecamp, why did they leave the cloud | why did basecamp leave the cloud
is postgres faster than mysql | and sqlite? | is sqlite faster than mysql
mongodb vs postgres | which is faster? | which is faster, mongodb or postgres
where is nvidia based | how many people work there | how many people work at nvidia
what is a moat | how do you build one? | how do you build a moat
what year was ikea founded | by whom? | who founded ikea
Wer hat Apple gegründet? | Und Microsoft? | Wer hat Microsoft gegründet
Wer hat Apple gegründet? | Und wann? | wann wurde Apple gegründet
Wo wurde Marie Curie geboren? | Wann wurde sie geboren? | Wann wurde Marie Curie geboren
Wann wurde SAP gegründet? | Wer leitet es? | Wer leitet SAP
¿Quién fundó Inditex? | ¿y Mercadona? | Quién fundó Mercadona
¿Quién fundó Inditex? | ¿cuándo? | cuándo se fundó Inditex
¿Cuándo nació Messi? | ¿dónde? | dónde nació Messi
Qui a fondé Renault ? | et Peugeot ? | Qui a fondé Peugeot
Qui a fondé Renault ? | quand ? | quand a-t-on fondé Renault
"""
FULL = """
who founded nvidia
how did AWS start?
What is SageMaker
nike ipo year
costco
morris chang biography
how many regions are there
is there a free tier
who is the founder that left
what chips that Amazon designs
are Graviton and Trainium the same
who was the former owner
and how do customers of Snowflake pay for storage
is it true that customers of Snowflake pay for storage
is it possible to run postgres on a phone
is it better to rent or to buy a house
how long does it take to learn rust
how much does it cost to open a restaurant
what does it mean to be creative
why is it hard to build a fab
why did the bank fail when it raised its rates
what did nvidia do with its money
how do banks make money when they lend it
what did Luther say about his wife
who had Kublai wanted to succeed him
what did the romans call their generals
how do i choose my file type to export it
if i have one layer in an image, how do i change its hue
is there a way to remove a layer once i have added it
when i am done with the text, how do i confirm it
how can i select several layers to edit them together
what happens to people who lose their jobs
which countries drive on the left
which team won the world cup in 1998
how many people work at google
why do startups fail
who invented the telephone and who stole it
what do founders regret about their first company
does coffee raise blood pressure
should i learn react or vue
what is the difference between this version of photoshop and the last one
what was it like to work at google in 1999
who said that software is eating the world
what is one thing that every founder gets wrong
is the one with the highest price also the best
how do you know that a market is big enough
why was the treaty that ended the war so unpopular
what else did edison invent
who other than newton invented calculus
how does tsmc compare to intel
why not use a single database
in which year did amazon launch aws
for what reason did the board fire altman
at what age did mozart die
to whom did microsoft license dos
after the war, what did turing work on
best book on negotiation
data gravity
what about the color of jokes in german theatre makes people laugh so much at them
how much of his own money did jeff bezos put into google
which customers should get a discount to keep them from leaving
which sheet wont crack when you bend it
how much does jane street pay its engineers
Wer hat Apple gegründet?
Wann ist das Römische Reich untergegangen?
Wie viele Baumarten gibt es im Regenwald?
¿Quién fundó Inditex?
¿Cuánto mide la torre más alta de la ciudad?
Qui a peint la Joconde ?
"""
WORDS = sorted({word for line in FOLLOW_UPS.split("\n") for word in line.replace("|", " ").split()})
BEFORE = "why did Nvidia buy Mellanox"


def rows(table: str) -> list[tuple[str, ...]]:
    """Return the lines of a table, split at its bars."""
    return [tuple(line.split(" | ")) for line in table.strip().splitlines()]


def lookup(**kinds: str):
    """Return a lexicon of names by kind."""
    known = {name: SimpleNamespace(kind=kind) for kind, names in kinds.items() for name in names.split(", ")}
    return lambda spans: {span: known[span] for span in spans if span in known}


@pytest.mark.parametrize(("before", "question", "full"), rows(FOLLOW_UPS))
def test_follow_up_is_completed_to_the_question_that_was_meant(before, question, full):
    """A follow-up is completed to a full question in words, whatever its capitals, without a lexicon."""
    assert completed_question(question, before) == full


@pytest.mark.parametrize("question", [line for (line,) in rows(FULL)])
def test_full_question_stays_untouched(question):
    """A question that says enough is never changed, whatever was asked before."""
    assert completed_question(question, BEFORE) == ""
    assert completed_question(question, "who is the ceo of ServiceNow?") == ""


@pytest.mark.parametrize("full", [full for _, _, full in rows(FOLLOW_UPS)])
def test_completed_question_is_full(full):
    """A completed question is a full one: asked after another question, it stays as it is."""
    assert completed_question(full, BEFORE) in ("", full)


BROKEN_OFF = (
    "why?, and tsmc?, who founded it?, tell me more, and in 2020?, , how many there, how much it, and how many do?"
)
"""Follow-ups, some of which end too soon."""


@pytest.mark.parametrize("question", [*BROKEN_OFF.split(", "), "when did he die"])
@pytest.mark.parametrize(
    "before",
    ["", "?", "it", "why?", "and", "what is this", "'s", "to", "how to", "…", "12", "wer ist", "how many mills has it"],
)
def test_any_question_before_is_endured(before, question):
    """Where one of the two says too little, the follow-up is left alone or completed, without an error."""
    assert isinstance(completed_question(question, before), str)


@given(
    before=st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join) | st.text(max_size=40),
    question=st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join) | st.text(max_size=20),
)
def test_any_two_texts_are_endured(before, question):
    """No two texts are an error, whatever the lexicon knows of them."""
    known = lookup(person="tsmc, munger", organisation="nvidia, deep work")

    for names in (None, known):
        assert isinstance(completed_question(question, before, quote=before, lookup=names), str)


def test_chain_of_follow_ups_completes_each_by_the_one_before():
    """The completed form of a follow-up is what the next one follows up."""
    second = completed_question("and what about tsmc?", "who founded nvidia")
    third = completed_question("when did they go public?", second)

    assert third == "when did tsmc go public"


def test_pronoun_of_a_person_takes_the_name_from_the_answer():
    """He or she is the person that the answer names next to what was asked."""
    quote = "Klarna was founded by Sebastian Siemiatkowski and two friends in Stockholm."

    found = completed_question("where did he get the idea", "who founded klarna", quote=quote)

    assert found == "where did Sebastian Siemiatkowski get the idea"


def test_answer_that_does_not_name_the_person_is_not_used():
    """A name that stands far from what was asked, or in a quote on another subject, is never taken for the person."""
    quote = "In Stockholm, the House of Wallenberg owns banks; Klarna is one that, long after, some students founded."

    found = completed_question("where did he study", "who founded klarna", quote=quote)

    assert found == "where did the person who founded klarna study"


def test_lexicon_tells_names_in_small_letters():
    """Names that a lexicon knows are replaced as a whole, also where their words are verbs or end with an s."""
    known = lookup(organisation="start up now, microsoft", person="simon cowell")

    swapped = completed_question("what about microsoft", "when did start up now launch", lookup=known)
    owned = completed_question("how rich is he", "what happened to simon cowells first company", lookup=known)

    assert (swapped, owned) == ("when did microsoft launch", "how rich is simon cowell")


def test_lexicon_tells_which_name_is_replaced():
    """Of several names, that of the same kind is replaced."""
    known = lookup(person="zuckerberg, jack dorsey", organisation="yahoo")

    found = completed_question("and jack dorsey?", "how much did yahoo offer zuckerberg", lookup=known)

    assert found == "how much did yahoo offer jack dorsey"


def test_lexicon_tells_the_person_in_the_answer():
    """With a lexicon, a single name is a person where it says so, and several words with capitals need not be."""
    known = lookup(person="durov", organisation="pure play foundry")
    quote = "The Pure Play Foundry was founded like Telegram, founded by Durov in 2013."

    found = completed_question("which passports does he have", "who founded telegram", quote=quote, lookup=known)

    assert found == "which passports does Durov have"


def test_real_questions_stay_untouched():
    """Of thousands of real questions, each asked after another one, only those that name nothing are completed."""
    files = sorted(QUESTIONS.glob("**/*.jsonl")) if QUESTIONS.is_dir() else []
    if not files:
        pytest.skip(f"There are no questions in {QUESTIONS}; set ASKCLOUD_QUESTIONS to a folder of .jsonl files.")
    touched = []
    for file in files:
        judged = map(json.loads, file.read_text(encoding="utf-8").splitlines())
        questions = [judgment["question"] for judgment in judged if not judgment.get("context")]
        for before, question in zip([*questions[-1:], *questions], questions, strict=False):
            if completed_question(question, before):
                touched.append(question)

    assert [question for question in touched if any(word[:1].isupper() for word in question.split()[1:])] == []
    assert len(touched) <= MAX_TOUCHED
