package dev.nilometer.core.series;

import dev.nilometer.bootstrap.KeyInfo;
import dev.nilometer.bootstrap.Keys;
import dev.nilometer.model.Account;
import dev.nilometer.model.GroupKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All execution groups and actors of this process. At the limit of groups a new one is counted under the actor
 * {@code overflow}, by outcome. Grown by nilometer-drain; {@link #name} may be called from every thread.
 */
public final class GroupTable {
    private static final String OVERFLOW = "overflow";

    private final int max;
    private final SeriesMemory memory;
    private final DurationHistograms durations;
    private final NumberedList<ExecutionGroup> all = new NumberedList<>();
    private final Map<GroupKey, ExecutionGroup> byName = new HashMap<>();
    private final Map<String, Actor> actors = new LinkedHashMap<>();
    private @Nullable ExecutionGroup[] byKey = new ExecutionGroup[256];

    /** An empty table for so many groups, while there is memory for them. */
    public GroupTable(int max, SeriesMemory memory, DurationHistograms durations) {
        this.max = max;
        this.memory = memory;
        this.durations = durations;
    }

    /** The group of an execution; made at first sight. */
    public ExecutionGroup of(String actor, String queue, boolean failed, String errorType) {
        GroupKey name = GroupKey.of(actor, queue, failed, errorType);
        ExecutionGroup known = byName.get(name);
        if (known != null) {
            return known;
        }
        boolean isOverflow = OVERFLOW.equals(actor) && queue.isEmpty() && errorType.isEmpty();
        return isOverflow || (all.size() < max && memory.takeOne()) ? add(name) : of(OVERFLOW, "", failed, "");
    }

    private ExecutionGroup add(GroupKey name) {
        ExecutionGroup group = new ExecutionGroup(name, all.size() + 1, actor(name.actor()), durations);
        try {
            byName.put(name, group);
            all.add(group);
        } catch (OutOfMemoryError e) {
            byName.remove(name); // known everywhere or nowhere
            throw e;
        }
        return group;
    }

    /** The group that a key of folded executions leads to. */
    public ExecutionGroup ofKey(int key) {
        if (key < byKey.length) {
            ExecutionGroup known = byKey[key];
            if (known != null) {
                return known;
            }
        } else {
            byKey = Arrays.copyOf(byKey, Math.max(key + 1, byKey.length * 2));
        }
        KeyInfo info = Keys.info(key);
        String actor = info.isOverflow() ? OVERFLOW : info.label("actor");
        boolean failed = GroupKey.FAILED.equals(info.label("status"));
        ExecutionGroup group = of(actor, info.label("queue"), failed, info.label("error_type"));
        byKey[key] = group;
        return group;
    }

    /** The actor of this name; made at first sight, beyond the limit the overflow actor. */
    public Actor actor(String name) {
        Actor known = actors.get(name);
        if (known != null) {
            return known;
        }
        String kept = actors.size() < max ? name : OVERFLOW;
        return actors.computeIfAbsent(kept, Actor::new);
    }

    /** All actors. */
    public Collection<Actor> actors() {
        return actors.values();
    }

    /** The name behind a number; from every thread. */
    public GroupKey name(int number) {
        return all.get(number).key();
    }

    /** Heap that all of them and the actors take. */
    long heapBytes() {
        long bytes = 4L * byKey.length;
        for (int number = 1; number <= all.size(); number++) {
            bytes += all.get(number).heapBytes();
        }
        for (Actor actor : actors.values()) {
            bytes += Series.NAME_BYTES + actor.slow().heapBytes();
        }
        return bytes;
    }

    /** What every group holds right now; notes about items, which have no actor, are none. */
    public List<Account.GroupAccount> accounts() {
        List<Account.GroupAccount> accounts = new ArrayList<>(all.size());
        for (int number = 1; number <= all.size(); number++) {
            ExecutionGroup group = all.get(number);
            if (!group.key().actor().isEmpty()) {
                accounts.add(group.account());
            }
        }
        return accounts;
    }

    /** What every actor is doing. */
    public List<Account.ActorAccount> actorAccounts(long nowNanos) {
        List<Account.ActorAccount> accounts = new ArrayList<>(actors.size());
        actors.forEach((name, actor) -> {
            if (!name.isEmpty()) {
                accounts.add(actor.account(nowNanos));
            }
        });
        return accounts;
    }
}
