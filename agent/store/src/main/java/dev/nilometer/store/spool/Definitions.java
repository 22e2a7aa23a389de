package dev.nilometer.store.spool;

import dev.nilometer.model.Dictionary;
import dev.nilometer.model.GroupKey;
import dev.nilometer.model.MetricType;
import dev.nilometer.model.SeriesKey;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the numbers in one frame mean, read from the frame itself when it is first asked: a sender that knows all of
 * them already never pays for it. One thread at a time.
 */
final class Definitions implements Dictionary {
    private final byte[] bytes;
    private @Nullable Map<Integer, SeriesKey> series;
    private @Nullable Map<Integer, GroupKey> groups;

    Definitions(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public SeriesKey series(int number) {
        read();
        return known(series, number);
    }

    @Override
    public GroupKey group(int number) {
        read();
        return known(groups, number);
    }

    private static <K> K known(@Nullable Map<Integer, K> keys, int number) {
        K key = keys == null ? null : keys.get(number);
        if (key == null) {
            throw new IllegalArgumentException("the frame does not define number " + number);
        }
        return key;
    }

    private void read() {
        if (series != null) {
            return;
        }
        FrameInput in = new FrameInput(bytes, 0, bytes.length);
        String[] texts = new String[in.count()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = in.text();
        }
        series = readSeries(in, texts);
        groups = readGroups(in, texts);
    }

    private static Map<Integer, SeriesKey> readSeries(FrameInput in, String[] texts) {
        int count = in.count();
        Map<Integer, SeriesKey> series = new HashMap<>();
        for (int i = 0; i < count; i++) {
            int number = in.number();
            MetricType type = MetricType.ofCode(in.number());
            String name = text(in, texts);
            String[] labels = new String[2 * in.count()];
            for (int j = 0; j < labels.length; j++) {
                labels[j] = text(in, texts);
            }
            series.put(number, type == MetricType.VALUE ? SeriesKey.named(name, labels) : SeriesKey.of(type, labels));
        }
        return series;
    }

    private static Map<Integer, GroupKey> readGroups(FrameInput in, String[] texts) {
        int count = in.count();
        Map<Integer, GroupKey> groups = new HashMap<>();
        for (int i = 0; i < count; i++) {
            int number = in.number();
            String actor = text(in, texts);
            String queue = text(in, texts);
            boolean failed = in.u8() == 1;
            groups.put(number, GroupKey.of(actor, queue, failed, text(in, texts)));
        }
        return groups;
    }

    private static String text(FrameInput in, String[] texts) {
        int place = in.number();
        if (place >= texts.length) {
            throw new IllegalArgumentException("a name beyond the table of names");
        }
        return texts[place];
    }
}
