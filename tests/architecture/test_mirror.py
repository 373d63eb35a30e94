"""Source and tests match, both ways."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "triage_warden"
TESTS = ROOT / "tests"
FREE = frozenset({"architecture", "deploy", "faults", "journeys", "kit"})
"""Test folders that mirror nothing: they look at the whole."""


def _has_logic(path: Path) -> bool:
    """A module of plain declarations (structs, enums, protocols, constants) needs no test of its own."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return any(_does_something(function) for function in functions)


def _does_something(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    body = [node for node in function.body if not _is_docstring_or_ellipsis(node)]
    return len(body) > 1 or (bool(body) and not isinstance(body[0], ast.Return | ast.Pass))


def _is_docstring_or_ellipsis(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _expected(path: Path) -> Path:
    relative = path.relative_to(SOURCE)
    return TESTS / relative.parent / f"test_{relative.stem.lstrip('_')}.py"


MODULES = [
    path
    for path in sorted(SOURCE.rglob("*.py"))
    if path.name not in {"__init__.py", "__main__.py"} and "versions" not in path.parts and _has_logic(path)
]
MIRRORS = [path for path in sorted(TESTS.rglob("test_*.py")) if path.relative_to(TESTS).parts[0] not in FREE]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_module_with_logic_has_its_test_file(path: Path) -> None:
    """Someone who changes a file knows where its tests are."""
    expected = _expected(path)
    assert expected.exists(), f"{path.relative_to(ROOT)} wants {expected.relative_to(ROOT)}"


@pytest.mark.parametrize("path", MIRRORS, ids=lambda path: str(path.relative_to(TESTS)))
def test_every_test_file_has_its_module(path: Path) -> None:
    """A test file whose module is gone is gone, too."""
    relative = path.relative_to(TESTS)
    stem = relative.stem.removeprefix("test_")
    roots = [SOURCE, ROOT]
    candidates = [
        root / relative.parent / name for root in roots for name in (f"{stem}.py", f"_{stem}.py", f"{stem}/__init__.py")
    ]
    assert any(candidate.exists() for candidate in candidates), f"{relative} mirrors no module"
