package dev.nilometer.store.send;

import dev.nilometer.model.DropReason;
import dev.nilometer.model.RecordKind;
import dev.nilometer.model.Totals;
import dev.nilometer.store.copy.CopyRows;
import dev.nilometer.store.spool.Frame;
import dev.nilometer.store.spool.FrameSource;
import dev.nilometer.store.spool.Settled;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Delivers one stream, group by group, over whatever session it is given. After a failure nothing is assumed: the next
 * session's hello says what was stored, and {@link #expected} says what that means for the losses counted.
 * nilometer-send alone.
 */
final class Delivery {
    /** Rows in one transaction at most; a frame is never split. */
    static final int GROUP_ROWS = 20_000;

    private static final int SMALLEST_GROUP_ROWS = 500;
    private static final int TRIES = 4;
    private static final String TOO_OLD = "too old";

    private final FrameSource source;
    private final UUID stream;
    private final IdCache ids;
    private final Upcoming upcoming;
    private Group group = new Group();
    private Group next = new Group();
    /** What is in the next group, as long as it follows upon what was expected then; none when it was not filled. */
    private List<Frame> prepared = List.of();

    private @Nullable Settled preparedAfter;
    private @Nullable FleetSettings preparedFor;
    private Settled settled = Settled.start();
    /**
     * What holds at a position if the commit or gap towards it succeeded, for all whose outcome is still open: a
     * transaction that was cut off may commit after its retry has begun.
     */
    private final NavigableMap<Long, Settled> expected = new TreeMap<>();

    private @Nullable Session session;
    private @Nullable Greeting greeting;
    private @Nullable FleetSettings fleet;
    private final Map<RecordKind, Totals> lastFramed = new EnumMap<>(RecordKind.class);
    private int groupRows = GROUP_ROWS;

    Delivery(FrameSource source) {
        this.source = source;
        this.stream = source.header().stream();
        this.ids = new IdCache(stream);
        this.upcoming = new Upcoming(source);
    }

    /** Says hello on a session that has not heard of this stream, and stands where the database says. */
    FleetSettings greet(Session on) throws SQLException {
        FleetSettings known = fleet;
        return session == on && known != null ? known : greetAgain(on);
    }

    /** Says hello whether it was said or not. */
    FleetSettings greetAgain(Session on) throws SQLException {
        Greeting answer = on.hello(source.header());
        session = on;
        greeting = answer;
        fleet = answer.fleet();
        ids.clear();
        standAt(answer.position());
        return answer.fleet();
    }

    private void standAt(long position) {
        Settled hoped = expected.get(position);
        if (hoped != null) {
            settled = hoped;
        } else if (settled.position() != position || position == 0) {
            settled = source.settledAt(position);
        }
        expected.headMap(position, true).clear();
        source.settle(settled);
        source.seek(position);
        upcoming.clear();
        prepared = List.of();
    }

    /** Forgets the session: the next {@link #greet} starts anew. */
    void interrupted() {
        session = null;
        groupRows = Math.max(SMALLEST_GROUP_ROWS, groupRows / 2);
    }

    /** The settings that came with the last answer; null before the first. */
    @Nullable
    FleetSettings fleet() {
        return fleet;
    }

    /** The position that the database last confirmed. */
    long position() {
        return settled.position();
    }

    /** Stores the next group on a greeted session; IDLE when no frame waits. */
    SendResult deliver(Session on) throws SQLException {
        Frame first = upcoming.peek();
        if (first == null) {
            return SendResult.of(SendResult.Outcome.IDLE);
        }
        try {
            if (source.isExpired()) {
                return refuse(on);
            }
            if (first.first() > settled.position() + 1) {
                reportGap(on, first);
            }
            List<Frame> frames = upcoming.group(settled.position(), groupRows);
            upcoming.take(frames.size());
            store(on, frames);
            groupRows = Math.min(GROUP_ROWS, groupRows * 2);
            return SendResult.sent(group.size(), upcoming.peek() != null);
        } catch (SQLException e) {
            FailureKind kind = FailureKind.of(e, false);
            if (kind != FailureKind.MOVED && kind != FailureKind.UNKNOWN_STREAM) {
                throw e;
            }
            on.rollback();
            greetAgain(on);
            return SendResult.sent(0, true);
        }
    }

    /** Frames older than the database's memory of their stream could be stored twice: they become one gap. */
    private SendResult refuse(Session on) throws SQLException {
        Settled after = settled;
        long lost = 0;
        for (Frame frame = upcoming.peek(); frame != null; frame = upcoming.peek()) {
            after = after.at(frame.last(), frame.batch());
            for (RecordKind kind : RecordKind.values()) {
                long rows = frame.batch().rows(kind);
                long sketched = frame.batch().sketched(kind);
                after = after.losing(kind, DropReason.GAP, rows, sketched);
                lost += rows + sketched;
            }
            upcoming.take(1);
        }
        on.gap(stream, settled.position(), after.position(), TOO_OLD, lost);
        confirm(after);
        return SendResult.sent(0, true);
    }

