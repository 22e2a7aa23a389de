package dev.nilometer.store.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.model.Batch;
import dev.nilometer.model.DropReason;
import dev.nilometer.model.RecordKind;
import dev.nilometer.model.SampleSketch;
import dev.nilometer.model.Totals;
import dev.nilometer.store.TestStream;
import dev.nilometer.store.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a spool whose database stays away: hours and days, simulated. */
class CompactionTest {
    @TempDir
    Path dir;

    private final Words words = new Words();
    private final TestStream drain = new TestStream("c", 3);

    @Test
    void keepsEveryCountOfThreeDaysInFourMebibytes() {
        Spool spool = open(4 << 20);
        run(spool, Duration.ofDays(3), Duration.ofSeconds(30));
        assertThat(words.warnings()).isEmpty();
        assertHoldsAll(spool);
    }

    @Test
    @Tag("storm")
    void keepsEveryCountOfFiveDaysInTheDefaultSpool() {
        Spool spool = open(SpoolSettings.DEFAULT_MAX_BYTES);
        long begin = System.nanoTime();
        run(spool, Duration.ofDays(5), Duration.ofMillis(200));
        System.out.printf(
                "five days away, a flush each 200 ms: %,d bytes, %,d frames made in %.0f s%n",
                spool.status().bytes(), spool.framedSequence(), (System.nanoTime() - begin) / 1e9);
        assertThat(words.warnings()).isEmpty();
        assertHoldsAll(spool);
    }

    @Test
    void givesNoNumberTwiceToASenderThatReadsMeanwhile() {
        Spool spool = open(4 << 20);
        long position = 0;
        Map<RecordKind, Long> read = new TreeMap<>();
        for (int i = 0; i < 4_000; i++) {
            drain.advance(Duration.ofSeconds(60));
            frame(spool, drain.batch(20, 2, 2));
            if (i % 200 == 199) {
                for (int frames = 0; frames < 30; frames++) {
                    position = next(spool, position, read);
                }
            }
        }
        for (long before = -1; before < position; ) {
            before = position;
            position = next(spool, position, read);
        }
        assertThat(position).isEqualTo(spool.framedSequence());
        for (RecordKind kind : RecordKind.values()) {
            assertThat(read.get(kind)).isEqualTo(drain.rows(kind) + drain.sketched(kind));
        }
    }

    private static long next(Spool spool, long position, Map<RecordKind, Long> read) {
        Frame frame = spool.next();
        if (frame == null) {
            return position;
        }
        assertThat(frame.first()).isEqualTo(position + 1);
        for (RecordKind kind : RecordKind.values()) {
            read.merge(kind, frame.batch().rows(kind) + frame.batch().sketched(kind), Long::sum);
        }
        return frame.last();
    }

    @Test
    void isReadInOrderByTheNextProcessWhereverItWasKilled() throws IOException {
        Spool spool = open(2 << 20);
        run(spool, Duration.ofDays(1), Duration.ofSeconds(20));
        Path folder = dir.resolve(spool.header().stream().toString());
        List<Path> segments = Folders.list(folder).stream()
                .filter(file -> file.toString().endsWith(".seg"))
                .toList();
        // killed between the merged file's taking its name and the deletion of the others: copies of frames it stands
        // for
        Path last = segments.get(segments.size() - 1);
        byte[] lastFrames = Files.readAllBytes(last);
        Files.createFile(folder.resolve(last.getFileName() + Compaction.DRAFT));
        spool.close();
        Files.write(folder.resolve(String.format("%020d.seg", Long.MAX_VALUE)), lastFrames);
        DeadStream dead = Adoption.adopt(dir).get(0);
        long position = 0;
        long records = 0;
        for (Frame frame = dead.next(); frame != null; frame = dead.next()) {
            assertThat(frame.first()).isEqualTo(position + 1);
            position = frame.last();
            records += frame.batch().rows(RecordKind.SAMPLE) + frame.batch().sketched(RecordKind.SAMPLE);
        }
        assertThat(records).isEqualTo(drain.rows(RecordKind.SAMPLE) + drain.sketched(RecordKind.SAMPLE));
        dead.settle(Settled.start().uncountedAt(position));
        dead.close();
        assertThat(folder).doesNotExist();
    }

    @Test
    void staysWithinTheBoundThoughItsProcessIsKilledAgainAndAgain() {
        long bound = 4 << 20;
        for (int start = 0; start < 12; start++) {
            Spool spool = open(bound);
            run(spool, Duration.ofHours(6), Duration.ofSeconds(20));
            spool.close();
            long bytes = 0;
            for (Path folder : Folders.list(dir)) {
                bytes += Folders.bytes(folder);
            }
            assertThat(bytes).as("start " + start).isLessThan(bound + (1 << 16));
        }
        assertThat(words.warnings()).isNotEmpty().allMatch(line -> line.contains("their oldest"));
    }

    @Test
    void knowsFramesThatTheDatabaseMayHaveForgotten() throws IOException {
        Spool spool = open(1 << 20);
        frame(spool, drain.batch(3, 1, 1));
        spool.close();
        DeadStream young = Adoption.adopt(dir).get(0);
        assertThat(young.isExpired()).isFalse();
        young.close();
        for (Path file : Folders.list(dir.resolve(spool.header().stream().toString()))) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(401))));
        }
        DeadStream old = Adoption.adopt(dir).get(0);
        assertThat(old.isExpired()).isTrue();
        old.close();
    }

    private void run(Spool spool, Duration simulated, Duration flush) {
        long flushes = simulated.dividedBy(flush);
        for (long i = 0; i < flushes; i++) {
            drain.advance(flush);
            frame(spool, drain.batch(6, 1, 1));
        }
    }

    /** Nothing lost, balance kept, and no sketch crosses a quarter of an hour. */
    private void assertHoldsAll(Spool spool) {
        long records = 0;
        long position = 0;
        Frame last = null;
        for (Frame frame = spool.next(); frame != null; frame = spool.next()) {
            assertThat(frame.first()).isEqualTo(position + 1);
            position = frame.last();
            records += frame.batch().rows(RecordKind.SAMPLE) + frame.batch().sketched(RecordKind.SAMPLE);
            for (SampleSketch sketch : frame.batch().sampleSketches()) {
                assertThat(sketch.fromMicros() % 900_000_000L).isZero();
            }
            last = frame;
        }
        assertThat(position).isEqualTo(spool.framedSequence());
        assertThat(records).isEqualTo(drain.rows(RecordKind.SAMPLE) + drain.sketched(RecordKind.SAMPLE));
        assertThat(last).isNotNull();
        Totals totals = last.batch().totals(RecordKind.SAMPLE);
        assertThat(totals.rows() + totals.sketched()).isEqualTo(records);
        assertThat(totals.dropped().getOrDefault(DropReason.SPOOL_FULL, 0L)).isZero();
        assertThat(totals.rows() + totals.sketched() + totals.inFlight() + totals.droppedInAll())
                .isEqualTo(totals.recorded());
    }

    private Spool open(long maxBytes) {
        return Spool.open(SpoolSettings.of(dir, maxBytes, false), TestStream.identity(), drain, words);
    }

    private static void frame(Spool spool, Batch batch) {
        assertThat(spool.offer(batch)).isTrue();
        spool.writeOnce();
    }
}
