package dev.nilometer.sample;

import dev.nilometer.api.Timed;
import dev.nilometer.sample.mail.Mail;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A second opinion that learns nothing: hand-written rules, points for each that fits. Stateless. */
final class RuleBook {

    static final int SPAM_POINTS = 3;

    private static final List<Pattern> PHRASES = List.of(
            Pattern.compile("\\bunsubscribe\\b|\\bremove(?:d)? from (?:our|this|the) (?:mailing )?list\\b"),
            Pattern.compile("\\b(?:act now|limited time|risk[ -]free|100% free|click here|money back)\\b"),
            Pattern.compile("\\b(?:earn|save|win|make)\\s{1,3}(?:up to\\s{1,3})?\\$\\s?\\d"),
            Pattern.compile("\\b(?:mortgage|viagra|casino|lottery|weight loss|credit card debt)\\b"),
            Pattern.compile("dear (?:friend|sir|homeowner)|million (?:us )?dollars"));

    private static final Pattern NUMERIC_HOST = Pattern.compile("https?://\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");

    @Timed(stage = "rules")
    int points(Mail mail, Fields fields) {
        String subject = mail.header("Subject").orElse("");
        String text = (subject + "\n" + mail.plainText()).toLowerCase(Locale.ROOT);
        int points = (int)
                PHRASES.stream().filter(phrase -> phrase.matcher(text).find()).count();
        points += subject.length() > 8 && subject.equals(subject.toUpperCase(Locale.ROOT)) ? 1 : 0;
        points += subject.contains("!") ? 1 : 0;
        points += onlyHtml(mail) ? 2 : 0;
        return points
                + (fields.links().stream()
                                .anyMatch(link -> NUMERIC_HOST.matcher(link).lookingAt())
                        ? 2
                        : 0);
    }

    private static boolean onlyHtml(Mail mail) {
        return !mail.texts().isEmpty()
                && mail.texts().stream().allMatch(text -> text.mediaType().equals("text/html"));
    }
}
