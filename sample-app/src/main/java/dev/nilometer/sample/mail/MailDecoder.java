package dev.nilometer.sample.mail;

import java.util.ArrayList;
import java.util.List;

/** Decodes every header and every part of one message, strictly and in their order; the first finding is thrown. */
public final class MailDecoder {

    private MailDecoder() {}

    public static Mail decode(ParsedMail parsed) throws UnreadableMailException {
        List<Header> headers = headers(parsed.headers());
        headers(parsed.partHeaders());
        List<Text> texts = new ArrayList<>();
        for (Part part : parsed.parts()) {
            byte[] content = TransferEncoding.undo(part);
            if (part.isText()) {
                texts.add(new Text(part.mediaType(), Charsets.decode(content, part.charset())));
            }
        }
        return new Mail(List.copyOf(headers), List.copyOf(texts), parsed.parts().size());
    }

    private static List<Header> headers(List<Header> raw) throws UnreadableMailException {
        List<Header> decoded = new ArrayList<>(raw.size());
        for (Header header : raw) {
            decoded.add(new Header(header.name(), EncodedWords.decode(header.value())));
        }
        return decoded;
    }
}
