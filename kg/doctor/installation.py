"""Checks of what is installed: settings, packages, the encoder, the Java of the embedded engine."""

import difflib
import os
import platform
import re
import subprocess
from importlib import metadata
from importlib.util import find_spec

from kg.doctor.finding import Finding, counted, note, ok, problem
from kg.doctor.premises import Premises
from kg.embed.card import TOKENIZER, WEIGHTS, read_card, read_checked
from kg.graph.engine_options import child_environment
from kg.graph.engine_process import find_java

PACKAGE = "virtual-cluster-kg"
ENGINE_PACKAGE = "arcadedb-embedded"
SECONDS_FOR_JAVA = 20
LONGEST_SHOWN = 200
_REQUIREMENT = re.compile(r"([\w.-]+)([^;]*)(;.*)?")
_BOUND = re.compile(r"(>=|<|==)\s*([\d.]+)")


def check_settings(premises: Premises) -> Finding:
    """Is every variable KG_… that is set a setting?"""
    unknown = sorted(premises.wanted.variables - premises.wanted.settings)
    if not unknown:
        return ok(f"{counted(len(premises.wanted.variables), 'variable')} set")
    near = difflib.get_close_matches(unknown[0], sorted(premises.wanted.settings), n=1)
    step = f"did you mean {near[0]}?" if near else "docs/command-line.md lists the settings"
    return note(f"{', '.join(unknown)}: no such setting, so it does nothing", step)


def check_packages(premises: Premises) -> Finding:  # noqa: ARG001  # as every check
    """Are the packages installed that the product needs?"""
    try:
        version, wanted = metadata.version(PACKAGE), metadata.requires(PACKAGE) or []
    except metadata.PackageNotFoundError:
        return note(f"{PACKAGE} runs from its source and is not installed as a package")
    needed = [line for line in wanted if "extra ==" not in line]
    faults = [fault for line in needed if (fault := _fault(line))]
    if faults:
        return problem("; ".join(faults), f"install {PACKAGE} again, into this environment")
    return ok(
        f"kg {version} on Python {platform.python_version()}, "
        f"with the {counted(len(needed), 'package')} that it needs"
    )


def check_encoder(premises: Premises) -> Finding:
    """Are the files of the encoder the ones that its card names?"""
    folder = premises.wanted.model_folder
    if folder is None:
        if find_spec("sentence_transformers") is None:
            return problem(
                f"KG_MODEL={premises.wanted.model} needs sentence-transformers, which is not "
                "installed",
                f"pip install '{PACKAGE}[transformers]', or unset KG_MODEL",
            )
        return note(f"KG_MODEL={premises.wanted.model} is not examined; a command loads it")
    card = read_card(folder)
    read_checked(folder, TOKENIZER, card.tokenizer_sha256)
    read_checked(folder, WEIGHTS, card.model_sha256)
    return ok(f"{card.model_id}, {card.dimensions} dimensions")


def check_java(premises: Premises) -> Finding | None:
    """Is the embedded engine installed whole, and does its Java run?"""
    if premises.wanted.server is not None:
        return None
    java = find_java()
    step = f"install the package {ENGINE_PACKAGE} again"
    if faults := _cut_files(ENGINE_PACKAGE):
        shown = f"{faults[0]} is missing or of another size"
        further = f", and {counted(len(faults) - 1, 'further file')}" if faults[1:] else ""
        return problem(f"{shown}{further}", step)
    try:
        ran = subprocess.run(
            [java.executable, "-version"],
            capture_output=True,
            check=False,
            env=child_environment(os.environ),
            stdin=subprocess.DEVNULL,
            text=True,
            timeout=SECONDS_FOR_JAVA,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return problem(f"{java.executable} does not run: {error}", step)
    said = " ".join((ran.stderr or ran.stdout).split())[:LONGEST_SHOWN]
    if ran.returncode:
        return problem(f"{java.executable} fails: {said}", step)
    version = re.search(r'version "([^"]+)"', said)
    return ok(
        f"{ENGINE_PACKAGE} {metadata.version(ENGINE_PACKAGE)}, "
        f"Java {version.group(1) if version else said}"
    )


def _fault(requirement: str) -> str | None:
    """What is wrong with a package: `numpy 1.26 is installed, >=2.0 is needed`."""
    match = _REQUIREMENT.match(requirement)
    name, bounds = (match[1], match[2].strip()) if match else (requirement, "")
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return f"{name} is missing"
    has = _numbers(version)
    kept = {
        ">=": lambda bound: has >= bound,
        "<": lambda bound: has < bound,
        "==": lambda bound: has == bound,
    }
    if all(kept[sign](_numbers(bound)) for sign, bound in _BOUND.findall(bounds)):
        return None
    return f"{name} {version} is installed, {bounds} is needed"


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version.partition("+")[0])[:3])


def _cut_files(package: str) -> list[str]:
    """The files of an installed package that are missing or have another size."""
    faults = []
    for file in metadata.files(package) or []:
        try:
            size = os.stat(file.locate()).st_size  # noqa: PTH116  # the type is no Path
        except OSError:
            faults.append(str(file))
        else:
            if file.size is not None and size != file.size:
                faults.append(str(file))
    return faults
