package dev.nilometer.bootstrap;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Counts errors: one exception is one error, at the innermost woven frame that saw it, however often it is wrapped on its
 * way. On the application's threads; what an exception's own methods throw is caught and counted.
 */
final class Errors {
    private static final int MAX_WRAPPINGS = 16;

    private Errors() {}

    /** Counts an exception unless this thread or this execution has just counted it. */
    static void count(
            Context context, @Nullable OpenExecution execution, String actor, String stage, Throwable thrown) {
        Throwable cause = unwrap(thrown);
        boolean isNew = context.isNewError(cause);
        if (execution != null) {
            isNew &= execution.isNewError(cause);
        }
        if (isNew) {
            count(context, execution, actor, stage, typeOf(cause));
        }
    }

    /** Counts an error of this type. */
    static void count(
            Context context, @Nullable OpenExecution execution, String actor, String stage, String errorType) {
        int key = Keys.intern(Keys.ERROR_COUNT, "actor", actor, "stage", stage, "error_type", errorType);
        context.record((long) SlotSink.FAILED << 32 | key, System.nanoTime(), 1, execution);
    }

    /** What is inside the exceptions that only say where another one passed. */
    static Throwable unwrap(Throwable thrown) {
        Throwable inner = thrown;
        for (int i = 0; i < MAX_WRAPPINGS && isWrapper(inner); i++) {
            Throwable cause = causeOf(inner);
            if (cause == null) {
                break;
            }
            inner = cause;
        }
        return inner;
    }

    private static boolean isWrapper(Throwable thrown) {
        return thrown instanceof CompletionException
                || thrown instanceof ExecutionException
                || thrown instanceof InvocationTargetException
                || thrown instanceof UndeclaredThrowableException;
    }

    private static @Nullable Throwable causeOf(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (Throwable e) {
            SelfCounter.UNREADABLE_ERRORS.increment();
            return null;
        }
    }

    /** The simple name of the class; of an anonymous one, the end of its name. */
    static String typeOf(Throwable cause) {
        String simple = cause.getClass().getSimpleName();
        if (!simple.isEmpty()) {
            return Texts.id(simple);
        }
        String name = cause.getClass().getName();
        return Texts.id(name.substring(name.lastIndexOf('.') + 1));
    }

    static @Nullable String messageOf(Throwable cause) {
        try {
            String message = cause.getMessage();
            return message == null ? null : Texts.message(message);
        } catch (Throwable e) {
            SelfCounter.UNREADABLE_ERRORS.increment();
            return null;
        }
    }
}
