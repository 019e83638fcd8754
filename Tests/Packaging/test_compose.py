"""The elements of the chapter's docker-compose.yml, and what ours has beyond them."""

import pathlib
import re
import stat
import subprocess
import tempfile
import shutil
import unittest

import support


class ComposeTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.file = support.load("docker-compose.yml")
        cls.services = cls.file["services"]

    def test_the_obsolete_version_is_gone(self):
        self.assertNotIn("version", self.file)

    def test_what_runs_without_a_profile(self):
        plain = {name for name, service in self.services.items() if "profiles" not in service}
        self.assertEqual(plain, {"migrate", "agent-api", "agent-worker", "db", "redis"})
        profiles = {profile for s in self.services.values() for profile in s.get("profiles", [])}
        self.assertEqual(profiles, {"cli", "demo", "observability"})

    def test_each_of_ours_is_built_from_its_target(self):
        targets = {
            name: service["build"]["target"]
            for name, service in self.services.items() if "build" in service
        }
        stages = support.instructions(support.text("Dockerfile"))
        self.assertEqual(targets["agent-api"], "production")
        self.assertEqual(targets["agent-worker"], "worker")
        self.assertEqual(targets["migrate"], "migrate")
        self.assertLessEqual(set(targets.values()), set(stages))

    def test_whoever_needs_the_database_waits_until_it_can_be_used(self):
        wanted = {
            "migrate": "service_completed_successfully", "db": "service_healthy",
            "redis": "service_healthy",
        }
        conditions = {
            name: {on: how["condition"] for on, how in self.services[name]["depends_on"].items()}
            for name in ("agent-api", "agent-worker", "migrate")
        }
        self.assertEqual(conditions["agent-api"], wanted)
        self.assertEqual(conditions["agent-worker"], {**wanted, "agent-api": "service_healthy"})
        self.assertEqual(conditions["migrate"], {"db": "service_healthy"})

    def test_limits_and_reservations_are_the_chapters(self):
        api = self.services["agent-api"]["deploy"]["resources"]
        self.assertEqual(api["limits"], {"cpus": "${AGENT_API_CPUS:-2}", "memory": "4G"})
        self.assertEqual(api["reservations"], {"cpus": "1", "memory": "2G"})
        worker = self.services["agent-worker"]["deploy"]
        self.assertEqual(worker["replicas"], 3)
        self.assertEqual(
            worker["resources"], {"limits": {"cpus": "${AGENT_WORKER_CPUS:-4}", "memory": "8G"}}
        )

    def test_only_loopback_is_published(self):
        self.assertEqual(self.services["agent-api"]["ports"], ["127.0.0.1:8000:8000"])
        for name, service in self.services.items():
            for port in service.get("ports", []):
                self.assertTrue(port.startswith("127.0.0.1:"), f"{name} publishes {port}")
        self.assertTrue(self.file["networks"]["backend"]["internal"])

    def test_postgres_is_healthy_only_when_it_serves_over_tcp(self):
        db = self.services["db"]
        self.assertEqual(db["image"], "postgres:15-alpine")
        self.assertEqual(db["volumes"][0], "postgres_data:/var/lib/postgresql/data")
        check = db["healthcheck"]
        self.assertEqual(check["test"][1:4], ["pg_isready", "-h", "127.0.0.1"])
        self.assertEqual((check["interval"], check["timeout"], check["retries"]), ("5s", "5s", 5))

    def test_redis_keeps_what_it_took_and_refuses_when_it_is_full(self):
        redis = self.services["redis"]
        self.assertEqual(redis["image"], "redis:7-alpine")
        self.assertIn("redis_data:/data", redis["volumes"])
        command = " ".join(redis["command"])
        wanted = ("--appendonly yes", "--appendfsync everysec", "--maxmemory-policy noeviction")
        for words in wanted:
            self.assertIn(words, command)
        check = redis["healthcheck"]
        self.assertIn("redis-cli ping | grep -qx PONG", check["test"][1])
        self.assertEqual((check["interval"], check["timeout"], check["retries"]), ("5s", "5s", 5))

    def test_ours_are_hardened(self):
        ours = [name for name, service in self.services.items() if "build" in service]
        self.assertGreaterEqual(len(ours), 6)
        for name in ours:
            with self.subTest(name):
                service = self.services[name]
                self.assertIs(service["read_only"], True)
                self.assertIs(service["init"], True)
                self.assertEqual(service["cap_drop"], ["ALL"])
                self.assertEqual(service["tmpfs"], ["/tmp"])
        for name, service in self.services.items():
            self.assertEqual(service.get("security_opt", ["no-new-privileges:true"]),
                             ["no-new-privileges:true"], name)
        for name in ("agent-api", "agent-worker", "db", "redis"):
            self.assertEqual(self.services[name]["restart"], "unless-stopped")
            self.assertEqual(self.services[name]["stop_grace_period"], "45s")

    def test_secrets_are_files_and_nowhere_else(self):
        api = self.services["agent-api"]
        self.assertEqual(
            api["environment"],
            {
                "DATABASE_URL_FILE": "/run/secrets/database_url",
                "REDIS_URL_FILE": "/run/secrets/redis_url",
                "SHIPLOG_TOKEN_FILE": "/run/secrets/api_token", "LOG_LEVEL": "${LOG_LEVEL:-info}",
            },
        )
        for name, service in self.services.items():
            for key, value in service.get("environment", {}).items():
                if re.search("PASSWORD|TOKEN|URL", key) and key != "SHIPLOG_SERVER":
                    self.assertTrue(value.startswith("/run/secrets/"), f"{name} {key}")
                if value.startswith("/run/secrets/") if isinstance(value, str) else False:
                    self.assertIn(value.rsplit("/", 1)[1], service["secrets"], f"{name} {key}")
        self.assertIn("database_owner_url", self.services["migrate"]["secrets"])
        for name in ("agent-api", "agent-worker"):
            self.assertNotIn("database_owner_url", self.services[name]["secrets"])

    def test_every_secret_is_made_for_its_readers_only(self):
        with tempfile.TemporaryDirectory() as directory:
            (pathlib.Path(directory) / "scripts").mkdir()
            script = shutil.copy(support.ROOT / "scripts/compose-secrets", directory + "/scripts")
            subprocess.run([script], check=True)
            folder = pathlib.Path(directory) / "secrets"
            first = {path.name: path.read_text() for path in folder.iterdir()}
            self.assertEqual(set(first), set(self.file["secrets"]))
            self.assertEqual(stat.S_IMODE(folder.stat().st_mode), 0o700)
            for path in folder.iterdir():
                self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o444, path.name)
                self.assertEqual(self.file["secrets"][path.name]["file"], f"./secrets/{path.name}")
            self.assertGreaterEqual(len(first["api_token"]), 48)
            self.assertEqual(len({first[name] for name in first}), len(first))
            subprocess.run([script], check=True)
            self.assertEqual(first, {path.name: path.read_text() for path in folder.iterdir()})
            subprocess.run([script, "--again"], check=True)
            self.assertNotEqual(first["api_token"], (folder / "api_token").read_text())
        self.assertIn("secrets/", support.text(".gitignore").splitlines())

    def test_files_that_are_mounted_are_there(self):
        mounted = 0
        for service in self.services.values():
            for volume in service.get("volumes", []):
                source = volume.split(":")[0]
                if source.startswith("./"):
                    mounted += 1
                    self.assertTrue((support.ROOT / source).exists(), source)
                    self.assertTrue(volume.endswith(":ro"), volume)
                else:
                    self.assertIn(source, self.file["volumes"])
        self.assertGreaterEqual(mounted, 5)

    def test_the_demo_is_complete(self):
        demo = {n for n, s in self.services.items() if "demo" in s.get("profiles", [])}
        self.assertEqual(
            demo,
            {
                "demo-agent-a", "demo-agent-b", "demo-balancer", "demo-traffic", "demo-service",
                "prometheus",
            },
        )
        subnet = self.file["networks"]["outbound"]["ipam"]["config"][0]["subnet"]
        allowed = self.services["agent-worker"]["environment"]["OUTBOUND_ALLOW"]
        self.assertEqual(allowed, f"${{OUTBOUND_ALLOW:-{subnet}}}")


if __name__ == "__main__":
    unittest.main()
