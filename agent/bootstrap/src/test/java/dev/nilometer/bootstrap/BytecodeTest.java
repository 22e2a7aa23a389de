package dev.nilometer.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is defined into java.base may not start machinery there that the host has not started yet. */
class BytecodeTest {
    @Test
    void hasNoInvokeDynamicAndNoClassNewerThanJava11() throws Exception {
        Path folder = Path.of(Recorder.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Path> classes;
        try (Stream<Path> files = Files.walk(folder)) {
            classes = files.filter(f -> f.toString().endsWith(".class")).toList();
        }
        assertThat(classes).hasSizeGreaterThan(30);
        for (Path file : classes) {
            check(file);
        }
    }

    private static void check(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            in.readInt();
            in.readUnsignedShort();
            assertThat(in.readUnsignedShort()).as("%s", file).isLessThanOrEqualTo(55);
            int entries = in.readUnsignedShort();
            for (int i = 1; i < entries; i++) {
                int tag = in.readUnsignedByte();
                assertThat(tag).as("a dynamic constant in %s", file).isNotIn(17, 18);
                i += tag == 5 || tag == 6 ? 1 : 0;
                in.skipNBytes(tag == 1 ? in.readUnsignedShort() : sizeOf(tag));
            }
        }
    }

    private static int sizeOf(int tag) {
        return switch (tag) {
            case 7, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            case 5, 6 -> 8;
            default -> 4;
        };
    }
}
