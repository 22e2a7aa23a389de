package dev.nilometer.it.fault;

import dev.nilometer.it.Database;
import dev.nilometer.it.HostJvm;
import dev.nilometer.it.host.Steady;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The disk under the spool is full, takes no writes, or its folder is deleted: nothing is lost or stored twice. */
class LostDiskIT {
    @RegisterExtension
    final Database database = Database.empty();

    @TempDir
    Path dir;

    @Test
    void losesNothingToAFullDiskThatHasRoomAgain() throws Exception {
        try (SmallDisk disk = SmallDisk.mounted(dir, 8)) {
            Assumptions.assumeTrue(disk.isThere(), "no right to mount a disk of its own");
            try (HostJvm host = steady(disk.folder().resolve("spool"), 2_000)) {
                host.awaitErr("migrate"); // nothing can be stored yet, all waits
                disk.fill();
                host.awaitErr("the spool cannot write");
                disk.free();
                host.awaitErr("the spool is back on disk");
                database.migrate();
                Stored.exactly(host, database::number, Duration.ofSeconds(60));
            }
        }
    }

    @Test
    void keepsRecordsInMemoryWhileTheDiskTakesNoWrites() throws Exception {
        try (SmallDisk disk = SmallDisk.mounted(dir, 8)) {
            Assumptions.assumeTrue(disk.isThere() && disk.becomeReadOnly(), "no right to mount a disk of its own");
            try (HostJvm host = steady(disk.folder().resolve("spool"), 100)) {
                host.awaitErr("the spool cannot write");
                disk.becomeWritable();
                host.awaitErr("the spool is back on disk");
                database.migrate();
                Stored.exactly(host, database::number, Duration.ofSeconds(60));
            }
        }
    }

    @Test
    void losesNothingWhenSomebodyDeletesTheFolder() throws Exception {
        Path spool = dir.resolve("spool");
        try (HostJvm host = steady(spool, 400)) {
            for (int time = 0; time < 3; time++) {
                Awaitility.await("frames").until(() -> !segments(spool).isEmpty());
                delete(spool);
            }
            database.migrate();
            Stored.exactly(host, database::number, Duration.ofSeconds(60));
        }
    }

    private static List<Path> segments(Path spool) throws IOException {
        try (Stream<Path> files = Files.exists(spool) ? Files.walk(spool) : Stream.empty()) {
            return files.filter(file -> file.toString().endsWith(".seg")).toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private HostJvm steady(Path spool, int executions) {
        return HostJvm.running(Steady.class)
                .agent(database.agentOptions() + ";service=disk;send=200ms;rows.per-second=unlimited;spool.dir="
                        + spool)
                .argument(executions)
                .argument(4)
                .start();
    }
}
