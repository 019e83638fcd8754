"""The jobs of the chapter's pipeline, with its mistakes repaired."""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import support

DIGEST = "sha256:" + "0123456789abcdef" * 4
IMAGE = f"ghcr.io/acme/shiplog@{DIGEST}"


class WorkflowTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.deploy = support.load(".github/workflows/deploy.yml")
        cls.jobs = cls.deploy["jobs"]
        cls.ci = support.load(".github/workflows/ci.yml")

    def steps(self, job):
        return self.jobs[job]["steps"]

    def step(self, job, name):
        (found,) = [step for step in self.steps(job) if step.get("name") == name]
        return found

    def names(self, job):
        return [step.get("name", step.get("uses", "").split("@")[0]) for step in self.steps(job)]

    def test_the_jobs_and_their_order_are_the_chapters(self):
        needs = {name: job.get("needs") for name, job in self.jobs.items()}
        self.assertEqual(
            needs,
            {
                "test": None, "build": "test", "deploy-staging": "build",
                "deploy-production": ["build", "deploy-staging"],
            },
        )
        for name in ("deploy-staging", "deploy-production"):
            self.assertEqual(self.jobs[name]["if"], "github.ref == 'refs/heads/main'")
            self.assertEqual(self.jobs[name]["environment"], name.removeprefix("deploy-"))

    def test_it_runs_on_main_its_pull_requests_and_tags(self):
        on = self.deploy.get("on", self.deploy.get(True))
        self.assertEqual(on["push"], {"branches": ["main"], "tags": ["v*"]})
        self.assertEqual(on["pull_request"], {"branches": ["main"]})
        self.assertEqual(
            self.deploy["env"],
            {"REGISTRY": "ghcr.io", "IMAGE_NAME": "${{ github.repository }}"},
        )

    def test_nobody_may_do_more_than_the_job_needs(self):
        for workflow in (self.deploy, self.ci):
            self.assertEqual(workflow["permissions"], {})
        granted = {name: job["permissions"] for name, job in self.jobs.items()}
        self.assertEqual(granted.pop("build"), {"contents": "read", "packages": "write"})
        self.assertEqual(list(granted.values()), [{"contents": "read"}] * 3)

    def test_every_action_is_a_commit(self):
        uses = []
        for workflow in (self.deploy, self.ci):
            for job in workflow["jobs"].values():
                uses += [job["uses"]] if "uses" in job else []
                uses += [step["uses"] for step in job.get("steps", []) if "uses" in step]
        self.assertGreaterEqual(len(uses), 10)
        for name in uses:
            if not name.startswith("./"):
                self.assertRegex(name, r"^[\w./-]+@[0-9a-f]{40}$")

    def test_every_job_ends_and_two_deployments_never_run_at_once(self):
        for workflow in (self.deploy, self.ci):
            for name, job in workflow["jobs"].items():
                if "uses" not in job:
                    self.assertIn("timeout-minutes", job, name)
        self.assertEqual(self.deploy["concurrency"]["group"], "deploy-${{ github.ref }}")
        for name in ("deploy-staging", "deploy-production"):
            self.assertEqual(
                self.jobs[name]["concurrency"], {"group": name, "cancel-in-progress": False}
            )

    def test_scripts_are_there_because_each_job_checks_out(self):
        for name in ("build", "deploy-staging", "deploy-production"):
            first = self.steps(name)[0]
            self.assertTrue(first["uses"].startswith("actions/checkout@"))
            self.assertIs(first["with"]["persist-credentials"], False)
            for step in self.steps(name):
                for path in re.findall(r"\bscripts/[\w.-]+", step.get("run", "")):
                    self.assertTrue(os.access(support.ROOT / path, os.X_OK), path)

    def test_what_is_deployed_is_the_digest_that_was_built(self):
        self.assertEqual(
            self.jobs["build"]["outputs"], {"image": "${{ steps.image.outputs.image }}"}
        )
        self.assertEqual(
            self.step("build", "Name it by its digest")["env"],
            {"DIGEST": "${{ steps.push.outputs.digest }}"},
        )
        push = self.step("build", "Build and push")["with"]
        self.assertEqual(push["push"], "${{ github.event_name != 'pull_request' }}")
        self.assertEqual((push["cache-from"], push["cache-to"]), ("type=gha", "type=gha,mode=max"))
        self.assertEqual((push["sbom"], push["provenance"]), (True, "mode=max"))
        tags = self.step("build", "Extract metadata")["with"]["tags"].split()
        self.assertEqual(
            tags, ["type=sha,prefix=", "type=ref,event=branch", "type=semver,pattern={{version}}"]
        )
        for name in ("deploy-staging", "deploy-production"):
            self.assertEqual(self.jobs[name]["env"]["IMAGE"], "${{ needs.build.outputs.image }}")

    def test_staging_is_smoke_tested_and_taken_back(self):
        names = self.names("deploy-staging")
        order = ["Configure kubectl", "Deploy to staging", "Run smoke tests", "Take it back"]
        self.assertEqual([name for name in names if name in order], order)
        smoke = self.step("deploy-staging", "Run smoke tests")
        self.assertIn('smoke_tests.py --url "$STAGING_URL"', smoke["run"])

    def test_production_is_a_canary_with_smoke_tests_and_a_way_back(self):
        names = self.names("deploy-production")
        order = [
            "Configure kubectl", "Migrate", "Deploy canary", "Run smoke tests", "Take it back",
            "Bring the rest to the same version", "Notify deployment",
        ]
        self.assertEqual([name for name in names if name in order], order)
        canary = self.step("deploy-production", "Deploy canary")["run"]
        run = " ".join(canary.replace("\\\n", " ").split())
        self.assertEqual(
            run,
            'python3 scripts/canary_deploy.py --image "$IMAGE" --namespace production '
            '--stages "5,25,50,100" --stage-duration 300',
        )

    def test_people_hear_of_every_outcome(self):
        notify = self.step("deploy-production", "Notify deployment")
        self.assertEqual(notify["if"], "always() && env.SLACK_WEBHOOK != ''")
        self.assertEqual(notify["with"]["webhook-type"], "incoming-webhook")
        for part in ("job.status", "needs.build.outputs.image", "steps.canary.outputs.outcome"):
            self.assertIn(part, notify["with"]["payload"])
        self.assertIn("toJSON(", notify["with"]["payload"])

    def test_nothing_is_put_into_a_script_by_expression(self):
        for workflow in (self.deploy, self.ci):
            for job in workflow["jobs"].values():
                for step in job.get("steps", []):
                    self.assertNotIn("${{", step.get("run", ""))

    def test_ci_runs_what_developers_run_and_needs_no_secret(self):
        runs = [step.get("run", "") for step in self.ci["jobs"]["check"]["steps"]]
        self.assertTrue(any(".ci/run" in run for run in runs))
        self.assertIn("scripts/check-packaging", support.text("scripts/check"))
        self.assertNotIn("secrets.", support.text(".github/workflows/ci.yml"))


