"""What goes out names what it is made of: licences, a bill of materials, signed sums."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
SBOM = PROJECT / ".venv" / "sbom"
_PIN = re.compile(r"^([A-Za-z0-9_.-]+)==(\S+)", re.MULTILINE)


def pinned(name):
    return dict(_PIN.findall((PROJECT / name).read_text("utf-8")))


@pytest.mark.slow
def test_the_wheel_carries_the_licences_of_code_and_data(tmp_path):
    sources = shutil.ignore_patterns(".git", ".venv", "build", "raw", "published", "tests")
    shutil.copytree(PROJECT, tmp_path / "project", ignore=sources)
    words = [*("-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"), "."]
    subprocess.run(
        [sys.executable, *words, "--wheel-dir", tmp_path], check=True, cwd=tmp_path / "project"
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as files:
        named = {name.partition(".dist-info/")[2]: name for name in files.namelist()}
        metadata = files.read(named["METADATA"]).decode()
        notice = files.read(named["licenses/NOTICE"]).decode()
        inside = set(files.namelist())

    assert "License-Expression: MIT AND CC-BY-4.0" in metadata
    assert "licenses/LICENSE" in named
    assert {"GeoNames", "Natural Earth"} <= set(re.findall(r"GeoNames|Natural Earth", notice))
    told = set(re.findall(r"[a-z_]+\.csv", notice))
    assert told <= {Path(name).name for name in inside}
    modules = {
        path.relative_to(PROJECT).as_posix() for path in (PROJECT / "pipeline").rglob("*.py")
    }
    # What makes tables of the world's names is run by hand, in a checkout.
    assert {name for name in modules - inside if "/making/" not in name} == set()


@pytest.mark.slow
def test_the_bill_of_materials_names_all_that_is_pinned_and_is_the_same_each_time(tmp_path):
    made = []
    for number in range(2):
        file = tmp_path / f"{number}.json"
        words = [*("requirements", "requirements.txt", "--pyproject", "pyproject.toml")]
        words += ["--output-reproducible", "--output-format", "JSON", "--output-file", file]
        subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "cyclonedx_py", *words],
            check=True,
            cwd=PROJECT,
            env=os.environ | {"PYTHONPATH": str(SBOM)},
        )
        made.append(file.read_bytes())
    bill = json.loads(made[0])

    assert made[0] == made[1]
    assert bill["bomFormat"] == "CycloneDX"
    listed = {each["name"].lower(): each["version"] for each in bill["components"]}
    assert listed == {name.lower(): version for name, version in pinned("requirements.txt").items()}


def test_pip_itself_is_pinned():
    assert list(pinned("requirements-pip.txt")) == ["pip"]
    assert "requirements-pip.txt" in (PROJECT / "Makefile").read_text("utf-8")


@pytest.mark.slow
def test_a_stranger_can_tell_a_signed_release_from_another(tmp_path):
    key, sums = tmp_path / "key", PROJECT / "published" / "SHA256SUMS"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    copy = tmp_path / "project"
    shutil.copytree(PROJECT / "published", copy / "published")
    shutil.copy(PROJECT / "Makefile", copy)
    subprocess.run(["make", "-s", "sign", f"KEY={key}"], check=True, cwd=copy)
    signers = tmp_path / "signers"
    signers.write_text(f"release@example.org {key.with_suffix('.pub').read_text()}")

    def verifies(body):
        who = ["-f", signers, "-I", "release@example.org", "-n", "sister-cities"]
        words = ["ssh-keygen", "-Y", "verify", *who, "-s", copy / "dist" / "SHA256SUMS.sig"]
        return subprocess.run(words, input=body, capture_output=True, check=False).returncode == 0

    assert verifies(sums.read_bytes())
    assert not verifies(sums.read_bytes().replace(b"0", b"1", 1))
