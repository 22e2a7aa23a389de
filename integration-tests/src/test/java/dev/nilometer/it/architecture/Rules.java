package dev.nilometer.it.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.sun.net.httpserver.HttpServer;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.net.ServerSocket;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.ServerSocketChannel;
import java.sql.DriverManager;
import java.util.Set;

/** What the rooms may not do, as rules that a test checks over any set of class files. */
final class Rules {

    /** The package of the worker's main class alone: its options come as arguments and environment. */
    private static final String WORKER_MAIN = "dev.nilometer.worker";

    /** Takes the logger's place in our libraries, so it has the logger's shapes and none of its doings. */
    private static final String STAND_IN = "dev.nilometer.agent.SilentLogger";

    private static final String ADVICE = "Advice";

    private static final DescribedPredicate<JavaClass> SERVER_SOCKETS = assignableTo(HttpServer.class)
            .or(assignableTo(ServerSocket.class))
            .or(assignableTo(ServerSocketChannel.class))
            .or(assignableTo(AsynchronousServerSocketChannel.class))
            .as("that open a port");

    private Rules() {}

    /** No room sees another without an arrow, and rooms of the agent see no library but their own. */
    static ArchRule arrowsOf(Room room) {
        if (room.takesAnyLibrary()) {
            return noClasses()
                    .that()
                    .resideInAPackage(room.packages())
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(room.forbiddenRooms());
        }
        return classes()
                .that()
                .resideInAPackage(room.packages())
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(room.allowed()));
    }

    static ArchRule onlyWeavingKnowsByteBuddy() {
        return noClasses()
                .that()
                .resideOutsideOfPackages("dev.nilometer.weaving..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("net.bytebuddy..");
    }

    static ArchRule onlyStoreAndWorkerKnowJdbc() {
        return noClasses()
                .that()
                .resideOutsideOfPackages("dev.nilometer.store..", "dev.nilometer.worker..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..");
    }

    static ArchRule onlyHttpOpensPorts() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("dev.nilometer.http..")
                .should()
                .dependOnClassesThat(SERVER_SOCKETS);
    }

    static ArchRule onlyTheMainsReadPropertiesAndEnvironment() {
        return noClasses()
                .that()
                .resideOutsideOfPackages("dev.nilometer.agent..", WORKER_MAIN)
                .should()
                .accessTargetWhere(member(System.class, "getenv", "getProperty", "getProperties")
                        .or(member(Integer.class, "getInteger"))
                        .or(member(Long.class, "getLong"))
                        .or(member(Boolean.class, "getBoolean"))
                        .as("read a property or the environment"));
    }

    /** The host never notices: not its log manager, not its stdout, not its exit code, not its drivers. */
    static ArchRule agentLeavesTheHostAlone() {
        return noClasses()
                .that()
                .doNotHaveFullyQualifiedName(STAND_IN)
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.util.logging..").or(type(DriverManager.class)))
                .orShould()
                .accessTargetWhere(
                        member(System.class, "out", "setOut", "setErr", "exit", "setProperty", "setProperties")
                                .or(member(Runtime.class, "exit", "halt"))
                                .as("touch what belongs to the host"));
    }

    static ArchRule onlyDistWritesToStderr() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("dev.nilometer.agent..")
                .should()
                .accessTargetWhere(member(System.class, "err")
                        .or(member(Throwable.class, "printStackTrace"))
                        .as("write to stderr"));
    }

    static ArchRule adviceTouchesOnlyBootstrap() {
        return classes()
                .that()
                .haveSimpleNameEndingWith(ADVICE)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("dev.nilometer.bootstrap..", "java.lang", "net.bytebuddy..")
                        .or(describe("annotations", JavaClass::isAnnotation)));
    }

    static ArchRule adviceHasNoFields() {
        return fields().that()
                .areDeclaredInClassesThat()
                .haveSimpleNameEndingWith(ADVICE)
                .should(new Never<>("exist in advice"))
                .allowEmptyShould(true);
    }

    static ArchRule adviceIsStaticAndSuppresses() {
        return methods()
                .that()
                .areDeclaredInClassesThat()
                .haveSimpleNameEndingWith(ADVICE)
                .should()
                .beStatic()
                .andShould(new SuppressEverything());
    }

    static ArchRule namesSayWhatThingsAre() {
        return noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..helpers..", "..impl..")
                .orShould()
                .haveNameMatching(".*(Impl|Manager|Helper|Util|Utils|Base)");
    }

    /** A call of one of these methods, or a use of one of these fields, of the owner or of what extends it. */
    private static DescribedPredicate<JavaAccess<?>> member(Class<?> owner, String... names) {
        return describe(
                owner.getSimpleName() + " " + String.join(", ", names),
                access -> Set.of(names).contains(access.getName())
                        && access.getTargetOwner().isAssignableTo(owner));
    }
}
