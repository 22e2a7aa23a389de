package dev.nilometer.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.sample.Tally.Kind;
import dev.nilometer.sample.mail.Mailbox;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole pipeline over the whole corpus. */
class CorpusTest {

    private static Tally once;

    @BeforeAll
    static void runOnceWithOneWorker() throws Exception {
        once = run(1, 1);
    }

    @Test
    void failsExactlyTheMessagesThatAnIndependentCountFails() throws Exception {
        assertThat(once.of(Kind.ERROR)).isEqualTo(CorpusCount.errors()).hasSize(6);
        assertThat(once.sum(Kind.ERROR) + once.sum(Kind.DECISION)).isEqualTo(650);
    }

    @Test
    void fillsAllThreeBucketsAndIsMostlyRightWhereItIsSure() {
        assertThat(once.of(Kind.CONFIDENCE)).containsOnlyKeys("high", "medium", "low");
        assertThat(once.of(Kind.CONFIDENCE).values()).allMatch(messages -> messages >= 10);
        assertThat(once.of(Kind.DECISION)).containsOnlyKeys("auto-approve", "escalate", "human");
        assertThat(once.of(Kind.VERDICT).get("high right"))
                .isGreaterThan(20 * once.of(Kind.VERDICT).get("high wrong"));
    }

    @Test
    void reviewsWhateverWasNotApproved() {
        assertThat(once.sum(Kind.REVIEW))
                .isEqualTo(once.sum(Kind.DECISION) - once.of(Kind.DECISION).get("auto-approve"));
    }

    @Test
    void saysTheSameOnEachRunWithOneWorker() throws Exception {
        assertThat(lines(run(1, 1))).isEqualTo(lines(once));
    }

    @Test
    void failsTheSameMessagesOnEachPassWhateverTheWorkers() throws Exception {
        Tally twice = run(2, 3);
        once.of(Kind.ERROR)
                .forEach((type, count) -> assertThat(twice.of(Kind.ERROR)).containsEntry(type, 2 * count));
    }

    private static Tally run(int passes, int workers) throws IOException, InterruptedException {
        return new Pipeline(PriceTable.read(null)).run(Mailbox.corpus(), new Pace(0), passes, workers);
    }

    private static List<String> lines(Tally tally) {
        return Summary.lines(tally, Duration.ZERO);
    }
}
