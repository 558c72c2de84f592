"""A page on which a recruiter makes a kit: paste or upload a posting, watch the questions arrive, download the kit.

python examples/web/app.py            then open http://127.0.0.1:8000

It listens on this machine only. Kits stay in memory, apart for each browser, and go when they are two hours old. It is
an example of how an application uses the library, with no accounts: put it behind your own sign-in before others reach
it.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import secrets
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import APIRouter, Cookie, FastAPI, Form, Header, HTTPException, Request, UploadFile
from fastapi.responses import JSONResponse, Response, StreamingResponse
from sessions import OLDEST, Order, Sessions
from streaming import shown, streamed

from question_tailor import AsyncTailor, TailorError, read_company, read_posting, render

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

HERE: Final = Path(__file__).parent
LARGEST_UPLOAD: Final = 2_000_000
LARGEST_REQUEST: Final = 3 * LARGEST_UPLOAD
LONGEST_TOKEN: Final = 100
MOST_AT_ONCE: Final = 4
_SETTINGS: Final = ("OPENAI_API_KEY", "OPENAI_BASE_URL", "QUESTION_TAILOR_MODEL")
_FILES: Final = {
    "": ("index.html", "text/html"),
    "app.js": ("app.js", "text/javascript"),
    "style.css": ("style.css", "text/css"),
}
_TYPES: Final = {
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_POLICY_OF_A_KIT: Final = "sandbox allow-scripts allow-downloads allow-modals"
"""Beside the kit's own policy, which stands in its page; ours would forbid its style and script."""

Session = Annotated[str | None, Cookie(alias="session")]
router = APIRouter()


