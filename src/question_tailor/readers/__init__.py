"""Files, text and dictionaries to inputs and kits. Nothing is fetched: an address is refused."""

from question_tailor.readers.banks import gather_bank, load_bank
from question_tailor.readers.companies import read_company
from question_tailor.readers.kits import load_kit
from question_tailor.readers.postings import read_posting

__all__ = ["gather_bank", "load_bank", "load_kit", "read_company", "read_posting"]
