"""Small wrong changes, put into the calculators one at a time, to see whether a test notices.

Cosmic Ray makes the changes. It would write each into the file and start Python and pytest anew, which takes seconds
for each of thousands; here a child is forked once everything but our own modules is imported, takes the changed text
instead of the file, and runs the module's tests until the first fails. No file is touched, nothing is left behind by a
change, and one child runs at a time. Words are not changed: published cases hold them.

A change is *killed* where a test fails, and *survives* where all pass or the child needs far more time than the tests
do. A change with which the module cannot be imported is not counted: nobody could overlook it. Survivors that were
looked at stand in ``tests/survivors.toml``, each with why.
"""

import ast
import copy
import gc
import importlib
import importlib.util
import os
import re
import resource
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from itertools import accumulate
from mmap import mmap
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import parso
import pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator
from parso.tree import search_ancestor

ROOT = Path(__file__).parent.parent
SURVIVORS = ROOT / "tests" / "survivors.toml"
# A test that fails need not say why: neither the smallest example nor the values in an assertion are wanted.
_ALONE = ["-x", "-s", "-q", "--no-header", "--no-summary", "--tb=native", "--assert=plain"]
_ALONE += ["-pno:cacheprovider", "-pno:xdist", "-pno:rerunfailures"]
_STILLBORN, _BROKEN = 70, 71  # what a child may end with, besides 0 where all tests passed and 1 where one failed
_AT = mmap(-1, 4)  # which test a child was at when it ended
_PATIENCE = 5  # seconds of processor time for one test; none takes a third of that
_MORE = 3  # times what all of them take without a change, where everything is imported anew


class LastDigit(Operator):  # type: ignore[misc]
    """A number in quotes, as bounds and amounts are written: its last digit one more or one less."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        """Two places for each such string."""
        if node.type == "string" and re.fullmatch(r"[\"']-?\d+(\.\d+)?[\"']", node.value):
            yield from [(node.start_pos, node.end_pos)] * 2

    def mutate(self, node: Any, index: int) -> Any:
        """The node with its last digit moved; a nought goes down to 9, which is a change all the same."""
        digit = (int(node.value[-2]) + (1, -1)[index]) % 10
        return parso.python.tree.String(f"{node.prefix}{node.value[:-2]}{digit}{node.value[-1]}", node.start_pos)

    @classmethod
    def examples(cls) -> tuple[()]:
        """None."""
        return ()


def _operators() -> Iterator[Operator]:
    """Each comparison with its neighbour and its opposite, each sum with one other: not every one with all others."""
    for kind, pairs in {
        "ComparisonOperator": "Lt_LtE Lt_GtE LtE_Lt LtE_Gt Gt_GtE Gt_LtE GtE_Gt GtE_Lt Eq_NotEq NotEq_Eq "
        "Is_IsNot IsNot_Is",
        "BinaryOperator": "Add_Sub Sub_Add Mul_Div Div_Mul FloorDiv_Mul Mod_FloorDiv Pow_Mul BitOr_BitAnd BitAnd_BitOr",
        "UnaryOperator": "Delete_Not USub_UAdd",
    }.items():
        for pair in pairs.split():
            yield get_operator(f"core/Replace{kind}_{pair}")()
    for name in (
        *("AddNot", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceAndWithOr", "ReplaceOrWithAnd"),
        *("ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "ZeroIterationForLoop", "ExceptionReplacer"),
        "NumberReplacer",
    ):
        yield get_operator(f"core/{name}")()
    yield LastDigit()


@dataclass(frozen=True)
class Mutant:
    """A changed module: the line of the change, as it was and as it is now (later lines may have moved)."""

    module: str
    line: int
    was: str
    now: str
    text: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from others, also when lines have moved."""
        return self.module, self.was, self.now

    def __str__(self) -> str:
        """One line for a list."""
        return f"{self.module}:{self.line}: {self.was} → {self.now}"


