"""Other people's checkers pass our release, and fail a spoilt copy of it."""

import json
import shutil
import subprocess

import pytest

from pipeline.publish import schema_files
from pipeline.publish.products.schemas import FAULTS
from tests.publish.checkers import PROJECT, SCHEMA, check_jsonschema, frictionless


@pytest.fixture
def released(released_cities):
    """A release of the two cities, to be spoilt."""
    return released_cities.root / "published"


def test_frictionless_passes_every_table_of_the_release(released):
    code, said = frictionless("validate", released / "datapackage.json", "--json")
    report = json.loads(said)

    assert (code, report["valid"]) == (0, True), said
    tables = [task["place"] for task in report["tasks"] if task["type"] == "table"]
    assert sum(place.endswith(".csv") for place in tables) == 8


def spoil_a_cell(folder):
    file = folder / "affiliations.csv"
    file.write_bytes(file.read_bytes().replace(b"1957-05-26", b"1957-05-27"))


def spoil_a_kind(folder):
    file = folder / "affiliations.csv"
    file.write_bytes(file.read_bytes().replace(b",sister,", b",brothr,"))


def drop_a_column(folder):
    package = json.loads((folder / "datapackage.json").read_bytes())
    del package["resources"][0]["schema"]["fields"][3]
    (folder / "datapackage.json").write_text(json.dumps(package))


@pytest.mark.slow
@pytest.mark.parametrize("spoil", [spoil_a_cell, spoil_a_kind, drop_a_column])
def test_frictionless_fails_a_spoilt_release(released, spoil):
    spoil(released)

    assert frictionless("validate", released / "datapackage.json")[0] == 1


def check_json(file):
    return check_jsonschema("--schemafile", SCHEMA, file)


def test_the_json_passes_its_json_schema(released):
    assert check_json(released / "affiliations.json") == (0, "ok -- validation done\n")


def test_the_json_schema_fails_a_spoilt_copy(released):
    file = released / "affiliations.json"
    file.write_bytes(file.read_bytes().replace(b'"partner_country_code": "JP"', b'"x": 1'))

    assert check_json(file)[0] == 1


@pytest.mark.parametrize("name", ["valid", *(f"invalid-{fault}" for fault in FAULTS)])
def test_the_examples_are_what_their_names_say_to_every_checker(name):
    expected = 0 if name == "valid" else 1
    table = ["--type", "table", "--schema", "affiliations.tableschema.json", "--json"]
    by_table, said = frictionless(
        "validate", *table, f"examples/{name}.csv", cwd=PROJECT / "schemas"
    )
    by_json, also = check_json(PROJECT / "schemas" / "examples" / f"{name}.json")

    assert (by_table, by_json) == (expected, expected), said + also
    if expected:
        (column,) = FAULTS[name.removeprefix("invalid-")]
        assert column in said
        assert column in also


def test_the_schemas_are_what_the_models_say():
    there = {
        path.relative_to(PROJECT / "schemas").as_posix(): path.read_bytes()
        for path in (PROJECT / "schemas").rglob("*")
        if path.is_file()
    }

    assert there == schema_files(), "run make schemas"


def test_the_sums_are_those_of_the_files(released):
    if shutil.which("sha256sum") is None:
        pytest.skip("this machine has no sha256sum")
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],
        cwd=released,
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0
    assert done.stdout.count(b": OK") == len(list(released.iterdir())) - 1


def test_dictionary_package_and_header_name_the_same_columns(released):
    package = json.loads((released / "datapackage.json").read_bytes())
    dictionary = (released / "DATA_DICTIONARY.md").read_text("utf-8")
    for resource in package["resources"]:
        if resource.get("type") != "table":
            continue
        header = (released / resource["path"]).read_text("utf-8").split("\n")[0].split(",")
        fields = [field["name"] for field in resource["schema"]["fields"]]
        part = dictionary.partition(f"\n## {resource['path']}\n")[2].partition("\n## ")[0]
        told = [line.split("`")[1] for line in part.split("\n") if line.startswith("| `")]

        assert header == fields == told
        assert all(field["description"] for field in resource["schema"]["fields"])
        lines = (released / resource["path"]).read_bytes().count(b"\n")
        assert lines - 1 == resource["rows"]
