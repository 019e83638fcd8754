"""The schema of settings files, and the program's own check, say the same."""

import copy
import json
import pathlib
import subprocess
import tempfile
import unittest

import support

EXAMPLE = "Examples/settings.json"


def set_at(document, path, value):
    *parents, last = path.split("/")
    for key in parents:
        document = document.setdefault(key, {})
    document[last] = value


# Each is put into the example, and is wrong.
WRONG = [
    ("environments/staging/api_url", "ftp://a"),
    ("environments/staging/api_url", None),
    ("environments/staging/database_url", "mysql://a"),
    ("environments/staging/redis_url", 6379),
    ("environments/staging/log_level", "LOUD"),
    ("environments/staging/debug", "yes"),
    ("environments/staging/debug", 1),
    ("environments/staging/rate_limit", {}),
    ("environments/staging/rate_limits/requests_per_minute", 0),
    ("environments/staging/rate_limits/requests_per_minute", "100"),
    ("environments/staging/feature_flags/new", "on"),
    ("environments/staging/feature_flags", []),
    ("environments/staging/llm_config/temperature", 2.5),
    ("environments/staging/llm_config/max_tokens", 1.5),
    ("environments/staging/llm_config/model", ""),
    ("environments/staging/outbound_allow", "10.0.0.0/8"),
    ("environments/staging/outbound_allow", [""]),
    ("environments/staging/policies/cooldown_seconds", 86401),
    ("environments/staging/policies/cooldown", 1),
    ("environments/Bad", {}),
    ("environments/other", {}),
    ("environments", {}),
    ("base/databse_url", "postgres://a"),
    ("base", 5),
    ("base/redis_url", 6379),
    ("public", "llm_config.model"),
    ("enviroments", {}),
]
# Each is put into the example, and is right.
RIGHT = [
    ("environments/staging/log_level", "warning"),
    ("environments/staging/log_level", None),
    ("environments/staging/debug", "${DEBUG:-true}"),
    ("environments/staging/rate_limits/requests_per_minute", "${LIMIT:-5}"),
    ("environments/staging/feature_flags", None),
    ("environments/staging/llm_config/region", {"any": [1, None]}),
    ("environments/staging/llm_config/temperature", 2),
    ("environments/staging/database_url", "postgres://a:${PW:-x}@db/x"),
    ("environments/staging/policies/cooldown_seconds", 0),
    ("base/log_level", None),
    ("$schema", "settings.schema.json"),
]


class SettingsTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        schema = cls.run_program("env", "schema")
        cls.schema = cls.folder / "schema.json"
        cls.schema.write_text(schema.stdout, encoding="utf-8")
        cls.example = json.loads(support.text(EXAMPLE))

    @classmethod
    def run_program(cls, *arguments):
        return subprocess.run(
            [support.PROGRAM, *arguments], capture_output=True, text=True, timeout=30, env={})

    def files(self, changes):
        for number, (path, value) in enumerate(changes):
            document = copy.deepcopy(self.example)
            set_at(document, path, value)
            file = self.folder / f"{number}-{path.replace('/', '.')}.json"
            file.write_text(json.dumps(document), encoding="utf-8")
            yield file

    def agreed(self, files):
        """Those of which the schema says that they are right; the program must say the same."""
        answer = subprocess.run(
            ["check-jsonschema", "--output-format", "json", "--schemafile", self.schema, *files],
            capture_output=True, text=True, timeout=60)
        wrong = {pathlib.Path(error["filename"]).name for error in json.loads(answer.stdout)["errors"]}
        for file in files:
            check = self.run_program("env", "check", str(file), "--environment", "development")
            self.assertEqual(
                check.returncode, 78 if file.name in wrong else 0, f"{file.name}: {check.stderr}")
        return [file for file in files if file.name not in wrong]

    def test_the_schema_is_a_schema(self):
        subprocess.run(
            ["check-jsonschema", "--check-metaschema", self.schema], check=True, timeout=60,
            capture_output=True)

    def test_the_example_is_right(self):
        self.assertEqual(len(self.agreed([support.ROOT / EXAMPLE])), 1)

    def test_what_is_right_is_right_to_both(self):
        files = list(self.files(RIGHT))
        self.assertEqual(self.agreed(files), files)

    def test_what_is_wrong_is_wrong_to_both(self):
        self.assertEqual(self.agreed(list(self.files(WRONG))), [])
