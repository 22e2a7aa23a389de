package dev.nilometer.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InstrumentationsTest {

    @Test
    void libraryNamesAreUnique() {
        assertThat(Instrumentations.libraries()).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z-]+"));
    }

    @Test
    void documentationHasOneRowForEach() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../../docs/instrumentations.md")).stream()
                .filter(line -> line.startsWith("| `") && !line.startsWith("| `@"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();

        assertThat(rows).containsExactlyElementsOf(Instrumentations.libraries());
    }
}
