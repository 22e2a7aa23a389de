package dev.nilometer.store.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.model.DropReason;
import dev.nilometer.model.RecordKind;
import dev.nilometer.store.TestStream;
import dev.nilometer.store.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadStreamTest {
    @TempDir
    Path dir;

    @Test
    void setsDamagedSegmentsAsideAndKeepsThree() throws IOException {
        for (int i = 0; i < 5; i++) {
            Path folder = leave(4);
            Path segment = segment(folder);
            byte[] bytes = Files.readAllBytes(segment);
            bytes[bytes.length / 2] ^= 1;
            Files.write(segment, bytes);
            deliver(folder);
            assertThat(folder).doesNotExist();
        }
        assertThat(Folders.list(dir.resolve("damaged"))).hasSize(3);
    }

    @Test
    void leavesFilesOfALaterVersionAlone() throws IOException {
        Path folder = leave(2);
        byte[] bytes = Files.readAllBytes(segment(folder));
        bytes[3] = '2';
        Path later = folder.resolve("00000000000000000009.seg");
        Files.write(later, bytes);
        deliver(folder);
        assertThat(later).exists();
        assertThat(DeadStream.adopt(folder, new DamagedFiles(dir))).isNull();
        assertThat(later).exists();
    }

    @Test
    void deliversUnderTheFoldersNameWhenTheHeaderIsGone() throws IOException {
        Path folder = leave(3);
        byte[] bytes = Files.readAllBytes(segment(folder));
        bytes[20] ^= 1;
        Files.write(segment(folder), bytes);
        DeadStream stream = DeadStream.adopt(folder, new DamagedFiles(dir));
        assertThat(stream.header().stream()).hasToString(folder.getFileName().toString());
        assertThat(stream.next().last()).isEqualTo(1);
        stream.close();
    }

    @Test
    void remembersTheLossesOfTheDead() {
        Path folder = leave(5);
        DeadStream stream = DeadStream.adopt(folder, new DamagedFiles(dir));
        Frame first = stream.next();
        Settled lossy = Settled.start().at(1, first.batch()).losing(RecordKind.SAMPLE, DropReason.REJECTED, 2, 0);
        stream.expect(lossy);
        stream.close();
        DeadStream again = DeadStream.adopt(folder, new DamagedFiles(dir));
        assertThat(again.settledAt(0).lost(RecordKind.SAMPLE, DropReason.REJECTED))
                .isZero();
        assertThat(again.settledAt(1).lost(RecordKind.SAMPLE, DropReason.REJECTED))
                .isEqualTo(2);
        Settled later = again.settledAt(3);
        assertThat(later.lost(RecordKind.SAMPLE, DropReason.REJECTED)).isEqualTo(2);
        assertThat(later.isCounted()).isTrue();
        assertThat(again.settledAt(99).isCounted()).isFalse();
        again.close();
    }

    private void deliver(Path folder) {
        DeadStream stream = DeadStream.adopt(folder, new DamagedFiles(dir));
        Settled settled = Settled.start();
        for (Frame frame = stream.next(); frame != null; frame = stream.next()) {
            settled = settled.at(frame.last(), frame.batch());
        }
        stream.settle(settled);
        stream.close();
    }

    private Path leave(int frames) {
        TestStream drain = new TestStream("x", 3);
        Spool spool = Spool.open(SpoolSettings.of(dir, 1 << 20, false), TestStream.identity(), drain, new Words());
        for (int i = 0; i < frames; i++) {
            spool.offer(drain.batch(3, 1, 1));
            spool.writeOnce();
        }
        spool.close();
        return dir.resolve(spool.header().stream().toString());
    }

    private static Path segment(Path folder) {
        return Folders.list(folder).stream()
                .filter(file -> file.toString().endsWith(".seg"))
                .findFirst()
                .orElseThrow();
    }
}
