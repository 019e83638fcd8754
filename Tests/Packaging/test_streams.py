"""Streams of events, read by a client that is not ours, from a server that is restarted."""

import http.client
import json
import os
import signal
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.request

import support


class Reader(threading.Thread):
    """Reads as a browser's EventSource does: comes back after the last event that came whole."""

    def __init__(self, port, path):
        super().__init__(daemon=True)
        self.port, self.path = port, path
        self.events, self.last, self.ended, self.connections = [], None, False, 0

    def run(self):
        while not self.ended:
            try:
                self.connect()
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.1)

    def connect(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {} if self.last is None else {"Last-Event-ID": self.last}
        connection.request("GET", self.path, headers=headers)
        answer = connection.getresponse()
        if answer.status == 200:
            self.connections += 1
            self.read(answer)
        connection.close()

    def read(self, answer):
        event = {}
        while line := answer.readline():
            name, _, value = line.decode().rstrip("\n").partition(": ")
            if name:
                event[name] = value
                continue
            if "data" in event:
                self.events.append((event["event"], json.loads(event["data"])))
                self.last = event["id"]
            event = {}


class StreamTests(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix="shiplog-streams-")
        self.addCleanup(directory.cleanup)
        # Started by root, Postgres runs as another user, who has to come past this directory.
        os.chmod(directory.name, 0o711)
        self.directory, self.port = directory.name, support.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.count = 0

    def start(self):
        with open(f"{self.directory}/dev.log", "ab") as log:
            process = subprocess.Popen(
                [
                    support.PROGRAM, "dev", "--data-dir", f"{self.directory}/data",
                    "--port", str(self.port),
                ],
                stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            )
        self.addCleanup(self.stop, process)
        support.wait_until("an API", lambda: support.fetch(self.url + "/health/ready"))
        return process

    def stop(self, process, with_signal=signal.SIGTERM):
        if process.poll() is None:
            process.send_signal(with_signal)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def create_flags(self, count):
        for _ in range(count):
            self.count += 1
            flag = {
                "key": f"f{self.count}", "enabled": True, "rollout_strategy": "all",
                "reason": "try it",
            }
            request = urllib.request.Request(
                self.url + "/v1/environments/production/flags", json.dumps(flag).encode(),
                {"Content-Type": "application/json", "Idempotency-Key": flag["key"]},
            )
            urllib.request.urlopen(request, timeout=10).close()

    def test_a_restart_leaves_no_gap_and_no_repeat(self):
        process = self.start()
        self.create_flags(150)
        reader = Reader(self.port, "/v1/events/stream?kind=flag")
        reader.start()
        support.wait_until("half of them", lambda: len(reader.events) >= 150)
        self.stop(process)
        self.assertEqual(process.returncode, 0)
        process = self.start()
        self.create_flags(50)
        support.wait_until("all of them", lambda: len(reader.events) >= 200)
        reader.ended = True

        streams = [data["stream"] for _, data in reader.events]
        self.assertEqual(streams, [f"flag/production/f{number}" for number in range(1, 201)])
        positions = [data["position"] for _, data in reader.events]
        self.assertEqual(positions, sorted(set(positions)))
        self.assertEqual({kind for kind, _ in reader.events}, {"flag.created"})
        self.assertGreaterEqual(reader.connections, 2)


if __name__ == "__main__":
    unittest.main()
