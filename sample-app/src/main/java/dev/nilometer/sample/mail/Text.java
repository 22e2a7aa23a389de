package dev.nilometer.sample.mail;

import java.util.regex.Pattern;

/** The text of one part. Immutable. */
public record Text(String mediaType, String content) {

    /** No nesting and a bound, so that hostile input costs linear time. */
    private static final Pattern TAG = Pattern.compile("<[^<>]{0,4000}+>");

    /** The words alone; good enough for counting them, not for showing them. */
    String plain() {
        if (!mediaType.equals("text/html")) {
            return content;
        }
        return TAG.matcher(content)
                .replaceAll(" ")
                .replace("&nbsp;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
