package dev.nilometer.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.model.DropReason;
import dev.nilometer.model.MetricType;
import dev.nilometer.model.SelfMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/metrics.md says what the code's lists say: the tables are these rows, in this order. */
class MetricsPageTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "metrics.md");

    @Test
    void listsWhatIsScraped() throws IOException {
        List<String> rows = new ArrayList<>();
        for (ScrapeMetric metric : ScrapeMetric.values()) {
            rows.add(row(
                    code(metric.metricName()),
                    metric.kind().name().toLowerCase(java.util.Locale.ROOT),
                    labels(String.join(",", metric.labelNames())),
                    metric.sentence()));
        }
        assertThat(table("| metric | kind |")).containsExactlyElementsOf(rows);
    }

    @Test
    void listsWhatTheAgentTellsAboutItself() throws IOException {
        List<String> rows = new ArrayList<>();
        for (SelfMetric metric : SelfMetric.values()) {
            String kind = metric.isCounter() ? "counter" : "gauge";
            rows.add(row(code(metric.metricName()), kind, labels(metric.labelNames()), metric.sentence()));
        }
        assertThat(table("| self-metric |")).containsExactlyElementsOf(rows);
    }

    @Test
    void listsWhatTheJvmTells() throws IOException {
        List<String> rows = new ArrayList<>();
        for (JvmMetric metric : JvmMetric.values()) {
            rows.add(row(code(metric.metricName()), labels(String.join(",", metric.labelNames())), metric.sentence()));
        }
        assertThat(table("| JVM metric |")).containsExactlyElementsOf(rows);
    }

    @Test
    void listsTheMetricTypesInSql() throws IOException {
        List<String> rows = new ArrayList<>();
        for (MetricType type : MetricType.values()) {
            String name = type.label() == null ? "its own name" : code(type.label());
            rows.add(row(name, type.baseUnit(), Long.toString(type.viewDivisor()), type.sentence()));
        }
        assertThat(table("| metric_type |")).containsExactlyElementsOf(rows);
    }

    @Test
    void listsWhyARecordCanBeLost() throws IOException {
        List<String> rows = new ArrayList<>();
        for (DropReason reason : DropReason.values()) {
            rows.add(row(code(reason.label()), reason.sentence()));
        }
        assertThat(table("| reason |")).containsExactlyElementsOf(rows);
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static String labels(String names) {
        return names.isEmpty() ? "" : code(names);
    }

    /** The rows under the table head that begins so. */
    private static List<String> table(String head) throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        int at = 0;
        while (!lines.get(at).startsWith(head)) {
            at++;
        }
        List<String> rows = new ArrayList<>();
        for (int i = at + 2; i < lines.size() && lines.get(i).startsWith("|"); i++) {
            rows.add(lines.get(i));
        }
        return rows;
    }
}
