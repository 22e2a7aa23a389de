package dev.nilometer.sample.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.MimeIOException;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Event;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeParseEventException;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.util.ByteSequence;

/** Finds headers and parts of one message, strictly: the first finding is thrown. For one thread and one message. */
public final class MimeParser {

    /** Deeper than any honest message; each level costs a stream inside a stream. */
    private static final int MAX_DEPTH = 50;

    /** Lengths are bounded by {@link MboxReader}. */
    private static final MimeConfig STRICT = MimeConfig.custom()
            .setStrictParsing(true)
            .setMaxLineLen(-1)
            .setMaxHeaderLen(-1)
            .setMaxHeaderCount(-1)
            .setMaxContentLen(-1)
            .build();

    private final MimeTokenStream stream = new MimeTokenStream(STRICT);
    private final List<Header> headers = new ArrayList<>();
    private final List<Header> partHeaders = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private int depth;

    private MimeParser() {}

    public static ParsedMail parse(byte[] message) throws UnreadableMailException {
        MimeParser parser = new MimeParser();
        try {
            parser.stream.parse(new ByteArrayInputStream(message));
            parser.readAll();
        } catch (MimeIOException e) {
            throw finding(Objects.requireNonNull(e.getCause(), "a wrapper around nothing"));
        } catch (MimeException e) {
            throw finding(e);
        } catch (IOException e) {
            throw new BrokenStructureException("Unreadable body", e);
        }
        return new ParsedMail(List.copyOf(parser.headers), List.copyOf(parser.partHeaders), List.copyOf(parser.parts));
    }

    private void readAll() throws IOException, MimeException, UnreadableMailException {
        for (EntityState state = stream.getState(); state != EntityState.T_END_OF_STREAM; state = stream.next()) {
            switch (state) {
                case T_FIELD -> readField(stream.getField());
                case T_BODY -> readBody(stream.getBodyDescriptor());
                case T_START_BODYPART, T_START_MESSAGE -> descend();
                case T_END_BODYPART, T_END_MESSAGE -> depth--;
                default -> {}
            }
        }
    }

    private void descend() throws BrokenStructureException {
        if (++depth > MAX_DEPTH) {
            throw new BrokenStructureException("Nested deeper than " + MAX_DEPTH, null);
        }
    }

    private void readField(Field field) throws MalformedHeaderException {
        ByteSequence raw = field.getRaw();
        for (int i = 0; i < raw.length(); i++) {
            if (raw.byteAt(i) < 0) {
                throw new MalformedHeaderException("Bytes that are not ASCII in " + field.getName());
            }
        }
        (depth <= 1 ? headers : partHeaders).add(new Header(field.getName(), field.getBody()));
    }

    private void readBody(BodyDescriptor body) throws IOException {
        ByteBuffer content = ByteBuffer.wrap(stream.getInputStream().readAllBytes());
        String charset = body.getMediaType().equalsIgnoreCase("text") ? body.getCharset() : "";
        parts.add(new Part(
                body.getMimeType().toLowerCase(Locale.ROOT),
                charset,
                body.getTransferEncoding().toLowerCase(Locale.ROOT),
                content.asReadOnlyBuffer()));
    }

    private static UnreadableMailException finding(MimeException e) {
        if (e instanceof MimeParseEventException found && !found.getEvent().equals(Event.MIME_BODY_PREMATURE_END)) {
            return new MalformedHeaderException(String.valueOf(found.getEvent()), e);
        }
        return new BrokenStructureException(String.valueOf(e.getMessage()), e);
    }
}
