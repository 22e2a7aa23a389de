package dev.nilometer.store.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamFolderTest {
    @TempDir
    Path dir;

    @Test
    void staysItsProcesssOwnWhenThatLooksForTheDead() throws Exception {
        StreamFolder live = StreamFolder.create(dir.resolve("live"));
        assertThat(StreamFolder.adopt(live.path())).isNull();
        assertThat(anotherProcessAdopts(live.path())).isEqualTo("alive");
        live.release();
        assertThat(anotherProcessAdopts(live.path())).isEqualTo("adopted");
    }

    @Test
    void isFreeForTheNextOnceReleased() throws IOException {
        StreamFolder first = StreamFolder.create(dir.resolve("stream"));
        first.release();
        StreamFolder second = StreamFolder.adopt(first.path());
        first.release();
        assertThat(StreamFolder.adopt(first.path())).as("held by the second").isNull();
        second.release();
    }

    private static String anotherProcessAdopts(Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Adopter.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return said;
    }

    /** Another process that looks for the dead. */
    static final class Adopter {
        public static void main(String[] args) {
            System.out.println(StreamFolder.adopt(Path.of(args[0])) == null ? "alive" : "adopted");
        }
    }
}
