package dev.nilometer.it.architecture;

import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** A condition that nothing meets: what the rule selects must not be there at all. */
final class Never<T extends HasName> extends ArchCondition<T> {

    Never(String what) {
        super("never " + what);
    }

    @Override
    public void check(T item, ConditionEvents events) {
        events.add(SimpleConditionEvent.violated(item, item + " is there"));
    }
}