def create_app(make_tailor: Callable[[], AsyncTailor] | None = None) -> FastAPI:
    """The application.

    Args:
        make_tailor: Makes the client that all requests share; by default one for the model of the environment, or one
            that drafts without a model where none is set.
    """
    with_model = make_tailor is not None or any(os.environ.get(name) for name in _SETTINGS)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        make = make_tailor or (AsyncTailor if with_model else AsyncTailor.offline)
        async with make() as tailor:
            app.state.tailor = tailor
            yield

    app = FastAPI(title="question-tailor", lifespan=life, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.sessions, app.state.places = Sessions(), asyncio.Semaphore(MOST_AT_ONCE)
    app.state.with_model = with_model
    app.include_router(router)
    app.middleware("http")(_guard)
    app.exception_handler(TailorError)(_told)
    return app


async def _guard(request: Request, proceed: Callable[[Request], Any]) -> Response:
    """Turn away what the page did not send or what is too large, and say to the browser what it may load."""
    if request.method == "POST":
        size = request.headers.get("content-length", "")
        if request.headers.get("x-question-tailor") != "page":
            return JSONResponse({"detail": "This is only for the page itself."}, 403)
        if not size.isdigit() or int(size) > LARGEST_REQUEST:
            return JSONResponse({"detail": "That is more than 2 MB a file."}, 413)
    response: Response = await proceed(request)
    response.headers.setdefault("content-security-policy", _POLICY)
    response.headers["x-content-type-options"] = "nosniff"
    response.headers["referrer-policy"] = "no-referrer"
    response.headers["cache-control"] = "no-store"
    return response


async def _told(_: Request, error: Exception) -> Response:
    hint = error.hint if isinstance(error, TailorError) else ""
    return JSONResponse({"detail": f"{error} {hint}".strip()}, 422)


@router.get("/")
async def start() -> Response:
    """The page."""
    return await page("")


@router.get("/{name}")
async def page(name: str) -> Response:
    """The page's own files, and no others."""
    if name not in _FILES:
        raise HTTPException(404, "There is no such page.")
    file, kind = _FILES[name]
    return Response((HERE / file).read_bytes(), media_type=kind)


@router.post("/kits")
async def order(
    request: Request,
    *,
    posting: Annotated[str, Form()] = "",
    company: Annotated[str, Form()] = "",
    posting_file: UploadFile | None = None,
    company_file: UploadFile | None = None,
    options: Annotated[str, Form()] = "{}",
    session: Session = None,
) -> Response:
    """Take an order; what cannot be read or planned is told at once."""
    given = await _given(posting, posting_file)
    if given is None:
        raise HTTPException(422, "Paste a posting or choose a file.")
    of_company = await _given(company, company_file)
    job = await asyncio.to_thread(read_posting, given)
    firm = await asyncio.to_thread(read_company, of_company) if of_company is not None else None
    wanted = _options(options)
    state = request.app.state
    await asyncio.to_thread(state.tailor.dry_run, job, firm, **wanted)
    known = session if session and len(session) < LONGEST_TOKEN else secrets.token_urlsafe(24)
    name = state.sessions.add(known, Order(job, firm, wanted))
    response = JSONResponse({"kit": name, "role": job.title, "model": state.with_model})
    response.set_cookie("session", known, httponly=True, samesite="strict", max_age=int(OLDEST))
    return response


@router.get("/kits/{name}/events")
async def events(request: Request, name: str, session: Session = None) -> Response:
    """The making of a kit as it happens."""
    state = request.app.state
    wanted = state.sessions.get(session, name)
    return StreamingResponse(streamed(state.tailor, wanted, state.places), media_type="text/event-stream")


@router.post("/kits/{name}/replace/{slot}")
async def replace(request: Request, name: str, slot: str, session: Session = None) -> Response:
    """Another question for one slot."""
    state = request.app.state
    held = state.sessions.get(session, name)
    if held.kit is None:
        raise HTTPException(409, "The kit is not finished yet.")
    async with state.places:
        held.kit = await state.tailor.replace(held.kit, slot, held.job, held.company)
    return JSONResponse(shown(held.kit.question(slot)))


@router.get("/kits/{name}/kit.{form}")
async def download(
    request: Request, name: str, form: str, session: Session = None, accept: Annotated[str, Header()] = ""
) -> Response:
    """The kit in a format; the HTML kit opens in the browser."""
    held = request.app.state.sessions.get(session, name)
    if held.kit is None or form not in _TYPES:
        raise HTTPException(404, "The kit is not finished yet, or there is no such format.")
    response = Response(await asyncio.to_thread(render, held.kit, form), media_type=_TYPES[form])
    if form == "html" and "text/html" in accept:
        response.headers["content-security-policy"] = _POLICY_OF_A_KIT
    else:
        response.headers["content-disposition"] = f'attachment; filename="kit.{form}"'
    return response


async def _given(text: str, file: UploadFile | None) -> str | bytes | None:
    """What was pasted or uploaded; a file counts before a text. Its name is not looked at."""
    if file is not None and file.filename:
        raw = await file.read(LARGEST_UPLOAD + 1)
        if len(raw) > LARGEST_UPLOAD:
            raise HTTPException(413, "That is more than 2 MB.")
        return raw
    if not text.strip():
        return None
    if len(text) > LARGEST_UPLOAD:
        raise HTTPException(413, "That is more than 2 MB.")
    if re.fullmatch(r"[a-z]{2,8}://\S+", text.strip(), re.IGNORECASE):
        raise HTTPException(422, "That is an address, and nothing is fetched. Save the page and choose the file.")
    return text.encode()


def _options(given: str) -> dict[str, Any]:
    """The options that the page offers, out of its JSON; what else is in it counts for nothing."""
    try:
        said = json.loads(given)
    except ValueError:
        raise HTTPException(422, "The options cannot be read.") from None
    if not isinstance(said, dict):
        raise HTTPException(422, "The options cannot be read.")
    lists = {name: said[name] for name in ("panel", "categories", "jurisdictions") if isinstance(said.get(name), list)}
    words = {name: said[name] for name in ("level", "language") if isinstance(said.get(name), str) and said[name]}
    numbers = {name: said[name] for name in ("questions", "minutes") if isinstance(said.get(name), int)}
    return {**{name: value for name, value in lists.items() if value}, **words, **numbers}


if __name__ == "__main__":
    import uvicorn

    uvicorn.run(create_app(), host="127.0.0.1", port=8000)
