"""What the document on engines shows is what they take."""

import dataclasses
import re
import tomllib

import pytest

from kgraph.engines.llm.options import ModelOptions, model_options
from kgraph.engines.merge import MergeOptions
from kgraph.engines.options import read_options
from kgraph.engines.pipeline import PipelineOptions

KINDS = {"spacy": PipelineOptions, "llm": ModelOptions, "big": ModelOptions, "merge": MergeOptions}


@pytest.fixture(scope="module")
def document(repo_root):
    return (repo_root / "docs" / "engines.md").read_text("utf-8")


def test_the_tables_shown_are_ones_that_the_engines_accept(document, monkeypatch):
    monkeypatch.setenv("EXAMPLE_KEY", "x")
    shown = {}
    for block in re.findall(r"^```toml\n(.*?)^```", document, re.MULTILINE | re.DOTALL):
        shown |= tomllib.loads(block).get("engines", {})
    assert shown.keys() == KINDS.keys()
    for name, table in shown.items():
        read_options(KINDS[name], name, table)
    assert model_options("big", shown).key() == "x"


def test_every_setting_of_a_model_is_told_with_its_default(document):
    defaults = {field.name: getattr(ModelOptions(), field.name) for field in dataclasses.fields(ModelOptions)}
    told = {}
    for keys, values in re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|([^|]*)\|", document, re.MULTILINE):
        names = [name for name in re.findall(r"\w+", keys) if name in defaults]
        told |= dict(zip(names, re.split(r", (?![^{]*})", values.strip()), strict=False))
    assert told.keys() == defaults.keys()
    assert tomllib.loads(f"request = {told['request'].strip('`')}") == {"request": defaults["request"]}
    for key in defaults.keys() - {"request", "key_env", "url", "model"}:
        shown = defaults[key] if isinstance(defaults[key], str) else f"{defaults[key]:g}"
        assert told[key].strip("`") == shown, key


def test_the_example_of_an_engine_is_short(document):
    (example,) = re.findall(r"^```python\n(.*?)^```", document, re.MULTILINE | re.DOTALL)
    assert len(example.splitlines()) <= 30
