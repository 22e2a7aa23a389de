package dev.nilometer.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nilometer.model.Account;
import dev.nilometer.model.CleanText;
import dev.nilometer.model.MetricType;
import dev.nilometer.model.SeriesKey;
import dev.nilometer.model.ValueAccount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written can be read by a reader that forgives nothing, whatever the labels hold. */
class ExpositionTest {
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final int CHUNK = 50;

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/openmetrics-text;version=1.0.0"})
    void writesEveryCodeUnitSoThatAStrictReaderTakesIt(String accept) throws IOException {
        Map<String, Long> expected = new HashMap<>();
        List<Account.SeriesAccount> series = new ArrayList<>();
        for (int unit = 0; unit <= Character.MAX_VALUE; unit += CHUNK) {
            StringBuilder text = new StringBuilder();
            for (int i = unit; i < Math.min(unit + CHUNK, Character.MAX_VALUE + 1); i++) {
                text.append((char) i);
            }
            series.add(event(text.toString(), unit + 1));
            expected.merge(CleanText.label(text.toString()), unit + 1L, Long::sum);
        }
        Map<String, Long> read = new HashMap<>();
        for (Exposition.Sample sample : Exposition.read(text(account(series), accept))) {
            if (sample.name().equals("events_total")) {
                read.put(sample.labels().get("event"), (long) sample.value());
            }
        }
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void addsUpSeriesWhoseLabelsBecameTheSame() throws IOException {
        String text = text(account(List.of(event("a\0b", 3), event("a\ufffdb", 4))), "text/plain");
        assertThat(Exposition.read(text))
                .filteredOn(sample -> sample.name().equals("events_total"))
                .singleElement()
                .satisfies(sample -> assertThat(sample.value()).isEqualTo(7));
    }

    @Test
    void keepsTwoThousandHistogramsWithinBounds() throws IOException {
        ScrapeBody body = body(ManySeries.of(2_000), "text/plain");
        assertThat(body.length(true)).as("packed, as Prometheus asks for it").isLessThan(1 << 20);
        assertThat(body.length(false) / 2_000.0)
                .as("bytes a histogram of 15 buckets")
                .isLessThan(2_800);
    }

    /** Prints SKIPPED where Prometheus is not installed. */
    @Test
    void satisfiesPrometheusOwnChecker(@TempDir Path folder) throws Exception {
        boolean installed = Files.isExecutable(PROMTOOL);
        if (!installed) {
            System.out.println("SKIPPED: " + PROMTOOL + " is not installed");
        }
        assumeThat(installed).isTrue();
        Path page = folder.resolve("metrics");
        Files.writeString(page, text(ManySeries.everyMetric(), "text/plain"));
        Process promtool = new ProcessBuilder(PROMTOOL.toString(), "check", "metrics")
                .redirectInput(page.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).isEmpty();
        assertThat(promtool.waitFor()).isZero();
    }

    private static Account.SeriesAccount event(String name, long count) {
        ValueAccount values = new ValueAccount(count, count, new long[0], new long[] {count});
        return new Account.SeriesAccount(SeriesKey.of(MetricType.EVENT, "event", name), values, 1);
    }

    private static Account account(List<Account.SeriesAccount> series) {
        return new Account(1, series, List.of(), List.of(), Map.of(), List.of());
    }

    private static ScrapeBody body(Account account, String accept) throws IOException {
        var writer = ScrapePage.formats().findWriter(accept);
        ScrapeCollector collector = new ScrapeCollector(
                EndpointSettings.of("shop\ud800", "te\nst\"").build(), () -> account, List::of);
        return ScrapeBody.of(collector.collect(ScrapePage.detailOf(writer)), writer);
    }

    /** Throws when the bytes are no UTF-8. */
    private static String text(Account account, String accept) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        body(account, accept).stream(false).transferTo(bytes);
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes.toByteArray()))
                .toString();
    }
}
