package dev.nilometer.prometheus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Lets all who ask for the same before it is begun share one answer: nobody gets less than was recorded before he asked. One
 * answer is made at a time, by the one thread that is given, so the memory of one is the bound. Nobody waits here. Safe
 * from every thread.
 */
final class SharedScrapes {
    private final Map<String, List<Asker>> waiting = new HashMap<>();

    /** Who asked. */
    interface Asker {
        /** The answer is there, or could not be made for this reason. */
        void answered(@Nullable ScrapeBody body, @Nullable Exception reason);
    }

    /** Has the asker answered with what the maker makes, by that thread, later. */
    void ask(String name, Callable<ScrapeBody> maker, Executor thread, Asker asker) {
        boolean first;
        synchronized (waiting) {
            List<Asker> askers = waiting.get(name);
            first = askers == null;
            if (askers == null) {
                askers = new ArrayList<>();
                waiting.put(name, askers);
            }
            askers.add(asker);
        }
        if (first) {
            handOver(name, maker, thread);
        }
    }

    private void handOver(String name, Callable<ScrapeBody> maker, Executor thread) {
        try {
            thread.execute(() -> make(name, maker));
        } catch (RuntimeException refused) {
            take(name).forEach(asker -> asker.answered(null, refused));
        }
    }

    private void make(String name, Callable<ScrapeBody> maker) {
        // From here on who asks might miss a record that this answer does not hold.
        List<Asker> askers = take(name);
        try {
            ScrapeBody body = maker.call();
            askers.forEach(asker -> asker.answered(body, null));
        } catch (Exception e) {
            askers.forEach(asker -> asker.answered(null, e));
        } catch (VirtualMachineError e) {
            askers.forEach(asker -> asker.answered(null, new IllegalStateException("the heap has no room for it", e)));
        }
    }

    private List<Asker> take(String name) {
        synchronized (waiting) {
            List<Asker> askers = waiting.remove(name);
            return askers == null ? List.of() : askers;
        }
    }
}
