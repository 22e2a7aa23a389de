package dev.nilometer.bootstrap;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for the places that record: a stage or an execution, interned by names and not by class, so that a redeploy
 * uses them again. A new name takes a short lock, a known one none. Bounded: beyond the
 * limit all further stages share one site and all further actors another, and are counted. Safe from every thread.
 */
public final class Sites {
    private static final Object LOCK = new Object();
    private static final ConcurrentHashMap<List<@Nullable String>, Integer> NUMBERS = new ConcurrentHashMap<>();
    private static final Map<String, Integer> ACTORS = new HashMap<>();

    // Copied on each change; a site's number travels only after the copy was stored.
    private static StageSite[] stages = {new StageSite("overflow", "", "overflow")};
    private static ActorSite[] actors = {new ActorSite(ActorSite.UNNUMBERED, "overflow", "")};

    private Sites() {}

    /**
     * The number of a stage.
     *
     * @param actor for whom its calls count; null for the actor of the execution they run in
     * @param defaultActor for whom they count when the actor is null and there is no execution
     * @param stage the stage's name
     */
    public static int stage(@Nullable String actor, String defaultActor, String stage) {
        List<@Nullable String> names = Arrays.asList("stage", actor, defaultActor, stage);
        Integer known = NUMBERS.get(names);
        return known != null ? known : addStage(names, new StageSite(actor, defaultActor, stage));
    }

    private static int addStage(List<@Nullable String> names, StageSite site) {
        synchronized (LOCK) {
            Integer known = NUMBERS.get(names);
            if (known != null) {
                return known;
            }
            if (stages.length > Limits.SITES) {
                SelfCounter.SITES_OVERFLOW.increment();
                return 0;
            }
            StageSite[] more = Arrays.copyOf(stages, stages.length + 1);
            more[stages.length] = site;
            stages = more;
            NUMBERS.put(names, more.length - 1);
            return more.length - 1;
        }
    }

    /** The number of an actor with the queue its items come from; '' for none. */
    public static int execution(String actor, String queue) {
        List<@Nullable String> names = Arrays.asList("execution", actor, queue);
        Integer known = NUMBERS.get(names);
        return known != null ? known : addActor(names, actor, queue);
    }

    private static int addActor(List<@Nullable String> names, String actor, String queue) {
        synchronized (LOCK) {
            Integer known = NUMBERS.get(names);
            if (known != null) {
                return known;
            }
            if (actors.length > Limits.SITES) {
                SelfCounter.SITES_OVERFLOW.increment();
                return 0;
            }
            ActorSite[] more = Arrays.copyOf(actors, actors.length + 1);
            more[actors.length] = new ActorSite(actorNumber(actor), actor, queue);
            actors = more;
            NUMBERS.put(names, more.length - 1);
            return more.length - 1;
        }
    }

    private static int actorNumber(String actor) {
        Integer known = ACTORS.get(actor);
        if (known != null) {
            return known;
        }
        if (ACTORS.size() >= Limits.ACTORS) {
            return ActorSite.UNNUMBERED;
        }
        ACTORS.put(actor, ACTORS.size() + 1);
        return ACTORS.size();
    }

    static StageSite stageAt(int site) {
        StageSite[] all = stages;
        return site >= 0 && site < all.length ? all[site] : all[0];
    }

    static ActorSite actorAt(int site) {
        ActorSite[] all = actors;
        return site >= 0 && site < all.length ? all[site] : all[0];
    }
}
