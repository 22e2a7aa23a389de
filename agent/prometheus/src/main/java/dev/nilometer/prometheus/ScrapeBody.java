package dev.nilometer.prometheus;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What a scrape answers, in one format. Kept compressed, so that many who ask at once share some 200 KiB and not 5 MiB;
 * who wants it plain gets it unpacked on the way. Immutable, safe from every thread.
 */
final class ScrapeBody {
    private static final int SLICE_BYTES = 4_096;

    private final String contentType;
    private final byte[] gzip;
    private final long plainBytes;

    private ScrapeBody(String contentType, byte[] gzip, long plainBytes) {
        this.contentType = contentType;
        this.gzip = gzip;
        this.plainBytes = plainBytes;
    }

    /** Writes the snapshots in the writer's format. */
    static ScrapeBody of(MetricSnapshots snapshots, ExpositionFormatWriter writer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1_024);
        try (QuickGzip gzip = new QuickGzip(bytes)) {
            // Our names need no escaping whatever is asked for, and this one leaves them as they are.
            writer.write(gzip, snapshots, EscapingScheme.ALLOW_UTF8);
            gzip.finish();
            return new ScrapeBody(writer.getContentType(), bytes.toByteArray(), gzip.plainBytes());
        }
    }

    String contentType() {
        return contentType;
    }

    /** Bytes of what {@link #stream} gives. */
    long length(boolean compressed) {
        return compressed ? gzip.length : plainBytes;
    }

    /** All of it, to be read by one. */
    InputStream stream(boolean compressed) throws IOException {
        InputStream packed = new ByteArrayInputStream(gzip);
        return compressed ? packed : new GZIPInputStream(packed, SLICE_BYTES);
    }

    /** Packs fast rather than small: repeated labels shrink well anyway. */
    private static final class QuickGzip extends GZIPOutputStream {
        QuickGzip(OutputStream out) throws IOException {
            super(out, SLICE_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }

        long plainBytes() {
            return def.getBytesRead();
        }
    }
}
