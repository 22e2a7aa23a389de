package org.apache.kafka.common.header;

public interface Headers {
    Header lastHeader(String name);
}
