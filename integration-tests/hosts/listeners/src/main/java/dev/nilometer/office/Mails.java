package dev.nilometer.office;

import java.util.Date;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessagePostProcessor;
import org.springframework.amqp.rabbit.annotation.Queue;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Sends itself messages of RabbitMQ and is called with their texts; the first one fails once and is delivered again. */
@Component
@Profile("rabbit")
class Mails implements Mailbag {
    private static final int MAILS = 5;

    private final RabbitTemplate template;
    private final Tally tally;
    private boolean failed;

    Mails(RabbitTemplate template, Tally tally) {
        this.template = template;
        this.tally = tally;
    }

    @Override
    public int send() {
        for (int i = 0; i < MAILS; i++) {
            String id = "mail-" + i;
            MessagePostProcessor named = message -> named(message, id);
            template.convertAndSend("", "mails", (Object) id, named);
        }
        return MAILS;
    }

    @SuppressWarnings("JavaUtilDate") // what the library takes
    private static Message named(Message message, String id) {
        message.getMessageProperties().setMessageId(id);
        message.getMessageProperties().setTimestamp(new Date());
        return message;
    }

    @RabbitListener(queuesToDeclare = @Queue("mails"))
    public void onMail(String mail) {
        if (!failed) {
            failed = true;
            throw new IllegalStateException("the office was closed");
        }
        tally.add(1);
    }
}
