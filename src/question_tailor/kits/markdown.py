"""The questions of a kit's Markdown, read back by the ids of their slots.

Of each section whose heading begins with a slot's id, the first paragraph in bold is the question, and the first list
after it its probes. Everything else is for reading and is not taken over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_HEADING: Final = re.compile(r" {0,3}#{1,6}\s+(\S.*)")
_SLOT: Final = re.compile(r"[^\w\s]*(s\d{2,3})\b")
_BOLD: Final = re.compile(r"(\*\*|__)(?P<text>\S.*)\1")
_ITEM: Final = re.compile(r" {0,3}(?:[-*+]|\d{1,3}[.)])\s+(\S.*)")
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Section:
    """What a section says for its slot; an empty text where nothing in it is a question."""

    text: str
    probes: tuple[str, ...]


def slots_of(markdown: str) -> list[tuple[str, Section]]:
    """The sections of a kit's Markdown, with the slots that they name, in their order."""
    found: list[tuple[str, list[str]]] = []
    lines: list[str] = []
    for line in markdown.splitlines():
        heading = _HEADING.fullmatch(line)
        if heading is None:
            lines.append(line)
            continue
        lines = []
        if slot := _SLOT.match(heading[1]):
            found.append((slot[1], lines))
    return [(slot, _section(lines)) for slot, lines in found]


def _section(lines: list[str]) -> Section:
    text, probes = "", []
    for kind, said in _blocks(lines):
        bold = _BOLD.fullmatch(said[0]) if kind == "paragraph" and not text else None
        if bold:
            text = bold["text"]
        elif kind == "list" and text:
            probes = said
            break
    return Section(_unescaped(text), tuple(_unescaped(probe) for probe in probes))


def _blocks(lines: list[str]) -> list[tuple[str, list[str]]]:
    """The paragraphs of a section, each as one line, and its lists, one line an item; wrapped lines are joined."""
    blocks: list[tuple[str, list[str]]] = []
    after_blank = True
    for line in lines:
        item = _ITEM.fullmatch(line)
        in_list = bool(blocks) and blocks[-1][0] == "list"
        if not line.strip():
            after_blank = True
            continue
        if item and in_list:
            blocks[-1][1].append(item[1].strip())
        elif item:
            blocks.append(("list", [item[1].strip()]))
        elif after_blank and not (in_list and line.startswith((" ", "\t"))):
            blocks.append(("paragraph", [line.strip()]))
        else:
            blocks[-1][1][-1] += f" {line.strip()}"
        after_blank = False
    return blocks


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)
