"""What a mapping file may say; whatever else it says is refused with its place."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from kg.errors import InputError
from kg.ingest.mapping.read_yaml import read_yaml

FILE_NAME = "mapping.yaml"
_DIRECTIVE = re.compile(r"%[%YymdBbjHMSfzZpIAaGVu]|[^%]")
_STRICT = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)


class ColumnRule(BaseModel):
    """Where the values of one of our columns come from, and how they are written there."""

    model_config = _STRICT

    source: str | None = Field(None, alias="from", min_length=1)
    value: str | None = None
    codes: dict[str, str] | None = None
    factor: Decimal | None = Field(None, allow_inf_nan=False)
    decimal: Literal[".", ","] | None = None
    date: str | None = None
    separator: str | None = Field(None, min_length=1)
    prefix: str = ""

    @model_validator(mode="after")
    def _checked(self) -> Self:
        if (self.source is None) == (self.value is None):
            raise ValueError("needs one of from and value")
        if self.date is not None and "".join(_DIRECTIVE.findall(self.date)) != self.date:
            raise ValueError("date must be a format such as %d.%m.%Y")
        if self.date and (self.is_number or self.codes):
            raise ValueError("a date has no codes, factor or decimal")
        if self.factor == 0:
            raise ValueError("factor must not be 0")
        return self

    @property
    def is_number(self) -> bool:
        """Whether the values are numbers that are written in another way, or in another unit."""
        return self.factor is not None or self.decimal is not None


def _short(value: object) -> object:
    """The short form: the name of a column alone."""
    return {"from": value} if isinstance(value, str) else value


def _none(value: object) -> object:
    """A key without a value, as where all lines below it are commented out."""
    return {} if value == "" else value


class TableRule(BaseModel):
    """Which file and sheet one of our tables is in, and what its columns are."""

    model_config = _STRICT

    file: str | None = None
    sheet: str | None = None
    columns: dict[str, Annotated[ColumnRule, BeforeValidator(_short)]] = Field(default_factory=dict)
    ignore: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _checked(self) -> Self:
        if self.sheet is not None and self.file is None:
            raise ValueError("a sheet needs its file")
        return self


class MappingFile(BaseModel):
    """A whole mapping, by our tables."""

    model_config = _STRICT

    tables: dict[str, TableRule]


def read_mapping(path: Path) -> MappingFile:
    """A mapping; InputError names the place of what cannot be used."""
    content = read_yaml(path)
    try:
        return MappingFile.model_validate(content)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in fault["loc"]) or "the whole"
        reason = fault["msg"].removeprefix("Value error, ")
        if fault["type"] == "extra_forbidden":
            known = ", ".join(_known(fault["loc"]))
            reason = f"is not known; known: {known}"
        raise InputError(
            f"{path}, {place}: {reason}; next step: see docs/ingest.md on mapping files"
        ) from error


def _known(place: tuple[int | str, ...]) -> list[str]:
    depths: dict[int, type[BaseModel]] = {1: MappingFile, 3: TableRule}
    model = depths.get(len(place), ColumnRule)
    return [field.alias or name for name, field in model.model_fields.items()]
