package jakarta.jms;

public interface TextMessage extends Message {}
