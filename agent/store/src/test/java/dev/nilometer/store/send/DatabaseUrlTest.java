package dev.nilometer.store.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @Test
    void showsHostAndDatabaseAlone() {
        DatabaseUrl url =
                DatabaseUrl.of("jdbc:postgresql://db-1,db-2:5433/metrics?user=u&password=s3cret&sslmode=require");
        assertThat(url.display()).isEqualTo("db-1,db-2:5433/metrics");
        assertThat(SendSettings.builder(url).password("s3cret").build().toString())
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://host/db",
                "jdbc:postgresql:",
                "postgres://host/db",
                "jdbc:postgresql://h/d?socketFactory=com.acme.Evil",
                "jdbc:postgresql://h/d?sslmode=require&sslfactory=com.acme.Evil",
                "jdbc:postgresql://h/d?options=-c%20search_path=x",
                "jdbc:postgresql://h/d?loggerFile=/etc/passwd",
                "jdbc:postgresql://h/d?authenticationPluginClassName=x",
                "jdbc:postgresql://h/d?password=s3cret&prepareThreshold=5"
            })
    void refusesWhatIsNotAllowed(String url) {
        assertThatThrownBy(() -> DatabaseUrl.of(url))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("s3cret")
                .doesNotContain("Evil");
    }

    @Test
    void saysWhichPasswordFileCannotBeRead(@TempDir Path dir) {
        TestDatabase database = TestDatabase.empty();
        Path file = dir.resolve("no-such-file");
        Rig rig = new Rig(
                database,
                dir,
                SendSettings.builder(database.settings().url())
                        .passwordFile(file)
                        .build());
        assertThat(rig.sender.sendOnce().outcome()).isEqualTo(SendResult.Outcome.FAILED);
        assertThat(rig.sender.status().lastError()).contains(file.toString());
        assertThat(rig.sender.status().failures()).containsEntry("password_file", 1L);
        rig.end();
    }
}
