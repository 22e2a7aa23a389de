package dev.nilometer.http;

import java.io.IOException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What is answered behind a port. Called by the listener's thread, which must not be kept: what takes long goes to another. */
public interface Site {
    /** True for paths that ask for no password; null is what a target without a path has. */
    boolean isOpenToAll(@Nullable String path);

    /** Answers with a status of the client's making, and closes the exchange. */
    void refuse(SocketExchange exchange, int status) throws IOException;

    /**
     * Has a request answered, now or later; {@link SocketExchange#close} says when it is.
     *
     * @param pages one thread, for what takes moments
     * @param scrapes one thread, for what takes longer
     */
    void receive(SocketExchange exchange, Executor pages, Executor scrapes) throws IOException;
}
