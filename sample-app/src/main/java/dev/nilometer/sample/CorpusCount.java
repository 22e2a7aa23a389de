package dev.nilometer.sample;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Counts what is wrong with the bundled messages, by type, without the pipeline: no class of it, no MIME library, no
 * annotation, another way of reading. What it prints must equal the errors the pipeline had and the agent recorded.
 *
 * <p>Each message counts once, for its first finding in the order structure and headers, header words, parts, date.
 * Written for this corpus, not for hostile input: it holds all of it in memory. Stateless.
 */
public final class CorpusCount {

    private static final String CORPUS = "/emails.mbox.gz";

    /** Parentheses would be a comment, not a name. */
    private static final Pattern HEADER = Pattern.compile("[\\x21-\\x7e&&[^:()]]+[ \\t]*:\\p{ASCII}*");

    private static final Pattern WORD = Pattern.compile("=\\?([^?*\\s]+)(?:\\*[^?\\s]*)?\\?[BbQq]\\?");
    private static final Pattern BAD_QUOTED = Pattern.compile("=(?!\\n|[ \\t]+\\n|[0-9A-Fa-f]{2}|\\z)|\\r");
    private static final Pattern BAD_BASE64 = Pattern.compile("[^A-Za-z0-9+/=\\s]");
    private static final Pattern DATE = Pattern.compile("(?i)((Mon|Tue|Wed|Thu|Fri|Sat|Sun)\\s*,)?\\s*"
            + "(0?[1-9]|[12]\\d|3[01])\\s+(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\\s+(\\d{4}|\\d{2})\\s+"
            + "([01]?\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?\\s+"
            + "([+-](0\\d|1[0-7])[0-5]\\d|[+-]1800|UT|GMT|[ECMP][SD]T)");

    private CorpusCount() {}

    /** Prints one line for each type of error, its name and its number. */
    public static void main(String[] args) throws IOException {
        errors().forEach((type, count) -> System.out.println(type + " " + count));
    }

    static Map<String, Long> errors() throws IOException {
        Map<String, Long> errors = new TreeMap<>();
        for (String message : messages()) {
            finding(message).forEach(type -> errors.merge(type, 1L, Long::sum));
        }
        return errors;
    }

    private static List<String> messages() throws IOException {
        InputStream packed = Objects.requireNonNull(CorpusCount.class.getResourceAsStream(CORPUS), CORPUS);
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(packed))) {
            String all = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            String[] cut = all.split("(?m)^From .*\\n", -1);
            return Stream.of(cut)
                    .skip(1)
                    .map(message -> message.replaceAll("(?m)^>(>*From )", "$1"))
                    .toList();
        }
    }

    /** The first type of error, or nothing. */
    private static Stream<String> finding(String message) {
        List<Entity> entities = new ArrayList<>();
        String structure = walk(message, entities);
        Stream<String> words =
                entities.stream().flatMap(entity -> entity.headers.stream().map(CorpusCount::badWord));
        Stream<String> parts = entities.stream().map(CorpusCount::badPart);
        Stream<String> date =
                Stream.of(structure).map(none -> badDate(entities.get(0).header("Date")));
        return Stream.of(Stream.of(structure), words, parts, date)
                .flatMap(found -> found)
                .filter(type -> !type.isEmpty())
                .limit(1);
    }

    /** Collects the entity and all below it; returns what is wrong with their structure. */
    private static String walk(String text, List<Entity> entities) {
        Entity entity = Entity.of(text);
        entities.add(entity);
        if (entity.headers.isEmpty()
                || !entity.headers.stream()
                        .allMatch(header -> HEADER.matcher(header).matches())) {
            return "MalformedHeaderException";
        }
        if (!entity.multipart()) {
            return "";
        }
        String boundary = "\n--" + entity.parameter("boundary");
        String[] sections = ("\n" + entity.body).split(Pattern.quote(boundary) + "(?=--|[ \\t]*\\n)", -1);
        for (int i = 1; i < sections.length; i++) {
            if (sections[i].startsWith("--")) {
                return "";
            }
            String finding = walk(sections[i].replaceFirst("[ \\t]*\\n", ""), entities);
            if (!finding.isEmpty()) {
                return finding;
            }
        }
        return "BrokenStructureException";
    }

    private static String badWord(String header) {
        Matcher word = WORD.matcher(header);
        return word.results().allMatch(found -> known(found.group(1))) ? "" : "UnknownCharsetException";
    }

    private static String badPart(Entity entity) {
        String encoding = entity.header("Content-Transfer-Encoding").toLowerCase(Locale.ROOT);
        Pattern bad = encoding.equals("base64") ? BAD_BASE64 : BAD_QUOTED;
        boolean encoded = !entity.multipart() && (encoding.equals("base64") || encoding.equals("quoted-printable"));
        if (encoded && bad.matcher(entity.body).find()) {
            return "UndecodablePartException";
        }
        return entity.text() ? badText(entity, encoding) : "";
    }

    private static String badText(Entity entity, String encoding) {
        String charset = entity.parameter("charset").isEmpty() ? "us-ascii" : entity.parameter("charset");
        if (!known(charset)) {
            return "UnknownCharsetException";
        }
        try {
            Charset.forName(charset).newDecoder().decode(ByteBuffer.wrap(bytes(entity.body, encoding)));
            return "";
        } catch (CharacterCodingException e) {
            return "MalformedTextException";
        }
    }

    private static byte[] bytes(String body, String encoding) {
        if (encoding.equals("base64")) {
            return Base64.getMimeDecoder().decode(body);
        }
        String plain = body;
        if (encoding.equals("quoted-printable")) {
            plain = Pattern.compile("=([0-9A-Fa-f]{2})")
                    .matcher(body.replaceAll("=[ \\t]*\\n", ""))
                    .replaceAll(hex -> Matcher.quoteReplacement("" + (char) Integer.parseInt(hex.group(1), 16)));
        }
        return plain.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** "default" is a name for US-ASCII in some JDKs and none in others; here it is none. */
    private static boolean known(String charset) {
        try {
            return !charset.equalsIgnoreCase("default") && Charset.isSupported(charset);
        } catch (IllegalCharsetNameException e) {
            return false;
        }
    }

    private static String badDate(String date) {
        String bare = date.replaceAll("\\([^()]*\\)", " ").strip();
        return DATE.matcher(bare).matches() ? "" : "InvalidDateException";
    }

    /** A message or a part: its unfolded headers, and everything behind the first empty line. */
    private record Entity(List<String> headers, String body) {

        static Entity of(String text) {
            if (text.startsWith("\n")) {
                return new Entity(List.of(), text.substring(1));
            }
            String[] halves = text.split("\\n\\n", 2);
            String unfolded = halves[0].replaceAll("\\n[ \\t]", " ").stripTrailing();
            return new Entity(List.of(unfolded.split("\\n", -1)), halves.length > 1 ? halves[1] : "");
        }

        String header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(header -> header.substring(start.length()).strip())
                    .findFirst()
                    .orElse("");
        }

        String parameter(String name) {
            Matcher value = Pattern.compile("(?i)[;\\s]" + name + "\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;\"]+))")
                    .matcher(header("Content-Type"));
            return value.find() ? Objects.requireNonNullElse(value.group(1), String.valueOf(value.group(2))) : "";
        }

        boolean multipart() {
            return startsWith("multipart/");
        }

        boolean text() {
            return header("Content-Type").isEmpty() || startsWith("text/");
        }

        private boolean startsWith(String type) {
            return header("Content-Type").toLowerCase(Locale.ROOT).startsWith(type);
        }
    }
}
