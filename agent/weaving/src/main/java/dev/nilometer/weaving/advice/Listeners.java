package dev.nilometer.weaving.advice;

import dev.nilometer.bootstrap.Deliveries;
import dev.nilometer.bootstrap.LabelSet;
import dev.nilometer.bootstrap.OpenExecution;
import dev.nilometer.bootstrap.Recorder;
import dev.nilometer.bootstrap.Sites;
import dev.nilometer.weaving.WovenType;
import dev.nilometer.weaving.binding.ArgumentBinding;
import dev.nilometer.weaving.binding.AttemptArgument;
import dev.nilometer.weaving.binding.EnqueuedArgument;
import dev.nilometer.weaving.binding.ItemArgument;
import dev.nilometer.weaving.binding.ItemsArgument;
import dev.nilometer.weaving.binding.ItemsMember;
import dev.nilometer.weaving.binding.LabelsArgument;
import dev.nilometer.weaving.binding.MessageArgument;
import dev.nilometer.weaving.binding.NoArgument;
import dev.nilometer.weaving.binding.OwnQueue;
import dev.nilometer.weaving.binding.SiteId;
import dev.nilometer.weaving.outline.Annotations;
import dev.nilometer.weaving.outline.MethodOutline;
import dev.nilometer.weaving.outline.ParameterOutline;
import java.util.List;
import java.util.Set;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Makes each call of a method that a framework calls an execution, and has the message tell its item, wait, attempt and
 * queue. What our own annotations say counts first: on the method {@code @QueueConsumer} and {@code @Actor} name it,
 * {@code @Timed} alone makes it a stage instead, and marked parameters are taken as they are.
 */
public final class Listeners {

    private static final int MOST_LABELS = 16;

    private static final String CONSUMER = Annotations.API + "QueueConsumer;";
    private static final String ACTOR = Annotations.API + "Actor;";
    private static final String TIMED = Annotations.API + "Timed;";

    /** Types of parameters that are messages; by name. */
    private static final Set<String> MESSAGES = Set.of(
            "Lorg/apache/kafka/clients/consumer/ConsumerRecord;",
            "Lorg/apache/kafka/clients/consumer/ConsumerRecords;",
            "Lorg/springframework/amqp/core/Message;",
            "Ljakarta/jms/Message;",
            "Ljavax/jms/Message;",
            "Lsoftware/amazon/awssdk/services/sqs/model/Message;",
            "Lorg/springframework/messaging/Message;");

    /** Types of parameters that may be messages, or hold them; what they are is looked at in each call. */
    private static final Set<String> MAYBE = Set.of(
            "Ljava/lang/Object;",
            "Ljava/lang/Iterable;",
            "Ljava/util/Collection;",
            "Ljava/util/List;",
            "Ljakarta/jms/TextMessage;",
            "Ljakarta/jms/ObjectMessage;",
            "Ljakarta/jms/BytesMessage;",
            "Ljakarta/jms/MapMessage;",
            "Ljakarta/jms/StreamMessage;",
            "Ljavax/jms/TextMessage;",
            "Ljavax/jms/ObjectMessage;",
            "Ljavax/jms/BytesMessage;",
            "Ljavax/jms/MapMessage;",
            "Ljavax/jms/StreamMessage;");

    private Listeners() {}

    /**
     * Weaves a method that is called with what came from a queue, unless it was woven before.
     *
     * @param queues the queues that its annotation names: one that is a plain name is its queue; of several, and of one
     *     with a placeholder, the message says which it was
     */
    public static void weaveConsumer(WovenType type, MethodOutline method, List<String> queues) {
        if (isStage(method)) {
            return;
        }
        String own = method.annotations().text(CONSUMER, "queue");
        String queue = own.isEmpty() ? String.join(",", queues) : own;
        boolean asks = own.isEmpty() && (queues.size() != 1 || isPlaceholder(queue));
        weave(type, method, queue, asks, messageOf(method));
    }

    /** Weaves a method that is called by the clock or for an event: it takes nothing from a queue. */
    public static void weaveActor(WovenType type, MethodOutline method) {
        if (!isStage(method)) {
            Executions.weave(type, method, ownName(method), method.annotations().text(CONSUMER, "queue"));
        }
    }

