"""askcloud beside its peers on one corpus, in one run: what questions, builds, indexes and imports cost, as ratios.

usage: python bench/peers.py CORPUS QUESTIONS.jsonl [--scale N]

The peers (SQLite FTS5, bm25s, tantivy, scikit-learn's TF-IDF; `pip install --group bench`) are given the claims that
askcloud has parsed, one a document; askcloud reads the notes. With --scale a vault grown from the notes, ×1 and ×N,
shows how the cost of a question grows. Processes are measured in turn, A B A B, so that a drifting machine drifts for
all; times are CPU by the operating system's account unless a column says otherwise.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from itertools import chain
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from cold import run

from askcloud.index.reader import open_index

ROUNDS = 11
QUESTION = "why does data gravity matter"
ASKCLOUD = os.path.join(os.path.dirname(sys.executable), "askcloud")
MODULES = (
    "pass",
    "import sqlite3",
    "import tantivy",
    "import numpy",
    "import bm25s",
    "import sklearn.feature_extraction.text",
)

READ_CLAIMS = """
import json, sys, time
claims = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]
"""
PEERS = {
    "SQLite FTS5": (
        """
import sqlite3
started = time.perf_counter()
with sqlite3.connect(sys.argv[1] + "/fts5.db") as database:
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("PRAGMA synchronous = OFF")
    database.execute("CREATE VIRTUAL TABLE claims USING fts5 (text, tokenize = 'porter unicode61')")
    database.executemany("INSERT INTO claims VALUES (?)", ([claim] for claim in claims))
""",
        """
import re, sqlite3, sys
database = sqlite3.connect(sys.argv[1] + "/fts5.db")
query = "SELECT text FROM claims WHERE claims MATCH ? ORDER BY rank LIMIT 5"
def ask(question):
    words = " OR ".join(f'"{word}"' for word in re.findall(r"\\w+", question))
    return database.execute(query, [words]).fetchall()
""",
    ),
    "tantivy": (
        """
import tantivy
started = time.perf_counter()
schema = tantivy.SchemaBuilder().add_text_field("text", stored=True, tokenizer_name="en_stem").build()
index = tantivy.Index(schema, path=sys.argv[1])
writer = index.writer()
for claim in claims:
    writer.add_document(tantivy.Document(text=claim))
writer.commit()
writer.wait_merging_threads()
""",
        """
import re, sys, tantivy
index = tantivy.Index.open(sys.argv[1])
searcher = index.searcher()
def ask(question):
    words = " ".join(re.findall(r"\\w+", question)).lower()
    found = searcher.search(index.parse_query(words, ["text"]), 5).hits
    return [searcher.doc(at)["text"] for _, at in found]
""",
    ),
    "bm25s": (
        """
import bm25s
started = time.perf_counter()
retriever = bm25s.BM25()
retriever.index(bm25s.tokenize(claims, stopwords="en", show_progress=False), show_progress=False)
retriever.save(sys.argv[1], corpus=claims)
""",
        """
import sys, bm25s
retriever = bm25s.BM25.load(sys.argv[1], mmap=True, load_corpus=True)
def ask(question):
    words = bm25s.tokenize(question, stopwords="en", show_progress=False)
    return retriever.retrieve(words, k=5, show_progress=False)
""",
    ),
    "TF-IDF": (
        """
import joblib
from sklearn.feature_extraction.text import TfidfVectorizer
started = time.perf_counter()
vectorizer = TfidfVectorizer(stop_words="english", sublinear_tf=True)
joblib.dump((vectorizer, vectorizer.fit_transform(claims), claims), sys.argv[1] + "/tfidf.joblib")
""",
        """
import sys, joblib
vectorizer, matrix, claims = joblib.load(sys.argv[1] + "/tfidf.joblib")
def ask(question):
    scores = (matrix @ vectorizer.transform([question]).T).toarray().ravel()
    return [claims[at] for at in scores.argsort()[-5:][::-1]]
