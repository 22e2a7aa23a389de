package dev.nilometer.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive inside the agent jar, against archives that the JDK writes. */
class StoredZipTest {
    @TempDir
    Path folder;

    @Test
    void readsWhatTheJdkWrote() throws IOException {
        Random random = new Random(42);
        for (int round = 0; round < 50; round++) {
            Map<String, byte[]> entries = randomEntries(random, random.nextInt(200));
            Path outer = outerWith(archive(entries, random), ZipEntry.STORED);
            try (StoredZip zip = StoredZip.in(outer.toFile(), "inner.zip")) {
                for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                    assertThat(zip.read(entry.getKey())).isEqualTo(entry.getValue());
                    assertThat(zip.read(entry.getKey() + "x")).isNull();
                }
            }
        }
    }

    @Test
    void readsOnManyThreadsAtOnce() throws Exception {
        Map<String, byte[]> entries = randomEntries(new Random(1), 300);
        Path outer = outerWith(archive(entries, new Random(2)), ZipEntry.STORED);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (StoredZip zip = StoredZip.in(outer.toFile(), "inner.zip")) {
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                readers.add(threads.submit(() -> {
                    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                        assertThat(zip.read(entry.getKey())).isEqualTo(entry.getValue());
                    }
                    return null;
                }));
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void saysWhatIsNotAnArchive() throws IOException {
        Path packed = outerWith(archive(Map.of("a", new byte[1]), new Random(3)), ZipEntry.DEFLATED);
        assertThatThrownBy(() -> StoredZip.in(packed.toFile(), "inner.zip"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no stored entry inner.zip");
        assertThatThrownBy(() -> StoredZip.in(packed.toFile(), "other.zip")).isInstanceOf(IOException.class);
        Path noise = Files.write(folder.resolve("noise"), new byte[1_000]);
        assertThatThrownBy(() -> StoredZip.in(noise.toFile(), "inner.zip"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no zip archive");
        Path empty = Files.write(folder.resolve("empty"), new byte[0]);
        assertThatThrownBy(() -> StoredZip.in(empty.toFile(), "inner.zip")).isInstanceOf(IOException.class);
    }

    @Test
    void saysThatAnEntryIsDamaged() throws IOException {
        byte[] text = "long enough to be packed ".repeat(100).getBytes(StandardCharsets.UTF_8);
        byte[] inner = archive(Map.of("name", text), null);
        Path outer = outerWith(inner, ZipEntry.STORED);
        try (StoredZip zip = StoredZip.in(outer.toFile(), "inner.zip");
                RandomAccessFile file = new RandomAccessFile(outer.toFile(), "rw")) {
            long data = 30L + "inner.zip".length() + 30 + "name".length();
            file.seek(data);
            file.write(new byte[] {-1, -1, -1, -1});

            assertThatThrownBy(() -> zip.read("name")).isInstanceOf(IOException.class);
        }
    }

    private static Map<String, byte[]> randomEntries(Random random, int count) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[random.nextInt(3_000)];
            if (random.nextBoolean()) {
                random.nextBytes(bytes);
            }
            entries.put("some/folder" + random.nextInt(20) + "/Klaße" + i + ".classdata", bytes);
        }
        return entries;
    }

    /** Every third entry stored, the others deflated; all deflated without a source of chance. */
    private static byte[] archive(Map<String, byte[]> entries, @Nullable Random random) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                boolean stored = random != null && random.nextInt(3) == 0;
                put(zip, entry.getKey(), entry.getValue(), stored ? ZipEntry.STORED : ZipEntry.DEFLATED);
            }
        }
        return bytes.toByteArray();
    }

    private Path outerWith(byte[] inner, int method) throws IOException {
        Path outer = folder.resolve("outer.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(outer), StandardCharsets.UTF_8)) {
            put(zip, "inner.zip", inner, method);
            put(zip, "beside", new byte[10], ZipEntry.DEFLATED);
        }
        return outer;
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes, int method) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(method);
        if (method == ZipEntry.STORED) {
            CRC32 crc = new CRC32();
            crc.update(bytes);
            entry.setSize(bytes.length);
            entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
