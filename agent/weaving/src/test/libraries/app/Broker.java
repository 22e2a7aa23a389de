package app;

import jakarta.jms.Destination;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;

/** Messages whose classes nobody can name. */
final class Broker {
    private Broker() {}

    static TextMessage text(int delivery) {
        return new Text(delivery);
    }

    private record Text(int delivery) implements TextMessage {
        @Override
        public String getJMSMessageID() {
            return "ID:1";
        }

        @Override
        public long getJMSTimestamp() {
            return System.currentTimeMillis() - 7_200_000;
        }

        @Override
        public boolean getJMSRedelivered() {
            return delivery > 1;
        }

        @Override
        public Destination getJMSDestination() {
            return new Queue() {
                @Override
                public String getQueueName() {
                    return "orders.jms";
                }
            };
        }

        @Override
        public Object getObjectProperty(String name) {
            return name.equals("JMSXDeliveryCount") ? delivery : null;
        }
    }
}
