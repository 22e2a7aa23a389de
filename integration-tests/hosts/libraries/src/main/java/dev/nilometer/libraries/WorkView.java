package dev.nilometer.libraries;

import java.io.ObjectStreamClass;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;

/** The measured class itself: its members, its serial version, and the stack inside it. */
final class WorkView {
    private WorkView() {}

    static Stream<String> lines() {
        Work work = new Work();
        work.doIt(1);
        return Stream.of(
                        Arrays.stream(Work.class.getDeclaredMethods())
                                .map(each -> "method " + Modifier.toString(each.getModifiers()) + " " + each + " "
                                        + Arrays.toString(each.getAnnotations())),
                        Arrays.stream(Work.class.getDeclaredFields()).map(each -> "field " + each),
                        Arrays.stream(Work.class.getInterfaces()).map(each -> "interface " + each),
                        Stream.of(
                                "serial version "
                                        + ObjectStreamClass.lookup(Work.class).getSerialVersionUID(),
                                "stack " + work.lastTrace(),
                                "source " + Sources.of(Work.class)))
                .flatMap(each -> each);
    }
}
