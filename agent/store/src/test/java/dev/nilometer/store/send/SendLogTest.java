package dev.nilometer.store.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.store.Words;
import java.net.UnknownHostException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SendLogTest {
    private final Words words = new Words();
    private final SendLog log = new SendLog(words, "db/app");

    @Test
    void saysThatAPasswordIsMissing() {
        SQLException noPassword = new SQLException("wants SCRAM, but no password was provided.", "08004");
        log.failed(FailureKind.of(noPassword, false), noPassword);
        assertThat(words.warnings()).singleElement().asString().contains("refused the login; look at db.user");
    }

    @Test
    void saysWhichHostThereIsNot() {
        SQLException away = new SQLException("The attempt failed.", "08001", new UnknownHostException("nowhere"));
        log.failed(FailureKind.of(away, false), away);
        assertThat(words.warnings()).singleElement().asString().contains("There is no host nowhere");
    }
}
