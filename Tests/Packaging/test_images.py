"""The elements of the chapter's Dockerfile, and what ours has beyond them."""

import fnmatch
import pathlib
import re
import subprocess
import unittest

import support


class DockerfileTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stages = support.instructions(support.text("Dockerfile"))

    def only(self, stage, instruction):
        found = [rest for word, rest in self.stages[stage] if word == instruction]
        self.assertEqual(len(found), 1, f"{instruction} of {stage}: {found}")
        return found[0]

    def test_every_process_has_a_target_from_one_builder(self):
        self.assertEqual(
            list(self.stages),
            ["", "builder", "runtime", "cli", "migrate", "worker", "api", "production"],
        )
        commands = {name: self.only(name, "CMD") for name in ("cli", "migrate", "worker", "api")}
        self.assertEqual(
            commands,
            {
                "cli": '["--help"]', "migrate": '["migrate", "up"]', "worker": '["worker"]',
                "api": '["api"]',
            },
        )
        self.assertEqual(self.only("production", "FROM"), "api AS production")

    def test_what_is_copied_comes_from_the_builder_and_belongs_to_root(self):
        self.assertEqual(self.only("runtime", "FROM"), "scratch AS runtime")
        self.assertEqual(self.only("runtime", "COPY"), "--from=builder /image /")

    def test_packages_are_pinned_and_their_lists_are_removed(self):
        run = self.stages["builder"][3][1]
        self.assertIn("--no-install-recommends", run)
        self.assertIn("rm -rf /var/lib/apt/lists/*", run)
        names = re.search(r"--no-install-recommends(.*?)&&", run)[1].split()
        self.assertGreaterEqual(len(names), 4)
        self.assertEqual([name for name in names if "=" not in name], [])
        self.assertNotIn("curl ", run)
        if self.codename() in support.text("Dockerfile"):
            for name, version in (pinned.split("=") for pinned in names):
                asked = ["dpkg-query", "--show", "--showformat", "${Version}", name]
                found = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
                self.assertTrue(fnmatch.fnmatch(found, version), f"{name} is {found} in Debian")

    @staticmethod
    def codename():
        """Of this machine's Debian: its packages are the builder's if it is the same."""
        release = pathlib.Path("/etc/os-release").read_text(encoding="utf-8")
        found = re.search(r"(?m)^VERSION_CODENAME=(\w+)$", release)
        return found[1] if found else "unknown"

    def test_the_user_is_a_number_and_no_system_user(self):
        self.assertEqual(self.only("runtime", "USER"), "10001:10001")

    def test_the_program_itself_tells_its_health_in_time(self):
        check = self.only("api", "HEALTHCHECK")
        self.assertEqual(
            check,
            "--interval=10s --timeout=3s --start-period=20s --retries=3 "
            'CMD ["/app/shiplog", "healthcheck"]',
        )
        self.assertFalse([word for word, _ in self.stages["worker"] if word == "HEALTHCHECK"])

    def test_the_program_gets_the_signals(self):
        self.assertEqual(self.only("runtime", "ENTRYPOINT"), '["/app/shiplog"]')
        self.assertEqual(self.only("runtime", "STOPSIGNAL"), "SIGTERM")

    def test_no_environment_is_baked_in(self):
        for stage, lines in self.stages.items():
            for word, rest in lines:
                if word == "ENV":
                    self.assertNotIn("APP_ENV", rest)
                    self.assertNotRegex(rest, "TOKEN|PASSWORD|DATABASE|REDIS", stage)
        self.assertIn("HOST=0.0.0.0", self.only("api", "ENV"))
        self.assertEqual(self.only("api", "EXPOSE"), "8000")

    def test_labels_lead_back_to_the_source(self):
        labels = self.only("runtime", "LABEL")
        for name in ("title", "description", "created", "revision", "version"):
            self.assertIn(f"org.opencontainers.image.{name}=", labels)

    def test_the_context_is_what_the_build_copies_and_no_more(self):
        lines = support.text(".dockerignore").splitlines()
        rules = [line for line in lines if line and not line.startswith("#")]
        allowed = {rule[1:] for rule in rules if rule.startswith("!")}
        self.assertEqual(rules[0], "*")
        copied = {
            rest.split()[0] for word, rest in self.stages["builder"] if word == "COPY"
        }
        self.assertEqual(allowed, copied)
        for path in allowed:
            self.assertTrue((support.ROOT / path).exists(), path)

    def test_the_library_path_of_the_build_is_the_one_that_is_proven(self):
        build = self.stages["builder"][-1][1]
        flags = "--static-swift-stdlib"
        self.assertIn(flags, build)
        self.assertIn("scripts/image-root", build)
        proof = support.text("scripts/prove-image")
        self.assertIn(flags, proof)
        self.assertIn("scripts/image-root", proof)


if __name__ == "__main__":
    unittest.main()
