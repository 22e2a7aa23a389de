package dev.nilometer.http;

import dev.nilometer.model.Diagnostics;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * The certificate of the port and its key, both as PEM. Looked at again every ten seconds and read again when one was changed;
 * what cannot be read then leaves the old one in place, with one line. TLS 1.2 and 1.3 alone. Used by the listener's
 * thread.
 */
final class TlsKeys {
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);

    private final String name;
    private final Path certificate;
    private final Path key;
    private final Diagnostics diagnostics;
    private SSLContext context;
    private FileTime certificateChanged;
    private FileTime keyChanged;
    private long lookedAtNanos = System.nanoTime();

    private TlsKeys(String name, Path certificate, Path key, Diagnostics diagnostics) throws IOException {
        this.name = name;
        this.certificate = certificate;
        this.key = key;
        this.diagnostics = diagnostics;
        this.certificateChanged = Files.getLastModifiedTime(certificate);
        this.keyChanged = Files.getLastModifiedTime(key);
        this.context = read();
    }

    /** Throws {@link IOException} with a sentence when they cannot be used. */
    static TlsKeys of(Protection protection, Diagnostics diagnostics) throws IOException {
        Path certificate = protection.tlsCertificate();
        Path key = protection.tlsKey();
        String name = protection.option("http.tls.certificate");
        String keyName = protection.option("http.tls.key");
        if (certificate == null || key == null) {
            throw new IOException(name + " and " + keyName + " go together");
        }
        try {
            return new TlsKeys(name, certificate, key, diagnostics);
        } catch (NoSuchFileException e) {
            throw new IOException(name + " or " + keyName + " cannot be used: there is no file " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException(name + " or " + keyName + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** The server's side of one connection. */
    SSLEngine engine(long nowNanos) {
        if (nowNanos - lookedAtNanos > LOOK_NANOS) {
            lookedAtNanos = nowNanos;
            readAgainWhenChanged();
        }
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(VERSIONS);
        return engine;
    }

    private void readAgainWhenChanged() {
        try {
            FileTime certificateNow = Files.getLastModifiedTime(certificate);
            FileTime keyNow = Files.getLastModifiedTime(key);
            if (!certificateNow.equals(certificateChanged) || !keyNow.equals(keyChanged)) {
                certificateChanged = certificateNow;
                keyChanged = keyNow;
                context = read();
            }
        } catch (IOException e) {
            diagnostics.warn(name + ": the old one goes on, the new one cannot be used: " + e.getMessage());
        }
    }

    private SSLContext read() throws IOException {
        try {
            byte[] pem = Files.readAllBytes(certificate);
            Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem))
                    .toArray(new Certificate[0]);
            if (chain.length == 0) {
                throw new IOException(certificate + " holds no certificate");
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("port", privateKey(chain[0].getPublicKey().getAlgorithm()), new char[0], chain);
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, new char[0]);
            SSLContext made = SSLContext.getInstance("TLS");
            made.init(managers.getKeyManagers(), null, null);
            return made;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private PrivateKey privateKey(String algorithm) throws IOException, GeneralSecurityException {
        Matcher found = KEY.matcher(new String(Files.readAllBytes(key), StandardCharsets.US_ASCII));
        if (!found.find()) {
            throw new IOException(
                    key + " holds no unencrypted key of PKCS #8 (openssl pkcs8 -topk8 -nocrypt makes it one)");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(found.group(1));
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }
}
