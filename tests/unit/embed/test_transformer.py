"""What a missing extra or an unknown model says."""

import sys
from pathlib import Path

import pytest

from kg.embed.transformer import TransformerEncoder
from kg.errors import InputError, NotFoundError, StateError


def test_without_the_extra_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(StateError, match=r"pip install 'virtual-cluster-kg\[transformers\]'"):
        TransformerEncoder("all-MiniLM-L6-v2")


@pytest.mark.parametrize("name", ["no/such-model", "no-such-model", "", "/nowhere", "a b?c"])
def test_an_unknown_model_is_not_found_and_no_network_is_asked(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("sentence_transformers", reason="the extra transformers is not installed")
    monkeypatch.setattr("socket.getaddrinfo", None)
    with pytest.raises(NotFoundError, match="on this machine"):
        TransformerEncoder(name)


def test_a_folder_without_a_model_is_not_found(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers", reason="the extra transformers is not installed")
    with pytest.raises(NotFoundError):
        TransformerEncoder(tmp_path)


def test_a_folder_with_a_broken_model_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers", reason="the extra transformers is not installed")
    (tmp_path / "config.json").write_text('{"model_type": "bert"}')
    (tmp_path / "model.safetensors").write_bytes(b"torn")
    with pytest.raises(InputError, match="cannot be loaded"):
        TransformerEncoder(tmp_path)
