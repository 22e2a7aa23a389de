package javax.jms;

public interface Message {
    String getJMSMessageID();

    long getJMSTimestamp();

    boolean getJMSRedelivered();

    Destination getJMSDestination();

    Object getObjectProperty(String name);
}
