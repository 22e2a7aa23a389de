package dev.nilometer.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules over the class files of every module; plain methods, because annotated rule fields may silently not run. */
final class ArchitectureTest {

    private static JavaClasses shipped;
    private static JavaClasses agent;

    @BeforeAll
    static void readClassFiles() {
        shipped = Room.classesOf(Room.shipped());
        agent = Room.classesOf(Room.agent());
    }

    @ParameterizedTest
    @EnumSource
    void everyArrowHolds(Room room) {
        Rules.arrowsOf(room).check(Room.classesOf(List.of(room)));
    }

    @Test
    void onlyWeavingKnowsByteBuddy() {
        Rules.onlyWeavingKnowsByteBuddy().check(shipped);
    }

    @Test
    void onlyStoreAndWorkerKnowJdbc() {
        Rules.onlyStoreAndWorkerKnowJdbc().check(shipped);
    }

    @Test
    void onlyHttpOpensPorts() {
        Rules.onlyHttpOpensPorts().check(shipped);
    }

    @Test
    void onlyTheMainsReadPropertiesAndEnvironment() {
        Rules.onlyTheMainsReadPropertiesAndEnvironment().check(shipped);
    }

    @Test
    void agentLeavesTheHostAlone() {
        Rules.agentLeavesTheHostAlone().check(agent);
    }

    @Test
    void onlyDistWritesToStderr() {
        Rules.onlyDistWritesToStderr().check(agent);
    }

    @Test
    void adviceTouchesOnlyBootstrap() {
        Rules.adviceTouchesOnlyBootstrap().check(agent);
    }

    @Test
    void adviceHasNoFields() {
        Rules.adviceHasNoFields().check(agent);
    }

    @Test
    void adviceIsStaticAndSuppresses() {
        Rules.adviceIsStaticAndSuppresses().check(agent);
    }

    @Test
    void namesSayWhatThingsAre() {
        Rules.namesSayWhatThingsAre().check(shipped);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(shipped.stream().map(each -> each.getPackage()).distinct())
                .allSatisfy(each -> assertThat(each.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                        .as(each.getName())
                        .isTrue());
    }
}
