package dev.nilometer.bootstrap;

import java.util.Collection;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Executions of listeners, which a framework calls with a message: item, wait, attempt and queue come from the message.
 * That is an argument of the listener, or what the framework was given on this thread before it made an argument of it.
 * Called by woven code, on the application's threads; a message that cannot be read is counted, and the execution has
 * no item then.
 */
public final class Deliveries {
    /** The message that the framework is handing to a listener on this thread. */
    private static final ThreadLocal<Object> DELIVERED = new ThreadLocal<>();

    private Deliveries() {}

    /** The framework was given a message, or a list of them; gives back what {@link #leave} puts back. */
    public static @Nullable Object enter(@Nullable Object message) {
        if (!Recorder.isOn()) {
            return null;
        }
        Object before = DELIVERED.get();
        DELIVERED.set(message);
        return before;
    }

    /** The framework's listener has returned. */
    public static void leave(@Nullable Object before) {
        if (before != null) {
            DELIVERED.set(before);
        } else {
            DELIVERED.remove();
        }
    }

    /**
     * A listener begins. What its annotated parameters say counts before what the message says.
     *
     * @param ownQueue true when the message knows better than the site which queue it came from
     * @param argument a message, a batch of them, or something else; null for none
     * @return as {@link Recorder#enterExecution}
     */
    public static @Nullable OpenExecution begin(
            int site,
            boolean ownQueue,
            @Nullable Object item,
            @Nullable Object enqueuedAt,
            int attempt,
            @Nullable Object argument) {
        if (!Recorder.isOn()) {
            return null;
        }
        Context context = Context.current();
        if (!context.isRecording()) {
            return null;
        }
        ActorSite actor = Sites.actorAt(site);
        Object given = argument;
        Object message = given == null ? null : first(given);
        if (message == null) {
            given = DELIVERED.get();
            message = given == null ? null : first(given);
        }
        MessageType type = message == null ? null : MessageType.of(message);
        if (given == null || message == null || type == null) {
            return Executions.begin(context, actor, Texts.item(item), enqueuedAt, attempt);
        }
        boolean batch = given != message;
        OpenExecution begun = Executions.begin(
                context,
                ownQueue ? actor.from(queue(type, message)) : actor,
                Texts.item(item != null || batch ? item : item(type, message)),
                enqueuedAt != null ? enqueuedAt : enqueuedAt(type, message),
                attempt != 0 || batch ? attempt : attempt(type, message));
        if (batch && begun != null) {
            Batch.ofMessages(given, begun);
        }
        return begun;
    }

    /** The message that this is, or the first of the batch that this is; null for what is neither. */
    private static @Nullable Object first(Object given) {
        if (MessageType.of(given) != null) {
            return given;
        }
        if (!(given instanceof Iterable) || given instanceof AutoCloseable || !isBatch(given)) {
            return null;
        }
        try {
            Iterator<?> each = ((Iterable<?>) given).iterator();
            Object first = each.hasNext() ? each.next() : null;
            return first != null && MessageType.of(first) != null ? first : null;
        } catch (Throwable e) {
            SelfCounter.MESSAGE_ERRORS.increment();
            return null;
        }
    }

    /** What may be read more than once: collections, and Kafka's own. */
    private static boolean isBatch(Object given) {
        return given instanceof Collection
                || given.getClass().getName().equals("org.apache.kafka.clients.consumer.ConsumerRecords");
    }

    /** What names this message of a batch. */
    static @Nullable Object item(@Nullable Object message) {
        MessageType type = message == null ? null : MessageType.of(message);
        return message == null || type == null ? null : item(type, message);
    }

    private static @Nullable Object item(MessageType type, Object message) {
        try {
            return type.item(message);
        } catch (Throwable e) {
            SelfCounter.MESSAGE_ERRORS.increment();
            return null;
        }
    }

    private static @Nullable Object enqueuedAt(MessageType type, Object message) {
        try {
            return type.enqueuedAt(message);
        } catch (Throwable e) {
            SelfCounter.MESSAGE_ERRORS.increment();
            return null;
        }
    }

    private static int attempt(MessageType type, Object message) {
        try {
            return type.attempt(message);
        } catch (Throwable e) {
            SelfCounter.MESSAGE_ERRORS.increment();
            return 0;
        }
    }

    private static @Nullable String queue(MessageType type, Object message) {
        try {
            Object queue = type.queue(message);
            return queue == null ? null : queue.toString();
        } catch (Throwable e) {
            SelfCounter.MESSAGE_ERRORS.increment();
            return null;
        }
    }
}
