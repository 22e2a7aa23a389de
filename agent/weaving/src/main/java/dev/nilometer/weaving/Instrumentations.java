package dev.nilometer.weaving;

import dev.nilometer.weaving.instrumentation.actor.ActorInstrumentation;
import dev.nilometer.weaving.instrumentation.consumer.ConsumerInstrumentation;
import dev.nilometer.weaving.instrumentation.dropwizard.DropwizardInstrumentation;
import dev.nilometer.weaving.instrumentation.event.EventListenerInstrumentation;
import dev.nilometer.weaving.instrumentation.executors.ExecutorsInstrumentation;
import dev.nilometer.weaving.instrumentation.facade.FacadeInstrumentation;
import dev.nilometer.weaving.instrumentation.jms.JmsListenerInstrumentation;
import dev.nilometer.weaving.instrumentation.kafka.KafkaListenerInstrumentation;
import dev.nilometer.weaving.instrumentation.methods.MethodsInstrumentation;
import dev.nilometer.weaving.instrumentation.micrometer.MicrometerInstrumentation;
import dev.nilometer.weaving.instrumentation.microprofile.MicroProfileInstrumentation;
import dev.nilometer.weaving.instrumentation.opentelemetry.OpenTelemetryInstrumentation;
import dev.nilometer.weaving.instrumentation.queuedepth.QueueDepthInstrumentation;
import dev.nilometer.weaving.instrumentation.rabbit.RabbitListenerInstrumentation;
import dev.nilometer.weaving.instrumentation.scheduled.ScheduledInstrumentation;
import dev.nilometer.weaving.instrumentation.sqs.SqsListenerInstrumentation;
import dev.nilometer.weaving.instrumentation.timed.TimedInstrumentation;
import java.util.ArrayList;
import java.util.List;

/** The one list of what can be woven, without Byte Buddy. The order decides who gets a method that several want. */
public final class Instrumentations {

    static final List<TypeInstrumentation> ALL = List.of(
            new KafkaListenerInstrumentation(),
            new RabbitListenerInstrumentation(),
            new JmsListenerInstrumentation(),
            new SqsListenerInstrumentation(),
            new ScheduledInstrumentation(),
            new EventListenerInstrumentation(),
            new ConsumerInstrumentation(),
            new ActorInstrumentation(),
            new TimedInstrumentation(),
            new MicrometerInstrumentation(),
            new DropwizardInstrumentation(),
            new MicroProfileInstrumentation(),
            new OpenTelemetryInstrumentation(),
            new MethodsInstrumentation(),
            new QueueDepthInstrumentation(),
            new FacadeInstrumentation(),
            new ExecutorsInstrumentation());

    private Instrumentations() {}

    /** The names that {@code instrument.<library>.enabled} knows, in the order of weaving. */
    public static List<String> libraries() {
        List<String> libraries = new ArrayList<>();
        for (TypeInstrumentation instrumentation : ALL) {
            libraries.add(instrumentation.library());
        }
        return libraries;
    }
}
