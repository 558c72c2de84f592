import subprocess
import sys

import question_tailor

PROBE = """
import sys
import question_tailor
print(sorted({"openai", "jinja2", "pydantic"} & set(sys.modules)))
from question_tailor import AsyncTailor, Tailor, render
kit_maker = Tailor.offline()
print(sorted({"openai", "jinja2"} & set(sys.modules)))
"""


def test_every_public_name_is_there_documented_and_no_more_than_twenty():
    names = question_tailor.__all__

    assert names == sorted(names, key=lambda name: (name.startswith("_"), name)) or names == sorted(names)
    assert len(names) <= 20
    for name in names:
        value = getattr(question_tailor, name)
        assert name == "__version__" or value.__doc__
    assert set(names) <= set(dir(question_tailor))


def test_importing_the_package_loads_neither_the_sdk_nor_the_templates():
    said = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True).stdout.splitlines()

    assert said == ["[]", "[]"]


def test_an_unknown_name_is_an_attribute_error():
    assert not hasattr(question_tailor, "tailor_everything")
