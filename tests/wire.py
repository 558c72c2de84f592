"""Bodies of chat completions, for tests that play the endpoint."""

from __future__ import annotations

import json


def completion(text: str, **changes: object) -> dict:
    """The body of a chat completion."""
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    return {"id": "c", "object": "chat.completion", "model": "m-1", "choices": [choice], "usage": usage, **changes}


def events(*deltas: str, finish: str | None = "stop", usage: dict | None = None, done: bool = True) -> str:
    """The body of a streamed chat completion."""
    chunks = [{"choices": [{"index": 0, "delta": {"content": delta}, "finish_reason": None}]} for delta in deltas]
    if finish:
        chunks.append({"choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
    if usage:
        chunks.append({"choices": [], "usage": usage})
    body = "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks)
    return body + ("data: [DONE]\n\n" if done else "")


STREAM = {"content-type": "text/event-stream"}