def mutants(module: str, lines: Container[int] | None = None) -> Iterator[Mutant]:
    """Every change to a module (its path below the project), or to those ``lines`` of it, each once."""
    text = (ROOT / module).read_text("utf-8")
    starts = [0, *accumulate(len(line) for line in text.splitlines(keepends=True))]
    nodes = [node for node in ast_nodes(get_ast(text)) if _computes(node)]
    seen = {text}
    for operator in _operators():
        for node in nodes:
            for index, ((line, _), _) in enumerate(operator.mutation_positions(node)):
                if lines is not None and line not in lines:
                    continue
                # Cosmic Ray's own way parses and walks the whole module for each change.
                copied = operator.mutate(copy.deepcopy(node, {id(node.parent): node.parent}), index)
                first, last = (starts[at[0] - 1] + at[1] for at in (node.get_start_pos_of_prefix(), node.end_pos))
                changed = text[:first] + copied.get_code() + text[last:]
                if changed not in seen and _parses(changed):
                    seen.add(changed)
                    yield Mutant(module, line, _first_of(text, changed), _first_of(changed, text), changed)


def _parses(text: str) -> bool:
    """Whether a change is one of Python: a "not" before "name := …" is none."""
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def _computes(node: Any) -> bool:
    """Whether an operator is one: not the asterisk before keywords, nor the bar in the annotation of a variable."""
    if node.type != "operator" or node.parent is None:
        return True
    return node.parent.type != "parameters" and not (node.value == "|" and search_ancestor(node, "annassign"))


def _first_of(text: str, other: str) -> str:
    """The first line in which a text differs from another, without blanks and comments that say nothing."""
    for one, two in zip(text.splitlines(), other.splitlines(), strict=False):
        if one != two:
            return " ".join(one.partition("  # ")[0].split())
    return ""


def tests(module: str) -> list[str]:
    """The tests of a module, its own first: named in pyproject.toml, or those called after it."""
    named = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mutants"]
    own = Path(module).relative_to("calculators").parts[0].removesuffix(".py")
    listed = (names for path, names in named["tests"].items() if module == path or module.startswith(path + "/"))
    shelf = [] if Path(module).stem in named["sums"] else ["shelf"]
    names = [*next(listed, [own, "cases", *shelf]), "values"]
    return [f"tests/unit/test_{name}.py" for name in names]


def modules(wanted: Iterable[str]) -> list[str]:
    """The modules that names stand for: ``overdue_cost``, ``kit/cashflow`` or paths; all of them where none is named.

    Raises ``ValueError`` for a name without a module.
    """
    found: list[str] = []
    for name in wanted or [""]:
        path = ROOT / "calculators" / name.removeprefix("calculators/").removesuffix(".py")
        files = [path.with_suffix(".py")] if path.with_suffix(".py").is_file() else sorted(path.rglob("*.py"))
        if not files:
            raise ValueError(f"no module of the calculators: {name}")
        found += [file.relative_to(ROOT).as_posix() for file in files]
    return found


def _live(file: str) -> dict[str, list[FunctionType]]:
    """The functions that were made from a file, by their qualified names."""
    found: dict[str, list[FunctionType]] = {}
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__.co_filename == file:
            found.setdefault(thing.__code__.co_qualname, []).append(thing)
    return found


def _name(module: str) -> str:
    """A module's name for an import."""
    return module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _around(text: str, line: int) -> str:
    """The qualified name of the outermost function in whose body a line lies; blank outside of any."""

    def look(body: Iterable[ast.stmt], above: str) -> str:
        for part in body:
            if isinstance(part, ast.FunctionDef) and part.body[0].lineno <= line <= (part.end_lineno or 0):
                return above + part.name
            if isinstance(part, ast.ClassDef) and (name := look(part.body, f"{above}{part.name}.")):
                return name
        return ""

    return look(ast.parse(text).body, "")


def _code(text: str, file: str, name: str) -> CodeType:
    """The code of a function in a changed text."""
    code = compile(text, file, "exec", dont_inherit=True)
    for part in name.split("."):
        (code,) = (c for c in code.co_consts if isinstance(c, CodeType) and c.co_name == part)
    return code


class _Loader(SourceFileLoader):
    def __init__(self, mutant: Mutant, name: str) -> None:
        super().__init__(name, str(ROOT / mutant.module))
        self.text = mutant.text

    def get_code(self, _: str) -> CodeType:
        return compile(self.text, self.path, "exec", dont_inherit=True)


