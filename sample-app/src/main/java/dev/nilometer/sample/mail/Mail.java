package dev.nilometer.sample.mail;

import java.util.List;
import java.util.Optional;

/**
 * A message anybody can read. Immutable.
 *
 * @param headers decoded
 * @param texts its text parts, decoded, in order
 * @param parts how many leaves it has, those that are not text too
 */
public record Mail(List<Header> headers, List<Text> texts, int parts) {

    /** The first header of that name, in any case. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    /** All texts one after the other, the marks of HTML taken out. */
    public String plainText() {
        StringBuilder plain = new StringBuilder();
        texts.forEach(text -> plain.append(text.plain()).append('\n'));
        return plain.toString();
    }
}
