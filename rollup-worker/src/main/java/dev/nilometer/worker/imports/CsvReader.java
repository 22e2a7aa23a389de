package dev.nilometer.worker.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of a CSV file (RFC 4180, UTF-8, quoted line breaks allowed) and knows where each begins. A quote that is
 * never closed, or a line beyond 1 MiB, costs that line and no other. Holds one record at a time; one thread.
 */
final class CsvReader {
    private static final int LONGEST_BYTES = 1 << 20;
    private static final int SHOWN_BYTES = 2_000;

    private final InputStream in;
    private byte[] window = new byte[1 << 16];
    private int from;
    private int end;
    private long offset;
    private long line = 1;

    CsvReader(InputStream in) {
        this.in = in;
    }

    /** The next record; null at the end. Empty lines are stepped over. */
    @Nullable
    CsvRecord next() throws IOException {
        skipByteOrderMark();
        while (from < end || fill()) {
            int stop = recordEnd();
            CsvRecord record = stop < 0 ? faulty() : whole(stop);
            if (record != null) {
                return record;
            }
        }
        return null;
    }

    /** Bytes of the content that were read as records. */
    long offset() {
        return offset;
    }

    private void skipByteOrderMark() throws IOException {
        if (offset == 0 && from == 0 && (end > 0 || fill())) {
            boolean marked =
                    end >= 3 && window[0] == (byte) 0xEF && window[1] == (byte) 0xBB && window[2] == (byte) 0xBF;
            from = marked ? 3 : 0;
            offset = from;
        }
    }

    /** Where the record at hand ends: its line break, or the content's end; -1 when a quote stays open, or too far. */
    private int recordEnd() throws IOException {
        Place place = Place.FIELD_START;
        int i = from;
        while (true) {
            if (i == end) {
                int read = i - from;
                if (read > LONGEST_BYTES) {
                    return -1;
                }
                boolean more = fill();
                i = from + read;
                if (!more) {
                    return place == Place.QUOTED ? -1 : i;
                }
            }
            byte b = window[i];
            if (b == '\n' && place != Place.QUOTED) {
                return i;
            }
            place = place.after(b);
            i++;
        }
    }

    private @Nullable CsvRecord whole(int stop) {
        int last = stop > from && window[stop - 1] == '\r' ? stop - 1 : stop;
        String text = new String(window, from, last - from, StandardCharsets.UTF_8);
        CsvRecord record = text.isEmpty() ? null : new CsvRecord(offset, line, split(text), null, text);
        moveTo(Math.min(stop + 1, end));
        return record;
    }

    /** Its first line alone is given up: behind it there may be good ones. */
    private CsvRecord faulty() throws IOException {
        int stop = lineBreak(from);
        String fault = stop < 0 ? "the line is longer than 1 MiB" : "a quote is not closed";
        int shown = Math.min(stop < 0 ? end : stop, from + SHOWN_BYTES);
        String text = new String(window, from, shown - from, StandardCharsets.UTF_8).stripTrailing();
        CsvRecord record = new CsvRecord(offset, line, List.of(), fault, text);
        while (stop < 0 && from < end) {
            moveTo(end);
            stop = fill() ? lineBreak(from) : end;
        }
        moveTo(Math.min(stop + 1, end));
        return record;
    }

    /** The next line break in the window; -1 when the line goes on beyond it. */
    private int lineBreak(int start) {
        for (int i = start; i < end; i++) {
            if (window[i] == '\n') {
                return i;
            }
        }
        return end - from <= LONGEST_BYTES ? end : -1;
    }

    private void moveTo(int place) {
        for (int i = from; i < place; i++) {
            line += window[i] == '\n' ? 1 : 0;
        }
        offset += place - from;
        from = place;
    }

    /** Reads more behind what is there, which moves to the window's start; false at the content's end. */
    private boolean fill() throws IOException {
        System.arraycopy(window, from, window, 0, end - from);
        end -= from;
        from = 0;
        if (end == window.length) {
            window = Arrays.copyOf(window, window.length * 2);
        }
        int read = in.read(window, end, window.length - end);
        end += Math.max(0, read);
        return read > 0;
    }

    private static List<String> split(String text) {
        if (text.indexOf('"') < 0) {
            return Arrays.asList(text.split(",", -1));
        }
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        Place place = Place.FIELD_START;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            Place next = place.after((byte) (c < 128 ? c : 'x'));
            if (next == Place.FIELD_START) {
                fields.add(field.toString());
                field.setLength(0);
            } else if (isContent(place, next)) {
                field.append(c);
            }
            place = next;
        }
        fields.add(field.toString());
        return fields;
    }

    /** All but the quotes around a field and the first of a doubled one. */
    private static boolean isContent(Place before, Place after) {
        boolean opens = before == Place.FIELD_START && after == Place.QUOTED;
        return !opens && after != Place.CLOSING;
    }

    /** Where in a record one is. */
    private enum Place {
        FIELD_START,
        PLAIN,
        QUOTED,
        /** Behind a quote that closes its field, or is the first of a doubled one. */
        CLOSING;

        Place after(byte b) {
            if (this == QUOTED) {
                return b == '"' ? CLOSING : QUOTED;
            }
            if (b == '"' && this != PLAIN) {
                return QUOTED;
            }
            return b == ',' ? FIELD_START : PLAIN;
        }
    }
}
