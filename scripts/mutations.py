"""Small faults to put into code one at a time: what each is, where it stands, and the code with it.

Left alone are docstrings, annotations, decorators, imports, and what is there for type checkers only.
"""

from __future__ import annotations

import ast
import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMPARISONS: Final[dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_OPERATORS: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_SKIPPED: Final = frozenset({"annotation", "returns", "decorator_list", "type_params", "type_comment", "bases"})


_Steps = tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Mutation:
    """One fault.

    Attributes:
        line: Number of the line that it is in.
        within: The function, class or constant of the module that it is in; dotted within a class.
        what: What is done, such as `< to <=`.
        column: Where in the line, to tell apart what is alike.
        tree: The module without it.
        steps: The way to what is changed.
        number: Which change of it this is.
    """

    line: int
    within: str
    what: str
    column: int
    tree: ast.AST
    steps: _Steps
    number: int

    def code(self) -> str:
        """The whole module with it."""
        changed = copy.deepcopy(self.tree)
        _, new = list(_changes(_at(changed, self.steps)))[self.number]
        _put(changed, self.steps, new)
        return ast.unparse(ast.fix_missing_locations(changed))


def mutations(source: str) -> Iterator[Mutation]:
    """All faults that a module can be given, in the order of its lines."""
    tree = ast.parse(source)
    for steps, within in _places(tree, (), ""):
        for number, (what, _) in enumerate(_changes(_at(tree, steps))):
            node: Any = _at(tree, steps)
            yield Mutation(node.lineno, within, what, node.col_offset, tree, steps, number)


def _places(node: ast.AST, steps: _Steps, within: str) -> Iterator[tuple[_Steps, str]]:
    """The way to each node that may be changed."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        within = f"{within}.{node.name}".lstrip(".")
    elif not within and isinstance(node, ast.Assign | ast.AnnAssign):
        within = ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)
    if hasattr(node, "lineno"):
        yield steps, within
    if isinstance(node, ast.JoinedStr):
        return
    for name, value in ast.iter_fields(node):
        if name in _SKIPPED:
            continue
        for index, inner in enumerate(value) if isinstance(value, list) else ((None, value),):
            if isinstance(inner, ast.AST) and not _is_for_tools(inner):
                yield from _places(inner, (*steps, (name, index)), within)


def _is_for_tools(node: ast.AST) -> bool:
    """Whether a node says something to readers and type checkers only."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return True
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    target = node.targets[0] if isinstance(node, ast.Assign) else None
    if isinstance(target, ast.Name) and target.id == "__all__":
        return True
    value = node.value if isinstance(node, ast.Assign) else None
    return isinstance(value, ast.Subscript) and isinstance(value.value, ast.Name) and value.value.id == "Literal"


def _at(tree: ast.AST, steps: _Steps) -> ast.AST:
    for name, index in steps:
        tree = getattr(tree, name) if index is None else getattr(tree, name)[index]
    return tree


def _put(tree: ast.AST, steps: _Steps, new: ast.AST) -> None:
    *way, (name, index) = steps
    around = _at(tree, tuple(way))
    if index is None:
        setattr(around, name, new)
    else:
        getattr(around, name)[index] = new


def _changes(node: Any) -> Iterator[tuple[str, ast.AST]]:  # noqa: ANN401 - any node
    """What may stand in the place of a node."""
    for kind, change in _CHANGES.items():
        if isinstance(node, kind):
            yield from change(node)


def _compare(node: ast.Compare) -> Iterator[tuple[str, ast.AST]]:
    for number, operator in enumerate(node.ops):
        for other in _COMPARISONS[type(operator)]:
            ops = [*node.ops[:number], other(), *node.ops[number + 1 :]]
            changed = ast.Compare(node.left, ops, node.comparators)
            yield (
                f"comparison {number + 1}: {type(operator).__name__} to {other.__name__}",
                ast.copy_location(changed, node),
            )


def _operator(node: ast.BinOp | ast.AugAssign) -> Iterator[tuple[str, ast.AST]]:
    other = _OPERATORS.get(type(node.op))
    if other is not None:
        changed = copy.copy(node)
        changed.op = other()
        yield f"{type(node.op).__name__} to {other.__name__}", changed


def _boolean(node: ast.BoolOp) -> Iterator[tuple[str, ast.AST]]:
    other: ast.boolop = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield (
        f"{type(node.op).__name__} to {type(other).__name__}",
        ast.copy_location(ast.BoolOp(other, node.values), node),
    )


def _unary(node: ast.UnaryOp) -> Iterator[tuple[str, ast.AST]]:
    yield f"without {type(node.op).__name__}", node.operand


def _constant(node: ast.Constant) -> Iterator[tuple[str, ast.AST]]:
    value: Any = node.value
    others: list[Any] = []
    if isinstance(value, bool):
        others = [not value]
    elif isinstance(value, int | float):
        others = [value + 1]
    elif isinstance(value, str):
        others = ["" if value else "XX"]
    elif isinstance(value, bytes):
        others = [b"" if value else b"XX"]
    for other in others:
        yield f"{value!r:.40} to {other!r:.40}", ast.copy_location(ast.Constant(other), node)


def _text(node: ast.JoinedStr) -> Iterator[tuple[str, ast.AST]]:
    yield "f-string to ''", ast.copy_location(ast.Constant(""), node)


def _condition(node: ast.If | ast.While | ast.IfExp) -> Iterator[tuple[str, ast.AST]]:
    changed = copy.copy(node)
    changed.test = ast.copy_location(ast.UnaryOp(ast.Not(), node.test), node.test)
    yield "condition negated", changed


def _filter(node: ast.comprehension) -> Iterator[tuple[str, ast.AST]]:
    changed = copy.copy(node)
    changed.ifs = []
    if node.ifs:
        yield "without its filter", changed


def _return(node: ast.Return) -> Iterator[tuple[str, ast.AST]]:
    if node.value is not None and not isinstance(node.value, ast.Constant):
        yield "nothing returned", ast.copy_location(ast.Return(ast.Constant(None)), node)


def _assign(node: ast.Assign) -> Iterator[tuple[str, ast.AST]]:
    if not isinstance(node.value, ast.Constant) and isinstance(node.targets[0], ast.Name | ast.Attribute):
        yield "None assigned", ast.copy_location(ast.Assign(node.targets, ast.Constant(None)), node)


def _dropped(node: ast.Expr | ast.Raise) -> Iterator[tuple[str, ast.AST]]:
    yield "left out", ast.copy_location(ast.Pass(), node)


def _jump(node: ast.Break | ast.Continue) -> Iterator[tuple[str, ast.AST]]:
    other = ast.Continue() if isinstance(node, ast.Break) else ast.Break()
    yield f"{type(node).__name__} to {type(other).__name__}", ast.copy_location(other, node)


_CHANGES: Final[dict[Any, Any]] = {
    ast.Compare: _compare,
    ast.BinOp | ast.AugAssign: _operator,
    ast.BoolOp: _boolean,
    ast.UnaryOp: _unary,
    ast.Constant: _constant,
    ast.JoinedStr: _text,
    ast.If | ast.While | ast.IfExp: _condition,
    ast.comprehension: _filter,
    ast.Return: _return,
    ast.Assign: _assign,
    ast.Expr | ast.Raise: _dropped,
    ast.Break | ast.Continue: _jump,
}
