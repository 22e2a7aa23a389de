package dev.nilometer.it.architecture;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Advice that enters or leaves a method declares {@code suppress = Throwable.class}: nothing of ours reaches the host. */
final class SuppressEverything extends ArchCondition<JavaMethod> {

    SuppressEverything() {
        super("suppress every throwable");
    }

    @Override
    public void check(JavaMethod method, ConditionEvents events) {
        for (JavaAnnotation<JavaMethod> annotation : method.getAnnotations()) {
            String name = annotation.getRawType().getSimpleName();
            if (name.equals("OnMethodEnter") || name.equals("OnMethodExit")) {
                boolean kept = annotation
                        .get("suppress")
                        .filter(type -> ((JavaClass) type).isEquivalentTo(Throwable.class))
                        .isPresent();
                events.add(new SimpleConditionEvent(
                        method, kept, method.getFullName() + (kept ? " suppresses" : " lets throwables out")));
            }
        }
    }
}
