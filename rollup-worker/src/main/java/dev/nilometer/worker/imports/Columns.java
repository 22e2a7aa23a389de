package dev.nilometer.worker.imports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The fields of one line by the names in the file's header. An empty field counts as absent. What a field should not be
 * throws {@link BadLine}. One thread at a time; turned to the next line by {@link #of}.
 */
final class Columns {
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private final Map<String, Integer> places = new HashMap<>();
    private final int count;
    private List<String> fields = List.of();

    /**
     * Reads a header.
     *
     * @param known every column that may be there
     * @param required those that must be
     */
    Columns(List<String> header, Set<String> known, List<String> required) {
        count = header.size();
        for (int i = 0; i < count; i++) {
            String name = header.get(i).strip().toLowerCase(Locale.ROOT);
            if (!known.contains(name)) {
                throw new IllegalArgumentException("no column is called '" + name + "'");
            }
            if (places.put(name, i) != null) {
                throw new IllegalArgumentException("the column " + name + " is there twice");
            }
        }
        List<String> missing = new ArrayList<>(required);
        missing.removeAll(places.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("the column " + missing.get(0) + " is missing");
        }
    }

    /** Turns to this record. */
    void of(CsvRecord record) throws BadLine {
        String fault = record.fault();
        if (fault != null) {
            throw new BadLine(fault);
        }
        fields = record.fields();
        if (fields.size() != count) {
            throw new BadLine(fields.size() + " fields instead of " + count);
        }
    }

    /** The text of a column; '' when it is empty or not there. */
    String text(String name) {
        Integer place = places.get(name);
        return place == null ? "" : fields.get(place);
    }

    /** The text of a column that must not be empty. */
    String required(String name) throws BadLine {
        String text = text(name);
        if (text.isBlank()) {
            throw new BadLine(name + " is empty");
        }
        return text;
    }

    /** A whole number; what is given for an empty one. */
    long whole(String name, long absent) throws BadLine {
        String text = text(name).strip();
        try {
            return text.isEmpty() ? absent : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new BadLine(name + " is no whole number: " + shown(text));
        }
    }

    /**
     * A number that is not negative, times so much, rounded to the nearest; what is given for an empty one. What is
     * counted one by one has no fraction to lose: there one is refused.
     */
    long scaled(String name, long factor, long absent) throws BadLine {
        String text = text(name).strip();
        if (text.isEmpty()) {
            return absent;
        }
        BigDecimal value = number(name, text);
        if (value.signum() < 0) {
            throw new BadLine(name + " is negative: " + shown(text));
        }
        BigDecimal scaled = value.multiply(BigDecimal.valueOf(factor));
        if (scaled.compareTo(LARGEST) > 0) {
            throw new BadLine(name + " is too large: " + shown(text));
        }
        if (factor == 1 && value.stripTrailingZeros().scale() > 0) {
            throw new BadLine(name + " is no whole number: " + shown(text));
        }
        return scaled.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    private static BigDecimal number(String name, String text) throws BadLine {
        try {
            BigDecimal value = text.length() > 400 ? null : new BigDecimal(text);
            if (value != null && Math.abs((long) value.scale()) <= 400) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new BadLine(name + " is no number: " + shown(text));
    }

    /** A boolean as PostgreSQL and Java write it; an empty one is false. */
    boolean truth(String name) throws BadLine {
        String text = text(name).strip().toLowerCase(Locale.ROOT);
        switch (text) {
            case "t", "true", "1" -> {
                return true;
            }
            case "f", "false", "0", "" -> {
                return false;
            }
            default -> throw new BadLine(name + " is neither true nor false: " + shown(text));
        }
    }

    /** As much of a text as a reason needs. */
    static String shown(String text) {
        return "'" + (text.length() <= 60 ? text : text.substring(0, 60) + "…") + "'";
    }
}
