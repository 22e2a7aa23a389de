package dev.nilometer.bootstrap;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The labels that the arguments of one call gave: a path from the labels of a woven method (a shape), one step a value, so
 * that a value seen before costs one look-up and no garbage. Called by woven code on the application's threads; safe from every one.
 *
 * <p>Bounded: with as many sets as there may be keys, further values lead to one set that stands for all of them, and are
 * counted; what is recorded with it is counted in the overflow series.
 */
public final class LabelSet {
    private static final LabelSet OVERFLOW = new LabelSet(new String[0], 0, new String[] {"overflow", "true"});
    private static final Object LOCK = new Object();
    private static final ConcurrentHashMap<List<String>, Integer> NUMBERS = new ConcurrentHashMap<>();
    private static final AtomicInteger SIZE = new AtomicInteger();

    // Copied on each change; a number travels only after the copy was stored.
    private static LabelSet[] shapes = {OVERFLOW};

    private final String[] names;
    private final int depth;
    private final String[] labels;
    private final StageKeys keys;
    private @Nullable volatile ConcurrentHashMap<String, LabelSet> next;

    private LabelSet(String[] names, int depth, String[] labels) {
        this.names = names;
        this.depth = depth;
        this.labels = labels;
        this.keys = new StageKeys(labels);
    }

    /**
     * The number of a shape.
     *
     * @param place what has the labels: sets of different places share nothing
     * @param names the names of the labels, in the order of their values
     */
    public static int shape(String place, List<String> names) {
        String[] shape = names.toArray(new String[0]);
        String[] key = Arrays.copyOf(shape, shape.length + 1);
        key[shape.length] = place;
        synchronized (LOCK) {
            Integer known = NUMBERS.get(Arrays.asList(key));
            if (known != null) {
                return known;
            }
            if (shapes.length > Limits.SITES) {
                SelfCounter.SITES_OVERFLOW.increment();
                return 0;
            }
            LabelSet[] more = Arrays.copyOf(shapes, shapes.length + 1);
            more[shapes.length] = new LabelSet(shape, 0, new String[0]);
            shapes = more;
            NUMBERS.put(Arrays.asList(key), more.length - 1);
            return more.length - 1;
        }
    }

    /** The shape with this number, to be given the values one by one. */
    public static LabelSet of(int shape) {
        LabelSet[] all = shapes;
        return shape >= 0 && shape < all.length ? all[shape] : OVERFLOW;
    }

    /** One more value; null and what cannot be read leave their label out. Never throws. */
    public static LabelSet with(LabelSet set, @Nullable Object value) {
        String text = value instanceof String ? (String) value : Texts.item(value);
        return set.step(text == null ? "" : text);
    }

    private LabelSet step(String text) {
        if (depth >= names.length) {
            return this; // the overflow set
        }
        ConcurrentHashMap<String, LabelSet> steps = next;
        LabelSet known = steps == null ? null : steps.get(text);
        return known != null ? known : firstStep(Texts.label(text));
    }

    private LabelSet firstStep(String text) {
        ConcurrentHashMap<String, LabelSet> steps = steps();
        LabelSet known = steps.get(text);
        if (known != null) {
            return known;
        }
        if (SIZE.incrementAndGet() > Keys.limit()) {
            SIZE.decrementAndGet();
            SelfCounter.LABELS_OVERFLOW.increment();
            return OVERFLOW;
        }
        LabelSet made = new LabelSet(names, depth + 1, text.isEmpty() ? labels : longer(text));
        LabelSet before = steps.putIfAbsent(text, made);
        if (before != null) {
            SIZE.decrementAndGet();
        }
        return before != null ? before : made;
    }

    private synchronized ConcurrentHashMap<String, LabelSet> steps() {
        ConcurrentHashMap<String, LabelSet> steps = next;
        if (steps == null) {
            steps = new ConcurrentHashMap<>(4);
            next = steps;
        }
        return steps;
    }

    private String[] longer(String text) {
        String[] more = Arrays.copyOf(labels, labels.length + 2);
        more[labels.length] = names[depth];
        more[labels.length + 1] = text;
        return more;
    }

    boolean isOverflow() {
        return this == OVERFLOW;
    }

    StageKeys keys() {
        return keys;
    }

    /** Names and values by turns; shared, not to be changed. */
    String[] labels() {
        return labels;
    }

    @Override
    public String toString() {
        return Arrays.toString(labels);
    }
}
