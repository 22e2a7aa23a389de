package dev.nilometer.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.model.Account;
import dev.nilometer.model.Exemplar;
import dev.nilometer.model.GroupKey;
import dev.nilometer.model.NativeBuckets;
import dev.nilometer.model.ValueAccount;
import io.prometheus.metrics.expositionformats.generated.Metrics;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Native and classic histograms come from the same counts, and exemplars name the correlation and nothing else. */
@SuppressWarnings("NonCanonicalType") // the client gives its generated classes a name without the version of protobuf
class NativeHistogramTest {
    private static final String PROTOBUF =
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";

    @Test
    void addsUpGroupsOfDifferentSchemas() throws IOException {
        Random random = new Random(7);
        long[] some = random.longs(3_000, 0, 2_000_000_000L).toArray();
        long[] others = random.longs(2_000, 0, 90_000_000L).toArray();
        Metrics.Histogram histogram = histogram(
                account(ManySeries.durations(4, some), ManySeries.durations(6, others)), "execution_duration_seconds");
        assertThat(histogram.getSchema()).isEqualTo(4);
        assertThat(histogram.getSampleCount()).isEqualTo(5_000);
        assertThat(histogram.getZeroThreshold()).isPositive().isLessThan(1e-9);
        assertThat(bucketsOf(histogram)).isEqualTo(expected(some, others));
        assertThat(histogram.getBucketCount()).as("classic ones too").isEqualTo(ManySeries.BOUNDS.length + 1);
        assertThat(histogram.getBucket(ManySeries.BOUNDS.length).getCumulativeCount())
                .isEqualTo(5_000);
    }

    private static Map<Integer, Long> expected(long[]... all) {
        TreeMap<Integer, Long> expected = new TreeMap<>();
        for (long[] values : all) {
            ManySeries.durations(4, values)
                    .nativeBuckets()
                    .forEach((index, count) -> expected.merge(index, count, Long::sum));
        }
        return expected;
    }

    /** As Prometheus reads spans and deltas. */
    private static Map<Integer, Long> bucketsOf(Metrics.Histogram histogram) {
        TreeMap<Integer, Long> buckets = new TreeMap<>();
        int index = 0;
        int delta = 0;
        long count = 0;
        for (Metrics.BucketSpan span : histogram.getPositiveSpanList()) {
            index += span.getOffset();
            for (int i = 0; i < span.getLength(); i++) {
                count += histogram.getPositiveDelta(delta++);
                if (count != 0) {
                    buckets.put(index, count);
                }
                index++;
            }
        }
        return buckets;
    }

    @Test
    void leavesNativeBucketsOutWhereTheyDoNotHoldEverything() throws IOException {
        ValueAccount classicOnly = new ValueAccount(1, 5, new long[] {10}, new long[] {1, 0});
        Metrics.Histogram histogram = histogram(account(classicOnly), "execution_duration_seconds");
        assertThat(histogram.getPositiveSpanCount()).isZero();
        assertThat(histogram.getSampleCount()).isEqualTo(1);
    }

    @Test
    void tellsACorrelationIdAsAnExemplarOfItsBucket() throws IOException {
        ValueAccount values = ManySeries.durations(6, 7_000_000, 2_000_000_000)
                .with(
                        ManySeries.durations(6, 7_000_000, 2_000_000_000).nativeBuckets(),
                        List.of(new Exemplar(7_000_000, 1_700_000_000_123L, "order \"7\"")));
        Metrics.Histogram histogram = histogram(account(values), "execution_duration_seconds");
        Metrics.Exemplar exemplar = histogram.getBucket(1).getExemplar();
        assertThat(exemplar.getValue()).isEqualTo(0.007);
        assertThat(exemplar.getLabelList()).singleElement().satisfies(label -> {
            assertThat(label.getName()).isEqualTo("correlation_id");
            assertThat(label.getValue()).isEqualTo("order \"7\"");
        });
        assertThat(histogram.getBucketList())
                .filteredOn(Metrics.Bucket::hasExemplar)
                .hasSize(1);
        assertThat(text(account(values), "application/openmetrics-text"))
                .contains("le=\"0.01\"} 1 # {correlation_id=\"order \\\"7\\\"\"} 0.007 1700000000.123\n");
        assertThat(text(account(values), "text/plain")).doesNotContain("correlation_id");
    }

    private static Account account(ValueAccount... durations) {
        List<Account.GroupAccount> groups = new ArrayList<>();
        for (ValueAccount values : durations) {
            GroupKey key = GroupKey.of("a", "q", true, "E" + groups.size());
            groups.add(new Account.GroupAccount(key, values, ManySeries.durations(NativeBuckets.FINEST)));
        }
        return new Account(1, List.of(), groups, List.of(), Map.of(), List.of());
    }

    private static byte[] bytes(Account account, String accept) throws IOException {
        var writer = ScrapePage.formats().findWriter(accept);
        ScrapeCollector collector =
                new ScrapeCollector(EndpointSettings.of("s", "e").build(), () -> account, List::of);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ScrapeBody.of(collector.collect(ScrapePage.detailOf(writer)), writer).stream(false)
                .transferTo(bytes);
        return bytes.toByteArray();
    }

    private static String text(Account account, String accept) throws IOException {
        return new String(bytes(account, accept), StandardCharsets.UTF_8);
    }

    private static Metrics.Histogram histogram(Account account, String name) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes(account, PROTOBUF));
        Metrics.MetricFamily family = Metrics.MetricFamily.parseDelimitedFrom(in);
        while (!family.getName().equals(name)) {
            family = Metrics.MetricFamily.parseDelimitedFrom(in);
        }
        assertThat(family.getMetricList()).hasSize(1);
        return family.getMetric(0).getHistogram();
    }
}
