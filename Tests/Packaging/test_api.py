"""The API is what its OpenAPI document says, whatever is sent to it."""

import json
import re
import subprocess
import sys
import tempfile
import unittest
import urllib.request

import openapi_spec_validator

import support

CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance",
    "response_schema_conformance",
)
# Names that exist, so that more than 404 is seen; a long poll would only wait.
KNOWN = """\
[parameters]
"path.environment" = "production"
"path.service" = "agent-api"
"path.flag" = "new-model"
"path.user" = "alice"
"path.freeze" = "weekend"
"path.position" = 1
"query.wait" = 0
"""
UNKNOWN = """\
[parameters]
"query.wait" = 0
"""


class APITests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = tempfile.TemporaryDirectory(prefix="shiplog-api-")
        cls.addClassCleanup(cls.directory.cleanup)
        port = support.free_port()
        cls.url = f"http://127.0.0.1:{port}"
        cls.log = open(f"{cls.directory.name}/dev.log", "wb")
        cls.addClassCleanup(cls.log.close)
        cls.process = subprocess.Popen(
            [support.PROGRAM, "dev", "--ephemeral", "--port", str(port)],
            stdout=cls.log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
        )
        cls.addClassCleanup(cls.stop)
        support.wait_until("an API", lambda: support.fetch(cls.url + "/health/ready"))
        cls.document = json.loads(support.fetch(cls.url + "/openapi.json"))
        service = json.loads(support.text("deploy/compose/agent-api.json"))
        cls.send("PUT", "/v1/environments/production/services/agent-api", service)
        flag = {"key": "new-model", "enabled": True, "rollout_strategy": "all", "reason": "try it"}
        cls.send("POST", "/v1/environments/production/flags", flag)

    @classmethod
    def stop(cls):
        cls.process.terminate()
        try:
            cls.process.wait(20)
        except subprocess.TimeoutExpired:
            cls.process.kill()
            cls.process.wait()

    @classmethod
    def send(cls, method, path, body):
        headers = {"Content-Type": "application/json", "Idempotency-Key": method + path}
        request = urllib.request.Request(
            cls.url + path, json.dumps(body).encode(), headers, method=method
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def test_the_document_is_valid(self):
        openapi_spec_validator.validate(self.document)
        self.assertGreaterEqual(len(self.document["paths"]), 50)

    def test_answers_to_known_names_are_as_documented(self):
        self.fuzz(KNOWN)

    def test_answers_to_any_names_are_as_documented(self):
        self.fuzz(UNKNOWN)

    def fuzz(self, settings):
        config = f"{self.directory.name}/schemathesis.toml"
        with open(config, "w", encoding="utf-8") as file:
            file.write(settings)
        run = subprocess.run(
            [
                sys.executable, "-m", "schemathesis.cli", "--config-file", config, "run",
                self.url + "/openapi.json", "--seed", "1", "--max-examples", "5",
                "--checks", ",".join(CHECKS), "--no-color",
                # Their answers go on for ever; test_streams.py reads them.
                "--exclude-path-regex", "/stream$",
            ],
            cwd=self.directory.name, capture_output=True, text=True, timeout=300, check=False,
        )
        self.assertEqual(run.returncode, 0, run.stdout[-6000:] + run.stderr[-2000:])
        cases = re.search(r"(\d+) generated", run.stdout)
        self.assertIsNotNone(cases, run.stdout[-2000:])
        self.assertGreaterEqual(int(cases[1]), 500)


if __name__ == "__main__":
    unittest.main()
