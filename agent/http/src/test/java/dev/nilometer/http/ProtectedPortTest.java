package dev.nilometer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The port with a password, and with TLS: it is never opened without what was asked for. */
class ProtectedPortTest {
    @TempDir
    Path folder;

    private static int status(Listener listener, String path, String login) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + listener.address().getPort() + path));
        if (!login.isEmpty()) {
            String words = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + words);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .statusCode();
    }

    @ParameterizedTest
    @CsvSource({
        "/scrape, '', 401", "/page, '', 401", "/nothing, '', 401",
        "/scrape, prometheus:wrong, 401", "/scrape, prometheus, 401", "/scrape, prometheus:öpen sesame, 200",
        "/page, prometheus:öpen sesame, 200", "/health, '', 200"
    })
    void asksForThePassword(String path, String login, int expected) throws Exception {
        try (Listener listener = SmallSite.open(Protection.NONE.user("prometheus", "öpen sesame", null))) {
            assertThat(status(listener, path, login)).isEqualTo(expected);
        }
    }

    @Test
    void readsAChangedPasswordFile() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "old\n");
        try (Listener listener = SmallSite.open(Protection.NONE.user("p", "", file))) {
            assertThat(status(listener, "/scrape", "p:old")).isEqualTo(200);
            Files.writeString(file, "new\n");
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (status(listener, "/scrape", "p:new") != 200) {
                assertThat(System.nanoTime()).as("read again").isLessThan(end);
                Thread.onSpinWait();
            }
            assertThat(status(listener, "/scrape", "p:old")).isEqualTo(401);
        }
    }

    @Test
    void doesNotOpenWithoutItsPassword() {
        assertThatThrownBy(() -> SmallSite.open(Protection.NONE.user("p", "", null)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("http.password-file");
        assertThatThrownBy(() -> SmallSite.open(Protection.NONE.user("p", "", folder.resolve("none"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> SmallSite.open(Protection.NONE.user("", "secret", null)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("http.user")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> SmallSite.open(Protection.NONE.tls(folder.resolve("none"), null)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("go together");
        assertThatThrownBy(() -> SmallSite.open(Protection.NONE.tls(folder.resolve("none"), folder.resolve("none"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be used");
    }

    @ParameterizedTest
    @CsvSource({"RSA,2048,TLSv1.3", "EC,256,TLSv1.3", "EC,256,TLSv1.2"})
    void speaksTlsAlone(String algorithm, int size, String version) throws Exception {
        Keys keys = keys(algorithm, size);
        try (Listener listener = SmallSite.open(Protection.NONE.tls(keys.certificate, keys.key))) {
            SSLParameters parameters = new SSLParameters();
            parameters.setProtocols(new String[] {version});
            HttpClient client = HttpClient.newBuilder()
                    .sslContext(keys.trusting())
                    .sslParameters(parameters)
                    .build();
            URI uri = URI.create("https://localhost:" + listener.address().getPort() + "/scrape");
            for (int i = 0; i < 5; i++) {
                assertThat(client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                                .body())
                        .isEqualTo("here");
            }
            assertThatThrownBy(() -> HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()))
                    .isInstanceOf(SSLHandshakeException.class);
            assertThatThrownBy(() -> status(listener, "/scrape", "")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void refusesAKeyThatIsEncrypted() throws Exception {
        Keys keys = keys("EC", 256);
        Files.writeString(
                keys.key, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
        assertThatThrownBy(() -> SmallSite.open(Protection.NONE.tls(keys.certificate, keys.key)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("openssl pkcs8");
    }

    /** A certificate for localhost that signs itself, as PEM. */
    private Keys keys(String algorithm, int size) throws Exception {
        Path store = folder.resolve("store-" + algorithm);
        List<String> arguments = List.of(
                "-genkeypair",
                "-alias",
                "port",
                "-keyalg",
                algorithm,
                "-keysize",
                "" + size,
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit");
        Process keytool = keytool(arguments);
        assertThat(keytool.waitFor()).isZero();
        KeyStore read = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        Path certificate = folder.resolve(algorithm + ".crt");
        Path key = folder.resolve(algorithm + ".key");
        Files.writeString(
                certificate, pem("CERTIFICATE", read.getCertificate("port").getEncoded()));
        Files.writeString(
                key,
                pem("PRIVATE KEY", read.getKey("port", "changeit".toCharArray()).getEncoded()));
        return new Keys(certificate, key, read);
    }

    private static Process keytool(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String pem(String what, byte[] encoded) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(encoded) + "\n-----END " + what
                + "-----\n";
    }

    private record Keys(Path certificate, Path key, KeyStore store) {
        SSLContext trusting() throws Exception {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("port", store.getCertificate("port"));
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        }
    }
}
