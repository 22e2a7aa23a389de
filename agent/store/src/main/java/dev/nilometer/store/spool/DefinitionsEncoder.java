package dev.nilometer.store.spool;

import dev.nilometer.model.Batch;
import dev.nilometer.model.Dictionary;
import dev.nilometer.model.ExecutionRow;
import dev.nilometer.model.ExecutionSketch;
import dev.nilometer.model.GroupKey;
import dev.nilometer.model.MetricType;
import dev.nilometer.model.SampleSketch;
import dev.nilometer.model.SeriesKey;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes what the numbers in one batch mean: the series and groups it uses, over a table of the texts in them, so that
 * a name shared by many series stands once. Used for one frame.
 */
final class DefinitionsEncoder {
    private final Dictionary dictionary;
    private final Map<String, Integer> texts = new LinkedHashMap<>();
    private final FrameOutput body = new FrameOutput();

    DefinitionsEncoder(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    void encode(Batch batch, FrameOutput out) {
        BitSet series = seriesOf(batch);
        BitSet groups = groupsOf(batch);
        body.varint(series.cardinality());
        series.stream().forEach(this::series);
        body.varint(groups.cardinality());
        groups.stream().forEach(this::group);
        FrameOutput table = new FrameOutput();
        table.varint(texts.size());
        texts.keySet().forEach(table::text);
        out.varint(table.size() + body.size());
        out.append(table);
        out.append(body);
    }

    private static BitSet seriesOf(Batch batch) {
        BitSet used = new BitSet();
        for (int i = 0; i < batch.samples().size(); i++) {
            used.set(batch.samples().series(i));
        }
        for (SampleSketch sketch : batch.sampleSketches()) {
            used.set(sketch.series());
        }
        return used;
    }

    private static BitSet groupsOf(Batch batch) {
        BitSet used = new BitSet();
        for (ExecutionRow row : batch.executions()) {
            used.set(row.group());
        }
        for (ExecutionSketch sketch : batch.executionSketches()) {
            used.set(sketch.group());
        }
        return used;
    }

    private void series(int number) {
        SeriesKey key = dictionary.series(number);
        body.varint(number);
        body.varint(key.type().code());
        text(key.type() == MetricType.VALUE ? key.metric() : "");
        body.varint(key.labels().size());
        key.labels().forEach((name, value) -> {
            text(name);
            text(value);
        });
    }

    private void group(int number) {
        GroupKey key = dictionary.group(number);
        body.varint(number);
        text(key.actor());
        text(key.queue());
        body.u8(key.failed() ? 1 : 0);
        text(key.errorType());
    }

    private void text(String text) {
        Integer place = texts.get(text);
        if (place == null) {
            place = texts.size();
            texts.put(text, place);
        }
        body.varint(place);
    }
}
