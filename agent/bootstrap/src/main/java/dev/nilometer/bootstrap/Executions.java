package dev.nilometer.bootstrap;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How executions begin, nest and end. On the application's threads. */
final class Executions {
    private Executions() {}

    /**
     * Begins one inside the one that runs here; null for a super call or recursion, which is none of its own. One that
     * handed itself over to another thread is none either, but a new one: a loop is no story without an end.
     */
    static @Nullable OpenExecution begin(
            Context context, ActorSite site, @Nullable String item, @Nullable Object enqueuedAt, int attempt) {
        OpenExecution running = context.execution();
        boolean again = running != null && running.actor().equals(site.actor()) && Objects.equals(running.item(), item);
        boolean handedOver = again && running == context.carried();
        if (again && !handedOver) {
            return null;
        }
        Carrier.wake();
        OpenExecution begun = new OpenExecution(context, site, item, running, handedOver ? null : running);
        if (attempt > 1) {
            begun.attempt(attempt);
        }
        if (enqueuedAt != null) {
            begun.waited(Waits.since(enqueuedAt));
        }
        if (context.lane() == null) {
            ListedExecutions.add(begun);
        }
        begun.start(System.nanoTime());
        // The last thing that is done: if the stack ends before it, nothing was begun.
        context.enter(begun);
        return begun;
    }

    /** The calling thread goes on without it. One that is closed out of turn takes those inside it along. */
    static void leave(Context context, OpenExecution execution) {
        OpenExecution inner = context.execution();
        while (inner != null && inner != execution) {
            inner = inner.around();
        }
        if (inner != null) {
            context.enter(execution.around());
        }
    }

    /** Ends it now, see below. */
    static void end(Context context, OpenExecution execution, @Nullable Throwable thrown) {
        end(context, execution, System.nanoTime(), thrown);
    }

    /** Ends it once, on whichever thread, and hands it over; further calls do nothing. */
    static void end(Context context, OpenExecution execution, long endNanos, @Nullable Throwable thrown) {
        if (!execution.end(endNanos)) {
            return;
        }
        if (thrown != null) {
            fail(context, execution, thrown);
        }
        if (execution.isListed()) {
            ListedExecutions.remove(execution);
        }
        String[] links = execution.links();
        execution.forget();
        if (Recorder.isOn()) {
            context.finish(execution);
            for (String item : links) {
                Note.link(item, execution, context);
            }
        }
    }

    /** Marks it as failed with this exception, and counts that unless a stage or an inner execution did. */
    static void fail(Context context, OpenExecution execution, Throwable thrown) {
        Throwable cause = Errors.unwrap(thrown);
        execution.fail(Errors.typeOf(cause), Errors.messageOf(cause));
        if (Recorder.isOn()) {
            Errors.count(context, execution, execution.actor(), "", thrown);
        }
    }
}
