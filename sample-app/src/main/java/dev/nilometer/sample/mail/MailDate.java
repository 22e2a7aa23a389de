package dev.nilometer.sample.mail;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The dates of RFC 5322, with the zone names and two-digit years it calls obsolete. Stateless. */
public final class MailDate {

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    /** Hours from UTC. */
    private static final Map<String, Integer> ZONES = Map.of(
            "UT", 0, "GMT", 0, "EST", -5, "EDT", -4, "CST", -6, "CDT", -5, "MST", -7, "MDT", -6, "PST", -8, "PDT", -7);

    private static final Pattern COMMENT = Pattern.compile("\\([^()]{0,200}+\\)");
    private static final Pattern DATE = Pattern.compile("(?:(?:mon|tue|wed|thu|fri|sat|sun)\\s*+,\\s*+)?"
            + "(\\d{1,2})\\s++([a-z]{3})\\s++(\\d{2}|\\d{4})\\s++"
            + "(\\d{1,2}):(\\d{2})(?::(\\d{2}))?\\s++(?:([+-])(\\d{2})(\\d{2})|([a-z]{1,3}))");

    private MailDate() {}

    public static OffsetDateTime parse(String text) throws InvalidDateException {
        String bare = COMMENT.matcher(text).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
        Matcher date = DATE.matcher(bare);
        try {
            if (date.matches()) {
                return read(date);
            }
        } catch (DateTimeException e) {
            throw new InvalidDateException("Not a date: " + text + " (" + e.getMessage() + ")");
        }
        throw new InvalidDateException("Not a date: " + text);
    }

    private static OffsetDateTime read(Matcher date) {
        int second = date.group(6) == null ? 0 : number(date.group(6));
        return OffsetDateTime.of(
                year(date.group(3)),
                MONTHS.indexOf(date.group(2)) + 1,
                number(date.group(1)),
                number(date.group(4)),
                number(date.group(5)),
                Math.min(second, 59), // a leap second is legal
                0,
                zone(date));
    }

    private static int year(String digits) {
        int year = number(digits);
        return digits.length() == 4 ? year : year + (year < 50 ? 2000 : 1900);
    }

    private static ZoneOffset zone(Matcher date) {
        if (date.group(10) == null) {
            int sign = date.group(7).equals("-") ? -1 : 1;
            return ZoneOffset.ofHoursMinutes(sign * number(date.group(8)), sign * number(date.group(9)));
        }
        Integer hours = ZONES.get(date.group(10).toUpperCase(Locale.ROOT));
        if (hours == null) {
            throw new DateTimeException("no such zone");
        }
        return ZoneOffset.ofHours(hours);
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
