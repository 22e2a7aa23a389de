package jakarta.jms;

public interface Destination {}
