"""The pipeline's scripts against a stack that runs, with a good and a bad version."""

import json
import re
import unittest
import xml.etree.ElementTree as ElementTree

import support
from support import ROOT, Stack

# Long enough for the four looks that evidence takes: half of the answers being errors is no more than
# what counts as gross, and that is a matter of chance.
PLAN = {
    "stages": [
        {"percent": 25, "duration_seconds": 15, "criteria": {"max_error_rate": 0.05}},
        {"percent": 100, "duration_seconds": 0},
    ],
    "analysis": {"interval_seconds": 1, "warm_up_seconds": 1, "min_requests": 10, "min_errors": 3},
}


class PipelineTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        assert support.PROGRAM.exists(), f"{support.PROGRAM} is missing: swift build"
        cls.stack = cls.enterClassContext(Stack())
        cls.plan = cls.stack.write("plan.json", json.dumps(PLAN))

    def run_script(self, *arguments, timeout=90, **variables):
        script = self.stack.script(*arguments, **variables)
        output, talk = script.communicate(timeout=timeout)
        return script.returncode, output, talk

    def test_1_a_good_version_is_live_though_the_api_restarts(self):
        script = self.stack.script(
            "canary_deploy.py", "--image", Stack.GOOD, "--namespace", "production",
            "--plan", self.plan,
        )
        first = script.stdout.readline()
        self.assertRegex(first, r"^deployment [0-9a-f-]{36} of agent-api .* accepted$")
        self.stack.restart_api()
        output, talk = script.communicate(timeout=90)
        self.assertEqual(script.returncode, 0, output + talk)
        self.assertIn("is away", talk)
        self.assertIn("is back", talk)
        self.assertIn("::notice title=Deployed::agent-api registry.example.com", output)
        summary = self.stack.take("summary.md")
        self.assertRegex(summary, r"\| 1 \| 25 % \| [1-9]\d* \| ok \| passed \|")
        self.assertRegex(summary, r"\| 2 \| 100 % \|")
        values = dict(line.split("=", 1) for line in self.stack.take("output").splitlines())
        self.assertRegex(values["deployment"], r"^[0-9a-f-]{36}$")
        self.assertTrue(values["outcome"].endswith(" is live"), values)

    def test_2_a_bad_version_is_taken_back_and_ends_with_5(self):
        code, output, talk = self.run_script(
            "canary_deploy.py", "--image", Stack.BAD, "--namespace", "production",
            "--plan", self.plan,
        )
        self.assertEqual(code, 5, output + talk)
        self.assertRegex(
            output, r"::error title=Taken back::.* was taken back: .*failed its conditions; "
            r"max_error_rate 0\.\d+ > 0\.05"
        )
        self.assertIn("| aborted |", self.stack.take("summary.md"))
        self.assertIn("was taken back", self.stack.take("output"))
        service = json.loads(
            support.fetch(self.stack.url + "/v1/environments/production/services/agent-api")
        )
        self.assertEqual(service["live"]["version"], Stack.GOOD)

    def test_3_a_rollback_waits_until_users_have_the_old_version(self):
        code, output, talk = self.run_script(
            "canary_deploy.py", "--roll-back", "--namespace", "production", "--reason", "a test",
        )
        self.assertEqual(code, 0, output + talk)
        self.assertIn(f"::notice title=Rolled back::agent-api {Stack.OLD}", output)

    def test_4_the_same_attempt_of_a_run_asks_once(self):
        arguments = ("canary_deploy.py", "--image", Stack.NEXT, "--namespace", "production")
        run = {
            "GITHUB_RUN_ID": "7", "GITHUB_RUN_ATTEMPT": "1", "GITHUB_REPOSITORY": "acme/agent",
            "GITHUB_SERVER_URL": "https://github.com",
        }
        plan = ("--plan", self.plan, "--timeout", "0")
        first, again = (self.run_script(*arguments, *plan, **run) for _ in range(2))
        self.assertEqual((first[0], again[0]), (6, 6), first[1:] + again[1:])
        accepted = [re.search(r"deployment (\S+) of", output)[1] for _, output, _ in (first, again)]
        self.assertEqual(accepted[0], accepted[1])
        document = json.loads(support.fetch(f"{self.stack.url}/v1/deployments/{accepted[0]}"))
        self.assertEqual(document["reason"], "https://github.com/acme/agent/actions/runs/7")

        cancelled = self.stack.script(*arguments, "--plan", self.plan, **run)
        self.assertIn(accepted[0], cancelled.stdout.readline())
        cancelled.terminate()
        output, talk = cancelled.communicate(timeout=30)
        self.assertEqual(cancelled.returncode, 130, output + talk)
        self.assertIn("::warning title=The deployment goes on::", output)

    def test_5_what_cannot_be_done_has_its_number(self):
        cases = [
            (3, ("--image", "v1", "--namespace", "nowhere")),
            (64, ("--image", "two\nlines", "--namespace", "production")),
            (64, ("--image", "v1", "--namespace", "production", "--stages", "5,25")),
            (64, ("--roll-back", "--namespace", "production")),
            (69, ("--image", "v1", "--namespace", "production", "--patience", "1",
                  "--server", f"http://127.0.0.1:{support.free_port()}")),
        ]
        for wanted, arguments in cases:
            with self.subTest(arguments):
                code, output, talk = self.run_script("canary_deploy.py", *arguments)
                self.assertEqual(code, wanted, output + talk)
        code, output, talk = self.run_script(
            "canary_deploy.py", "--image", "v1", "--namespace", "production",
            SHIPLOG_TOKEN="a b",
        )
        self.assertEqual(code, 78, output + talk)
        self.assertNotIn("a b", output + talk)

    def test_6_smoke_tests_pass_on_a_server_that_is_well(self):
        junit = f"{self.stack.directory.name}/smoke.xml"
        code, output, talk = self.run_script(
            "smoke_tests.py", "--url", self.stack.url, "--junit", junit
        )
        self.assertEqual(code, 0, output + talk)
        suite = ElementTree.parse(junit).getroot()
        self.assertEqual((suite.get("tests"), suite.get("failures")), ("6", "0"))
        self.assertIn("6 of 6", self.stack.take("summary.md"))

    def test_7_smoke_tests_fail_on_what_is_no_shiplog(self):
        agent = f"http://127.0.0.1:{self.stack.agents[0]}"
        code, output, talk = self.run_script("smoke_tests.py", "--url", agent, "--budget", "0")
        self.assertEqual(code, 1, output + talk)
        self.assertIn("::error title=Smoke test failed::", output)

    def test_8_every_metric_that_is_named_is_in_a_scrape(self):
        scrape = support.fetch(self.stack.url + "/metrics")
        exported = set(re.findall(r"(?m)^# TYPE (\S+) ", scrape))
        named = set()
        for path in (
            "deploy/components/monitoring/prometheusrule.yaml",
            "deploy/components/monitoring/dashboard.json",
            "deploy/examples/prometheus-adapter.yaml", "docs/operations.md",
            "Tests/Packaging/alerts.yaml",
        ):
            found = set(re.findall(r"\bshiplog_[a-z_]+\b", support.text(path)))
            self.assertTrue(found, f"{path} names no metric")
            named |= found
        self.assertEqual(named - exported, set(), "named, but not exported")

    def test_9_the_scrape_is_as_prometheus_wants_it(self):
        scrape = support.fetch(self.stack.url + "/metrics")
        path = self.stack.write("metrics.txt", scrape)
        with open(path, encoding="utf-8") as file:
            checked = support.subprocess.run(
                ["promtool", "check", "metrics"], stdin=file, capture_output=True, text=True
            )
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)


if __name__ == "__main__":
    unittest.main()
