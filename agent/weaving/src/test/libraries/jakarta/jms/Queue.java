package jakarta.jms;

public interface Queue extends Destination {
    String getQueueName();
}
