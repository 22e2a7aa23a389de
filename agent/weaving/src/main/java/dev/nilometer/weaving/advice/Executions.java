package dev.nilometer.weaving.advice;

import dev.nilometer.bootstrap.LabelSet;
import dev.nilometer.bootstrap.OpenExecution;
import dev.nilometer.bootstrap.Recorder;
import dev.nilometer.bootstrap.Sites;
import dev.nilometer.weaving.WovenType;
import dev.nilometer.weaving.binding.AttemptArgument;
import dev.nilometer.weaving.binding.EnqueuedArgument;
import dev.nilometer.weaving.binding.ItemArgument;
import dev.nilometer.weaving.binding.ItemsArgument;
import dev.nilometer.weaving.binding.ItemsMember;
import dev.nilometer.weaving.binding.LabelsArgument;
import dev.nilometer.weaving.binding.NoArgument;
import dev.nilometer.weaving.binding.SiteId;
import dev.nilometer.weaving.outline.MethodOutline;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Makes each call of a method an execution, from its first instruction to its return or throw, or to the completion of
 * what it returns. The item, the instant of queueing and the attempt come from marked parameters.
 */
public final class Executions {

    private static final int MOST_LABELS = 16;

    private Executions() {}

    /**
     * Weaves a method, unless it was woven before.
     *
     * @param actor empty for {@code Class.method}
     * @param queue empty when it takes its items from no queue
     */
    public static void weave(WovenType type, MethodOutline method, String actor, String queue) {
        if (type.claim(method)) {
            String name = actor.isEmpty() ? type.defaultActor(method) : actor;
            int site = Sites.execution(name, queue);
            Parameters parameters = Parameters.of(type, method);
            LabelParameters labels = LabelParameters.of(type, method, MOST_LABELS);
            boolean later = Results.mayCompleteLater(method);
            type.weave(
                    method,
                    labels.isEmpty() && !parameters.hasItems()
                            ? advice(site, parameters, later)
                            : advice(site, parameters, labels, later));
            type.beginsExecutions();
            type.report(type.member(method.name()).withActor(name).withQueue(queue));
        }
    }

    /** The advice for a site; with {@code later}, for results that may be completed after the return. */
    public static Advice advice(int site, Parameters parameters, boolean later) {
        return AdviceTemplates.bound(
                bindings(site, parameters),
                Executions.class.getName() + (later ? "$CompletedExecutionAdvice" : "$ExecutionAdvice"));
    }

    private static Advice advice(int site, Parameters parameters, LabelParameters labels, boolean later) {
        return AdviceTemplates.bound(
                bindings(site, parameters)
                        .bind(LabelsArgument.class, labels.binding("execution " + site))
                        .bind(ItemsArgument.class, parameters.items())
                        .bind(ItemsMember.class, NoArgument.text(parameters.itemsMember())),
                Executions.class.getName()
                        + (later ? "$CompletedDescribedExecutionAdvice" : "$DescribedExecutionAdvice"));
    }

    static Advice.WithCustomMapping bindings(int site, Parameters parameters) {
        return Advice.withCustomMapping()
                .bind(SiteId.class, site)
                .bind(ItemArgument.class, parameters.item())
                .bind(EnqueuedArgument.class, parameters.enqueued())
                .bind(AttemptArgument.class, parameters.attempt());
    }

    static final class DescribedExecutionAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable OpenExecution enter(
                @SiteId int site,
                @ItemArgument @Nullable Object item,
                @EnqueuedArgument @Nullable Object enqueuedAt,
                @AttemptArgument int attempt,
                @LabelsArgument @Nullable LabelSet labels,
                @ItemsArgument @Nullable Object items,
                @ItemsMember String member) {
            return Recorder.described(Recorder.enterExecution(site, item, enqueuedAt, attempt), labels, items, member);
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, backupArguments = false)
        static void exit(@Advice.Enter @Nullable OpenExecution execution, @Advice.Thrown @Nullable Throwable thrown) {
            Recorder.exitExecution(execution, thrown);
        }
    }

    static final class CompletedDescribedExecutionAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable OpenExecution enter(
                @SiteId int site,
                @ItemArgument @Nullable Object item,
                @EnqueuedArgument @Nullable Object enqueuedAt,
                @AttemptArgument int attempt,
                @LabelsArgument @Nullable LabelSet labels,
                @ItemsArgument @Nullable Object items,
                @ItemsMember String member) {
            return Recorder.described(Recorder.enterExecution(site, item, enqueuedAt, attempt), labels, items, member);
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, backupArguments = false)
        static void exit(
                @Advice.Enter @Nullable OpenExecution execution,
                @Advice.Thrown @Nullable Throwable thrown,
                @Advice.Return @Nullable Object returned) {
            Recorder.exitExecution(execution, thrown, returned);
        }
    }

    static final class ExecutionAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable OpenExecution enter(
                @SiteId int site,
                @ItemArgument @Nullable Object item,
                @EnqueuedArgument @Nullable Object enqueuedAt,
                @AttemptArgument int attempt) {
            return Recorder.enterExecution(site, item, enqueuedAt, attempt);
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, backupArguments = false)
        static void exit(@Advice.Enter @Nullable OpenExecution execution, @Advice.Thrown @Nullable Throwable thrown) {
            Recorder.exitExecution(execution, thrown);
        }
    }

    static final class CompletedExecutionAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable OpenExecution enter(
                @SiteId int site,
                @ItemArgument @Nullable Object item,
                @EnqueuedArgument @Nullable Object enqueuedAt,
                @AttemptArgument int attempt) {
            return Recorder.enterExecution(site, item, enqueuedAt, attempt);
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, backupArguments = false)
        static void exit(
                @Advice.Enter @Nullable OpenExecution execution,
                @Advice.Thrown @Nullable Throwable thrown,
                @Advice.Return @Nullable Object returned) {
            Recorder.exitExecution(execution, thrown, returned);
        }
    }
}
