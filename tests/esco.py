"""A tiny ESCO: a few skills of two groups, and an occupation, as its archives have them."""

import csv
import io
import zipfile
from pathlib import Path

SKILL = "http://data.europa.eu/esco/skill"
OCCUPATION = "http://data.europa.eu/esco/occupation/o1"
GROUPS = {"metal": "machining metal", "food": "making food"}
SKILLS = {
    "metal": ("turn metal", "mill metal", "grind metal", "forge metal", "weld metal", "bend metal"),
    "food": ("bake bread", "roast coffee", "churn butter", "smoke fish", "brew beer", "press oil"),
}


def tiny_esco(folder: Path) -> Path:
    """Write both archives to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    skills, broader, asked = [], [], []
    for group, labels in SKILLS.items():
        for label in labels:
            uri = f"{SKILL}/{label.replace(' ', '-')}"
            verb, what = label.split()
            others = f"{label}\n{verb} things of {what}\n{what} that is to be worked: {verb}"
            text = f"{verb.title()} {what} by hand or machine. Keep the place clean afterwards."
            skills.append((uri, label, others, text, ""))
            broader.append((uri, f"{SKILL}/{group}"))
            asked.append((OCCUPATION, "essential", uri))
    groups = [(f"{SKILL}/{group}", label, "", "") for group, label in GROUPS.items()]
    text = "Smiths turn and mill metal for machines. They also bake bread for their neighbours."
    _archive(
        folder / "ESCO_classification_en_csv.zip",
        {
            "skills_en.csv": ("conceptUri preferredLabel altLabels description definition", skills),
            "skillGroups_en.csv": ("conceptUri preferredLabel altLabels description", groups),
            "occupations_en.csv": ("conceptUri description", [(OCCUPATION, text)]),
        },
    )
    _archive(
        folder / "ESCO_relations_csv.zip",
        {
            "broaderRelationsSkillPillar.csv": ("conceptUri broaderUri", broader),
            "occupationSkillRelations.csv": ("occupationUri relationType skillUri", asked),
        },
    )
    return folder


def _archive(path: Path, files: dict[str, tuple[str, list[tuple[str, ...]]]]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, (head, rows) in files.items():
            text = io.StringIO()
            csv.writer(text).writerows([head.split(), *rows])
            archive.writestr(name, text.getvalue())