class _Finder(MetaPathFinder):
    """Finds the changed text of one module before its file is found."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        self.name = _name(mutant.module)

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: object = None) -> ModuleSpec | None:  # noqa: ARG002
        if fullname != self.name:
            return None
        file = ROOT / self.mutant.module
        folder = [str(file.parent)] if file.name == "__init__.py" else None
        loader = _Loader(self.mutant, self.name)
        return importlib.util.spec_from_file_location(fullname, file, loader=loader, submodule_search_locations=folder)


def _in_a_child(work: Callable[[], int], seconds: float) -> tuple[int, float]:
    """What ``work`` gave in a forked child, -1 where it took more processor time, and the time that it took."""
    child = os.fork()
    if not child:
        code = _BROKEN
        try:
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nowhere, stream)
            resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
            signal.alarm(int(seconds * 20))  # for one that waits and takes no time
            code = work()
        finally:
            os._exit(code)
    _, status, used = os.wait4(child, 0)
    return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime


class _Trial:
    """A pytest plugin: instead of running the tests once, it runs them for each change, in a child of its own."""

    def __init__(self, module: str, lines: Container[int] | None, left: Container[Any], tell: Callable[[str], None]):
        """``left`` are survivors that need not be tried again."""
        self.module, self.lines, self.left, self.tell = module, lines, left, tell
        self.killed = self.stillborn = 0
        self.survived: list[Mutant] = []
        self.timed_out: list[Mutant] = []
        self.failed = ""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Called by pytest with all that it has found."""
        items[:] = filter(self._wanted, items)

    def _wanted(self, item: pytest.Item) -> bool:
        """Whether a test needs no built site and is not one of another calculator than the changed one."""
        if "site" in getattr(item, "fixturenames", ()):
            return False
        mine = Path(self.module).relative_to("calculators").parts[0].removesuffix(".py")
        name = item.callspec.params.get("name") if hasattr(item, "callspec") else None
        return mine == "kit" or not isinstance(name, str) or name == mine

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Called once all tests are collected."""
        if session.testsfailed or not session.items:
            self.failed = "cannot be collected"
            return True
        # In this process, so that each child finds warm what the tests set up for themselves.
        before = time.process_time()
        if _run(session):
            self.failed = "fail without any change"
            return True
        needed = time.process_time() - before
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        file = str(ROOT / self.module)
        self.live = _live(file)
        cached = [thing for thing in gc.get_objects() if hasattr(type(thing), "cache_clear")]
        self.caches = [one for one in cached if getattr(one, "__module__", "") == _name(self.module)]
        self.text = (ROOT / self.module).read_text("utf-8")
        for mutant in sorted(mutants(self.module, self.lines), key=lambda mutant: mutant.line):
            if mutant.key in self.left:
                self.survived.append(mutant)
                continue
            self._note(mutant, self._try(mutant, session, _PATIENCE + _MORE * needed))
        return True

    def _note(self, mutant: Mutant, code: int) -> None:
        if code == _STILLBORN:
            self.stillborn += 1
        elif code == 0:
            self.survived.append(mutant)
            self.tell(str(mutant))
        elif code < 0:
            self.timed_out.append(mutant)
            self.tell(f"{mutant} (no end)")
        else:
            self.killed += 1

    def _try(self, mutant: Mutant, session: pytest.Session, seconds: float) -> int:
        """Put the change into the living function, and where that is not seen, import everything anew with it."""
        if functions := self.live.get(_around(self.text, mutant.line)):
            code, _ = _in_a_child(lambda: self._quickly(mutant, functions, session), seconds)
            if code not in (0, _BROKEN):
                # What saw this change will see its neighbours.
                session.items.insert(0, session.items.pop(int.from_bytes(_AT[:4])))
                return code
        return _in_a_child(lambda: self._anew(mutant, session), seconds)[0]

    def _quickly(self, mutant: Mutant, functions: list[FunctionType], session: pytest.Session) -> int:
        name = functions[0].__code__.co_qualname
        for function in functions:
            function.__code__ = _code(mutant.text, str(ROOT / mutant.module), name)
        for cached in self.caches:  # what others keep of it shows when everything is imported anew
            cached.cache_clear()
        return _run(session)

    def _anew(self, mutant: Mutant, session: pytest.Session) -> int:
        for name, module in list(sys.modules.items()):
            file = getattr(module, "__file__", None) or ""
            ours = file.startswith(str(ROOT)) and not file.startswith(sys.prefix)
            if name == "scripts" or (ours and name not in ("__main__", __name__)):
                del sys.modules[name]
        finder = _Finder(mutant)
        sys.meta_path.insert(0, finder)
        try:
            importlib.import_module(finder.name)
        except Exception:
            return _STILLBORN
        return int(pytest.main([*_ALONE, *session.config.args], plugins=[_Selection(self._wanted)]))


class _Selection:
    """A pytest plugin that leaves out what a trial leaves out."""

    def __init__(self, wanted: Callable[[pytest.Item], bool]) -> None:
        self.wanted = wanted

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Called by pytest with all that it has found."""
        items[:] = filter(self.wanted, items)


