package dev.nilometer.worker.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table in docs/metrics.md says what the worker's registry says. */
class WorkerMetricsPageTest {
    private static final Path PAGE = Path.of("../docs/metrics.md");

    @Test
    void thePageListsWhatTheWorkerTells() throws Exception {
        WorkerMetrics metrics = new WorkerMetrics();
        metrics.update(new Backlog(null, null, 1, 2, Map.of(new Backlog.Service("s", "e"), 3L)));
        List<String> rows = new ArrayList<>();
        metrics.registry().scrape().forEach(snapshot -> rows.add(row(snapshot)));
        assertThat(documented()).as("rows of the page").containsExactlyInAnyOrderElementsOf(rows);
    }

    private static String row(MetricSnapshot snapshot) {
        boolean counter = snapshot instanceof CounterSnapshot;
        String kind = counter ? "counter" : snapshot instanceof HistogramSnapshot ? "histogram" : "gauge";
        String labels = snapshot.getDataPoints().stream()
                .map(DataPointSnapshot::getLabels)
                .flatMap(point -> point.stream().map(label -> label.getName()))
                .sorted((one, other) -> other.compareTo(one))
                .collect(Collectors.joining(","));
        return "| `" + snapshot.getMetadata().getName() + (counter ? "_total" : "") + "` | " + kind + " | "
                + (labels.isEmpty() ? "" : "`" + labels + "`") + " | "
                + snapshot.getMetadata().getHelp() + " |";
    }

    private static List<String> documented() throws Exception {
        List<String> lines = Files.readAllLines(PAGE);
        int head = lines.indexOf("| worker metric | kind | labels | what it says |");
        return lines.subList(head + 2, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }
}