    /** The frames between the position and this one are nowhere: the database is told to go on without them. */
    private void reportGap(Session on, Frame next) throws SQLException {
        Settled after = settled.before(next);
        long lost = 0;
        for (RecordKind kind : RecordKind.values()) {
            long rows = settled.isCounted() ? Math.max(0, after.rows(kind) - settled.rows(kind)) : 0;
            long sketched = settled.isCounted() ? Math.max(0, after.sketched(kind) - settled.sketched(kind)) : 0;
            after = after.losing(kind, DropReason.GAP, rows, sketched);
            lost += rows + sketched;
        }
        long letGo = letGoBefore(next);
        String reason = lost > 0 || letGo == 0 ? DropReason.GAP.label() : DropReason.SPOOL_FULL.label();
        expect(after);
        on.gap(stream, settled.position(), after.position(), reason, lost + letGo);
        confirm(after);
    }

    /** Records that the spool had no room for, since the last frame that was delivered. */
    private long letGoBefore(Frame next) {
        long letGo = 0;
        for (RecordKind kind : RecordKind.values()) {
            Totals before = settled.position() == 0 ? Totals.NONE : lastFramed.get(kind);
            if (before != null) {
                letGo += next.batch().totals(kind).dropped().getOrDefault(DropReason.SPOOL_FULL, 0L)
                        - before.dropped().getOrDefault(DropReason.SPOOL_FULL, 0L);
            }
        }
        return letGo;
    }

    private void store(Session on, List<Frame> frames) throws SQLException {
        if (isPrepared(frames)) {
            Group filled = next;
            next = group;
            group = filled;
        } else {
            ids.register(on, frames);
            fill(frames);
        }
        prepared = List.of();
        for (int attempt = 1; ; attempt++) {
            try {
                commit(on, frames.get(frames.size() - 1), attempt == 1);
                return;
            } catch (SQLException e) {
                FailureKind kind = FailureKind.of(e, true);
                boolean ours = kind == FailureKind.PARTITION || kind == FailureKind.POISON;
                if (!ours || attempt == TRIES) {
                    throw e;
                }
                on.rollback();
                if (kind == FailureKind.PARTITION && attempt < TRIES - 1) {
                    makePartitions(on, frames, attempt);
                } else if (PoisonSearch.run(on, group) == 0) {
                    throw e;
                }
            }
        }
    }

    /** First the partitions are made; if that is not enough, a day was closed meanwhile, and its rows are late. */
    private void makePartitions(Session on, List<Frame> frames, int attempt) throws SQLException {
        if (attempt == 1) {
            on.partitions(group.days());
        } else {
            fleet = on.hello(source.header()).fleet();
            fill(frames);
        }
    }

    private void fill(List<Frame> frames) {
        fill(group, frames, settled);
    }

    private void fill(Group filled, List<Frame> frames, Settled before) {
        Greeting hello = greeting;
        FleetSettings now = fleet;
        if (hello == null || now == null) {
            throw new IllegalStateException("nobody said hello");
        }
        filled.fill(frames, before, ids, hello, now);
    }

    /** While the database works on this group: reads the next one, and fills it if no name in it is new. */
    private void prepare() {
        Settled after = group.after();
        List<Frame> frames = upcoming.group(after.position(), Math.min(GROUP_ROWS, groupRows * 2));
        prepared = List.of();
        if (!frames.isEmpty() && ids.know(frames)) {
            fill(next, frames, after);
            prepared = frames;
            preparedAfter = after;
            preparedFor = fleet;
        }
    }

    /** False also when a day began or ended meanwhile, which makes other rows late. */
    private boolean isPrepared(List<Frame> frames) {
        FleetSettings then = preparedFor;
        FleetSettings now = fleet;
        return frames.equals(prepared)
                && settled == preparedAfter
                && then != null
                && now != null
                && then.acceptsLike(now);
    }

    private void commit(Session on, Frame last, boolean prepares) throws SQLException {
        on.begin();
        Runnable meanwhile = prepares ? this::prepare : () -> {};
        for (CopyRows rows : group.targets()) {
            on.copy(rows, 0, rows.size(), meanwhile);
            meanwhile = rows.size() > 0 ? () -> {} : meanwhile;
        }
        for (Rejection rejection : group.rejections()) {
            on.reject(stream, rejection);
        }
        Settled after = group.after();
        String[] totals = TotalsJson.of(last, after);
        FleetSettings answer = on.commitFrames(stream, settled.position(), after.position(), group.hours(), totals);
        expect(after);
        on.commit();
        confirm(after);
        fleet = answer;
        for (RecordKind kind : RecordKind.values()) {
            lastFramed.put(kind, last.batch().totals(kind));
        }
    }

    private void expect(Settled after) {
        if (!after.hasLossesOf(settled)) {
            source.expect(after);
        }
        expected.put(after.position(), after);
    }

    private void confirm(Settled after) {
        expected.clear();
        settled = after;
        source.settle(after);
    }
}
