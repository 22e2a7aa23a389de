package dev.nilometer.store;

import dev.nilometer.model.Batch;
import dev.nilometer.model.Dictionary;
import dev.nilometer.model.DropReason;
import dev.nilometer.model.ExecutionRow;
import dev.nilometer.model.ExecutionSketch;
import dev.nilometer.model.ExecutionSummary;
import dev.nilometer.model.GroupKey;
import dev.nilometer.model.MetricType;
import dev.nilometer.model.Quarter;
import dev.nilometer.model.RecordKind;
import dev.nilometer.model.SampleSketch;
import dev.nilometer.model.SeriesKey;
import dev.nilometer.model.Summary;
import dev.nilometer.model.Totals;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/** Plays the drain: random batches with the running totals that a drain would give them. Each record has its own item. */
public final class TestStream implements Dictionary {
    private static final int SERIES = 12;
    private static final int GROUPS = 6;

    private final Random random;
    private final String name;
    private final Map<RecordKind, long[]> counted = new EnumMap<>(RecordKind.class);
    private long nowMicros;
    private long nextId = 1;

    public TestStream(String name, long seed) {
        this.name = name;
        this.random = new Random(seed);
        this.nowMicros = Instant.now().truncatedTo(ChronoUnit.HOURS).toEpochMilli() * 1_000;
        for (RecordKind kind : RecordKind.values()) {
            counted.put(kind, new long[2]);
        }
    }

    public static Identity identity() {
        return Identity.builder("mail", "test", "host:1")
                .process("host", 1)
                .versions("0.1.0", "7")
                .startedAtMicros(1_700_000_000_000_000L)
                .build();
    }

    @Override
    public SeriesKey series(int number) {
        return number % 4 == 0
                ? SeriesKey.named("basket_eur", "shop", "s" + number)
                : SeriesKey.of(MetricType.PROCESSING_TIME, "actor", "a", "stage", "stage ü " + number);
    }

    @Override
    public GroupKey group(int number) {
        return GroupKey.of("actor" + number, "q", number % 2 == 0, "TimeoutError");
    }

    /** Rows and sketches of both kinds. */
    public Batch batch(int samples, int executions, int sketches) {
        Batch batch = new Batch();
        for (int i = 0; i < samples; i++) {
            sample(batch, tick());
        }
        for (int i = 0; i < executions; i++) {
            execution(batch, tick(), name + "-" + nextId);
        }
        for (int i = 0; i < sketches; i++) {
            batch.sampleSketches()
                    .add(SampleSketch.of(Quarter.startOf(nowMicros), 1 + random.nextInt(SERIES), summary()));
            batch.executionSketches()
                    .add(ExecutionSketch.of(Quarter.startOf(nowMicros), 1 + random.nextInt(GROUPS), executions()));
        }
        return counted(batch);
    }

    public Batch random() {
        return batch(random.nextInt(40), random.nextInt(10), random.nextInt(4));
    }

    /** One sample at this instant. */
    public void sample(Batch batch, long atMicros) {
        long execution = random.nextInt(3) == 0 ? 0 : nextId;
        batch.samples().add(atMicros, random.nextInt(1 << 30), execution, 1 + random.nextInt(SERIES));
    }

    /** One execution at this instant, for this item. */
    public void execution(Batch batch, long atMicros, String item) {
        ExecutionRow.Builder row = new ExecutionRow.Builder(nextId++, 1 + random.nextInt(GROUPS))
                .ended(atMicros, 1_000_000L + random.nextInt(1 << 28))
                .waited(random.nextBoolean() ? ExecutionRow.NO_WAIT : random.nextInt(1 << 20))
                .parent(random.nextInt(3) == 0 ? 7 : 0)
                .used(random.nextInt(1_000), random.nextInt(1_000_000))
                .on(item, "c" + random.nextInt(), random.nextBoolean() ? null : "u" + random.nextInt(50))
                .humanIntervention(random.nextInt(9) == 0)
                .attempt(1 + random.nextInt(3))
                .stagesKept(random.nextInt(5))
                .error(random.nextInt(5) == 0 ? "it \"broke\" \\ in\ttwo" : null);
        if (random.nextInt(3) == 0) {
            row.put("workflow", "w-\"9\"\n").put("key ü", "\uD83D\uDE00");
        }
        batch.executions().add(row.build());
    }

    /** Sets the totals as of this batch's end. */
    public Batch counted(Batch batch) {
        for (RecordKind kind : RecordKind.values()) {
            long[] sums = counted.get(kind);
            sums[0] += batch.rows(kind);
            sums[1] += batch.sketched(kind);
            long inFlight = random.nextInt(5);
            long dropped = sums[0] / 100;
            Map<DropReason, Long> reasons = dropped == 0 ? Map.of() : Map.of(DropReason.INVALID, dropped);
            long recorded = sums[0] + sums[1] + inFlight + dropped;
            batch.setTotals(kind, Totals.of(recorded, sums[0], sums[1], inFlight, reasons));
        }
        return batch;
    }

    /** Counts rows that were added to a batch after it was counted. */
    public void recount(Batch batch, long moreSamples, long moreExecutions) {
        for (RecordKind kind : RecordKind.values()) {
            long more = kind == RecordKind.SAMPLE ? moreSamples : moreExecutions;
            counted.get(kind)[0] += more;
            Totals was = batch.totals(kind);
            batch.setTotals(
                    kind,
                    Totals.of(was.recorded() + more, was.rows() + more, was.sketched(), was.inFlight(), was.dropped()));
        }
    }

    /** Rows in all batches so far. */
    public long rows(RecordKind kind) {
        return counted.get(kind)[0];
    }

    /** Sketched records in all batches so far. */
    public long sketched(RecordKind kind) {
        return counted.get(kind)[1];
    }

    public long nowMicros() {
        return nowMicros;
    }

    /** Time goes by. */
    public void advance(Duration by) {
        nowMicros += by.toNanos() / 1_000;
    }

    private long tick() {
        nowMicros += random.nextInt(2_000);
        return nowMicros;
    }

    private Summary summary() {
        Summary summary = new Summary();
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            summary.add(random.nextInt(1 << 28));
        }
        return summary;
    }

    private ExecutionSummary executions() {
        ExecutionSummary summary = new ExecutionSummary();
        summary.latency().merge(summary());
        summary.waits().add(random.nextInt(1 << 20));
        summary.use(random.nextInt(100), random.nextInt(1_000), 1);
        summary.users().add("u" + random.nextInt(20));
        return summary;
    }
}
