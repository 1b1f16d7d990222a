"""The rules of the house, read from its sources."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import askcloud

PACKAGE = Path(askcloud.__file__).parent
SOURCES = {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
TREES = {name: ast.parse(text) for name, text in SOURCES.items()}
TESTS = {
    path.relative_to(Path(__file__).parent).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in Path(__file__).parent.rglob("*.py")
}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
MODULES = pytest.mark.parametrize("name", sorted(SOURCES))
FORBIDDEN_CALLS = {
    *("eval", "exec", "compile", "__import__", "os.system", "os.popen", "joblib.load", "marshal.loads", "marshal.load"),
    *("pickle.load", "pickle.loads", "shelve.open", "yaml.unsafe_load", "yaml.full_load", "tempfile.mktemp"),
}
STARTERS = {  # what starts other processes, each with a list of arguments
    "system/launch.py": {"subprocess"},
    "system/clipboard.py": {"subprocess"},
    "indexer/process.py": {"subprocess"},
    "evaluation/matching.py": {"subprocess"},
    "indexer/pool.py": {"joblib"},
    "shards/cluster.py": {"joblib"},
}
LISTENERS = {"web/server.py": {"socket"}}  # what takes the port of the page
FORBIDDEN_MODULES = {"pickle", "marshal", "shelve", "joblib", "subprocess", "socket", "ssl", "urllib", "http", "ctypes"}


def _dotted(node):
    """`a.b.c` of a chain of attributes; empty for anything else."""
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _calls(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def _imports(tree):
    """The top-level names of everything a module imports, anywhere in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def _public(tree):
    """The public functions and classes of a module and the public methods of those, with their names."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node.name, node
            if isinstance(node, ast.ClassDef):
                yield from ((f"{node.name}.{name}", method) for name, method in _public(node))


def test_house_has_sources():
    """These tests look at the whole package, however it is installed."""
    assert {"__init__.py", "cli/main.py", "indexer/counting.py", "notes/reader.py"} <= set(SOURCES)


@MODULES
def test_house_modules_are_small(name):
    """No module has more than 500 lines."""
    assert len(SOURCES[name].splitlines()) <= 500


@MODULES
def test_house_functions_are_short(name):
    """No function has more than 50 lines."""
    functions = [node for node in ast.walk(TREES[name]) if isinstance(node, FUNCTIONS)]

    assert [node.name for node in functions if node.end_lineno - node.lineno >= 50] == []


@MODULES
def test_house_runs_nothing_it_reads(name):
    """Nothing evaluates text, loads objects, starts a shell or speaks to a network: notes and indexes are data."""
    tree = TREES[name]

    assert [called for called in map(_dotted, (call.func for call in _calls(tree))) if called in FORBIDDEN_CALLS] == []
    assert FORBIDDEN_MODULES & set(_imports(tree)) == {**STARTERS, **LISTENERS}.get(name, set())
    assert [keyword.arg for call in _calls(tree) for keyword in call.keywords if keyword.arg == "shell"] == []


@MODULES
def test_house_loads_yaml_by_a_loader_of_strings_only(name):
    """YAML is read by a loader that names its class, never by the default one."""
    loads = [call for call in _calls(TREES[name]) if _dotted(call.func) == "yaml.load"]

    assert all(len(call.args) + len(call.keywords) == 2 for call in loads)


@pytest.mark.parametrize("name", sorted(name for name in SOURCES if not name.startswith("cli/")))
def test_house_prints_in_one_place(name):
    """Only the command line prints, reads input or writes to the standard streams."""
    tree = TREES[name]
    streams = [_dotted(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)]

    assert [call.func.id for call in _calls(tree) if _dotted(call.func) in ("print", "input", "breakpoint")] == []
    assert [stream for stream in streams if stream in ("sys.stdout", "sys.stderr", "sys.stdin")] == []


@MODULES
def test_house_builds_in_one_place(name):
    """Only indexer/vectorizer.py imports scikit-learn, and only what puts postings together numpy besides."""
    allowed = {
        "indexer/vectorizer.py": {"sklearn", "scipy", "numpy"},
        "indexer/counting.py": {"numpy"},
        "indexer/merge.py": {"numpy"},
    }.get(name, set())

    assert {"sklearn", "scipy", "numpy"} & set(_imports(TREES[name])) == allowed


@MODULES
def test_house_speaks_to_a_cluster_in_one_place(name):
    """Only shards/cluster.py imports Dask, which takes a second and runs what it is sent."""
    allowed = {"shards/cluster.py": {"distributed"}}.get(name, set())

    assert {"dask", "distributed"} & set(_imports(TREES[name])) == allowed


@MODULES
def test_house_speaks_the_model_context_protocol_in_one_place(name):
    """Only mcp/server.py imports the SDK of the protocol, which takes a second."""
    allowed = {"mcp/server.py": {"mcp", "mcp_types"}}.get(name, set())

    assert {"mcp", "mcp_types"} & set(_imports(TREES[name])) == allowed


@pytest.mark.parametrize("name", sorted(name for name in SOURCES if not name.startswith("web/")))
def test_house_serves_the_page_in_one_place(name):
    """Only the package web imports Starlette and Uvicorn, which take a fifth of a second."""
    assert {"starlette", "uvicorn"} & set(_imports(TREES[name])) == set()


@pytest.mark.parametrize("name", sorted(set(SOURCES) - {"index/database.py", "indexer/writer.py"}))
def test_house_speaks_sql_in_one_place(name):
    """Only index/database.py and indexer/writer.py know SQLite."""
    assert {"sqlite3", "_sqlite3"} & set(_imports(TREES[name])) == set()


@pytest.mark.parametrize("name", sorted(set(SOURCES) - {"system/files.py", "index/footer.py"}))
def test_house_writes_files_in_one_place(name):
    """Only system/files.py replaces files, and only the footer of an index changes one, before it takes its place."""
    calls = _calls(TREES[name])
    called = {_dotted(call.func) for call in calls}
    modes = [ast.unparse(argument) for call in calls if _dotted(call.func) == "open" for argument in call.args[1:2]]

    assert called & {"os.replace", "os.rename", "os.fsync", "shutil.move"} == set()
    assert [mode for mode in modes if set(mode) & set("wax+")] == []


@MODULES
def test_house_documents_what_is_public(name):
    """Every module, public function, class and method says in a docstring what the reader gets."""
    tree = TREES[name]

    assert ast.get_docstring(tree)
    assert [public for public, node in _public(tree) if not ast.get_docstring(node)] == []


@pytest.mark.parametrize("name", sorted(TESTS))
def test_house_tests_state_their_law(name):
    """Every test module and every test says in a docstring which law it proves."""
    tree = TESTS[name]
    tests = [node for node in ast.walk(tree) if isinstance(node, FUNCTIONS) and node.name.startswith("test_")]

    assert ast.get_docstring(tree)
    assert [test.name for test in tests if not ast.get_docstring(test)] == []
