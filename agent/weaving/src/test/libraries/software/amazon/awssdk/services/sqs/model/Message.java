package software.amazon.awssdk.services.sqs.model;

import java.util.Map;

public final class Message {
    public String messageId() {
        return "sqs-1";
    }

    public Map<String, String> attributesAsStrings() {
        return Map.of("SentTimestamp", "" + (System.currentTimeMillis() - 7_200_000), "ApproximateReceiveCount", "4");
    }
}
