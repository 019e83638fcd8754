"""Reads the files that are checked, and starts a stack to check against."""

import json
import os
import pathlib
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".build/debug/shiplog"
GIVEN = set()
OVERLAYS = ("development", "staging", "production")


def text(path):
    return (ROOT / path).read_text(encoding="utf-8")


def load(path):
    return yaml.safe_load(text(path))


def render(overlay):
    """The objects of an overlay, by kind and name."""
    path = ROOT / ".build/packaging" / f"{overlay}.yaml"
    objects = [item for item in yaml.safe_load_all(path.read_text(encoding="utf-8")) if item]
    found = {(item["kind"], item["metadata"]["name"]): item for item in objects}
    assert len(found) == len(objects), "two objects of one kind and name"
    return found


def instructions(dockerfile):
    """The instructions of each stage, in order: stage name → [(instruction, rest)]."""
    joined = re.sub(r"\\\n\s*", "", re.sub(r"(?m)^\s*#.*\n", "", dockerfile))
    stages, current = {"": []}, ""
    for line in joined.splitlines():
        word, _, rest = line.strip().partition(" ")
        if word == "FROM":
            current = rest.split(" AS ")[1]
            stages[current] = []
        if word:
            stages[current].append((word, rest.strip()))
    return stages


def free_port():
    """Below the ports that Linux gives to outgoing connections, which may be taken at any moment."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as found:
            if port not in GIVEN and found.connect_ex(("127.0.0.1", port)) != 0:
                GIVEN.add(port)
                return port


def fetch(url, timeout=5):
    with urllib.request.urlopen(url, timeout=timeout) as answer:
        return answer.read().decode()


def wait_until(what, holds, patience=30):
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            if holds():
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"{what} did not happen within {patience} s")


class Stack:
    """Shiplog, two sample agents, HAProxy and Prometheus on this machine, with steady traffic."""

    GOOD = "registry.example.com/agent-api@sha256:" + "a" * 64
    BAD = "registry.example.com/agent-api@sha256:" + "b" * 64
    NEXT = "registry.example.com/agent-api@sha256:" + "c" * 64
    OLD = "registry.example.com/agent-api@sha256:" + "0" * 64

    def __init__(self):
        self.directory = tempfile.TemporaryDirectory(prefix="shiplog-pipeline-")
        # Postgres, which is never root, has its data below it.
        os.chmod(self.directory.name, 0o755)
        self.processes = []
        self.api_port, self.users, self.runtime, self.prometheus = (free_port() for _ in range(4))
        self.agents = [free_port(), free_port()]
        self.url = f"http://127.0.0.1:{self.api_port}"
        self.stopped = threading.Event()

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            for log in pathlib.Path(self.directory.name).glob("*.log"):
                print(f"--- {log.name}\n{log.read_text(errors='replace')[-2000:]}", file=sys.stderr)
            self.close()
            raise
        return self

    def __exit__(self, *_):
        self.close()

    def start(self):
        self.run_api()
        for port in self.agents:
            self.launch(
                PROGRAM, "sample-agent", "--version", self.OLD, "--port", port,
                "--error-rate", "0", "--latency-ms", "5", "--bad-version", f"{self.BAD}:0.5",
            )
        self.launch("haproxy", "-f", self.write("haproxy.cfg", self.haproxy()))
        self.launch(
            "prometheus", f"--config.file={self.write('prometheus.yml', self.scrapes())}",
            f"--storage.tsdb.path={self.directory.name}/prometheus",
            f"--web.listen-address=127.0.0.1:{self.prometheus}", "--log.level=warn",
        )
        for url in [f"http://127.0.0.1:{port}/health" for port in self.agents] + [
            self.url + "/health/ready", f"http://127.0.0.1:{self.prometheus}/-/ready",
            f"http://127.0.0.1:{self.users}/",
        ]:
            wait_until(f"an answer of {url}", lambda: fetch(url))
        for _ in range(4):
            threading.Thread(target=self.traffic, daemon=True).start()
        self.register()

    def run_api(self):
        self.api = self.launch(
            PROGRAM, "dev", "--data-dir", f"{self.directory.name}/dev", "--port", self.api_port
        )

    def restart_api(self):
        """As a release of Shiplog itself would: away for a while, and back with the same data."""
        self.api.send_signal(signal.SIGINT)
        self.api.wait(30)
        self.run_api()

    def launch(self, program, *arguments):
        name = f"{pathlib.Path(program).name}-{len(self.processes)}.log"
        with open(f"{self.directory.name}/{name}", "wb") as log:
            process = subprocess.Popen(
                [str(program), *map(str, arguments)], stdout=log, stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )
        self.processes.append(process)
        return process

    def write(self, name, content):
        path = f"{self.directory.name}/{name}"
        with open(path, "w", encoding="utf-8") as file:
            file.write(content)
        return path

    def haproxy(self):
        """The demo's own configuration, on this machine's addresses."""
        content = (ROOT / "deploy/compose/haproxy.cfg").read_text(encoding="utf-8")
        for old, new in (
            ("ipv4@0.0.0.0:9999", f"ipv4@127.0.0.1:{self.runtime}"),
            ("bind :8080", f"bind 127.0.0.1:{self.users}"),
            ("demo-agent-a:8001", f"127.0.0.1:{self.agents[0]}"),
            ("demo-agent-b:8001", f"127.0.0.1:{self.agents[1]}"),
        ):
            assert old in content, f"{old} is not in haproxy.cfg"
            content = content.replace(old, new)
        return content

    def scrapes(self):
        targets = [f"127.0.0.1:{port}" for port in self.agents]
        job = {"job_name": "agents", "static_configs": [{"targets": targets}]}
        interval = {"scrape_interval": "1s", "scrape_timeout": "1s"}
        return json.dumps({"global": interval, "scrape_configs": [job]})

    def register(self):
        """The demo's own service, on this machine's addresses."""
        service = json.loads((ROOT / "deploy/compose/agent-api.json").read_text(encoding="utf-8"))
        for slot, port in zip(service["slots"], self.agents):
            slot["endpoint"] = f"http://127.0.0.1:{port}"
        service["router"]["address"] = f"127.0.0.1:{self.runtime}"
        service["metrics"]["url"] = f"http://127.0.0.1:{self.prometheus}"
        service["live"]["version"] = self.OLD
        path = self.write("agent-api.json", json.dumps(service))
        subprocess.run(
            [PROGRAM, "services", "apply", "agent-api", "-f", path, "--server", self.url],
            check=True, capture_output=True, timeout=30,
        )

    def traffic(self):
        while not self.stopped.is_set():
            try:
                fetch(f"http://127.0.0.1:{self.users}/")
            except OSError:
                pass
            self.stopped.wait(0.005)

    def script(self, name, *arguments, **variables):
        """Starts one of the pipeline's scripts as a GitHub runner would."""
        environment = {
            "PATH": os.environ["PATH"], "GITHUB_ACTIONS": "true",
            "GITHUB_STEP_SUMMARY": f"{self.directory.name}/summary.md",
            "GITHUB_OUTPUT": f"{self.directory.name}/output", "SHIPLOG_SERVER": self.url,
            **variables,
        }
        return subprocess.Popen(
            [sys.executable, ROOT / "scripts" / name, *map(str, arguments)], env=environment,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )

    def take(self, name):
        """What a script wrote into a file, which is emptied for the next."""
        path = pathlib.Path(self.directory.name) / name
        content = path.read_text(encoding="utf-8") if path.exists() else ""
        path.unlink(missing_ok=True)
        return content

    def close(self):
        self.stopped.set()
        for process in reversed(self.processes):
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
        for process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.directory.cleanup()
