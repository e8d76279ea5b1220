"""Settings from the environment; wiring, the command line and the application read them."""

from pathlib import Path

import platformdirs
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SHIPPED_MODEL = "minilm-int8"


class Settings(BaseSettings):
    """Every setting is an environment variable `KG_<NAME>`; each has a default that works."""

    model_config = SettingsConfigDict(env_prefix="KG_", env_ignore_empty=True, frozen=True)

    home: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("kg", appauthor=False)),
        description="Folder of all state: the embedded engine, vectors, the read model, "
        "rejected rows.",
    )
    graph_uri: str = Field(
        default="",
        pattern=r"^$|^(bolt|neo4j)(\+s|\+ssc)?://.+$",
        description="A Neo4j server or cluster (5.26 or later), such as neo4j://host:7687; empty: "
        "the embedded engine.",
    )
    graph_user: str = Field(default="neo4j", description="User of the Neo4j server.")
    graph_password: SecretStr = Field(
        default=SecretStr(""), description="Password of the Neo4j server."
    )
    graph_database: str = Field(
        default="neo4j", description="Database of the Neo4j server; Community has only neo4j."
    )

    @field_validator("home")
    @classmethod
    def _expand(cls, home: Path) -> Path:
        return home.expanduser()

    engine_port: int = Field(
        default=0, ge=0, le=65535, description="Bolt port of the embedded engine; 0: any free one."
    )
    engine_heap: str = Field(
        default="512m",
        pattern=r"^[1-9][0-9]*[mg]$",
        description="Heap limit of the embedded engine, such as 512m or 2g.",
    )
    model: str = Field(
        default=SHIPPED_MODEL,
        description="Encoder: minilm-int8 (shipped), the folder of a model made by `kg model "
        "train` or `kg model export`, or the name or folder of a sentence-transformers model "
        "(needs the extra `transformers`).",
    )
