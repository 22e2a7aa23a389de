package dev.nilometer.store.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.model.RecordKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendLoopTest {
    @TempDir
    Path dir;

    @Test
    void sendsByItselfAndFinishesWithNothingLeft() {
        Rig rig = new Rig(TestDatabase.migrated(), dir);
        rig.spool.start(Thread::new);
        rig.sender.start(Thread::new);
        for (int i = 0; i < 200; i++) {
            var batch = rig.drain.random();
            while (!rig.spool.offer(batch)) {
                Thread.onSpinWait();
            }
        }
        assertThat(rig.spool.finish(TimeUnit.SECONDS.toNanos(30))).isTrue();
        assertThat(rig.sender.finish(TimeUnit.SECONDS.toNanos(30))).isTrue();
        rig.assertAllStoredOnce();
        rig.sender.close();
        rig.spool.close();
        assertThat(dir).isEmptyDirectory();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("nilometer-send") && thread.isAlive());
    }

    @Test
    void saysNothingOfAConnectionThatItCutsAtTheEnd() throws Exception {
        assertThat(wordsOfAnEndWhileConnecting(false)).isEmpty();
        assertThat(wordsOfAnEndWhileConnecting(true))
                .singleElement()
                .asString()
                .contains("cannot be reached", "records wait in the spool");
    }

    /** What is said when the process ends while a database that answers nothing is being asked. */
    private List<String> wordsOfAnEndWhileConnecting(boolean recordsWait) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Rig rig = new Rig(
                    TestDatabase.migrated(),
                    dir,
                    SendSettings.builder(DatabaseUrl.of(
                                    "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/postgres"))
                            .user("agent")
                            .build());
            if (recordsWait) {
                rig.frame(rig.drain.batch(10, 5, 1));
            }
            List<Thread> threads = new ArrayList<>();
            rig.sender.start(task -> {
                threads.add(new Thread(task));
                return threads.get(threads.size() - 1);
            });
            try (Socket taken = silent.accept()) {
                assertThat(taken.getInputStream().read()).as("the driver asks").isNotNegative();
                assertThat(rig.sender.finish(0)).isEqualTo(!recordsWait);
                for (Thread thread : threads) {
                    thread.join(30_000);
                    assertThat(thread.isAlive()).isFalse();
                }
            }
            rig.end();
            return rig.words.warnings();
        }
    }

    @Test
    @Tag("storm")
    void isFreeWithinTenSecondsWhenTheDatabaseFallsSilent() throws IOException {
        TestDatabase database = TestDatabase.migrated();
        try (FaultProxy proxy = new FaultProxy(TestDatabase.port())) {
            Rig rig = new Rig(database, dir, database.settings(proxy.port()));
            rig.sendThrough(3);
            rig.frame(rig.drain.batch(20_000, 2_000, 2));
            proxy.silence(true);
            long start = System.nanoTime();
            assertThat(rig.sender.sendOnce().outcome()).isEqualTo(SendResult.Outcome.FAILED);
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(10));
            proxy.silence(false);
            rig.sendThrough(20);
            rig.assertAllStoredOnce();
            assertThat(rig.drain.rows(RecordKind.SAMPLE)).isEqualTo(20_000);
            rig.end();
        }
    }
}
