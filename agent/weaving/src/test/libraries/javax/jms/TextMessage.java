package javax.jms;

public interface TextMessage extends Message {}
