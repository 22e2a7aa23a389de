package dev.nilometer.worker.rollup;

import dev.nilometer.model.BinMapping;
import dev.nilometer.model.MetricType;
import dev.nilometer.model.Summary;
import dev.nilometer.worker.rollup.ActorStore.ActorKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Folds execution rows and execution sketch rows, by metric and by actor. Used once, by one thread. */
final class ExecutionReader {
    static final String ROWS =
            "SELECT group_id, at, latency_ns, wait_ns, tokens, cost_nano_usd, human_intervention, user_id FROM ";
    static final String SKETCHES = "SELECT group_id, \"from\","
            + " count, latency_sum, latency_min, latency_max, latency_sketch,"
            + " wait_count, wait_sum, wait_min, wait_max, wait_sketch,"
            + " tokens, tokens_min, tokens_max, tokens_sketch,"
            + " cost_nano_usd, cost_min, cost_max, cost_sketch, interventions, users FROM ";

    private static final long NONE = Long.MIN_VALUE;

    private final Dictionaries dictionaries;
    private final HourFold fold;
    private final SketchRows sketchRows;
    private final Map<ActorKey, ActorFold> actors = new LinkedHashMap<>();
    private final Map<Integer, @Nullable Folds> byGroup = new HashMap<>();
    private final Map<Integer, SeriesFold> notes = new HashMap<>();
    private long records;

    ExecutionReader(Dictionaries dictionaries, HourFold fold, SketchRows sketchRows) {
        this.dictionaries = dictionaries;
        this.fold = fold;
        this.sketchRows = sketchRows;
    }

    /** What each actor did. */
    Map<ActorKey, ActorFold> actors() {
        return actors;
    }

    /** Executions read. */
    long records() {
        return records;
    }

    /** Takes one of {@link #ROWS}. */
    void row(CopyOut row) {
        int number = row.nextInt();
        Folds target = folds(number);
        Instant at = row.nextInstant();
        long latency = row.nextLong();
        long wait = row.nextLong(NONE);
        long tokens = row.nextLong();
        long cost = row.nextLong();
        boolean intervention = row.nextBoolean();
        String user = row.nextText();
        if (target == null) {
            note(number);
            return;
        }
        fold.add(target.latency, latency);
        fold.add(target.tokens, tokens);
        fold.add(target.cost, cost);
        if (wait != NONE) {
            fold.add(target.waits(fold), wait);
        }
        target.actor.add(target.group, at, latency);
        target.actor.use(tokens, cost, intervention ? 1 : 0);
        if (user != null) {
            target.actor.users().add(user);
        }
        records++;
    }

    /** Takes one of {@link #SKETCHES}. */
    void sketch(CopyOut row) {
        int number = row.nextInt();
        Folds target = folds(number);
        Instant from = row.nextInstant();
        Summary latency = sketchRows.next(row);
        Summary waits = sketchRows.next(row);
        Summary tokens = sketchRows.nextUse(row, latency.count());
        Summary cost = sketchRows.nextUse(row, latency.count());
        long interventions = row.nextLong();
        byte[] users = row.nextBytes();
        if (target == null || latency.count() == 0) {
            noteSketched(number, latency.count());
            return;
        }
        target.latency.addSketched(latency);
        target.tokens.addSketched(tokens);
        target.cost.addSketched(cost);
        if (waits.count() > 0) {
            target.waits(fold).addSketched(waits);
        }
        target.actor.addSketched(target.group, from, latency);
        target.actor.use(tokens.sum(), cost.sum(), interventions);
        sketchRows.mergeUsers(users, target.actor.users());
        records += latency.count();
    }

    /** Notes about items are counted, and are in no actor's numbers: they took no time and had no outcome. */
    private void note(int number) {
        SeriesFold target = notes.get(number);
        if (target != null) {
            fold.add(target, 1);
            records++;
        }
    }

    private void noteSketched(int number, long count) {
        SeriesFold target = notes.get(number);
        if (target != null && count > 0) {
            Summary ones = new Summary();
            ones.addBin(BinMapping.binOf(1), count, count, 1, 1);
            target.addSketched(ones);
            records += count;
        }
    }

    /** Null for notes, and for a group that the dictionary does not know: its rows can be given to nobody. */
    private @Nullable Folds folds(int number) {
        Folds folds = byGroup.get(number);
        if (folds == null && !byGroup.containsKey(number)) {
            GroupInfo group = dictionaries.group(number);
            if (group != null && group.isNote()) {
                notes.put(number, fold.of(SeriesInfo.ofNotes(group)));
            } else if (group != null) {
                folds = new Folds(group, fold, actorOf(group));
            }
            byGroup.put(number, folds);
        }
        return folds;
    }

    private ActorFold actorOf(GroupInfo group) {
        ActorKey key = new ActorKey(group.service(), group.environment(), group.actor());
        return actors.computeIfAbsent(key, ignored -> new ActorFold());
    }

    /** Where the executions of one group go; a wait's series exists only once there is a wait. */
    private static final class Folds {
        private final GroupInfo group;
        private final ActorFold actor;
        private final SeriesFold latency;
        private final SeriesFold tokens;
        private final SeriesFold cost;
        private @Nullable SeriesFold waits;

        Folds(GroupInfo group, HourFold fold, ActorFold actor) {
            this.group = group;
            this.actor = actor;
            this.latency = fold.of(SeriesInfo.ofExecutions(MetricType.EXECUTION_TIME, group));
            this.tokens = fold.of(SeriesInfo.ofExecutions(MetricType.EXECUTION_TOKENS, group));
            this.cost = fold.of(SeriesInfo.ofExecutions(MetricType.EXECUTION_COST, group));
        }

        SeriesFold waits(HourFold fold) {
            SeriesFold known = waits;
            if (known == null) {
                known = fold.of(SeriesInfo.ofExecutions(MetricType.QUEUE_WAIT, group));
                waits = known;
            }
            return known;
        }
    }
}
