"""What docs/operations.md names is there."""

import re
import unittest

import support


class ManualTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.manual = support.text("docs/operations.md")

    def test_its_links_lead_somewhere(self):
        headings = re.findall(r"(?m)^#+ (.+)$", self.manual)
        anchors = {re.sub(r"[^a-z0-9 -]", "", h.lower()).replace(" ", "-") for h in headings}
        links = re.findall(r"\]\(#([^)]+)\)", self.manual)
        self.assertGreaterEqual(len(links), 6)
        self.assertEqual(set(links) - anchors, set())

    def test_files_that_it_names_exist(self):
        paths = set(re.findall(r"\b(?:deploy|scripts|\.github|docs)/[\w./-]+\w", self.manual))
        self.assertGreaterEqual(len(paths), 10)
        missing = [path for path in paths if not (support.ROOT / path).exists()]
        self.assertEqual([path for path in missing if "ENVIRONMENT" not in path], [])

    def test_every_metric_of_the_program_is_explained(self):
        source = support.text("Sources/API/Routes/MetricsOperations.swift")
        exported = set(re.findall(r'"(shiplog_[a-z_]+)"', source))
        self.assertGreaterEqual(len(exported), 6)
        explained = set(re.findall(r"(?m)^\| `(shiplog_[a-z_]+)` \|", self.manual))
        self.assertEqual(explained, exported)

    def test_secrets_and_variables_of_the_pipeline_are_explained(self):
        workflow = support.text(".github/workflows/deploy.yml")
        names = set(re.findall(r"(?:secrets|vars)\.([A-Z_]+)", workflow)) - {"GITHUB_TOKEN"}
        self.assertGreaterEqual(len(names), 6)
        self.assertEqual([name for name in names if f"`{name}`" not in self.manual], [])

    def test_the_readme_leads_here(self):
        self.assertIn("(docs/operations.md)", support.text("README.md"))


if __name__ == "__main__":
    unittest.main()