class ReleaseScriptTests(unittest.TestCase):
    """What apply-release asks of a cluster; the cluster is a script that writes it down."""

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = pathlib.Path(directory.name)
        kubectl = self.directory / "kubectl"
        real = support.ROOT / ".build/packaging-tools/bin/kubectl"
        kubectl.write_text(
            f"""#!/usr/bin/env bash
            if [ "$1" = kustomize ]; then exec {real} "$@"; fi
            echo "$*" >>"{self.directory}/calls"
            [[ -z "$FAIL" || ! "$*" =~ $FAIL ]]
            """.replace("\n            ", "\n"), encoding="utf-8",
        )
        kubectl.chmod(0o755)

    def run_script(self, name, *arguments, fail="", **variables):
        path = f"{self.directory}:{os.environ['PATH']}"
        ended = subprocess.run(
            [support.ROOT / "scripts" / name, *arguments], capture_output=True, text=True,
            env={"PATH": path, "FAIL": fail, **variables}, timeout=60,
        )
        calls = self.directory / "calls"
        lines = calls.read_text().splitlines() if calls.exists() else []
        lines = [re.sub(r"--filename \S+", "--filename FILE", line) for line in lines]
        return ended.returncode, ended.stdout + ended.stderr, lines

    FIRST = [
        "delete job agent-migrate --namespace staging --ignore-not-found",
        "apply --filename FILE --selector app.kubernetes.io/component=migrate",
        "wait --for=condition=complete job/agent-migrate --namespace staging --timeout=600s",
    ]
    READY = "rollout status deployment/agent-{} --namespace staging --timeout=300s"
    UNDO = "rollout undo deployment/agent-{} --namespace staging"

    def test_migrations_come_before_everything_else(self):
        code, _, calls = self.run_script("apply-release", "staging", IMAGE)
        self.assertEqual(code, 0)
        rest = ["apply --filename FILE", self.READY.format("api"), self.READY.format("worker")]
        self.assertEqual(calls, self.FIRST + rest)

    def test_a_migration_that_fails_changes_nothing_else(self):
        code, output, calls = self.run_script("apply-release", "staging", IMAGE, fail="^wait")
        self.assertEqual(code, 1)
        logs = "logs job/agent-migrate --namespace staging --tail=50"
        self.assertEqual(calls, self.FIRST + [logs])
        self.assertIn("nothing else was changed", output)

    def test_only_the_migrations_can_be_asked_for(self):
        code, _, calls = self.run_script("apply-release", "--migrate-only", "staging", IMAGE)
        self.assertEqual((code, calls), (0, self.FIRST))

    def test_pods_that_do_not_become_ready_are_taken_back(self):
        code, output, calls = self.run_script(
            "apply-release", "staging", IMAGE, fail="^rollout status deployment/agent-worker"
        )
        self.assertEqual(code, 1)
        self.assertIn("deployment/agent-worker did not become ready; going back", output)
        undone = [self.UNDO.format("api"), self.UNDO.format("worker")]
        self.assertEqual([call for call in calls if " undo " in call], undone)

    def test_a_release_can_be_taken_back_later(self):
        code, _, calls = self.run_script("apply-release", "--undo", "staging")
        self.assertEqual(code, 0)
        self.assertEqual(calls[:2], [self.UNDO.format("api"), self.UNDO.format("worker")])

    def test_manifests_name_the_image_by_its_digest_and_the_release_by_its_label(self):
        code, output, _ = self.run_script("render-manifests", "production", IMAGE)
        self.assertEqual(code, 0, output)
        objects = [item for item in support.yaml.safe_load_all(output) if item]
        images, versions = set(), set()
        for item in objects:
            versions.add(item["metadata"]["labels"]["version"])
            template = item.get("spec", {}).get("template", {})
            if template:
                versions.add(template["metadata"]["labels"]["version"])
                images |= {c["image"] for c in template["spec"]["containers"]}
        self.assertEqual((images, versions), ({IMAGE}, {"0123456789ab"}))
        left = list((support.ROOT / "deploy").glob("release.*"))
        self.assertEqual(left, [])

    def test_a_tag_or_an_unknown_environment_is_refused(self):
        for arguments in (
            ("staging", "ghcr.io/acme/shiplog:v1"), ("nowhere", IMAGE), ("staging",),
            ("staging", f"ghcr.io/acme/a@{DIGEST}\nghcr.io/acme/b@{DIGEST}"),
        ):
            for script in ("render-manifests", "apply-release"):
                code, _, calls = self.run_script(script, *arguments)
                self.assertEqual((code, calls), (64, []), arguments)

    def test_the_clusters_credentials_are_private(self):
        variables = {
            "KUBE_CONFIG": "a3ViZWNvbmZpZw==", "RUNNER_TEMP": str(self.directory),
            "GITHUB_ENV": f"{self.directory}/env",
        }
        code, output, _ = self.run_script("use-kubeconfig", **variables)
        self.assertEqual((code, output), (0, ""))
        name, _, path = (self.directory / "env").read_text().strip().partition("=")
        self.assertEqual((name, pathlib.Path(path).read_text()), ("KUBECONFIG", "kubeconfig"))
        self.assertEqual(pathlib.Path(path).stat().st_mode & 0o777, 0o600)
        code, output, _ = self.run_script("use-kubeconfig", RUNNER_TEMP="/", GITHUB_ENV="/dev/null")
        self.assertEqual(code, 78)
        self.assertIn("::error", output)


if __name__ == "__main__":
    unittest.main()
