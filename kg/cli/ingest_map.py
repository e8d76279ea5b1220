"""kg ingest map: propose a mapping of foreign files to the tables of a member package."""

from pathlib import Path

import click

from kg.cli.session import say
from kg.errors import InputError, StorageError, UsageError
from kg.ingest.mapping.suggest import suggest
from kg.ingest.mapping.write import as_yaml
from kg.ingest.sources.members import members_format
from kg.ontology.rdf import load_schema


@click.command("map")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--suggest", "is_wanted", is_flag=True, help="Propose a mapping by names and values.")
@click.option("--output", type=click.Path(path_type=Path), help="Write it to this new file.")
@click.option("--encoding", help="Encoding of texts; without it each file's is found.")
def map_(path: Path, is_wanted: bool, output: Path | None, encoding: str | None) -> None:
    """Propose a mapping.yaml for foreign files: what each column is in our words, and how sure.

    Unsure lines are commented out. Read it, mend it, put it beside the files, and load them.
    """
    if not is_wanted:
        raise UsageError("nothing to do; next step: kg ingest map PATH --suggest")
    schema = load_schema()
    text = as_yaml(suggest(path, members_format(schema), schema, encoding))
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        with output.open("x", encoding="utf-8", newline="") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise InputError(f"{output} is there already; next step: name another file") from error
    except OSError as error:
        raise StorageError(f"cannot write {output}: {error.strerror}") from error
    say(
        f"{output} is written; next step: read it, then kg ingest members {path} --mapping {output}"
    )