""",
    ),
}
ASK_HERE = """
import gc, sys
gc.set_threshold(50_000)  # as the command does
from askcloud.errors import QuestionError
from askcloud.index.reader import open_index
from askcloud.output.serialize import to_json
from askcloud.answering.session import Session
session = Session(lambda: open_index(sys.argv[1]), sys.argv[4])
def ask(question):
    try:
        return to_json(session.ask(question), 0.0)
    except QuestionError:
        return ""
"""
WARM = """
import json, time
spent = []
for line in open(sys.argv[2], encoding="utf-8"):
    started = time.process_time()
    ask(json.loads(line))
    spent.append(1000 * (time.process_time() - started))
json.dump(spent, open(sys.argv[3], "w"))
"""


def python(code: str, *arguments: str) -> list[str]:
    """A command that runs some Python."""
    return [sys.executable, "-c", code, *arguments]


def in_turn(commands: dict[str, list[str]]) -> dict[str, list[tuple[float, float]]]:
    """(CPU milliseconds, peak megabytes) of each round of each command."""
    seen: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            seen[name].append(run(command))
    return seen


def built(corpus: str, index: str, *options: str) -> float:
    """Seconds by the wall of a whole `askcloud index`."""
    started = perf_counter()
    subprocess.run([ASKCLOUD, "index", "--quiet", *options, "--corpus", corpus, "--index", index], check=True)
    return perf_counter() - started


def size_of(folder: Path) -> int:
    """Bytes of a folder's files."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def warm(code: str, folder: str, questions: str, corpus: str) -> list[float]:
    """CPU milliseconds of each question asked of an index that is open."""
    with tempfile.NamedTemporaryFile("r") as result:
        subprocess.run(python(code + WARM, folder, questions, result.name, corpus), check=True)
        spent: list[float] = json.load(result)
    return spent


def grown(corpus: str, folder: str, times: int) -> None:
    """A vault of so many times the notes: each copy has another video and paragraphs of another note among its own."""
    notes = sorted(Path(corpus).rglob("*.md"))
    rng = random.Random(1)
    for copy in range(times):
        for note in notes:
            paragraphs = note.read_text(encoding="utf-8", errors="replace").split("\n\n")
            if copy:
                others = rng.choice(notes).read_text(encoding="utf-8", errors="replace").split("\n\n")
                paragraphs = [
                    paragraphs[0].replace("videoId: ", f"videoId: {copy}")[:4000],
                    *paragraphs[1::2],
                    *others[2::2],
                ]
            path = Path(folder, str(copy), note.relative_to(corpus))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n\n".join(paragraphs), encoding="utf-8")


def cold_table(corpus: str, root: Path) -> None:
    """Prints what one question costs as a whole process, and what imports alone do."""
    ask = [ASKCLOUD, "--corpus", corpus, "--index", str(root / "askcloud"), QUESTION]
    commands = {"askcloud": ask} | {
        name: python(code + f"ask({QUESTION!r})", str(root / name)) for name, (_, code) in PEERS.items()
    }
    seen = in_turn(commands | {module: python(module) for module in MODULES})
    bare, numpy = ([cpu for cpu, _ in seen[name]] for name in ("pass", "import numpy"))
    print(f"\n{'one question, or import':42}{'CPU ms':>8}{'÷ pass':>8}{'÷ numpy':>9}{'peak MB':>9}")
    for name, samples in sorted(seen.items(), key=lambda item: median(cpu for cpu, _ in item[1])):
        cpu = [spent for spent, _ in samples]
        ratios = [median(one / other for one, other in zip(cpu, base, strict=True)) for base in (bare, numpy)]
        print(f"{name:42}{median(cpu):8.1f}{ratios[0]:8.2f}{ratios[1]:9.2f}{max(mb for _, mb in samples):9.1f}")


def write_claims(root: Path) -> tuple[int, int]:
    """Writes out the claims that askcloud has parsed; their number and bytes."""
    count = size = 0
    with open_index(str(root / "askcloud")) as index, (root / "claims.jsonl").open("w") as file:
        for claim in chain.from_iterable(map(index.claims_of, index.notes())):
            file.write(f"{json.dumps(claim.text)}\n")
            count, size = count + 1, size + len(claim.text.encode())
    return count, size


