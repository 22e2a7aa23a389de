package dev.nilometer.weaving.instrumentation.sqs;

import dev.nilometer.weaving.Trigger;
import dev.nilometer.weaving.TypeInstrumentation;
import dev.nilometer.weaving.WeaverSettings;
import dev.nilometer.weaving.WovenType;
import dev.nilometer.weaving.advice.Listeners;
import dev.nilometer.weaving.outline.Annotations;
import dev.nilometer.weaving.outline.MethodOutline;
import java.util.ArrayList;
import java.util.List;

/**
 * Woven: methods with {@code @SqsListener} of Spring Cloud AWS, 2 and 3, as executions whose queue is that of SQS; and the
 * adapter of version 3 that is given a message and makes arguments of it. Success and error are those of
 * {@code @Actor}. Tried by hand with Spring Cloud AWS 3.4 and ElasticMQ 1.6.
 */
public final class SqsListenerInstrumentation implements TypeInstrumentation {

    private static final List<String> LISTENERS = List.of(
            "Lio/awspring/cloud/sqs/annotation/SqsListener;",
            "Lio/awspring/cloud/messaging/listener/annotation/SqsListener;",
            "Lorg/springframework/cloud/aws/messaging/listener/annotation/SqsListener;");

    /** Its two subclasses call its method, which is where the message is seen. */
    private static final String ADAPTER =
            "io.awspring.cloud.sqs.listener.adapter.AbstractMethodInvokingListenerAdapter";

    @Override
    public String library() {
        return "sqs-listener";
    }

    @Override
    public Trigger trigger(WeaverSettings settings) {
        return Trigger.annotations(LISTENERS.toArray(new String[0])).orClassNames(ADAPTER);
    }

    @Override
    public void weave(WovenType type, WeaverSettings settings) {
        boolean adapter = type.outline().name().equals(ADAPTER);
        for (MethodOutline method : type.outline().methods()) {
            if (adapter && method.name().equals("invokeHandler")) {
                Listeners.weaveDelivery(type, method);
            }
            for (String listener : LISTENERS) {
                if (method.annotations().has(listener)) {
                    Listeners.weaveConsumer(type, method, queues(method.annotations(), listener));
                }
            }
        }
    }

    private static List<String> queues(Annotations annotations, String listener) {
        List<String> queues = new ArrayList<>(annotations.texts(listener, "value"));
        queues.addAll(annotations.texts(listener, "queueNames"));
        return queues;
    }
}
