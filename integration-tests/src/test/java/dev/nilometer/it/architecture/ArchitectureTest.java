package dev.nilometer.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules over the class files of every module; plain methods, because annotated rule fields may silently not run. */
final class ArchitectureTest {

    private static final JavaClasses SHIPPED = Room.classesOf(Room.shipped());
    private static final JavaClasses AGENT = Room.classesOf(Room.agent());

    @ParameterizedTest
    @EnumSource
    void everyArrowHolds(Room room) {
        Rules.arrowsOf(room).check(Room.classesOf(List.of(room)));
    }

    @Test
    void onlyWeavingKnowsByteBuddy() {
        Rules.onlyWeavingKnowsByteBuddy().check(SHIPPED);
    }

    @Test
    void onlyStoreAndWorkerKnowJdbc() {
        Rules.onlyStoreAndWorkerKnowJdbc().check(SHIPPED);
    }

    @Test
    void onlyPrometheusAndWorkerOpenPorts() {
        Rules.onlyPrometheusAndWorkerOpenPorts().check(SHIPPED);
    }

    @Test
    void onlyTheMainsReadPropertiesAndEnvironment() {
        Rules.onlyTheMainsReadPropertiesAndEnvironment().check(SHIPPED);
    }

    @Test
    void agentLeavesTheHostAlone() {
        Rules.agentLeavesTheHostAlone().check(AGENT);
    }

    @Test
    void onlyDistWritesToStderr() {
        Rules.onlyDistWritesToStderr().check(AGENT);
    }

    @Test
    void adviceTouchesOnlyBootstrap() {
        Rules.adviceTouchesOnlyBootstrap().check(AGENT);
    }

    @Test
    void adviceHasNoFields() {
        Rules.adviceHasNoFields().check(AGENT);
    }

    @Test
    void adviceIsStaticAndSuppresses() {
        Rules.adviceIsStaticAndSuppresses().check(AGENT);
    }

    @Test
    void namesSayWhatThingsAre() {
        Rules.namesSayWhatThingsAre().check(SHIPPED);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(SHIPPED.stream().map(each -> each.getPackage()).distinct())
                .allSatisfy(each -> assertThat(each.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                        .as(each.getName())
                        .isTrue());
    }
}
