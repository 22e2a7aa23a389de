package dev.nilometer.bootstrap;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The items of a batch: their number goes into the metadata of its execution, and the ids of the first
 * {@value #NAMED} travel with it when it is kept, each to become a link from the item to the execution. Read once, on
 * entry, on the application's thread; what throws is counted and ends the list.
 */
final class Batch {
    /** Items with a link of their own. */
    static final int NAMED = 100;

    private final String member;
    private final boolean messages;
    private final String[] ids = new String[NAMED];
    private int named;
    private long count;

    private Batch(String member, boolean messages) {
        this.member = member;
        this.messages = messages;
    }

    /** Tells the execution about its items: a Collection, Map, array or Iterable; one that is closed after use is left alone. */
    static void of(Object items, String member, OpenExecution execution) {
        new Batch(member, false).tell(items, execution);
    }

    /** As above, of messages, which say themselves who they are. */
    static void ofMessages(Object messages, OpenExecution execution) {
        new Batch("", true).tell(messages, execution);
    }

    private void tell(Object items, OpenExecution execution) {
        try {
            read(items, execution.isKept() ? NAMED : 0);
        } catch (Throwable e) {
            SelfCounter.ITEM_ERRORS.increment();
        }
        execution.put("items", Long.toString(count));
        if (named > 0) {
            execution.links(Arrays.copyOf(ids, named));
        }
    }

    private void read(Object items, int names) {
        if (items instanceof Map) {
            read(((Map<?, ?>) items).values(), names);
        } else if (items instanceof Collection) {
            name((Collection<?>) items, names);
            count = ((Collection<?>) items).size();
        } else if (items.getClass().isArray()) {
            for (int i = 0; i < Math.min(names, Array.getLength(items)); i++) {
                name(Array.get(items, i));
            }
            count = Array.getLength(items);
        } else if (items instanceof Iterable && !(items instanceof AutoCloseable)) {
            for (Object item : (Iterable<?>) items) {
                if (count++ < names) {
                    name(item);
                }
            }
        } else {
            SelfCounter.ITEM_ERRORS.increment();
        }
    }

    private void name(Collection<?> items, int names) {
        int left = names;
        for (Object item : items) {
            if (left-- <= 0) {
                return;
            }
            name(item);
        }
    }

    private void name(@Nullable Object item) {
        String id = Texts.item(messages ? Deliveries.item(item) : member.isEmpty() ? item : Members.read(item, member));
        if (id != null) {
            ids[named++] = id;
        }
    }
}
