package dev.nilometer.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.Jdks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate that signs itself, for the names that the deployed files use, and its key; both PEM, made by the JDK's
 * keytool. Immutable.
 */
record PortKeys(Path certificate, Path key, SSLContext trusting) {
    private static final String SECRET = "changeit";

    static PortKeys in(Path folder) throws Exception {
        Path store = folder.resolve("port.p12");
        Process keytool = new ProcessBuilder(
                        Jdks.current().resolve("bin/keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        "port",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=nilometer",
                        "-ext",
                        "san=dns:nilometer,dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        SECRET)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore read = KeyStore.getInstance(store.toFile(), SECRET.toCharArray());
        byte[] key = read.getKey("port", SECRET.toCharArray()).getEncoded();
        return new PortKeys(
                Files.writeString(
                        folder.resolve("port.crt"),
                        pem("CERTIFICATE", read.getCertificate("port").getEncoded())),
                Files.writeString(folder.resolve("port.key"), pem("PRIVATE KEY", key)),
                trusting(read));
    }

    private static SSLContext trusting(KeyStore store) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("port", store.getCertificate("port"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static String pem(String what, byte[] encoded) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(encoded) + "\n-----END " + what
                + "-----\n";
    }
}
