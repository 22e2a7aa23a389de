package dev.nilometer.sample.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;

/** Undoes base64 and quoted-printable. Stateless. */
final class TransferEncoding {

    /** Refuses everything but blanks at the end of a quoted-printable line, which RFC 2045 wants ignored. */
    private static final DecodeMonitor STRICT = new DecodeMonitor() {
        @Override
        public boolean warn(String error, String dropDesc) {
            return !"ignored blanks".equals(dropDesc);
        }

        @Override
        public boolean isListening() {
            return true;
        }
    };

    private TransferEncoding() {}

    static byte[] undo(Part part) throws UndecodablePartException {
        byte[] encoded = new byte[part.content().remaining()];
        part.content().duplicate().get(encoded);
        InputStream in = new ByteArrayInputStream(encoded);
        return switch (part.transferEncoding()) {
            case "7bit", "8bit", "binary" -> encoded;
            case "base64" -> undone(new Base64InputStream(in, STRICT), part);
            case "quoted-printable" -> undone(new QuotedPrintableInputStream(in, STRICT), part);
            default -> throw new UndecodablePartException("Unknown encoding " + part.transferEncoding(), null);
        };
    }

    private static byte[] undone(InputStream decoding, Part part) throws UndecodablePartException {
        try (decoding) {
            return decoding.readAllBytes();
        } catch (IOException e) {
            throw new UndecodablePartException("Not " + part.transferEncoding() + ": " + e.getMessage(), e);
        }
    }
}