    /** Weaves a method of the framework's, which is given a message and calls a listener with it. */
    public static void weaveDelivery(WovenType type, MethodOutline method) {
        if (!method.parameters().isEmpty() && method.isConcrete() && type.claim(method)) {
            type.weave(
                    method,
                    AdviceTemplates.bound(
                            Advice.withCustomMapping()
                                    .bind(
                                            MessageArgument.class,
                                            ArgumentBinding.object(
                                                    method.parameters().get(0), "")),
                            Listeners.class.getName() + "$DeliveryAdvice"));
            type.report(type.member(method.name()));
        }
    }

    private static boolean isStage(MethodOutline method) {
        Annotations annotations = method.annotations();
        return annotations.has(TIMED) && !annotations.has(ACTOR) && !annotations.has(CONSUMER);
    }

    private static String ownName(MethodOutline method) {
        String consumer = method.annotations().text(CONSUMER, "actor");
        return consumer.isEmpty() ? method.annotations().text(ACTOR, "value") : consumer;
    }

    private static boolean isPlaceholder(String queue) {
        return queue.contains("${") || queue.contains("#{");
    }

    private static Advice.OffsetMapping messageOf(MethodOutline method) {
        Advice.OffsetMapping maybe = NoArgument.OBJECT;
        for (ParameterOutline parameter : method.parameters()) {
            if (MESSAGES.contains(parameter.descriptor())) {
                return ArgumentBinding.object(parameter, "");
            }
            if (maybe == NoArgument.OBJECT && MAYBE.contains(parameter.descriptor())) {
                maybe = ArgumentBinding.object(parameter, "");
            }
        }
        return maybe;
    }

    private static void weave(
            WovenType type, MethodOutline method, String queue, boolean asks, Advice.OffsetMapping message) {
        if (!type.claim(method)) {
            return;
        }
        String name = ownName(method).isEmpty() ? type.defaultActor(method) : ownName(method);
        int site = Sites.execution(name, queue);
        Parameters parameters = Parameters.of(type, method);
        LabelParameters labels = LabelParameters.of(type, method, MOST_LABELS);
        Advice.WithCustomMapping bindings = Executions.bindings(site, parameters)
                .bind(LabelsArgument.class, labels.binding("execution " + site))
                .bind(ItemsArgument.class, parameters.items())
                .bind(ItemsMember.class, NoArgument.text(parameters.itemsMember()))
                .bind(MessageArgument.class, message)
                .bind(OwnQueue.class, asks);
        String advice = Results.mayCompleteLater(method) ? "$CompletedListenerAdvice" : "$ListenerAdvice";
        type.weave(method, AdviceTemplates.bound(bindings, Listeners.class.getName() + advice));
        type.beginsExecutions();
        type.report(type.member(method.name()).withActor(name).withQueue(queue));
    }

    static final class ListenerAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable OpenExecution enter(
                @SiteId int site,
                @OwnQueue boolean ownQueue,
                @ItemArgument @Nullable Object item,
                @EnqueuedArgument @Nullable Object enqueuedAt,
                @AttemptArgument int attempt,
                @MessageArgument @Nullable Object message,
                @LabelsArgument @Nullable LabelSet labels,
                @ItemsArgument @Nullable Object items,
                @ItemsMember String member) {
            return Recorder.described(
                    Deliveries.begin(site, ownQueue, item, enqueuedAt, attempt, message), labels, items, member);
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, backupArguments = false)
        static void exit(@Advice.Enter @Nullable OpenExecution execution, @Advice.Thrown @Nullable Throwable thrown) {
            Recorder.exitExecution(execution, thrown);
        }
    }

    static final class CompletedListenerAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable OpenExecution enter(
                @SiteId int site,
                @OwnQueue boolean ownQueue,
                @ItemArgument @Nullable Object item,
                @EnqueuedArgument @Nullable Object enqueuedAt,
                @AttemptArgument int attempt,
                @MessageArgument @Nullable Object message,
                @LabelsArgument @Nullable LabelSet labels,
                @ItemsArgument @Nullable Object items,
                @ItemsMember String member) {
            return Recorder.described(
                    Deliveries.begin(site, ownQueue, item, enqueuedAt, attempt, message), labels, items, member);
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, backupArguments = false)
        static void exit(
                @Advice.Enter @Nullable OpenExecution execution,
                @Advice.Thrown @Nullable Throwable thrown,
                @Advice.Return @Nullable Object returned) {
            Recorder.exitExecution(execution, thrown, returned);
        }
    }

    static final class DeliveryAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(@MessageArgument @Nullable Object message) {
            return Deliveries.enter(message);
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, backupArguments = false)
        static void exit(@Advice.Enter @Nullable Object before) {
            Deliveries.leave(before);
        }
    }
}
