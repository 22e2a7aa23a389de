package dev.nilometer.sample.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.jspecify.annotations.Nullable;

/** Undoes base64 and quoted-printable. Stateless. */
final class TransferEncoding {

    private TransferEncoding() {}

    static byte[] undo(Part part) throws UndecodablePartException {
        byte[] encoded = new byte[part.content().remaining()];
        part.content().duplicate().get(encoded);
        InputStream in = new ByteArrayInputStream(encoded);
        Findings findings = new Findings();
        return switch (part.transferEncoding()) {
            case "7bit", "8bit", "binary" -> encoded;
            case "base64" -> undone(new Base64InputStream(in, findings), findings);
            case "quoted-printable" -> undone(new QuotedPrintableInputStream(in, findings), findings);
            default -> throw new UndecodablePartException("Unknown encoding " + part.transferEncoding(), null);
        };
    }

    private static byte[] undone(InputStream decoding, Findings findings) throws UndecodablePartException {
        byte[] decoded;
        try (decoding) {
            decoded = decoding.readAllBytes();
        } catch (IOException e) {
            throw new UndecodablePartException(String.valueOf(e.getMessage()), e);
        }
        if (findings.first != null) {
            throw new UndecodablePartException(findings.first, null);
        }
        return decoded;
    }

    /** Keeps the first finding; mime4j does not stop at all of them when it is told to. For one part. */
    private static final class Findings extends DecodeMonitor {

        /** Blanks at the end of a quoted-printable line, which RFC 2045 wants ignored. */
        private static final Set<String> HARMLESS = Set.of("ignored blanks", "Found non-standard soft line break");

        private @Nullable String first;

        @Override
        public boolean warn(String error, String dropDesc) {
            if (first == null && !HARMLESS.contains(error)) {
                first = error;
            }
            return false;
        }

        @Override
        public boolean isListening() {
            return true;
        }
    }
}
