package dev.nilometer.store.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.model.Batch;
import dev.nilometer.model.DropReason;
import dev.nilometer.model.RecordKind;
import dev.nilometer.model.Totals;
import dev.nilometer.store.TestStream;
import dev.nilometer.store.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    @TempDir
    Path dir;

    private final Words words = new Words();
    private final TestStream drain = new TestStream("s", 1);

    @Test
    void givesFramesBackInOrder() {
        Spool spool = open(SpoolSettings.DEFAULT_MAX_BYTES);
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Batch batch = drain.batch(1 + i % 5, 1, 1);
            written.add(BatchText.of(batch, drain));
            assertThat(spool.offer(batch)).isTrue();
            spool.writeOnce();
        }
        spool.seek(0);
        assertThat(readAll(spool)).isEqualTo(written);
        spool.seek(40);
        assertThat(readAll(spool)).isEqualTo(written.subList(40, 100));
    }

    @Test
    void saysWhyItsFolderCannotBe() throws IOException {
        Path file = Files.createFile(dir.resolve("file"));
        Spool spool = Spool.open(
                SpoolSettings.of(file, SpoolSettings.DEFAULT_MAX_BYTES, false), TestStream.identity(), drain, words);
        assertThat(words.warnings()).singleElement().asString().contains(file + ": a file of that name is there");
        spool.close();
    }

    @Test
    void refusesWhenTheHandOverIsFullAndNeverBlocks() {
        Spool spool = open(SpoolSettings.DEFAULT_MAX_BYTES);
        int taken = 0;
        while (spool.offer(drain.batch(1, 0, 0))) {
            taken++;
        }
        assertThat(taken).isEqualTo(64);
        spool.writeOnce();
        assertThat(spool.offer(drain.batch(1, 0, 0))).isTrue();
    }

    @Test
    void refusesWhenTheHandOverHoldsTwoMebibytes() {
        Spool spool = open(SpoolSettings.DEFAULT_MAX_BYTES);
        int taken = 0;
        while (spool.offer(drain.batch(20_000, 0, 0))) {
            taken++;
        }
        assertThat(taken).isBetween(2, 5);
    }

    @Test
    void keepsItsFolderFromOthers() throws IOException {
        Spool spool = open(SpoolSettings.DEFAULT_MAX_BYTES);
        frame(spool, drain.random());
        assertThat(Adoption.adopt(dir)).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder(spool))))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(folder(spool))) {
            Path segment =
                    files.filter(f -> f.toString().endsWith(".seg")).findFirst().orElseThrow();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(segment)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void leavesTheFolderOfADeadProcessToTheNext() {
        Spool dead = open(SpoolSettings.DEFAULT_MAX_BYTES);
        frame(dead, drain.batch(3, 1, 1));
        dead.close();
        Spool alive = open(SpoolSettings.DEFAULT_MAX_BYTES);
        List<DeadStream> adopted = Adoption.adopt(alive.settings().dir());
        assertThat(adopted).hasSize(1);
        assertThat(adopted.get(0).header().stream()).isEqualTo(dead.header().stream());
        assertThat(adopted.get(0).header().identity().instance()).isEqualTo("host:1");
        assertThat(adopted.get(0).next()).isNotNull();
        adopted.get(0).close();
    }

    @Test
    void removesSegmentsAndFolderOnceAllIsSettled() {
        Spool spool = open(1 << 20);
        for (int i = 0; i < 40; i++) {
            frame(spool, drain.batch(1_000, 0, 0));
        }
        long before = spool.status().bytes();
        Settled settled = last(spool);
        spool.settle(settled);
        assertThat(spool.status().bytes()).isLessThan(before / 3);
        spool.close();
        assertThat(folder(spool)).doesNotExist();
    }

    @Test
    void foldsRowsFromEightyPercentAndLosesNoCount() {
        Spool spool = open(1 << 20);
        int batches = 0;
        while (!spool.status().isFolding()) {
            frame(spool, drain.batch(500, 5, 1));
            batches++;
        }
        for (int i = 0; i < 20; i++) {
            frame(spool, drain.batch(500, 5, 1));
        }
        long rows = 0;
        long sketched = 0;
        Frame last = null;
        for (Frame frame = spool.next(); frame != null; frame = spool.next()) {
            rows += frame.batch().rows(RecordKind.SAMPLE);
            sketched += frame.batch().sketched(RecordKind.SAMPLE);
            last = frame;
        }
        assertThat(rows).isEqualTo((batches - 1) * 500L);
        assertThat(rows + sketched).isEqualTo(drain.rows(RecordKind.SAMPLE) + drain.sketched(RecordKind.SAMPLE));
        Totals totals = last.batch().totals(RecordKind.SAMPLE);
        assertThat(totals.rows()).isEqualTo(rows);
        assertThat(totals.sketched()).isEqualTo(sketched);
        assertBalanced(totals);
    }

    @Test
    void countsWhatItHasNoRoomForAndBurnsItsNumber() {
        Spool spool = open(1 << 20);
        while (words.warnings().isEmpty()) {
            frame(spool, drain.batch(10, 0, 4));
            readAll(spool); // what the sender was given may be stored: it cannot be merged
        }
        long burned = spool.framedSequence();
        Settled settled = lastBefore(spool, burned);
        spool.settle(settled);
        frame(spool, drain.batch(10, 0, 0));
        spool.seek(settled.position());
        Frame next = spool.next();
        assertThat(next.first()).isEqualTo(burned + 1);
        Totals totals = next.batch().totals(RecordKind.SAMPLE);
        assertThat(totals.dropped().get(DropReason.SPOOL_FULL)).isPositive();
        assertBalanced(totals);
    }

    @Test
    void keepsFramesInMemoryWhileTheFolderCannotBeWritten() throws IOException {
        Path file = Files.createFile(dir.resolve("taken"));
        Spool spool = Spool.open(
                SpoolSettings.of(file.resolve("spool"), 64 << 20, false), TestStream.identity(), drain, words);
        frame(spool, drain.batch(3, 1, 1));
        frame(spool, drain.batch(3, 1, 1));
        assertThat(words.warnings()).hasSize(1);
        assertThat(spool.status().isDiskGone()).isTrue();
        assertThat(readAll(spool)).hasSize(2);
        while (words.warnings().size() < 2) {
            frame(spool, drain.batch(0, 20, 20));
        }
        assertThat(spool.status().bytes()).isBetween(SegmentWriter.MEMORY_BYTES * 3 / 4, SegmentWriter.MEMORY_BYTES);
    }

    @Test
    void goesOnWhenSomebodyDeletesTheFolder() throws IOException {
        Spool spool = open(SpoolSettings.DEFAULT_MAX_BYTES);
        frame(spool, drain.batch(3, 1, 1));
        for (Path file : Folders.list(folder(spool))) {
            Files.delete(file);
        }
        Files.delete(folder(spool));
        frame(spool, drain.batch(3, 1, 1));
        assertThat(readAll(spool)).hasSize(2);
        assertThat(folder(spool)).exists();
        assertThat(spool.status().isDiskGone()).isFalse();
    }

    @Test
    void showsWhatWaitsAsInFlight() {
        Spool spool = open(SpoolSettings.DEFAULT_MAX_BYTES);
        Batch batch = drain.batch(30, 2, 1);
        Totals counted = batch.totals(RecordKind.SAMPLE);
        frame(spool, batch);
        Totals waiting = spool.outside(RecordKind.SAMPLE, counted);
        assertThat(waiting.rows()).isZero();
        assertThat(waiting.inFlight()).isEqualTo(counted.inFlight() + counted.rows() + counted.sketched());
        assertBalanced(waiting);
        spool.settle(last(spool));
        assertThat(spool.outside(RecordKind.SAMPLE, counted)).hasToString(counted.toString());
    }

    @Test
    void framesNothingWhenNothingIsNew() {
        Spool spool = open(SpoolSettings.DEFAULT_MAX_BYTES);
        frame(spool, new Batch());
        assertThat(spool.framedSequence()).isZero();
    }

    private Spool open(long maxBytes) {
        return Spool.open(SpoolSettings.of(dir, maxBytes, false), TestStream.identity(), drain, words);
    }

    private Path folder(Spool spool) {
        return dir.resolve(spool.header().stream().toString());
    }

    private static void frame(Spool spool, Batch batch) {
        assertThat(spool.offer(batch)).isTrue();
        spool.writeOnce();
    }

    private List<String> readAll(Spool spool) {
        List<String> read = new ArrayList<>();
        for (Frame frame = spool.next(); frame != null; frame = spool.next()) {
            read.add(BatchText.of(frame.batch(), frame.dictionary()));
        }
        return read;
    }

    private static Settled last(Spool spool) {
        return lastBefore(spool, Long.MAX_VALUE);
    }

    private static Settled lastBefore(Spool spool, long sequence) {
        Settled settled = Settled.start();
        spool.seek(0);
        for (Frame frame = spool.next(); frame != null && frame.last() < sequence; frame = spool.next()) {
            settled = settled.at(frame.last(), frame.batch());
        }
        return settled;
    }

    private static void assertBalanced(Totals totals) {
        assertThat(totals.rows() + totals.sketched() + totals.inFlight() + totals.droppedInAll())
                .as(totals.toString())
                .isEqualTo(totals.recorded());
    }
}
