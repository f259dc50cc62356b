"""200 hosts of 5 pages each, one host in ten misbehaving: how long, how polite, how much memory.

Every host is an address of loopback (127.0.x.y) with a server of its own. What a host takes by
itself is its own time: from its first request to its last answer, when only it is asked. The
run is asked to take no more than 1.3 times what the slowest host takes.

Run it as ``python tests/benchmarks/scraping.py [HOSTS [PAGES]]``.
"""

from __future__ import annotations

import http.server
import json
import resource
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

BOUND = 1.3
PAUSE = 1.0
FAULTS = ("stall", "reset", "busy", "bomb", "gone")


LINKS = "".join(f'<li class="menu"><a href="/p/{n}">Department {n}</a></li>' for n in range(400))
NEWS = "".join(
    f'<div class="card"><h3>News {n}</h3><p>The council met on roads and parks, part {n}.</p></div>'
    for n in range(200)
)
# Some 60 KB, as city pages weigh: mostly what stands on every page of a site.
PAGE = (
    f"<html><head><title>Sister cities</title></head><body><nav><ul>{LINKS}</ul></nav>"
    "<main><h1>Sister cities</h1><ul><li>Dublin, Ireland (1986)</li><li>Pune, India (1992)</li>"
    "<li>Okayama, Japan (1957)</li><li>Veracruz, Mexico (1975)</li></ul></main>"
    f"<aside><h2>Latest news</h2>{NEWS}</aside><footer><ul>{LINKS}</ul></footer></body></html>"
)


class Handler(http.server.BaseHTTPRequestHandler):
    """A page about ties, or the fault of this host."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        host = self.server.server_address[0]
        notes = self.server.notes
        with notes.lock:
            notes.now[host] = notes.now.get(host, 0) + 1
            notes.most = max(notes.most, notes.now[host])
            notes.asked.setdefault((host, self.path), []).append(time.monotonic())
        try:
            self.answer(self.server.fault if self.path != "/robots.txt" else "")
        except OSError:
            self.close_connection = True
        finally:
            with notes.lock:
                notes.now[host] -= 1

    def answer(self, fault):
        if self.path == "/robots.txt" or fault == "gone":
            self.send_error(404)
            return
        if fault == "stall":
            time.sleep(2.0)
        if fault == "reset":
            self.close_connection = True
            return
        if fault == "busy":
            self.send_response(503)
            self.send_header("Retry-After", "2")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        number = self.path.strip("/p")
        body = PAGE.replace("1986", f"19{number}6").encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Notes:
    """What the servers saw."""

    def __init__(self):
        self.lock = threading.Lock()
        self.now, self.most, self.asked = {}, 0, {}


class Web(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def server_bind(self):
        # Not HTTPServer's: it looks up the name of the address, which takes long.
        socket.socket.bind(self.socket, self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = self.server_address[:2]

    def handle_error(self, *_):
        pass


def start(hosts: int, notes: Notes) -> list[Web]:
    servers = []
    for number in range(hosts):
        server = Web((f"127.0.{1 + number // 200}.{1 + number % 200}", 0), Handler)
        server.notes = notes
        server.fault = FAULTS[number // 10 % len(FAULTS)] if number % 10 == 0 else ""
        threading.Thread(target=server.serve_forever, args=(0.5,), daemon=True).start()
        servers.append(server)
    return servers


def describe(root: Path, servers: list[Web], pages: int) -> None:
    for number, server in enumerate(servers, 1):
        folder = root / "raw" / f"no-host-{number}"
        folder.mkdir(parents=True)
        host, port = server.server_address[:2]
        text = (
            f"[host]\ncity = 'Host {number}'\ncountry_code = 'NO'\ngeoname_id = {number}\n"
            "latitude = 60.5\nlongitude = 5\n"
        )
        for page in range(pages):
            text += (
                f"[[pages]]\npage_id = 'p{page}'\nurl = 'http://{host}:{port}/p{page}'\n"
                "title = 'Ties'\npublisher = 'Host'\nauthority = 'own'\nis_complete = false\n"
            )
        (folder / "source.toml").write_text(text, encoding="utf-8")


def scrape(root: Path, *words: str) -> tuple[float, str, int]:
    """Seconds, standard output, and the largest memory in MB."""
    code = (
        "import resource, sys; from pipeline import cli\n"
        "try: cli.main()\n"
        "except SystemExit: pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "scrape", *words, "--workspace", str(root)]
    begun = time.monotonic()
    asked = [*command, "--contact", "x@y.example", "--pause", str(PAUSE)]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    return time.monotonic() - begun, done.stdout, int(done.stderr.strip().splitlines()[-1])


def own_time(notes: Notes, host: str) -> float:
    times = [at for (name, _), asked in notes.asked.items() if name == host for at in asked]
    return max(times) - min(times)


def main() -> int:
    hosts, pages = (*map(int, sys.argv[1:]), *(200, 5)[len(sys.argv) - 1 :])[:2]
    notes = Notes()
    servers = start(hosts, notes)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        describe(root, servers, pages)
        slowest, base = 0.0, 0
        for number in range(1, min(hosts, 10 * len(FAULTS)), 10):
            seconds, _, base = scrape(root, f"no-host-{number}", "--again")
            slowest = max(slowest, seconds)
        for path in root.glob("raw/*/p*"):
            for file in path.iterdir():
                file.unlink()
        notes.asked.clear()
        notes.most = 0
        seconds, out, memory = scrape(root)
        visits = sum(
            len(path.read_text().splitlines()) - 1 for path in root.glob("raw/*/*/visits.csv")
        )
        twice = sum(
            len(asked) > 1 for (_, path), asked in notes.asked.items() if path == "/robots.txt"
        )
    print(out.splitlines()[-1])
    print(json.dumps({"hosts": hosts, "pages": pages, "visits": visits, "robots twice": twice}))
    print(f"slowest host by itself {slowest:6.1f} s")
    print(f"all hosts              {seconds:6.1f} s, {seconds / slowest:.2f} times (bound {BOUND})")
    print(f"most requests to one host at one moment: {notes.most}")
    print(f"memory: {base} MB for one host, {memory} MB for {hosts}")
    for server in servers:
        server.server_close()
    good = visits == hosts * pages and notes.most == 1 and seconds <= BOUND * slowest
    return 0 if good else 1


if __name__ == "__main__":
    resource.setrlimit(
        resource.RLIMIT_NOFILE, (4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
    )
    sys.exit(main())
