package dev.nilometer.store.send;

import dev.nilometer.model.Dictionary;
import dev.nilometer.model.ExecutionRow;
import dev.nilometer.model.ExecutionSketch;
import dev.nilometer.model.GroupKey;
import dev.nilometer.model.SampleSketch;
import dev.nilometer.model.SeriesKey;
import dev.nilometer.store.spool.Frame;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The database's ids for a stream's series and groups, registered in transactions of their own as they are first
 * needed. Valid for one connection: behind the next there may be a restored database. A name that the database refuses
 * has id 0. nilometer-send alone.
 */
final class IdCache {
    private static final int REFUSED = -1;
    private static final int LARGEST_NUMBER = 1 << 22;

    private final UUID stream;
    private int[] series = new int[64];
    private int[] groups = new int[64];

    IdCache(UUID stream) {
        this.stream = stream;
    }

    void clear() {
        Arrays.fill(series, 0);
        Arrays.fill(groups, 0);
    }

    /** The id of a series that {@link #register} has seen; 0 when the database refused it. */
    int series(int number) {
        return Math.max(0, series[number]);
    }

    /** The id of a group that {@link #register} has seen; 0 when the database refused it. */
    int group(int number) {
        return Math.max(0, groups[number]);
    }

    /** Asks for the ids that these frames need and that are not known yet. */
    void register(Session session, List<Frame> frames) throws SQLException {
        Map<Integer, SeriesKey> newSeries = new LinkedHashMap<>();
        Map<Integer, GroupKey> newGroups = new LinkedHashMap<>();
        collect(frames, newSeries, newGroups);
        resolve(new ArrayList<>(newSeries.entrySet()), keys -> session.series(stream, keys), series);
        resolve(new ArrayList<>(newGroups.entrySet()), keys -> session.groups(stream, keys), groups);
    }

    /** True when {@link #register} would have nothing to ask for these frames. */
    boolean know(List<Frame> frames) {
        Map<Integer, SeriesKey> newSeries = new LinkedHashMap<>();
        Map<Integer, GroupKey> newGroups = new LinkedHashMap<>();
        collect(frames, newSeries, newGroups);
        return newSeries.isEmpty() && newGroups.isEmpty();
    }

    private void collect(List<Frame> frames, Map<Integer, SeriesKey> newSeries, Map<Integer, GroupKey> newGroups) {
        for (Frame frame : frames) {
            collectSeries(frame, newSeries);
            collectGroups(frame, newGroups);
        }
    }

    private void collectSeries(Frame frame, Map<Integer, SeriesKey> fresh) {
        Dictionary dictionary = frame.dictionary();
        for (int row = 0; row < frame.batch().samples().size(); row++) {
            int number = frame.batch().samples().series(row);
            series = reach(series, number);
            if (series[number] == 0) {
                fresh.computeIfAbsent(number, dictionary::series);
            }
        }
        for (SampleSketch sketch : frame.batch().sampleSketches()) {
            series = reach(series, sketch.series());
            if (series[sketch.series()] == 0) {
                fresh.computeIfAbsent(sketch.series(), dictionary::series);
            }
        }
    }

    private void collectGroups(Frame frame, Map<Integer, GroupKey> fresh) {
        for (ExecutionRow row : frame.batch().executions()) {
            collectGroup(frame.dictionary(), row.group(), fresh);
        }
        for (ExecutionSketch sketch : frame.batch().executionSketches()) {
            collectGroup(frame.dictionary(), sketch.group(), fresh);
        }
    }

    private void collectGroup(Dictionary dictionary, int number, Map<Integer, GroupKey> fresh) {
        groups = reach(groups, number);
        if (groups[number] == 0) {
            fresh.computeIfAbsent(number, dictionary::group);
        }
    }

    private static int[] reach(int[] ids, int number) {
        if (number < ids.length) {
            return ids;
        }
        if (number > LARGEST_NUMBER) {
            throw new IllegalArgumentException("number " + number + " is beyond every dictionary");
        }
        return Arrays.copyOf(ids, Math.max(number + 1, ids.length * 2));
    }

    /** Asks for all at once; if a name among them is refused, for halves, until it is alone. */
    private static <K> void resolve(List<Map.Entry<Integer, K>> wanted, Question<K> question, int[] ids)
            throws SQLException {
        if (wanted.isEmpty()) {
            return;
        }
        List<K> keys = new ArrayList<>();
        wanted.forEach(entry -> keys.add(entry.getValue()));
        try {
            int[] answer = question.ask(keys);
            for (int i = 0; i < answer.length; i++) {
                ids[wanted.get(i).getKey()] = answer[i] == 0 ? REFUSED : answer[i];
            }
        } catch (SQLException e) {
            if (FailureKind.of(e, false) != FailureKind.POISON) {
                throw e;
            }
            if (wanted.size() == 1) {
                ids[wanted.get(0).getKey()] = REFUSED;
                return;
            }
            int middle = wanted.size() / 2;
            resolve(wanted.subList(0, middle), question, ids);
            resolve(wanted.subList(middle, wanted.size()), question, ids);
        }
    }

    /** Asks the database for the ids of some names. */
    private interface Question<K> {
        int[] ask(List<K> keys) throws SQLException;
    }
}
