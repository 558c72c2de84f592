"""JSON, TOML and YAML to plain data, with scalars as they were written."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any, Final, NoReturn

from question_tailor.errors import InputError
from question_tailor.readers.extras import library

_DEEPEST: Final = 100
_MOST_EVENTS: Final = 400_000
_DOTTED: Final = re.compile(r"""(?<![\w"'-])(?:["'\w-]++\s*+\.\s*+){50}""")
"""Names for which tomllib takes a time that grows with the square of their parts."""


def from_json(text: str, named: str) -> Any:  # noqa: ANN401 - any JSON
    """What a JSON text holds; numbers that a float would change stay text.

    Raises:
        InputError: It is no JSON, or nested too deep.
    """
    try:
        document = json.loads(text, strict=False, parse_float=_figure, parse_int=_whole, parse_constant=str)
    except json.JSONDecodeError as error:
        raise InputError(f"{named} is no JSON: line {error.lineno}: {error.msg}.") from None
    except RecursionError:
        raise InputError(f"{named} is nested too deep.") from None
    return bounded(document, named)


def from_toml(text: str, named: str) -> Any:  # noqa: ANN401 - a table
    """What a TOML text holds; fractions stay text.

    Raises:
        InputError: It is no TOML, or nested too deep.
    """
    if _DOTTED.search(text):
        raise InputError(f"{named} has a name of more than 50 parts.")
    try:
        document = tomllib.loads(text, parse_float=str)
    except (tomllib.TOMLDecodeError, ValueError) as error:
        raise InputError(f"{named} is no TOML: {error}.") from None
    except RecursionError:
        raise InputError(f"{named} is nested too deep.") from None
    return bounded(document, named)


def from_yaml(text: str, named: str) -> Any:  # noqa: ANN401 - any YAML
    """What a YAML text holds: mappings, lists and texts. `NO`, `012` and `1.10` stay what was written.

    Only the parser of PyYAML is used, which builds no objects. Anchors with aliases, tags, a key that stands twice and
    more than one document are refused.

    Raises:
        InputError: It is no YAML of this kind; the line is named.
        ConfigurationError: PyYAML is not installed.
    """
    yaml = library("yaml", "YAML")
    try:
        return _built(yaml, text, named)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" line {mark.line + 1}:" if mark else ""
        raise InputError(
            f"{named} is no YAML:{where} {getattr(error, 'problem', None) or 'it cannot be read'}."
        ) from None


def _built(yaml: Any, text: str, named: str) -> Any:  # noqa: ANN401 - a module, and any YAML
    """The data that a stream of parser events describes, without recursion."""
    root: list[Any] = []
    open_nodes: list[list[Any] | _Table] = [root]
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    for number, event in enumerate(yaml.parse(text, Loader=loader)):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            _refuse(named, line, "an alias (`*name`) is not read; write the text out")
        if number > _MOST_EVENTS or len(open_nodes) > _DEEPEST:
            _refuse(named, line, "it is too large, or nested too deep")
        if isinstance(event, yaml.DocumentStartEvent) and root:
            _refuse(named, line, "it holds a second document")
        if isinstance(event, yaml.NodeEvent) and _is_tagged(event):
            _refuse(named, line, "a tag (`!name`) is not read")
        if isinstance(event, yaml.ScalarEvent):
            _put(open_nodes[-1], event.value, named, line)
        elif isinstance(event, yaml.SequenceStartEvent):
            open_nodes.append(_put(open_nodes[-1], [], named, line))
        elif isinstance(event, yaml.MappingStartEvent):
            open_nodes.append(_put(open_nodes[-1], _Table(), named, line))
        elif isinstance(event, yaml.CollectionEndEvent):
            open_nodes.pop()
    return root[0] if root else None


class _Table(dict[str, Any]):
    """A mapping under way."""

    key: str | None = None


def _put(node: list[Any] | _Table, value: Any, named: str, line: int) -> Any:  # noqa: ANN401 - any YAML
    """Put a value into the node that is open, and return it."""
    if isinstance(node, list):
        node.append(value)
    elif node.key is None:
        if not isinstance(value, str):
            _refuse(named, line, "a key has to be a text")
        if value in node:
            _refuse(named, line, "this key stands twice")
        node.key = value
    else:
        node[node.key] = value
        node.key = None
    return value


def _is_tagged(event: Any) -> bool:  # noqa: ANN401 - an event of PyYAML
    return getattr(event, "tag", None) not in {None, "!"}


def _refuse(named: str, line: int, why: str) -> NoReturn:
    raise InputError(f"{named} cannot be used: line {line}: {why}.")


def _figure(written: str) -> float | str:
    figure = float(written)
    return figure if repr(figure) == written else written


def _whole(written: str) -> int | str:
    return int(written) if len(written) <= 18 else written  # noqa: PLR2004 - longer ones are ids, not figures


def bounded(document: Any, named: str) -> Any:  # noqa: ANN401 - any data
    """The document itself, where it has not too many values and levels; one that holds itself has.

    Raises:
        InputError: It has.
    """
    level: list[Any] = [document]
    count = 0
    for _ in range(_DEEPEST):
        inner = [node.values() if isinstance(node, Mapping) else node for node in level if _is_node(node)]
        count += sum(len(values) for values in inner)
        if count > _MOST_EVENTS:
            break
        level = [value for values in inner for value in values]
        if not level:
            return document
    raise InputError(f"{named} has too many values, or is nested more than {_DEEPEST} levels deep.")


def _is_node(value: Any) -> bool:  # noqa: ANN401 - any data
    return isinstance(value, Mapping | list | tuple)
