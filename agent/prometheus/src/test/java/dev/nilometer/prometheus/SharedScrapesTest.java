package dev.nilometer.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who asks at the same time shares one answer, and nobody gets one that was begun before he asked. */
class SharedScrapesTest {
    private final SharedScrapes scrapes = new SharedScrapes();
    private final Deque<Runnable> thread = new ArrayDeque<>();
    private final AtomicInteger made = new AtomicInteger();
    private final List<ScrapeBody> answers = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    private ScrapeBody body() throws IOException {
        made.incrementAndGet();
        return ScrapeBody.of(new MetricSnapshots(), ScrapePage.formats().findWriter("text/plain"));
    }

    private void ask(String name) {
        scrapes.ask(name, this::body, thread::add, this::answered);
    }

    private void answered(ScrapeBody body, Exception reason) {
        if (body == null) {
            failures.add(reason.getMessage());
        } else {
            answers.add(body);
        }
    }

    private void work() {
        for (Runnable next = thread.poll(); next != null; next = thread.poll()) {
            next.run();
        }
    }

    @Test
    void givesAllWhoAskMeanwhileTheOneThatIsBegunNext() {
        scrapes.ask(
                "text",
                () -> {
                    for (int i = 0; i < 50; i++) {
                        ask("text");
                    }
                    assertThat(made).as("nobody begins while another is at it").hasValue(0);
                    return body();
                },
                thread::add,
                this::answered);
        work();
        assertThat(made).hasValue(2);
        assertThat(answers).hasSize(51);
        assertThat(Set.copyOf(answers)).hasSize(2);
        assertThat(answers.subList(1, 51)).containsOnly(answers.get(50)).doesNotContain(answers.get(0));
    }

    @Test
    void makesDifferentOnesApart() {
        ask("text");
        ask("protobuf");
        ask("text");
        work();
        assertThat(made).hasValue(2);
        assertThat(answers).hasSize(3);
    }

    @Test
    void tellsAllOfAFailureAndDoesNotKeepIt() {
        scrapes.ask(
                "text",
                () -> {
                    throw new IllegalStateException("no account");
                },
                thread::add,
                this::answered);
        ask("text");
        work();
        assertThat(failures).containsExactly("no account", "no account");
        ask("text");
        work();
        assertThat(answers).hasSize(1);
    }

    @Test
    void tellsWhenNobodyCanMakeIt() {
        scrapes.ask(
                "text",
                this::body,
                task -> {
                    throw new RejectedExecutionException("ended");
                },
                this::answered);
        assertThat(failures).containsExactly("ended");
        ask("text");
        work();
        assertThat(answers).hasSize(1);
    }
}
