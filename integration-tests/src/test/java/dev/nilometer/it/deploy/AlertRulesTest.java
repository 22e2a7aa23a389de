package dev.nilometer.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nilometer.it.BuiltJars;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Alert rules and dashboard name metrics that exist, each alert says what to do, and promtool agrees with all of it. */
class AlertRulesTest {
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    private final KnownMetrics known = KnownMetrics.ofThePage();

    static List<Map<String, Object>> rules() {
        return DeployFolder.maps(
                        DeployFolder.document("prometheus/nilometer.rules.yml").get("groups"))
                .stream()
                .flatMap(group -> DeployFolder.maps(group.get("rules")).stream())
                .toList();
    }

    @Test
    void seesAStrangerInAnExpression() {
        assertThat(known.strangersIn("sum by (queue, le) (rate(queue_wait_seconds_bucket{actor=\"a\"}[5m])) > 1"))
                .isEmpty();
        assertThat(known.strangersIn("sum by (stage) (queue_depth{actor=\"a\"}) or queue_height"))
                .containsExactly(
                        "queue_depth has no label actor",
                        "no metric is named queue_height",
                        "label stage is of no metric of sum by (stage) (queue_depth{actor=\"a\"}) or queue_height");
    }

    @Test
    void rulesNameMetricsThatExist() {
        assertThat(rules())
                .hasSizeGreaterThanOrEqualTo(12)
                .allSatisfy(
                        rule -> assertThat(known.strangersIn(rule.get("expr").toString()))
                                .as("%s", rule.get("alert"))
                                .isEmpty());
    }

    @Test
    void eachAlertSaysHowBadItIsAndWhatToDo() {
        String page = DeployFolder.text(BuiltJars.repository().resolve("docs/operations.md"));
        List<String> anchors = page.lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(java.util.Locale.ROOT))
                .map(line -> line.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
                .toList();
        assertThat(rules()).allSatisfy(rule -> {
            assertThat(DeployFolder.at(rule, "labels", "severity")).isIn("warning", "critical");
            assertThat(DeployFolder.at(rule, "annotations", "summary").toString())
                    .isNotBlank();
            assertThat(DeployFolder.at(rule, "annotations", "description").toString())
                    .hasSizeGreaterThan(100);
            String[] runbook = DeployFolder.at(rule, "annotations", "runbook_url")
                    .toString()
                    .split("#");
            assertThat(runbook[0]).isEqualTo("docs/operations.md");
            assertThat(anchors).contains(runbook[1]);
            assertThat(page).contains("`" + rule.get("alert") + "`");
        });
    }

    @Test
    void promtoolReadsConfigurationsAndRunsTheRulesTests() throws Exception {
        boolean installed = Files.isExecutable(PROMTOOL);
        if (!installed) {
            System.out.println("SKIPPED: " + PROMTOOL + " is not installed");
        }
        assumeThat(installed).isTrue();
        for (List<String> check : List.of(
                List.of("check", "config", "prometheus.yml"),
                // without its secrets; with them a real server reads it in ProtectedPortsIT
                List.of("check", "config", "--syntax-only", "protected.yml"),
                List.of("test", "rules", "nilometer.rules.test.yml"))) {
            List<String> command = new ArrayList<>(List.of(PROMTOOL.toString()));
            command.addAll(check);
            Process promtool = new ProcessBuilder(command)
                    .directory(DeployFolder.file("prometheus").toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(promtool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(promtool.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(promtool.exitValue()).as(said).isZero();
        }
    }

    @Test
    void eachRuleHasATestThatItFiresAndOneThatItDoesNot() {
        List<Map<String, Object>> cases =
                DeployFolder.maps(DeployFolder.document("prometheus/nilometer.rules.test.yml")
                                .get("tests"))
                        .stream()
                        .flatMap(test -> DeployFolder.maps(test.get("alert_rule_test")).stream())
                        .toList();
        assertThat(rules())
                .allSatisfy(rule -> assertThat(cases.stream()
                                .filter(test -> rule.get("alert").equals(test.get("alertname")))
                                .map(test -> DeployFolder.maps(test.get("exp_alerts"))
                                        .isEmpty()))
                        .as("%s", rule.get("alert"))
                        .contains(true, false));
    }

    @Test
    void theDashboardNamesMetricsThatExist() {
        assertThat(Dashboard.queries())
                .hasSizeGreaterThan(30)
                .allSatisfy(query -> assertThat(known.strangersIn(query)).isEmpty());
    }
}