def build_table(corpus: str, root: Path, text: int) -> None:
    """Prints what building costs and what it leaves; the peers build from the claims that askcloud has parsed."""
    took = {"askcloud": built(corpus, str(root / "askcloud"), "--full")}
    for name, (code, _) in PEERS.items():
        (root / name).mkdir()
        timed = READ_CLAIMS + code + "print(time.perf_counter() - started)"
        took[name] = float(subprocess.check_output(python(timed, str(root / name), str(root / "claims.jsonl"))))
    print(f"\n{'build':42}{'wall s':>8}{'÷ FTS5':>8}{'÷ text':>9}")
    for name, seconds in took.items():
        size = size_of(root / name) / text
        print(f"{name:42}{seconds:8.1f}{seconds / took['SQLite FTS5']:8.2f}{size:9.2f}")


def update_table(corpus: str, root: Path) -> None:
    """Prints what bringing in one changed note costs, in a copy of the corpus."""
    copy = root / "changing"
    grown(corpus, str(copy), 1)
    built(str(copy), str(root / "changed"))
    note = next(copy.rglob("*.md"))
    took = []
    for at in range(3):
        note.write_text(note.read_text(encoding="utf-8") + f"\n\nLanterns were lit {at} times that night [00:00:10].\n")
        took.append(built(str(copy), str(root / "changed")))
    imported = median(cpu for cpu, _ in (run(python(MODULES[-1])) for _ in range(3)))
    print(
        f"\none note changed: {median(took):.2f} s by the wall, of which importing scikit-learn {imported / 1000:.2f}"
    )


def warm_table(corpus: str, root: Path) -> None:
    """Prints what a question costs where the index is open."""
    codes = {"askcloud": ASK_HERE} | {name: code for name, (_, code) in PEERS.items()}
    questions = str(root / "questions.jsonl")
    print(f"\n{'question of an open index, CPU ms':42}{'p50':>8}{'p95':>8}{'÷ FTS5':>9}")
    spent = {name: warm(code, str(root / name), questions, corpus) for name, code in codes.items()}
    for name, each in spent.items():
        ratio = median(each) / median(spent["SQLite FTS5"])
        print(f"{name:42}{median(each):8.1f}{quantiles(each, n=20)[18]:8.1f}{ratio:9.2f}")


def scale_table(corpus: str, root: Path, times: int) -> None:
    """Prints how the cost of a question grows with the vault."""
    print(f"\n{'vault grown from the notes':30}{'notes':>8}{'p50 ms':>8}{'p95 ms':>8}{'mean ms':>9}")
    means = []
    for factor in (1, times):
        vault, index = str(root / f"vault{factor}"), str(root / f"index{factor}")
        grown(corpus, vault, factor)
        built(vault, index)
        spent = warm(ASK_HERE, index, str(root / "questions.jsonl"), vault)
        means.append(sum(spent) / len(spent))
        notes = sum(1 for _ in Path(vault).rglob("*.md"))
        print(f"×{factor:<29}{notes:8,}{median(spent):8.1f}{quantiles(spent, n=20)[18]:8.1f}{means[-1]:9.1f}")
    print(f"the mean grows ×{means[1] / means[0]:.2f}")


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("corpus")
    parser.add_argument("questions")
    parser.add_argument("--scale", type=int)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        built(given.corpus, str(root / "askcloud"))
        claims, text = write_claims(root)
        lines = Path(given.questions).read_text(encoding="utf-8").splitlines()
        questions = [json.dumps(json.loads(line)["question"]) for line in lines if line.strip()]
        (root / "questions.jsonl").write_text("\n".join(questions), encoding="utf-8")
        print(f"{claims:,} claims, {len(questions)} questions, {os.cpu_count()} processors, {ROUNDS} rounds, medians")
        build_table(given.corpus, root, text)
        cold_table(given.corpus, root)
        update_table(given.corpus, root)
        warm_table(given.corpus, root)
        if given.scale:
            scale_table(given.corpus, root, given.scale)


if __name__ == "__main__":
    main()
