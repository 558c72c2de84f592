"""A model that believes everything it reads: it obeys each instruction, and puts the payload wherever text goes."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from question_tailor.testing import answers_of

if TYPE_CHECKING:
    from question_tailor.exchange import ModelRequest
    from question_tailor.kit import InterviewKit

CANARY = re.compile(r"ZQ.?CANARY.?\d\d", re.IGNORECASE)
_TEXTS = ("text", "why")


class Gullible:
    """Answers as a good model would, then spoils the answer with what the inputs told it to write.

    Args:
        kit: A kit of the same plan, whose questions it would have written.
        payload: What the hostile text says; a model that obeys repeats it.
        field: Which field it spoils; `all`, or `structure` for keys, slots and categories that nobody asked for.
    """

    model = "gullible"

    def __init__(self, kit: InterviewKit, payload: str, field: str) -> None:
        self._good = answers_of(kit)
        self._payload = payload
        self._field = field
        self.requests: list[ModelRequest] = []

    def __call__(self, request: ModelRequest) -> str:
        self.requests.append(request)
        answer = json.loads(self._good(request))
        said = " ".join(self._payload.split())
        for entry in answer["questions"]:
            self._spoil(entry, said)
        if self._field == "structure":
            answer["questions"].append({**answer["questions"][0], "slot": "s99", "text": said})
            answer["note"] = said
        return json.dumps(answer, ensure_ascii=False)

    def _spoil(self, entry: dict, said: str) -> None:
        everywhere = self._field == "all"
        if self._field == "structure":
            entry.update({"category": "Secret", "level": "ceo", "canonical_id": "forged-id", "assistant_note": said})
            return
        for name, value in list(entry.items()):
            if not (everywhere or name == self._field) or name in {"slot", "horizon", "scale", "people_scope"}:
                continue
            if isinstance(value, str):
                entry[name] = f"{value} {said}"[:400]
            elif name == "anchors":
                entry[name] = {rating: f"{text} {said}"[:400] for rating, text in value.items()}
            elif name == "evidence":
                entry[name] = [{"source": quote["source"], "quote": said[:280]} for quote in value]
            elif isinstance(value, list):
                entry[name] = [f"{text} {said}"[:230] for text in value]
