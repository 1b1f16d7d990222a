"""The rules of the house, read from its sources."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import askcloud

PACKAGE = Path(askcloud.__file__).parent
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
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


# Read on first use: every process that runs tests loads this module, and few run its tests.
@cache
def _sources():
    return {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}


@cache
def _trees():
    return {name: ast.parse(text) for name, text in _sources().items()}


@cache
def _nodes():
    return {name: tuple(ast.walk(tree)) for name, tree in _trees().items()}


@cache
def _tests():
    folder = Path(__file__).parent
    return {path.relative_to(folder).as_posix(): ast.parse(path.read_text("utf-8")) for path in folder.rglob("*.py")}


def _dotted(node):
    """`a.b.c` of a chain of attributes; empty for anything else."""
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _calls(name):
    return [node for node in _nodes()[name] if isinstance(node, ast.Call)]


def _imports(name):
    """The top-level names of everything a module imports, anywhere in it."""
    for node in _nodes()[name]:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def _importers(*libraries):
    """The modules that import one of some libraries, each with those that it imports."""
    found = {name: set(libraries) & set(_imports(name)) for name in _sources()}
    return {name: imported for name, imported in found.items() if imported}


def _breaking(rule):
    """The modules of which a rule returns something, with what it returns."""
    found = {name: rule(name) for name in _sources()}
    return {name: each for name, each in found.items() if each}


def _public(tree):
    """The public functions and classes of a module and the public methods of those, with their names."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node.name, node
            if isinstance(node, ast.ClassDef):
                yield from ((f"{node.name}.{name}", method) for name, method in _public(node))


def test_house_has_sources():
    """These tests look at the whole package, however it is installed."""
    assert {"__init__.py", "cli/main.py", "indexer/counting.py", "notes/reader.py"} <= set(_sources())


def test_house_modules_are_small():
    """No module has more than 500 lines."""
    assert [name for name, text in _sources().items() if len(text.splitlines()) > 500] == []


def test_house_functions_are_short():
    """No function has more than 50 lines."""

    def long(name):
        functions = [node for node in _nodes()[name] if isinstance(node, FUNCTIONS)]
        return [node.name for node in functions if node.end_lineno - node.lineno >= 50]

    assert _breaking(long) == {}


def test_house_runs_nothing_it_reads():
    """Nothing evaluates text, loads objects, starts a shell or speaks to a network: notes and indexes are data."""

    def run(name):
        calls = _calls(name)
        called = [called for called in map(_dotted, (call.func for call in calls)) if called in FORBIDDEN_CALLS]
        return called + ["shell" for call in calls for keyword in call.keywords if keyword.arg == "shell"]

    assert _breaking(run) == {}
    assert _importers(*FORBIDDEN_MODULES) == {**STARTERS, **LISTENERS}


def test_house_loads_yaml_by_a_loader_of_strings_only():
    """YAML is read by a loader that names its class, never by the default one."""

    def default(name):
        loads = [call for call in _calls(name) if _dotted(call.func) == "yaml.load"]
        return [ast.unparse(call) for call in loads if len(call.args) + len(call.keywords) != 2]

    assert _breaking(default) == {}


def test_house_prints_in_one_place():
    """Only the command line prints, reads input or writes to the standard streams."""

    def printed(name):
        named = [_dotted(node) for node in _nodes()[name] if isinstance(node, ast.Attribute)]
        called = [_dotted(call.func) for call in _calls(name)]
        streams = [each for each in named if each in ("sys.stdout", "sys.stderr", "sys.stdin")]
        return streams + [each for each in called if each in ("print", "input", "breakpoint")]

    assert [name for name in _breaking(printed) if not name.startswith("cli/")] == []


def test_house_builds_in_one_place():
    """Only indexer/vectorizer.py imports scikit-learn, and only what puts postings together numpy besides."""
    assert _importers("sklearn", "scipy", "numpy") == {
        "indexer/vectorizer.py": {"sklearn", "scipy", "numpy"},
        "indexer/counting.py": {"numpy"},
        "indexer/merge.py": {"numpy"},
    }


def test_house_speaks_to_a_cluster_in_one_place():
    """Only shards/cluster.py imports Dask, which takes a second and runs what it is sent."""
    assert _importers("dask", "distributed") == {"shards/cluster.py": {"distributed"}}


def test_house_speaks_the_model_context_protocol_in_one_place():
    """Only mcp/server.py imports the SDK of the protocol, which takes a second."""
    assert _importers("mcp", "mcp_types") == {"mcp/server.py": {"mcp", "mcp_types"}}


def test_house_serves_the_page_in_one_place():
    """Only the package web imports Starlette and Uvicorn, which take a fifth of a second."""
    assert [name for name in _importers("starlette", "uvicorn") if not name.startswith("web/")] == []


def test_house_speaks_sql_in_one_place():
    """Only index/database.py and indexer/writer.py know SQLite."""
    assert set(_importers("sqlite3", "_sqlite3")) <= {"index/database.py", "indexer/writer.py"}


def test_house_writes_files_in_one_place():
    """Only system/files.py replaces files, and only the footer of an index changes one, before it takes its place."""

    def written(name):
        calls = _calls(name)
        called = {_dotted(call.func) for call in calls} & {"os.replace", "os.rename", "os.fsync", "shutil.move"}
        modes = [ast.unparse(argument) for call in calls if _dotted(call.func) == "open" for argument in call.args[1:2]]
        return [*called, *(mode for mode in modes if set(mode) & set("wax+"))]

    assert set(_breaking(written)) <= {"system/files.py", "index/footer.py"}


def test_house_documents_what_is_public():
    """Every module, public function, class and method says in a docstring what the reader gets."""

    def undocumented(name):
        public = (("the module", _trees()[name]), *_public(_trees()[name]))
        return [called for called, node in public if not ast.get_docstring(node)]

    assert _breaking(undocumented) == {}


def test_house_tests_state_their_law():
    """Every test module and every test says in a docstring which law it proves."""
    stated = [
        (name, getattr(node, "name", "the module"), ast.get_docstring(node))
        for name, tree in _tests().items()
        for node in (tree, *ast.walk(tree))
        if node is tree or (isinstance(node, FUNCTIONS) and node.name.startswith("test_"))
    ]

    assert [(name, test) for name, test, law in stated if not law] == []
