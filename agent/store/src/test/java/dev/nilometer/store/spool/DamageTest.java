package dev.nilometer.store.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.store.TestStream;
import dev.nilometer.store.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the files of a dead process, every frame whose bytes are whole is found. */
class DamageTest {
    @TempDir
    Path dir;

    @Test
    void findsEveryIntactFrame() throws IOException {
        damage(300, 11);
    }

    @Test
    @Tag("storm")
    void findsEveryIntactFrameOfTenThousandDamagedSpools() throws IOException {
        damage(10_000, 12);
    }

    private void damage(int spools, long seed) throws IOException {
        Random random = new Random(seed);
        Path original = write(random);
        Path segment = Folders.list(original).stream()
                .filter(file -> file.toString().endsWith(".seg"))
                .findFirst()
                .orElseThrow();
        byte[] bytes = Files.readAllBytes(segment);
        Map<Long, int[]> places = places(bytes);
        long slowest = 0;
        for (int i = 0; i < spools; i++) {
            byte[] damaged = bytes.clone();
            Set<Long> intact = new TreeSet<>(places.keySet());
            int length = hurt(damaged, random, places, intact);
            Files.write(segment, java.util.Arrays.copyOf(damaged, length), StandardOpenOption.TRUNCATE_EXISTING);
            long start = System.nanoTime();
            assertThat(read(original)).as("spool " + i).isEqualTo(new ArrayList<>(intact));
            slowest = Math.max(slowest, System.nanoTime() - start);
        }
        assertThat(slowest).isLessThan(1_000_000_000L);
    }

    /** Flips, zeroes or cuts; takes the frames that it hit out of the intact ones; returns the new length. */
    private static int hurt(byte[] bytes, Random random, Map<Long, int[]> places, Set<Long> intact) {
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(random.nextInt(20) == 0 ? 4_000 : 40));
        int kind = random.nextInt(4);
        int length = bytes.length;
        if (kind == 0) {
            length = from;
            to = bytes.length;
        }
        for (int i = from; i < to; i++) {
            bytes[i] = kind == 1 ? 0 : kind == 2 ? (byte) ~bytes[i] : (byte) random.nextInt();
        }
        int end = to;
        byte[] now = bytes;
        int newLength = length;
        places.forEach((sequence, place) -> {
            boolean touched = place[0] < end && place[1] > from;
            if (touched && (place[1] > newLength || !sameAs(now, place))) {
                intact.remove(sequence);
            }
        });
        return length;
    }

    private static final ThreadLocal<byte[]> ORIGINAL = new ThreadLocal<>();

    private static boolean sameAs(byte[] now, int[] place) {
        return java.util.Arrays.equals(now, place[0], place[1], ORIGINAL.get(), place[0], place[1]);
    }

    private Path write(Random random) {
        TestStream drain = new TestStream("d", random.nextLong());
        Spool spool = Spool.open(
                SpoolSettings.of(dir, SpoolSettings.DEFAULT_MAX_BYTES, false),
                TestStream.identity(),
                drain,
                new Words());
        for (int i = 0; i < 60; i++) {
            spool.offer(drain.batch(random.nextInt(5), random.nextInt(3), 1));
            spool.writeOnce();
        }
        spool.finish(0);
        spool.close();
        return dir.resolve(spool.header().stream().toString());
    }

    private static Map<Long, int[]> places(byte[] bytes) {
        ORIGINAL.set(bytes);
        Map<Long, int[]> places = new TreeMap<>();
        for (int at = 0; at < bytes.length; ) {
            int end = at + Record.HEAD_BYTES + Record.i32(bytes, at + 4);
            if (Record.i32(bytes, at) == Record.FRAME) {
                FrameInput in = new FrameInput(bytes, at + Record.HEAD_BYTES, 8);
                places.put(in.i64(), new int[] {at, end});
            }
            at = end;
        }
        return places;
    }

    private List<Long> read(Path folder) {
        List<Long> found = new ArrayList<>();
        DeadStream stream = DeadStream.adopt(folder, new DamagedFiles(dir));
        if (stream != null) {
            for (Frame frame = stream.next(); frame != null; frame = stream.next()) {
                found.add(frame.last());
            }
            stream.close();
        }
        return found;
    }
}
