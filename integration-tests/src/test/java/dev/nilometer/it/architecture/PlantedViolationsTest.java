package dev.nilometer.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.nilometer.core.planted.NosyCore;
import dev.nilometer.model.planted.StoringModel;
import dev.nilometer.weaving.planted.CarelessAdvice;
import org.junit.jupiter.api.Test;

/** Each rule against a class that breaks it: a rule that sees nothing would keep the build green for ever. */
final class PlantedViolationsTest {

    private static final JavaClasses PLANTED =
            new ClassFileImporter().importPackagesOf(StoringModel.class, NosyCore.class, CarelessAdvice.class);

    @Test
    void seesAnArrowAgainstTheOrder() {
        assertSeen(Rules.arrowsOf(Room.MODEL), "NosyCore");
    }

    @Test
    void seesALibraryInARoomWithoutOne() {
        assertSeen(Rules.onlyStoreAndWorkerKnowJdbc(), "java.sql.Connection");
    }

    @Test
    void seesAPortOpened() {
        assertSeen(Rules.onlyHttpOpensPorts(), "java.net.ServerSocket");
    }

    @Test
    void seesTheEnvironmentRead() {
        assertSeen(Rules.onlyTheMainsReadPropertiesAndEnvironment(), "getenv");
        assertSeen(Rules.onlyTheMainsReadPropertiesAndEnvironment(), "getBoolean");
    }

    @Test
    void seesTheHostTouched() {
        assertSeen(Rules.agentLeavesTheHostAlone(), "System.out");
        assertSeen(Rules.agentLeavesTheHostAlone(), "halt");
        assertSeen(Rules.onlyDistWritesToStderr(), "System.err");
    }

    @Test
    void seesCarelessAdvice() {
        assertSeen(Rules.adviceHasNoFields(), "calls");
        assertSeen(Rules.adviceTouchesOnlyBootstrap(), "java.util.List");
        assertSeen(Rules.adviceIsStaticAndSuppresses(), "lets throwables out");
        assertSeen(Rules.adviceIsStaticAndSuppresses(), "does not have modifier STATIC");
    }

    @Test
    void seesAnEmptyName() {
        assertSeen(Rules.namesSayWhatThingsAre(), "KeyUtil");
    }

    private static void assertSeen(ArchRule rule, String detail) {
        assertThat(rule.evaluate(PLANTED).getFailureReport().getDetails())
                .anySatisfy(violation -> assertThat(violation).contains(detail));
    }
}
