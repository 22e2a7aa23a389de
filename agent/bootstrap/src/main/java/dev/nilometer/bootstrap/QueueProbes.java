package dev.nilometer.bootstrap;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The queues whose depth is asked for. Instances are registered when they are constructed, held weakly, and asked by
 * the poll thread, where a slow or throwing size() harms nobody else. Bounded: beyond the limit an instance is refused
 * and counted.
 */
public final class QueueProbes {
    /** An answer that takes longer is a stall. */
    public static final long STALL_NANOS = 1_000_000_000;

    private static final ConcurrentHashMap<QueueProbe, Boolean> PROBES = new ConcurrentHashMap<>();

    private static volatile @Nullable String asking;
    private static volatile long askingSinceNanos;

    private QueueProbes() {}

    /**
     * Registers a field or a method without arguments; again changes nothing. Safe from every thread.
     *
     * @param queue the queue's name
     * @param owner the instance that has it; null when the member is static
     * @param declaring the class that declares the member
     * @param member the field's or the method's name
     */
    public static void register(
            String queue, @Nullable Object owner, Class<?> declaring, String member, boolean isMethod) {
        if (PROBES.mappingCount() >= Limits.PROBES) {
            SelfCounter.PROBES_REFUSED.increment();
            return;
        }
        PROBES.putIfAbsent(new QueueProbe(Texts.label(queue), owner, declaring, member, isMethod), Boolean.TRUE);
    }

    /**
     * Asks every queue and gives the sink one depth a name; for the poll thread. A name whose last instance became
     * garbage has a last depth of 0: what it held is gone with it, and a gauge must not go on showing it.
     */
    public static void poll(DepthSink sink) {
        Map<String, Long> depths = new TreeMap<>();
        Set<String> gone = new TreeSet<>();
        Set<String> alive = new TreeSet<>();
        Iterator<QueueProbe> probes = PROBES.keySet().iterator();
        while (probes.hasNext()) {
            QueueProbe probe = probes.next();
            if (probe.isGone()) {
                probes.remove();
                gone.add(probe.queue());
                continue;
            }
            alive.add(probe.queue());
            long depth = ask(probe);
            if (depth >= 0) {
                Long sum = depths.get(probe.queue());
                depths.put(probe.queue(), sum == null ? depth : sum + depth);
            }
        }
        gone.removeAll(alive);
        for (String queue : gone) {
            depths.put(queue, 0L);
        }
        for (Map.Entry<String, Long> depth : depths.entrySet()) {
            sink.depth(depth.getKey(), depth.getValue());
        }
    }

    private static long ask(QueueProbe probe) {
        long began = System.nanoTime();
        askingSinceNanos = began;
        asking = probe.queue();
        try {
            return probe.ask();
        } finally {
            asking = null;
            if (System.nanoTime() - began > STALL_NANOS) {
                SelfCounter.PROBE_STALLS.increment();
            }
        }
    }

    /** The queue that has not answered for more than a second, so that none is asked; null for none. */
    public static @Nullable String stalled() {
        String queue = asking;
        return queue != null && System.nanoTime() - askingSinceNanos > STALL_NANOS ? queue : null;
    }

    /** Number of instances that are asked. */
    public static int size() {
        return PROBES.size();
    }
}
