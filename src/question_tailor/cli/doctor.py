"""`question-tailor doctor`: what is set, what is missing, and what would be used."""

from __future__ import annotations

import asyncio
import json
import os
import platform
from importlib import metadata
from importlib.util import find_spec
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit, urlunsplit

import typer

from question_tailor import prompts
from question_tailor._version import __version__
from question_tailor.bank import load_bank
from question_tailor.cli.ending import CONFIGURATION, MODEL_FAILED, errors_told
from question_tailor.cli.progress import plain
from question_tailor.errors import ModelError
from question_tailor.exchange import Message, ModelRequest
from question_tailor.transports import MODEL_VARIABLE

_EXTRAS: Final = {
    "cli": ("typer", "rich"),
    "documents": ("selectolax", "pypdf", "docx", "yaml"),
    "xlsx": ("xlsxwriter",),
    "web": ("fastapi", "uvicorn"),
}
_OPENAI: Final = "https://api.openai.com/v1 (the SDK's own)"
_QUESTION: Final = 'Answer with the JSON object {"ready": true} and nothing else.'
_SHAPE: Final = {
    "type": "object",
    "properties": {"ready": {"type": "boolean"}},
    "required": ["ready"],
    "additionalProperties": False,
}
_PATIENCE: Final = 60.0


def doctor(
    *,
    model: Annotated[str | None, typer.Option(help="Name of the model; or QUESTION_TAILOR_MODEL.")] = None,
    ping: Annotated[bool, typer.Option("--ping", help="Ask the endpoint one small question.")] = False,
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="text or json.")] = "text",
) -> None:
    """Say what is set and installed, and what `tailor` would use. Nothing is sent without --ping."""
    name = (model or os.environ.get(MODEL_VARIABLE, "")).strip()
    key, address = bool(os.environ.get("OPENAI_API_KEY")), os.environ.get("OPENAI_BASE_URL", "")
    would = _would(name, key=key, address=address)
    said: dict[str, str] = {
        "question-tailor": __version__,
        "python": platform.python_version(),
        "openai": metadata.version("openai"),
        "key": "set" if key else "not set (OPENAI_API_KEY)",
        "base url": _shown(address) if address else _OPENAI,
        "model": name or f"not set ({MODEL_VARIABLE}, --model)",
        "prompt": prompts.fingerprint(),
        "bank": f"{len(load_bank())} questions, {load_bank().sha256[:12]}",
        **{f"extra {extra}": _installed(modules) for extra, modules in _EXTRAS.items()},
        "tailor would": would,
    }
    failed = 0
    if ping and name and key:
        with errors_told():
            said["endpoint"], failed = _pinged(name)
    elif ping:
        said["endpoint"] = "not asked: a model and a key are needed"
    if form == "json":
        typer.echo(json.dumps(said, indent=2, ensure_ascii=False))
    else:
        width = max(map(len, said))
        typer.echo("\n".join(f"{what:<{width}}  {plain(value)}" for what, value in said.items()))
    if failed or would.startswith("fail"):
        raise typer.Exit(failed or CONFIGURATION)


def _would(model: str, *, key: bool, address: str) -> str:
    """What a run without further options would do."""
    if not (model or key or address):
        return "draft without a model"
    if not model:
        return f"fail: no model is named; set {MODEL_VARIABLE}, or give --model or --offline"
    if not key:
        return "fail: there is no key; set OPENAI_API_KEY (any word for a local server)"
    return f"ask {model}"


def _shown(address: str) -> str:
    """An address without a user, a password or a query in it."""
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def _installed(modules: tuple[str, ...]) -> str:
    missing = [module for module in modules if find_spec(module) is None]
    return f"not installed ({', '.join(missing)})" if missing else "installed"


def _pinged(model: str) -> tuple[str, int]:
    """What came of one small request, and the exit code that belongs to it."""
    from question_tailor.openai_transport import OpenAITransport  # noqa: PLC0415 - loads openai, half a second

    request = ModelRequest("ping", (Message("user", _QUESTION),), "ready", _SHAPE)

    async def once() -> str:
        transport = OpenAITransport(model)
        try:
            async with asyncio.timeout(_PATIENCE):
                reply = await transport.send(request)
        finally:
            await transport.aclose()
        forms = "; ".join(finding.why for finding in transport.findings()) or "takes a strict schema"
        answered = "answered" if reply.finish == "stop" else f"answered, ending in {reply.finish}"
        return f"{answered} as {reply.model or model}; {forms}"

    try:
        return asyncio.run(once()), 0
    except TimeoutError:
        return f"did not answer within {_PATIENCE:g} seconds", MODEL_FAILED
    except ModelError as error:
        return f"{error} {error.hint}".strip(), MODEL_FAILED
