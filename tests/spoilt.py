"""Workspaces with one thing wrong, as a seed draws it: a file of raw/ or published/ spoilt."""

import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

WORDS = (
    *(
        b"\0",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b"\r",
        b'"',
        b"'",
        b"\n[",
        b"]]",
        b"{",
        b"}",
        b"=",
        b",",
    ),
    *(b"9999-12-31", b"1e999", b"-1", b"null", b"NaN", b"[" * 5_000, b"../../x", b"x" * 200_000),
    *("\u202e".encode(), "１９".encode(), b"\n\n", b"<script>", b"=cmd()", b"9" * 5_000, b"true"),
)
VALUES = (
    *(None, True, -1, 10**30, 1.5, "", " ", "x" * 5_000, [], {}, [[]], "9999-12-31", "\u202e"),
    *("../..", "=cmd()", ["a", 1], {"a": {}}, "\ud800", "\0", "2024-02-30", "https://", "nan"),
)


def spoil(root: Path, seed: str) -> str:
    """Spoil one thing in the workspace ``root``; return what was done, for a person."""
    draw = random.Random(f"spoil {seed}")
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    # Most slips are in what people keep: half of the draws are of the smallest half of the files.
    raw = [path for path in files if "raw" in path.relative_to(root).parts[:1]]
    path = draw.choice(raw if draw.random() < 0.75 else files)
    fault = draw.choice(FAULTS)
    fault(path, draw)
    return f"{fault.__name__.strip('_')} {path.relative_to(root)}"


def _bytes(
    change: Callable[[bytes, random.Random], bytes],
) -> Callable[[Path, random.Random], None]:
    def fault(path: Path, draw: random.Random) -> None:
        path.write_bytes(change(path.read_bytes(), draw))

    fault.__name__ = change.__name__
    return fault


@_bytes
def _cut(body, draw):
    return body[: draw.randrange(len(body) + 1)]


@_bytes
def _emptied(body, draw):
    return b""


@_bytes
def _flipped(body, draw):
    changed = bytearray(body or b"x")
    for _ in range(draw.randint(1, 5)):
        changed[draw.randrange(len(changed))] = draw.randrange(256)
    return bytes(changed)


@_bytes
def _with_a_word(body, draw):
    at = draw.randrange(len(body) + 1)
    return body[:at] + draw.choice(WORDS) + body[at:]


@_bytes
def _noise(body, draw):
    return draw.randbytes(draw.randint(1, 2_000))


@_bytes
def _recoded(body, draw):
    charset = draw.choice(("utf-16", "utf-32", "cp1252", "shift_jis"))
    return body.decode("utf-8", "replace").encode(charset, "replace")


@_bytes
def _turned_line_ends(body, draw):
    return body.replace(b"\n", draw.choice((b"\r\n", b"\r")))


@_bytes
def _without_a_line(body, draw):
    lines = body.split(b"\n")
    lines.pop(draw.randrange(len(lines)))
    return b"\n".join(lines)


@_bytes
def _with_a_line_twice(body, draw):
    lines = body.split(b"\n")
    lines.insert(draw.randrange(len(lines)), draw.choice(lines))
    return b"\n".join(lines)


@_bytes
def _other_commas(body, draw):
    return body.replace(b",", draw.choice((b";", b"\t", b",,")))


@_bytes
def _another_value(body, draw):
    """Of a JSON, one value is another; of a TOML or a CSV, one word."""
    try:
        cells = json.loads(body)
        cells[draw.choice(sorted(cells))] = draw.choice(VALUES)
        return json.dumps(cells).encode()
    except (ValueError, TypeError, AttributeError, IndexError):
        words = body.split(b" ")
        words[draw.randrange(len(words))] = draw.choice(WORDS)
        return b" ".join(words)


def _removed(path, draw):
    path.unlink()


def _a_folder(path, draw):
    path.unlink()
    path.mkdir()


def _a_folder_with_a_file(path, draw):
    _a_folder(path, draw)
    (path / "x").write_text("x")


def _a_pipe(path, draw):
    path.unlink()
    os.mkfifo(path)


def _a_link_to_nothing(path, draw):
    path.unlink()
    path.symlink_to("nothing")


def _a_link_to_itself(path, draw):
    path.unlink()
    path.symlink_to(path.name)


def _renamed(path, draw):
    path.rename(
        path.with_name(draw.choice(("x", "ä.json", "2020.html", "a b", ".hidden", "x" * 200)))
    )


def _a_copy_beside(path, draw):
    body = path.read_bytes()
    path.with_name(draw.choice(("copy.html", "2020.json", "x", "source.toml"))).write_bytes(body)


def _folder_removed(path, draw):
    shutil.rmtree(path.parent)


def _folder_a_file(path, draw):
    shutil.rmtree(path.parent)
    path.parent.write_text("x")


def _not_to_be_read(path, draw):
    path.chmod(draw.choice((0o000, 0o444)))


def _folder_not_to_be_written(path, draw):
    path.parent.chmod(0o555)


FAULTS = (
    *(_cut, _emptied, _flipped, _with_a_word, _with_a_word, _noise, _recoded, _turned_line_ends),
    *(_without_a_line, _with_a_line_twice, _other_commas, _another_value, _another_value),
    *(_another_value, _removed, _a_folder, _a_folder_with_a_file, _a_pipe, _a_link_to_nothing),
    *(_a_link_to_itself, _renamed, _a_copy_beside, _folder_removed, _folder_a_file),
    *(_not_to_be_read, _folder_not_to_be_written),
)
