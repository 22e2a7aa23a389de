package dev.nilometer.sample;

import dev.nilometer.api.Timed;
import dev.nilometer.sample.mail.InvalidDateException;
import dev.nilometer.sample.mail.Mail;
import dev.nilometer.sample.mail.MailDate;
import dev.nilometer.sample.mail.Text;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads addresses, amounts, dates and links out of a message; fails with invalid Date headers. Stateless. */
final class ExtractStage {

    private static final int MAX_FINDINGS = 200;

    private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]{1,64}+@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,8}");
    private static final Pattern AMOUNT = Pattern.compile("(?:[$€£]|USD|EUR)\\s?(\\d{1,3}(?:,\\d{3}){1,4}|\\d{1,12})");
    private static final Pattern LINK = Pattern.compile("https?://[^\\s\"'<>]{1,500}+", Pattern.CASE_INSENSITIVE);
    private static final Pattern DATE = Pattern.compile("\\b(?:\\d{4}-\\d\\d-\\d\\d|\\d{1,2}/\\d{1,2}/\\d{2,4}|"
            + "\\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6} \\d{4})\\b");

    @Timed(stage = "extraction")
    Fields extract(Mail mail) throws InvalidDateException {
        String plain = mail.plainText();
        String raw = mail.texts().stream().map(Text::content).collect(Collectors.joining("\n"));
        String people = Stream.of("From", "To", "Cc", "Reply-To")
                .flatMap(name -> mail.header(name).stream())
                .collect(Collectors.joining("\n"));
        return new Fields(
                MailDate.parse(mail.header("Date").orElse("")),
                find(ADDRESS, people + "\n" + plain),
                find(AMOUNT, plain).stream().map(ExtractStage::amount).collect(Collectors.toList()),
                find(DATE, plain),
                find(LINK, raw));
    }

    private static List<String> find(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(MatchResult::group)
                .distinct()
                .limit(MAX_FINDINGS)
                .collect(Collectors.toList());
    }

    private static BigDecimal amount(String found) {
        return new BigDecimal(found.replaceAll("[^0-9]", ""));
    }
}
