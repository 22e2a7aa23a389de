package dev.nilometer.api;

import org.jspecify.annotations.Nullable;

/**
 * A running stage that ends when it is closed; see {@link Nilometer#stage}.
 *
 * <p>For the thread that started it alone. Closing twice is closing once. Without the agent there is one stage that is
 * everybody's and does nothing.
 */
public final class Stage implements AutoCloseable {

    static final Stage INERT = new Stage(null);

    /** The agent's; null when there is none, or when the stage is closed. */
    private @Nullable Object handle;

    private @Nullable Throwable failure;

    private Stage(@Nullable Object handle) {
        this.handle = handle;
    }

    static Stage of(@Nullable Object handle) {
        return handle == null ? INERT : new Stage(handle);
    }

    /** Says that the stage failed, before it is closed; a try statement cannot tell {@link #close} by itself. */
    public void failed(Throwable failure) {
        if (handle != null) {
            this.failure = failure;
        }
    }

    @Override
    public void close() {
        Object open = handle;
        if (open != null) {
            handle = null;
            Hooks.endStage(open, failure);
        }
    }
}
