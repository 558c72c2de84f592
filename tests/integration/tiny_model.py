"""A language model of random weights, small enough to be made in a test, in the format of llama.cpp.

It knows no word: its tokens are the 256 bytes, so it can write any text and a prompt has as many tokens as bytes. Its
weights are random but for one thing: one number of each token's embedding is the same for all tokens, passes through
the layers untouched, and meets a fixed weight for each token at the end. That makes some characters likelier than
others. Without it no answer that holds a question ends within 2,000 bytes, since hardly any string is closed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CONTEXT = 20_480
"""Tokens that it reads and writes at most: a prompt of six questions comes to 18,100 bytes, one of twelve to 23,800."""
TEMPLATE = (
    "{% for message in messages %}<{{ message['role'] }}>{{ message['content'] }}\n{% endfor %}"
    "{% if add_generation_prompt %}<assistant>{% endif %}"
)

_WIDTH = 64
_LAYERS = 1
_HEADS = 4
_INNER = 160
_SPECIAL = ("<unk>", "<s>", "</s>")
_SPACE = "\u2581"
"""How the tokenizer writes a space."""
_CONSTANT = 8.0
_LIKELIER = {'"': 4.0, "{": 3.5, "]": 3.5, " ": 3.5, "\\": -2.0} | dict.fromkeys("etaoinshrdlucm", 3.0)
"""By how much the score of a character is raised, where 1 is about the spread of the random part."""


def write_tiny_model(path: Path, seed: int = 1) -> int:
    """Write the model.

    Args:
        path: The file, to end in `.gguf`.
        seed: Which random weights.

    Returns:
        The number of its weights.
    """
    import gguf  # noqa: PLC0415 - only these tests need it
    import numpy as np  # noqa: PLC0415

    tokens = [*_SPECIAL, *(f"<0x{byte:02X}>" for byte in range(256)), _SPACE]
    kinds = [gguf.TokenType.UNKNOWN, *[gguf.TokenType.CONTROL] * 2, *[gguf.TokenType.BYTE] * 256, gguf.TokenType.NORMAL]
    random = np.random.default_rng(seed)

    def weights(rows, columns):
        return (random.standard_normal((rows, columns)) / np.sqrt(columns)).astype(np.float32)

    embedding = random.standard_normal((len(tokens), _WIDTH)).astype(np.float32)
    embedding[:, 0] = _CONSTANT
    output = weights(len(tokens), _WIDTH)
    # The last layer's norm divides by the root mean square of the embedding.
    reaches_the_end = _CONSTANT / np.sqrt(1 + _CONSTANT**2 / _WIDTH)
    output[:, 0] = 0
    for character, score in _LIKELIER.items():
        output[tokens.index(_SPACE) if character == " " else len(_SPECIAL) + ord(character), 0] = (
            score / reaches_the_end
        )

    tensors = {
        "token_embd.weight": embedding,
        "output.weight": output,
        "output_norm.weight": np.ones(_WIDTH, "float32"),
    }
    for layer in range(_LAYERS):
        block = f"blk.{layer}."
        for norm in ("attn_norm", "ffn_norm"):
            tensors[f"{block}{norm}.weight"] = np.ones(_WIDTH, "float32")
        for name in ("attn_q", "attn_k", "attn_v"):
            tensors[f"{block}{name}.weight"] = weights(_WIDTH, _WIDTH)
        for name in ("ffn_gate", "ffn_up"):
            tensors[f"{block}{name}.weight"] = weights(_INNER, _WIDTH)
        for name, width in (("attn_output", _WIDTH), ("ffn_down", _INNER)):
            back = weights(_WIDTH, width) / 4
            back[0] = 0
            tensors[f"{block}{name}.weight"] = back

    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("tiny random")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(_WIDTH)
    writer.add_block_count(_LAYERS)
    writer.add_feed_forward_length(_INNER)
    writer.add_head_count(_HEADS)
    writer.add_head_count_kv(_HEADS)
    writer.add_rope_dimension_count(_WIDTH // _HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types([int(kind) for kind in kinds])
    writer.add_unk_token_id(0)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_add_space_prefix(False)  # noqa: FBT003 - the writer's own signature
    writer.add_chat_template(TEMPLATE)
    for name, tensor in tensors.items():
        writer.add_tensor(name, tensor)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return sum(tensor.size for tensor in tensors.values())
