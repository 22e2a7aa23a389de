package dev.nilometer.store.copy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A row of COPY bytes as JSON text, for whoever looks at what was set aside. Any database takes it. Stateless. */
final class RowText {
    private static final long EPOCH_MICROS = 946_684_800_000_000L;

    private RowText() {}

    static String of(CopyRows rows, int row) {
        ByteBuffer in = ByteBuffer.wrap(rows.array(), rows.offset(row), rows.offset(row + 1) - rows.offset(row));
        in.getShort();
        StringBuilder json = new StringBuilder("{");
        for (String column : rows.target().columnNames()) {
            int length = in.getInt();
            if (length >= 0) {
                json.append(json.length() > 1 ? "," : "");
                JsonText.string(json, column);
                json.append(':');
                byte[] field = new byte[length];
                in.get(field);
                value(json, column, field);
            }
        }
        return json.append('}').toString();
    }

    private static void value(StringBuilder json, String column, byte[] field) {
        ByteBuffer bytes = ByteBuffer.wrap(field);
        switch (column) {
            case "at":
            case "from":
                JsonText.string(json, instant(bytes.getLong()));
                break;
            case "human_intervention":
                json.append(field[0] == 1);
                break;
            case "item_id":
            case "correlation_id":
            case "user_id":
            case "error_message":
                JsonText.string(json, new String(field, StandardCharsets.UTF_8));
                break;
            case "metadata":
                JsonText.string(json, new String(field, 1, field.length - 1, StandardCharsets.UTF_8));
                break;
            case "sketch":
            case "latency_sketch":
            case "wait_sketch":
            case "tokens_sketch":
            case "cost_sketch":
            case "users":
                JsonText.string(json, field.length + " bytes");
                break;
            default:
                json.append(field.length == Long.BYTES ? bytes.getLong() : bytes.getInt());
        }
    }

    private static String instant(long micros) {
        long epochMicros = micros > Long.MAX_VALUE - EPOCH_MICROS ? micros : micros + EPOCH_MICROS;
        return Instant.ofEpochSecond(
                        Math.floorDiv(epochMicros, 1_000_000L), Math.floorMod(epochMicros, 1_000_000L) * 1_000L)
                .toString();
    }
}
