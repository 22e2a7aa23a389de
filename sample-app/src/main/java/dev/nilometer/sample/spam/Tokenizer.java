package dev.nilometer.sample.spam;

import dev.nilometer.sample.mail.Mail;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The distinct tokens of a message: the words of subject and text, the domain it comes from, the hosts it links to.
 *
 * <p>At most {@link #MAX_TOKENS}, the first ones. The corpus' own headers are never looked at. Stateless.
 */
public final class Tokenizer {

    static final int MAX_TOKENS = 5000;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}$!'-]{3,20}+");
    private static final Pattern HOST = Pattern.compile("https?://([\\w.-]{1,100}+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern DOMAIN = Pattern.compile("@([\\w.-]{1,100}+)");

    private Tokenizer() {}

    public static Set<String> tokens(Mail mail) {
        Set<String> tokens = new LinkedHashSet<>();
        mail.header("Subject").ifPresent(subject -> collect(WORD, subject, "subject:", tokens));
        mail.header("From").ifPresent(from -> collect(DOMAIN, from, "from:", tokens));
        mail.texts().forEach(text -> collect(HOST, text.content(), "host:", tokens));
        collect(WORD, mail.plainText(), "", tokens);
        return tokens;
    }

    private static void collect(Pattern pattern, String text, String prefix, Set<String> tokens) {
        Matcher found = pattern.matcher(text);
        while (tokens.size() < MAX_TOKENS && found.find()) {
            String token = found.group(found.groupCount());
            tokens.add(prefix + token.toLowerCase(Locale.ROOT));
        }
    }
}
