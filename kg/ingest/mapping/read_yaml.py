"""Reads YAML (1.1) as texts, lists and mappings only; nothing in it can make objects or expand."""

from pathlib import Path
from typing import Any

import yaml

from kg.errors import InputError

LARGEST = 1_000_000


class _Loader(yaml.BaseLoader):
    """Every value is a text, so that the code NO is no boolean; no aliases, and no key twice."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("an alias")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if key.value in seen if isinstance(key, yaml.ScalarNode) else True:
                raise yaml.MarkedYAMLError(problem="a key twice", problem_mark=key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def read_yaml(path: Path) -> Any:
    """The content of a file; InputError with the line for what is no such YAML."""
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise InputError(f"{path} is larger than {LARGEST:,} bytes; next step: shorten it")
        return yaml.load(content.decode("utf-8-sig"), _Loader)  # noqa: S506  # makes texts only
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8; next step: save it as UTF-8") from error
    except RecursionError as error:
        raise InputError(f"{path} nests too deep; next step: mend it") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" line {mark.line + 1}" if mark else ""
        reason = getattr(error, "problem", None) or str(error)[:100]
        raise InputError(f"{path}{line} cannot be read ({reason}); next step: mend it") from error
