package dev.nilometer.bootstrap;

import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Adds dependents to results of the application, whose classes may do as they like. */
final class Dependents {
    private Dependents() {}

    /** False, and counted, when the result refuses it. */
    static boolean add(CompletionStage<?> result, BiConsumer<@Nullable Object, @Nullable Throwable> dependent) {
        try {
            // The stage that this returns is dropped: the application keeps the instance it made.
            result.whenComplete(dependent);
            return true;
        } catch (Throwable e) {
            SelfCounter.ASYNC_REFUSED.increment();
            return false;
        }
    }
}
