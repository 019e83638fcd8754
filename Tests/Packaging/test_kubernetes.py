"""The elements of the chapter's manifests in every overlay, and what ours has beyond them."""

import json
import re
import subprocess
import unittest

import jsonschema

import support

CUSTOM = ("ScaledObject", "TriggerAuthentication", "ServiceMonitor", "PrometheusRule")
PODS = (("Deployment", "agent-api"), ("Deployment", "agent-worker"), ("Job", "agent-migrate"))


class KubernetesTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.overlays = {overlay: support.render(overlay) for overlay in support.OVERLAYS}
        cls.production = cls.overlays["production"]

    def pods(self, overlay):
        for key in PODS:
            yield key, self.overlays[overlay][key]["spec"]["template"]

    def test_every_environment_has_what_a_deployment_needs(self):
        everywhere = {
            *PODS, ("Service", "agent-api"), ("ServiceAccount", "agent-api"),
            ("ServiceAccount", "agent-worker"), ("ServiceAccount", "agent-migrate"),
            ("NetworkPolicy", "default-deny"),
        }
        large = {
            ("PodDisruptionBudget", "agent-api"), ("PodDisruptionBudget", "agent-worker"),
            ("HorizontalPodAutoscaler", "agent-api-hpa"), ("ScaledObject", "agent-worker"),
            ("ServiceMonitor", "agent-api"), ("PrometheusRule", "shiplog"),
            ("ConfigMap", "agent-dashboard"),
        }
        for overlay, objects in self.overlays.items():
            with self.subTest(overlay):
                self.assertLessEqual(everywhere, set(objects))
                if overlay != "development":
                    self.assertLessEqual(large, set(objects))
                self.assertNotIn("Secret", {kind for kind, _ in objects})
                self.assertNotIn(("ConfigMap", "environment"), objects)
                for item in objects.values():
                    self.assertEqual(item["metadata"]["namespace"], overlay)
        small = set(self.overlays["development"])
        self.assertEqual({kind for kind, _ in small} & set(CUSTOM), set())
        self.assertLessEqual({("StatefulSet", "postgres"), ("StatefulSet", "redis")}, small)

    def test_kinds_of_operators_are_as_their_schemas_want_them(self):
        schema = json.loads(support.text("Tests/Packaging/custom-resources.json"))
        found = [
            (overlay, item) for overlay, objects in self.overlays.items()
            for (kind, _), item in objects.items() if kind in CUSTOM
        ]
        self.assertEqual(len(found), 8)
        for overlay, item in found:
            with self.subTest(overlay, kind=item["kind"]):
                branch = {"$ref": f"#/$defs/{item['kind']}", "$defs": schema["$defs"]}
                jsonschema.Draft202012Validator(branch).validate(item)

    def test_a_release_replaces_pods_without_a_gap(self):
        for name in ("agent-api", "agent-worker"):
            spec = self.production["Deployment", name]["spec"]
            self.assertEqual(
                spec["strategy"],
                {
                    "type": "RollingUpdate",
                    "rollingUpdate": {"maxSurge": 1, "maxUnavailable": 0},
                },
            )

    def test_nobody_fights_the_autoscaler_about_replicas(self):
        for overlay in ("staging", "production"):
            for name in ("agent-api", "agent-worker"):
                self.assertNotIn("replicas", self.overlays[overlay]["Deployment", name]["spec"])
        base = support.load("deploy/base/api-deployment.yaml")
        self.assertEqual(base["spec"]["replicas"], 3)
        small = self.overlays["development"]["Deployment", "agent-api"]
        self.assertEqual(small["spec"]["replicas"], 1)

    def test_the_selector_stays_and_the_version_moves(self):
        deployment = self.production["Deployment", "agent-api"]
        self.assertEqual(deployment["spec"]["selector"], {"matchLabels": {"app": "agent-api"}})
        for labels in (deployment["metadata"]["labels"],
                       deployment["spec"]["template"]["metadata"]["labels"]):
            self.assertEqual((labels["app"], labels["version"]), ("agent-api", "v1.2.3"))

    def test_prometheus_finds_the_api(self):
        template = self.production["Deployment", "agent-api"]["spec"]["template"]
        self.assertEqual(
            template["metadata"]["annotations"],
            {
                "prometheus.io/scrape": "true", "prometheus.io/port": "8000",
                "prometheus.io/path": "/metrics",
            },
        )
        monitor = self.production["ServiceMonitor", "agent-api"]["spec"]
        service = self.production["Service", "agent-api"]
        self.assertLessEqual(
            monitor["selector"]["matchLabels"].items(), service["metadata"]["labels"].items()
        )
        ports = [port["name"] for port in service["spec"]["ports"]]
        self.assertIn(monitor["endpoints"][0]["port"], ports)

    def test_probes_are_the_chapters(self):
        deployment = self.production["Deployment", "agent-api"]
        (container,) = deployment["spec"]["template"]["spec"]["containers"]
        self.assertEqual(container["ports"], [{"name": "http", "containerPort": 8000}])

        def probe(name):
            asked = container[name]
            self.assertEqual(asked["httpGet"]["port"], "http")
            return (
                asked["httpGet"]["path"], asked.get("initialDelaySeconds"), asked["periodSeconds"],
                asked["timeoutSeconds"], asked["failureThreshold"],
            )

        self.assertEqual(probe("livenessProbe"), ("/health/live", 10, 15, 5, 3))
        self.assertEqual(probe("readinessProbe"), ("/health/ready", 5, 5, 3, 3))
        self.assertEqual(probe("startupProbe"), ("/health/live", None, 2, 2, 30))

    def test_it_ends_without_a_shell_and_in_time(self):
        api = self.production["Deployment", "agent-api"]["spec"]["template"]["spec"]
        self.assertEqual(
            api["containers"][0]["lifecycle"], {"preStop": {"sleep": {"seconds": 10}}}
        )
        self.assertEqual(api["terminationGracePeriodSeconds"], 60)
        worker = self.production["Deployment", "agent-worker"]["spec"]["template"]["spec"]
        self.assertEqual(worker["terminationGracePeriodSeconds"], 120)
        for overlay in self.overlays:
            for (_, name), template in self.pods(overlay):
                for container in template["spec"]["containers"]:
                    self.assertNotIn("command", container, name)

    def test_resources_are_the_chapters(self):
        for name in ("agent-api", "agent-worker"):
            spec = self.production["Deployment", name]["spec"]["template"]["spec"]
            self.assertEqual(
                spec["containers"][0]["resources"],
                {
                    "requests": {"cpu": "500m", "memory": "1Gi"},
                    "limits": {"cpu": "2000m", "memory": "4Gi"},
                },
            )

    def test_every_pod_of_ours_is_hardened(self):
        for overlay in self.overlays:
            for (kind, name), template in self.pods(overlay):
                with self.subTest(overlay, name=name):
                    spec = template["spec"]
                    self.assertEqual(
                        spec["securityContext"],
                        {
                            "runAsNonRoot": True, "runAsUser": 10001, "runAsGroup": 10001,
                            "fsGroup": 10001, "seccompProfile": {"type": "RuntimeDefault"},
                        },
                    )
                    self.assertEqual(
                        spec["containers"][0]["securityContext"],
                        {
                            "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True,
                            "capabilities": {"drop": ["ALL"]},
                        },
                    )
                    self.assertEqual(spec["serviceAccountName"], name)
                    self.assertIs(spec["automountServiceAccountToken"], False)

    def test_secrets_are_files_that_their_readers_alone_have(self):
        example = {
            item["metadata"]["name"]: set(item["stringData"])
            for item in support.yaml.safe_load_all(support.text("deploy/examples/secret.yaml"))
        }
        wanted = {
            "agent-api": {"database-url", "redis-url", "token"},
            "agent-worker": {"database-url", "redis-url"},
        }
        for overlay in self.overlays:
            sealed = {"signing-key"} if overlay != "development" else set()
            for (_, name), template in self.pods(overlay):
                container = template["spec"]["containers"][0]
                (volume,) = template["spec"]["volumes"]
                secret = volume["secret"]
                keys = {item["key"] for item in secret.get("items", [])} or {"database-owner-url"}
                own = sealed if name == "agent-api" else set()
                self.assertEqual(keys - own, wanted.get(name, {"database-owner-url"}))
                self.assertLessEqual(own, keys)
                self.assertLessEqual(keys, example[secret["secretName"]])
                for variable in container["env"]:
                    value = variable.get("value", "")
                    self.assertNotIn("secretKeyRef", str(variable))
                    if variable["name"].endswith("_FILE"):
                        folder, key = value.rsplit("/", 1)
                        self.assertEqual(folder, "/run/secrets/shiplog")
                        self.assertIn(key, keys)
        token = example["agent-secrets"]
        self.assertIn("redis-password", token)

    def test_the_log_is_sealed_where_it_counts(self):
        for overlay, objects in self.overlays.items():
            spec = objects["Deployment", "agent-api"]["spec"]["template"]["spec"]
            names = {variable["name"] for variable in spec["containers"][0]["env"]}
            self.assertEqual("SHIPLOG_SIGNING_KEY_FILE" in names, overlay != "development")

    def test_notifications_can_be_added(self):
        folder = support.ROOT / ".build/packaging/with-notifications"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "kustomization.yaml").write_text(
            "resources: [../../../deploy/overlays/production]\n"
            "components: [../../../deploy/components/notifications]\n",
            encoding="utf-8",
        )
        rendered = subprocess.run(
            ["kubectl", "kustomize", folder], capture_output=True, text=True, check=True, timeout=60
        ).stdout
        (worker,) = [
            item for item in support.yaml.safe_load_all(rendered)
            if item["kind"] == "Deployment" and item["metadata"]["name"] == "agent-worker"
        ]
        spec = worker["spec"]["template"]["spec"]
        variables = {v["name"]: v.get("value") for v in spec["containers"][0]["env"]}
        self.assertEqual(variables["NOTIFICATIONS_FILE"], "/run/secrets/shiplog/notifications")
        keys = {item["key"] for item in spec["volumes"][0]["secret"]["items"]}
        self.assertEqual(keys, {"database-url", "redis-url", "notifications"})

    def test_the_example_of_notifications_is_one(self):
        (secret,) = [
            item for item in support.yaml.safe_load_all(support.text("deploy/examples/secret.yaml"))
            if item["metadata"]["name"] == "agent-secrets"
        ]
        told = subprocess.run(
            [
                support.PROGRAM, "notifications", "test", "--sink", "nobody", "--notifications",
                secret["stringData"]["notifications"],
            ],
            capture_output=True, text=True, check=False, timeout=30,
            env={"OUTBOUND_ALLOW": "127.0.0.0/8", "PATH": "/usr/bin:/bin"},
        )
        self.assertEqual(told.returncode, 3, told.stderr)

    def test_the_pods_name_is_told(self):
        for name in ("agent-api", "agent-worker"):
            spec = self.production["Deployment", name]["spec"]["template"]["spec"]
            (pod,) = [v for v in spec["containers"][0]["env"] if v["name"] == "POD_NAME"]
            self.assertEqual(pod["valueFrom"], {"fieldRef": {"fieldPath": "metadata.name"}})

    def test_pods_are_spread(self):
        for name in ("agent-api", "agent-worker"):
            spec = self.production["Deployment", name]["spec"]["template"]["spec"]
            (term,) = spec["affinity"]["podAntiAffinity"][
                "preferredDuringSchedulingIgnoredDuringExecution"
            ]
            self.assertEqual(term["weight"], 100)
            self.assertEqual(
                term["podAffinityTerm"],
                {
                    "labelSelector": {"matchLabels": {"app": name}},
                    "topologyKey": "kubernetes.io/hostname",
                },
            )
            zone = spec["topologySpreadConstraints"][0]
            self.assertEqual(
                (zone["maxSkew"], zone["topologyKey"], zone["whenUnsatisfiable"]),
                (1, "topology.kubernetes.io/zone", "ScheduleAnyway"),
            )
            self.assertEqual(zone["labelSelector"], {"matchLabels": {"app": name}})
            self.assertEqual(zone["matchLabelKeys"], ["pod-template-hash"])

    def test_the_autoscaler_is_the_chapters(self):
        for overlay in ("staging", "production"):
            spec = self.overlays[overlay]["HorizontalPodAutoscaler", "agent-api-hpa"]["spec"]
            self.assertEqual(
                spec,
                {
                    "scaleTargetRef": {
                        "apiVersion": "apps/v1", "kind": "Deployment", "name": "agent-api",
                    },
                    "minReplicas": 3,
                    "maxReplicas": 20,
                    "metrics": [
                        {"type": "Resource", "resource": {"name": "cpu", "target": {
                            "type": "Utilization", "averageUtilization": 70}}},
                        {"type": "Resource", "resource": {"name": "memory", "target": {
                            "type": "Utilization", "averageUtilization": 80}}},
                        {"type": "Pods", "pods": {
                            "metric": {"name": "agent_requests_per_second"},
                            "target": {"type": "AverageValue", "averageValue": "100"}}},
                    ],
                    "behavior": {
                        "scaleUp": {
                            "stabilizationWindowSeconds": 60,
                            "policies": [
                                {"type": "Pods", "value": 4, "periodSeconds": 60},
                                {"type": "Percent", "value": 100, "periodSeconds": 60},
                            ],
                            "selectPolicy": "Max",
                        },
                        "scaleDown": {
                            "stabilizationWindowSeconds": 300,
                            "policies": [{"type": "Pods", "value": 1, "periodSeconds": 120}],
                        },
                    },
                },
            )
        adapter = support.load("deploy/examples/prometheus-adapter.yaml")["rules"]["custom"][0]
        self.assertEqual(adapter["name"]["as"], "agent_requests_per_second")

    def test_workers_are_scaled_by_every_stream_of_the_program(self):
        spec = self.production["ScaledObject", "agent-worker"]["spec"]
        self.assertEqual(spec["scaleTargetRef"], {"name": "agent-worker"})
        self.assertEqual(
            (spec["minReplicaCount"], spec["maxReplicaCount"], spec["cooldownPeriod"]), (3, 20, 300)
        )
        lanes = re.findall(
            r"(?m)^    case (\w+)$",
            re.search(
                r"enum Lane\b.*?\n}", support.text("Sources/WorkQueue/WakeUp.swift"), re.S
            )[0],
        )
        partitions = int(
            re.search(r"let count = (\d+)", support.text("Sources/WorkQueue/Partition.swift"))[1]
        )
        queue = support.text("Sources/RedisQueue/RedisWakeUpQueue.swift")
        group = re.search(r'static let group = "([^"]+)"', queue)[1]
        namespace = re.search(r'namespace: String = "([^"]+)"', queue)[1]
        self.assertEqual(len(lanes), 2)
        self.assertEqual(
            [trigger["metadata"]["stream"] for trigger in spec["triggers"]],
            [f"{namespace}:{{p{n:02}}}:{lane}" for lane in lanes for n in range(partitions)],
        )
        self.assertEqual(
            {t["metadata"]["address"] for t in spec["triggers"]}, {"redis.example.com:6379"}
        )
        self.assertEqual({t["metadata"]["consumerGroup"] for t in spec["triggers"]}, {group})
        (secret,) = self.production["TriggerAuthentication", "agent-worker-redis"]["spec"][
            "secretTargetRef"
        ]
        self.assertEqual((secret["name"], secret["key"]), ("agent-secrets", "redis-password"))

    def test_budgets_keep_some_of_each(self):
        api = self.production["PodDisruptionBudget", "agent-api"]["spec"]
        worker = self.production["PodDisruptionBudget", "agent-worker"]["spec"]
        self.assertEqual(api["minAvailable"], 2)
        self.assertEqual(worker["maxUnavailable"], 1)

    def test_the_network_allows_what_the_program_does(self):
        for overlay in self.overlays:
            objects = self.overlays[overlay]
            deny = objects["NetworkPolicy", "default-deny"]["spec"]
            self.assertEqual(deny, {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]})
            egress = objects["NetworkPolicy", "agent-worker-egress"]["spec"]["egress"]
            blocks = [peer["ipBlock"]["cidr"] for rule in egress for peer in rule["to"]]
            (config,) = [v for (k, n), v in objects.items()
                         if k == "ConfigMap" and n.startswith("agent-config")]
            self.assertEqual(blocks, [config["data"]["OUTBOUND_ALLOW"]])
            (data,) = objects["NetworkPolicy", "agent-data-egress"]["spec"]["egress"]
            self.assertEqual([port["port"] for port in data["ports"]], [5432, 6379])
            self.assertEqual(data["to"], [{"ipBlock": {"cidr": "10.0.0.0/8"}}])

    def test_settings_are_those_that_the_program_reads(self):
        sources = "".join(
            support.text(f"Sources/shiplog/Server/{name}.swift")
            for name in ("ProcessSettings", "SettingsReader")
        )
        known = set(re.findall(r'"([A-Z][A-Z_]+)"', sources))
        named = {"DATABASE_URL", "REDIS_URL", "SHIPLOG_TOKEN", "OUTBOUND_ALLOW"}
        self.assertLessEqual(named, known)
        for overlay in self.overlays:
            names = set()
            for _, template in self.pods(overlay):
                names |= {v["name"] for v in template["spec"]["containers"][0]["env"]}
            for (kind, name), item in self.overlays[overlay].items():
                if kind == "ConfigMap" and name.startswith("agent-config"):
                    names |= set(item["data"])
            unknown = {name.removesuffix("_FILE") for name in names} - known - {"POD_NAME"}
            self.assertEqual(unknown, set())

    def test_the_image_is_one_and_is_not_pulled_for_nothing(self):
        for overlay in self.overlays:
            for _, template in self.pods(overlay):
                container = template["spec"]["containers"][0]
                self.assertEqual(container["image"], "registry.example.com/agent-api:v1.2.3")
                self.assertEqual(container["imagePullPolicy"], "IfNotPresent")
        arguments = [t["spec"]["containers"][0]["args"] for _, t in self.pods("production")]
        self.assertEqual(arguments, [["api"], ["worker"], ["migrate", "up"]])

    def test_what_a_migration_needs_is_applied_before_all_else(self):
        label = ("app.kubernetes.io/component", "migrate")
        for overlay, objects in self.overlays.items():
            first = {key for key, item in objects.items()
                     if label in item["metadata"].get("labels", {}).items()}
            wanted = {
                ("Job", "agent-migrate"), ("ServiceAccount", "agent-migrate"),
                ("NetworkPolicy", "default-deny"), ("NetworkPolicy", "allow-dns"),
                ("NetworkPolicy", "agent-data-egress"),
            }
            if overlay == "development":
                wanted.add(("NetworkPolicy", "agent-data-in-cluster"))
            self.assertEqual(first, wanted)
            template = objects["Job", "agent-migrate"]["spec"]["template"]
            self.assertNotIn("envFrom", template["spec"]["containers"][0])

    def test_the_dashboard_and_every_alert_are_explained(self):
        board = self.production["ConfigMap", "agent-dashboard"]
        dashboard = json.loads(board["data"]["shiplog.json"])
        self.assertGreaterEqual(len(dashboard["panels"]), 9)
        manual = support.text("docs/operations.md")
        for group in self.production["PrometheusRule", "shiplog"]["spec"]["groups"]:
            for rule in group["rules"]:
                name = rule["alert"]
                self.assertEqual(
                    rule["annotations"]["runbook"], f"docs/operations.md#{name.lower()}"
                )
                self.assertRegex(manual, rf"(?m)^#### {name}$")
                self.assertIn(f"alertname: {name}", support.text("Tests/Packaging/alerts.yaml"))


if __name__ == "__main__":
    unittest.main()
