package dev.nilometer.store.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.store.Postgres;
import dev.nilometer.store.copy.CopyRows;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class of the driver whose initialiser failed, as in a host whose heap was full, does not end the sending. */
class SpoiledDriverTest {
    private final List<Postgres> loaded = new ArrayList<>();

    @TempDir
    Path dir;

    @Test
    void loadsTheDriverAnewWhenItCannotConnect() {
        assertThat(failuresUntilAllIsStored(Spoiled::connecting)).isEqualTo(2);
        assertThat(loaded).hasSize(3);
    }

    @Test
    void loadsTheDriverAnewWhenItCannotCopy() {
        assertThat(failuresUntilAllIsStored(Spoiled::copying)).isEqualTo(2);
        assertThat(loaded).hasSize(3);
    }

    @Test
    void keepsTheDriverWhenAClassIsMissingForGood() {
        Rig rig = rig(() -> new Spoiled(new ClassNotFoundException("org.ietf.jgss.GSSException"), true, true));
        assertThat(rig.sender.sendOnce().outcome()).isEqualTo(SendResult.Outcome.FAILED);
        assertThat(rig.sender.sendOnce().outcome()).isEqualTo(SendResult.Outcome.FAILED);
        assertThat(loaded).hasSize(1);
        rig.end();
    }

    /** So the JDK tells of a heap that ends while it links a lambda. */
    @Test
    void goesOnAfterAnInternalErrorOfTheVirtualMachine() throws InterruptedException {
        CountDownLatch heapFoundFull = new CountDownLatch(2);
        AtomicInteger tries = new AtomicInteger();
        Rig rig = rig(() -> {
            if (tries.incrementAndGet() <= 2) {
                heapFoundFull.countDown();
                throw new InternalError(new OutOfMemoryError());
            }
            return DriverLoader.load();
        });
        rig.frame(rig.drain.random());
        rig.sender.start(Thread::new);
        assertThat(heapFoundFull.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(rig.sender.finish(TimeUnit.SECONDS.toNanos(20))).isTrue();
        rig.assertAllStoredOnce();
        rig.end();
    }

    @Test
    void loadsClassesOfEachDriverForItself() throws SQLException {
        TestDatabase database = TestDatabase.migrated();
        Connector connector = new Connector(database.settings(), DriverLoader::load);
        Postgres first = DriverLoader.load();
        Postgres second = DriverLoader.load();
        assertThat(first.getClass()).isNotEqualTo(second.getClass());
        try (Connection one = connector.connect(first);
                Connection other = connector.connect(second)) {
            assertThat(one.isValid(1)).isTrue();
            assertThat(one.getClass()).isNotEqualTo(other.getClass());
            assertThat(one.getClass().getName()).isEqualTo(other.getClass().getName());
        }
    }

    /** Two drivers are spoiled, the third works. */
    private int failuresUntilAllIsStored(Supplier<Postgres> spoiled) {
        Rig rig = rig(() -> loaded.size() < 2 ? spoiled.get() : DriverLoader.load());
        rig.frame(rig.drain.random());
        rig.frame(rig.drain.random());
        int failures = 0;
        while (rig.sender.sendOnce().outcome() == SendResult.Outcome.FAILED) {
            assertThat(++failures).isLessThan(5);
        }
        rig.sendAll();
        rig.assertAllStoredOnce();
        rig.end();
        return failures;
    }

    private Rig rig(Supplier<Postgres> drivers) {
        TestDatabase database = TestDatabase.migrated();
        return new Rig(database, dir, database.settings(), () -> {
            Postgres driver = drivers.get();
            loaded.add(driver);
            return driver;
        });
    }

    /** Fails as pgjdbc does when one of its classes cannot be used. */
    private static final class Spoiled implements Postgres {
        private final Postgres sound = DriverLoader.load();
        private final Throwable cause;
        private final boolean connects;
        private final boolean copies;

        Spoiled(Throwable cause, boolean spoilsConnecting, boolean spoilsCopying) {
            this.cause = cause;
            this.connects = !spoilsConnecting;
            this.copies = !spoilsCopying;
        }

        static Postgres connecting() {
            return new Spoiled(new ExceptionInInitializerError(), true, true);
        }

        static Postgres copying() {
            return new Spoiled(new ExceptionInInitializerError(), false, true);
        }

        @Override
        public Connection connect(String url, Properties properties) throws SQLException {
            if (!connects) {
                throw noClass();
            }
            return sound.connect(url, properties);
        }

        @Override
        public long copy(Connection connection, String schema, CopyRows rows, int from, int to, Runnable meanwhile)
                throws SQLException {
            if (!copies) {
                throw noClass();
            }
            return sound.copy(connection, schema, rows, from, to, meanwhile);
        }

        private NoClassDefFoundError noClass() {
            NoClassDefFoundError error = new NoClassDefFoundError("Could not initialize class");
            error.initCause(cause);
            return error;
        }
    }
}
