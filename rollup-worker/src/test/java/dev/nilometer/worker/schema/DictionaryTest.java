package dev.nilometer.worker.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.model.MetricType;
import dev.nilometer.worker.database.AgentStream;
import dev.nilometer.worker.database.PostgresExtension;
import dev.nilometer.worker.database.Racers;
import dev.nilometer.worker.database.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class DictionaryTest {
    @Test
    void answersInTheOrderGivenAndTheSameTwice(TestDatabase database) throws SQLException {
        try (AgentStream stream = AgentStream.hello(database.connect())) {
            List<Integer> ids = stream.series("queue_depth", List.of("queue:b", "queue:a", "queue:b"));
            assertThat(ids.get(0)).isEqualTo(ids.get(2)).isNotEqualTo(ids.get(1));
            assertThat(stream.series("queue_depth", List.of("queue:a", "queue:b")))
                    .containsExactly(ids.get(1), ids.get(0));
            assertThat(stream.series("queue_depth", List.of())).isEmpty();
        }
        assertThat(database.column("SELECT labels ->> 'queue' FROM series ORDER BY labels_key"))
                .containsExactly("a", "b");
    }

    @Test
    void gives16RacingStreamsOneIdForEachSeries(TestDatabase database) throws Exception {
        List<String> keys = IntStream.range(0, 500).mapToObj(i -> "actor:a" + i).toList();
        List<List<Integer>> all = Racers.race(16, racer -> {
            try (AgentStream stream = AgentStream.hello(database.connect())) {
                List<String> shuffled = new ArrayList<>(keys);
                Collections.shuffle(shuffled, new Random(racer));
                for (int i = 0; i < 500; i += 50) {
                    stream.series("processing_time_ms", shuffled.subList(i, i + 50));
                }
                return stream.series("processing_time_ms", keys);
            }
        });
        assertThat(new HashSet<>(all)).hasSize(1);
        assertThat(new HashSet<>(all.get(0))).hasSize(500);
        assertThat(database.value("SELECT max(id) FROM series"))
                .as("no id is burnt")
                .isEqualTo("500");
    }

    @Test
    void gives16RacingStreamsOneIdForEachGroup(TestDatabase database) throws Exception {
        List<List<Integer>> all = Racers.race(16, racer -> {
            try (AgentStream stream = AgentStream.hello(database.connect())) {
                List<Integer> ids = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    ids.add(stream.group("actor" + i, i % 2 == 0 ? "" : "q", "failed", "E" + i));
                }
                return ids;
            }
        });
        assertThat(new HashSet<>(all)).hasSize(1);
        assertThat(database.value("SELECT count(*) FROM execution_groups")).isEqualTo("20");
    }

    @Test
    void sharesOneOverflowSeriesBeyondTheCapOfAMetric(TestDatabase database) throws SQLException {
        database.execute("UPDATE settings SET series_cap = 3");
        try (AgentStream stream = AgentStream.hello(database.connect())) {
            List<Integer> ids = stream.series("event", List.of("event:e", "event:d", "event:c", "event:b", "event:a"));
            assertThat(new HashSet<>(ids))
                    .as("three of their own, two overflow")
                    .hasSize(4);
            assertThat(ids.get(0)).isEqualTo(ids.get(1));
            assertThat(stream.series("event", List.of("event:z"))).containsExactly(ids.get(0));
            assertThat(stream.series("event", List.of("event:a"))).containsExactly(ids.get(4));
            assertThat(stream.series("other", List.of("event:z"))).doesNotContain(ids.get(0));
        }
        assertThat(database.value("SELECT labels FROM series WHERE labels_key = 'overflow:true'"))
                .isEqualTo("{\"overflow\": \"true\"}");
    }

    @Test
    void keepsTheStatusOfAnOverflowGroup(TestDatabase database) throws SQLException {
        database.execute("UPDATE settings SET series_cap = 1");
        try (AgentStream stream = AgentStream.hello(database.connect())) {
            stream.group("a", "", "success", "");
            int overflow = stream.group("b", "", "failed", "Boom");
            assertThat(stream.group("c", "q", "failed", "Bang")).isEqualTo(overflow);
            assertThat(stream.group("c", "q", "success", "")).isNotEqualTo(overflow);
        }
        assertThat(database.column("SELECT actor || ' ' || status FROM execution_groups ORDER BY id"))
                .containsExactly("a success", "overflow failed", "overflow success");
    }

    @Test
    void keepsGoodSeriesWhenOneSetOfLabelsIsNoJson(TestDatabase database) throws SQLException {
        try (AgentStream stream = AgentStream.hello(database.connect());
                Connection connection = database.connect();
                PreparedStatement call = connection.prepareStatement(
                        "SELECT nilometer.v1_series(?, '{event,event,event}', '{a,b,c}', ?)")) {
            call.setObject(1, stream.id());
            call.setArray(2, connection.createArrayOf("text", new String[] {"{\"event\":\"x\"}", "{nonsense", "[1]"}));
            call.executeQuery();
        }
        assertThat(database.column("SELECT labels FROM series ORDER BY labels_key"))
                .containsExactly("{\"event\": \"x\"}", "{\"labels_key\": \"b\"}", "{\"labels_key\": \"c\"}");
    }

    @Test
    void takesTheLongestNamesThereAre(TestDatabase database) throws SQLException {
        String wide = "\uD83D\uDE00".repeat(200);
        try (AgentStream stream = AgentStream.hello(database.connect())) {
            assertThat(stream.group(wide, wide, "failed", wide)).isEqualTo(stream.group(wide, wide, "failed", wide));
            List<Integer> ids = stream.series(wide, List.of("k:" + wide.repeat(5) + "1", "k:" + wide.repeat(5) + "2"));
            assertThat(ids.get(0)).isNotEqualTo(ids.get(1));
        }
    }

    @Test
    void dividesByWhatTheVocabularySays(TestDatabase database) {
        for (MetricType type : MetricType.values()) {
            String name = type.label() == null ? "basket_eur" : type.label();
            assertThat(database.value("SELECT divisor_of('" + name + "')"))
                    .as(name)
                    .isEqualTo(String.valueOf(type.viewDivisor()));
        }
    }
}
