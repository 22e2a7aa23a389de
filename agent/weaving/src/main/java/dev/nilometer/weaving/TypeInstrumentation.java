package dev.nilometer.weaving;

/**
 * One kind of method that is woven: which classes to look at, and what to put into them.
 *
 * <p>Stateless, asked by every thread that loads classes. It must be loadable without Byte Buddy, so that Byte Buddy's
 * classes stay on disk until the first class that is woven. What it throws leaves the class as it was.
 */
public interface TypeInstrumentation {

    /** Its name in {@code instrument.<library>.enabled}, in the documentation and in the status. */
    String library();

    /** Which classes may be concerned; asked once, at start. */
    Trigger trigger(WeaverSettings settings);

    /** Looks at one class with a hit (perhaps another's) and says what to weave. */
    void weave(WovenType type, WeaverSettings settings);
}
