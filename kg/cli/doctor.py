"""kg doctor: what is installed, reachable, stale and drifted."""

import os
from contextlib import closing

import click

from kg.cli.session import as_json, print_json, read_settings
from kg.doctor.examine import examine, is_well
from kg.doctor.finding import Check, Finding
from kg.wiring import premises

NOT_WELL = 1


@click.command()
@as_json
def doctor(as_json: bool) -> None:
    """Say what is installed, reachable, stale or drifted, with the next step for each finding.

    Nothing is started, made or changed. A note is worth knowing; a problem needs something done,
    and the command then ends with exit code 1.
    """
    with closing(premises(read_settings(), os.environ)) as there:
        findings = list(examine(there))
    if as_json:
        print_json({"well": is_well(findings), "findings": [_json(*each) for each in findings]})
    else:
        for check, finding in findings:
            _show(check, finding)
    if not is_well(findings):
        click.get_current_context().exit(NOT_WELL)


def _show(check: Check, finding: Finding) -> None:
    click.echo(f"{finding.status:<8} {check.name:<14} {finding.text}")
    if finding.next_step:
        click.echo(f"{'':<24}next step: {finding.next_step}")


def _json(check: Check, finding: Finding) -> dict[str, str | None]:
    return {
        "check": check.name,
        "question": check.question,
        "status": finding.status.value,
        "text": finding.text,
        "nextStep": finding.next_step,
    }