def _run(session: pytest.Session) -> int:
    """Run collected tests until one fails; 1 if one does."""
    for at, (item, following) in enumerate(zip(session.items, [*session.items[1:], None], strict=True)):
        signal.setitimer(signal.ITIMER_VIRTUAL, _PATIENCE)  # whoever does not listen is ended by it
        _AT[:4] = at.to_bytes(4)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.shouldfail:
            return 1
    return 0


@dataclass(frozen=True)
class Score:
    """How a module fared: changes ``killed``, those that ``survived``, and those ``timed_out``, which survive too."""

    module: str
    killed: int
    survived: tuple[Mutant, ...]
    timed_out: tuple[Mutant, ...]
    stillborn: int

    @property
    def total(self) -> int:
        """All changes with which the module can be imported."""
        return self.killed + len(self.survived) + len(self.timed_out)


def score(module: str, lines: Container[int] | None = None, left: Container[tuple[str, str, str]] = ()) -> Score:
    """Try every change to a module, or those to some of its lines, but for survivors that were ``left``.

    Prints each new survivor as it is found. Raises ``ValueError`` where the tests fail without a change.
    """
    os.environ["QUICK"] = "1"
    seen, files = sys.stdout, tests(module)
    trial = _Trial(module, lines, left, lambda words: print(words, file=seen, flush=True))
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):
        if pytest.main([*_ALONE, *files], plugins=[trial]) == pytest.ExitCode.INTERNAL_ERROR:
            trial.failed = "cannot be run"
    if trial.failed:
        raise ValueError(f"these tests {trial.failed}: {' '.join(files)}")
    return Score(module, trial.killed, tuple(trial.survived), tuple(trial.timed_out), trial.stillborn)


def reasons(path: Path = SURVIVORS) -> dict[tuple[str, str, str], str]:
    """Why a survivor was left, by module and by its line as it was and as it is with the change."""
    found = {}
    for entry in tomllib.loads(path.read_text("utf-8"))["survivors"]:
        for change in entry["changes"]:
            was, _, now = change.partition(" → ")
            found[entry["module"], was, now] = entry["why"]
    return found


def changed_lines(module: str, since: str) -> set[int]:
    """The lines of a module that are new since a commit. Raises ``ValueError`` for a commit that git does not know."""
    command = ["git", "diff", "-U0", since, "--", module]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ValueError(done.stderr.strip())
    found: set[int] = set()
    for first, many in re.findall(r"^@@ .* \+(\d+)(?:,(\d+))? @@", done.stdout, re.MULTILINE):
        found |= set(range(int(first), int(first) + int(many or 1)))
    return found


def report(wanted: Sequence[str], since: str | None, again: bool) -> bool:
    """Try the modules that names stand for, and print how they fared; whether each survivor has its reason.

    Only lines new ``since`` a commit; known survivors ``again``. Raises ``ValueError`` as the functions above do.
    """
    known, scores = reasons(), []
    for module in modules(wanted):
        lines = changed_lines(module, since) if since else None
        if since and not lines:
            continue
        print(f"{module} …", flush=True)
        scores.append(score(module, lines, () if again else known))
    print()
    for one in scores:
        if one.total:
            print(f"{one.killed / one.total:6.1%}  {one.killed} of {one.total}  {one.module}")
    killed, total = sum(one.killed for one in scores), sum(one.total for one in scores)
    print(f"{killed / total:6.1%}  {killed} of {total} changes killed" if total else "Nothing to change.")
    left = [mutant for one in scores for mutant in (*one.survived, *one.timed_out)]
    for why in sorted({known[mutant.key] for mutant in left if mutant.key in known}):
        print(f"\nLeft: {why}")
        for mutant in left:
            if known.get(mutant.key) == why:
                print(f"  {mutant}")
    fresh = [mutant for mutant in left if mutant.key not in known]
    if fresh:
        print("\nSurvived without a reason:")
        for mutant in fresh:
            print(f"  {mutant}")
    if again:
        tried = {one.module for one in scores}
        gone = known.keys() - {mutant.key for mutant in left}
        for module, was, now in sorted(key for key in gone if key[0] in tried and not since):
            print(f"\nNo survivor any more: {module}: {was} → {now}")
    return not fresh
