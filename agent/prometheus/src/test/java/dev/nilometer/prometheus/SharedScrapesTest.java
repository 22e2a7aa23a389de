package dev.nilometer.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who asks at the same time shares one answer, and nobody gets one that was begun before he asked. */
class SharedScrapesTest {
    private final SharedScrapes scrapes = new SharedScrapes();
    private final AtomicInteger made = new AtomicInteger();
    private final Set<ScrapeBody> answers = ConcurrentHashMap.newKeySet();
    private final List<Thread> askers = new ArrayList<>();

    private ScrapeBody body() throws IOException {
        made.incrementAndGet();
        return ScrapeBody.of(new MetricSnapshots(), ScrapePage.formats().findWriter("text/plain"));
    }

    private void ask(String name) {
        Thread asker = new Thread(() -> {
            try {
                answers.add(scrapes.get(name, this::body));
            } catch (IOException | RuntimeException e) {
                made.addAndGet(1_000_000);
            }
        });
        asker.setDaemon(true);
        asker.start();
        askers.add(asker);
    }

    private void awaitAskersWaiting() {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!askers.stream().allMatch(asker -> asker.getState() == Thread.State.WAITING)) {
            assertThat(System.nanoTime()).as("all wait").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private void joinAskers() throws InterruptedException {
        for (Thread asker : askers) {
            asker.join();
        }
    }

    @Test
    void givesAllWhoAskMeanwhileTheOneThatIsBegunNext() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        ScrapeBody first = scrapes.get("text", () -> {
            for (int i = 0; i < 50; i++) {
                ask("text");
            }
            awaitAskersWaiting();
            assertThat(made).as("nobody begins while another is at it").hasValue(0);
            go.countDown();
            return body();
        });
        go.await();
        joinAskers();
        assertThat(made).hasValue(2);
        assertThat(answers).hasSize(1).doesNotContain(first);
    }

    @Test
    void makesOneAtATimeOfDifferentOnes() throws Exception {
        scrapes.get("text", () -> {
            ask("text");
            ask("protobuf");
            awaitAskersWaiting();
            assertThat(made).hasValue(0);
            return body();
        });
        joinAskers();
        assertThat(made).hasValue(3);
    }

    @Test
    void doesNotKeepAFailure() throws Exception {
        assertThatThrownBy(() -> scrapes.get("text", () -> {
                    throw new IllegalStateException("no account");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no account");
        assertThat(scrapes.get("text", this::body)).isNotNull();
    }

    @Test
    void makesItForTheOthersWhenItsOwnExchangeWasCut() throws Exception {
        scrapes.get("text", () -> {
            ask("text");
            awaitAskersWaiting();
            Thread leader = askers.get(0);
            ask("text");
            awaitAskersWaiting();
            leader.interrupt();
            leader.join();
            return body();
        });
        joinAskers();
        assertThat(answers).as("the one who was not cut").hasSize(1);
        assertThat(made).hasValue(2 + 1_000_000);
    }
}
