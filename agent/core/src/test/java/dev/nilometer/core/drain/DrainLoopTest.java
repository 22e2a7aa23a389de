package dev.nilometer.core.drain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.bootstrap.Facade;
import dev.nilometer.bootstrap.Recorder;
import dev.nilometer.core.DrainSettings;
import dev.nilometer.core.TimeSource;
import dev.nilometer.model.Account;
import dev.nilometer.model.Batch;
import dev.nilometer.model.RecordKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The drain under its own thread. */
class DrainLoopTest {
    private static final ThreadFactory DAEMONS = work -> {
        Thread thread = new Thread(work, "nilometer-drain");
        thread.setDaemon(true);
        return thread;
    };

    private final List<Batch> batches = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger accountsBuilt = new AtomicInteger();
    private Drain drain;
    private DrainLoop loop;

    @BeforeEach
    void start() {
        Rig.of(DrainSettings.UNLIMITED);
        DrainSettings settings = DrainSettings.builder()
                .rowsPerSecond(DrainSettings.UNLIMITED)
                .flush(Duration.ofSeconds(3))
                .build();
        drain = Drain.of(
                settings,
                Drain.numbers(settings),
                batches::add,
                (kind, counted) -> {
                    accountsBuilt.addAndGet(kind == RecordKind.SAMPLE ? 1 : 0);
                    return counted;
                },
                TimeSource.SYSTEM);
        loop = new DrainLoop(drain, PolledDepthsTest.SILENT);
        loop.start(DAEMONS);
        Recorder.start();
    }

    @Test
    void offersTheLastBatchAgainWhileTheSpoolTakesNone() {
        assertThat(loop.stop(TimeUnit.SECONDS.toNanos(10))).isTrue();
        AtomicInteger offers = new AtomicInteger();
        DrainSettings settings =
                DrainSettings.builder().flush(Duration.ofSeconds(3)).build();
        Drain refused = Drain.of(
                settings,
                Drain.numbers(settings),
                batch -> offers.incrementAndGet() > 20 && batches.add(batch),
                (kind, counted) -> counted,
                TimeSource.SYSTEM);
        DrainLoop last = new DrainLoop(refused, PolledDepthsTest.SILENT);
        last.start(DAEMONS);
        Facade.event("last", new String[0]);

        assertThat(last.stop(TimeUnit.SECONDS.toNanos(10))).isTrue();
        assertThat(batches.get(batches.size() - 1).totals(RecordKind.SAMPLE).recorded())
                .isEqualTo(1);
    }

    @AfterEach
    void stop() {
        assertThat(loop.stop(TimeUnit.SECONDS.toNanos(10))).isTrue();
    }

    @Test
    void showsEveryRecordMadeBeforeTheScrape() {
        int shown = 0;
        for (int i = 1; i <= 200; i++) {
            Facade.processingTime("a", "fresh", 1);
            Account account = drain.accounts().fresh();
            shown += account.totals().get(RecordKind.SAMPLE).recorded() == i + lost(account) ? 1 : 0;
        }
        // A scrape that had to wait more than 50 ms, on a busy machine, gets the last account.
        assertThat(shown).isGreaterThan(190);
    }

    private static long lost(Account account) {
        return account.totals().get(RecordKind.SAMPLE).droppedInAll();
    }

    @Test
    void servesScrapesThatComeTogetherWithFewAccounts() throws InterruptedException {
        int scrapes = 50;
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < scrapes; i++) {
            Thread thread = new Thread(() -> {
                await(begin);
                drain.accounts().fresh();
            });
            threads.add(thread);
            thread.start();
        }
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(accountsBuilt.get()).isBetween(1, scrapes / 2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void handsTheLastBatchOverWhenItStops() {
        for (int i = 0; i < 100; i++) {
            Facade.processingTime("a", "last", 1);
        }
        assertThat(loop.stop(TimeUnit.SECONDS.toNanos(10))).isTrue();
        assertThat(batches.stream()
                        .mapToLong(batch -> batch.rows(RecordKind.SAMPLE))
                        .sum())
                .isEqualTo(100);
    }
}
