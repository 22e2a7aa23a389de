package dev.nilometer.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeysTest {
    @Test
    void givesEveryThreadTheSameKeyForTheSameNames() throws InterruptedException {
        int names = 2_000;
        int[][] keys = new int[4][names];
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < keys.length; t++) {
            int[] mine = keys[t];
            int rotation = t * names / keys.length;
            threads.add(new Thread(() -> {
                for (int i = 0; i < names; i++) {
                    int name = (i + rotation) % names;
                    mine[name] = Keys.intern(Keys.EVENT, "event", "shared " + name);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        Set<Integer> distinct = new HashSet<>();
        for (int name = 0; name < names; name++) {
            assertThat(Keys.info(keys[0][name]).labels()).containsExactly("event", "shared " + name);
            distinct.add(keys[0][name]);
        }
        assertThat(distinct).hasSize(names);
        assertThat(keys[1]).isEqualTo(keys[0]);
        assertThat(keys[2]).isEqualTo(keys[0]);
        assertThat(keys[3]).isEqualTo(keys[0]);
    }

    @Test
    void tellsMetricsAndNamesApart() {
        int event = Keys.intern(Keys.EVENT, "event", "x");
        int value = Keys.internValue("event", "event", "x");

        assertThat(value).isNotEqualTo(event);
        assertThat(Keys.info(value).name()).isEqualTo("event");
        assertThat(Keys.info(value).metricCode()).isEqualTo(Keys.VALUE);
        assertThat(Keys.info(value).label("event")).isEqualTo("x");
        assertThat(Keys.info(value).label("missing")).isEmpty();
    }

    @Test
    void refusesNumbersThatAreNoKeys() {
        assertThatThrownBy(() -> Keys.info(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Keys.info(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Keys.info(Keys.size() + 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givesTheOverflowKeyOfTheMetricBeyondTheLimit() throws Exception {
        // In classes of their own: the limit, once reached, holds for the life of a JVM.
        URL classes = Keys.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            Class<?> keys = loader.loadClass(Keys.class.getName());
            Method intern = keys.getMethod("intern", int.class, String[].class);
            Object info = null;
            boolean overflowed = false;
            for (int i = 0; i <= Keys.LIMIT; i++) {
                Object key = intern.invoke(null, Keys.EVENT, new String[] {"event", Integer.toString(i)});
                info = keys.getMethod("info", int.class).invoke(null, key);
                boolean overflows =
                        (boolean) info.getClass().getMethod("isOverflow").invoke(info);
                assertThat(overflows || !overflowed).as("once full, for good").isTrue();
                overflowed = overflows;
            }
            assertThat(overflowed).isTrue();
            Field bytes = keys.getDeclaredField("bytes");
            bytes.setAccessible(true);
            assertThat(bytes.getLong(null)).isBetween(Limits.KEY_BYTES / 2, Limits.KEY_BYTES + 1_024);
            assertThat(info.getClass().getMethod("metricCode").invoke(info)).isEqualTo(Keys.EVENT);
        }
    }
}
