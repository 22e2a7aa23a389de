package dev.nilometer.weaving.instrumentation.facade;

import dev.nilometer.bootstrap.Facade;
import dev.nilometer.weaving.NamePattern;
import dev.nilometer.weaving.Trigger;
import dev.nilometer.weaving.TypeInstrumentation;
import dev.nilometer.weaving.WeaverSettings;
import dev.nilometer.weaving.WovenType;
import dev.nilometer.weaving.advice.AdviceTemplates;
import dev.nilometer.weaving.binding.FacadeResult;
import dev.nilometer.weaving.outline.MethodOutline;
import java.lang.reflect.Method;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Woven: the empty static methods of {@code dev.nilometer.api.Hooks}, each to answer what the method of its name and
 * parameters in {@link Facade} answers. A method that this agent does not know stays empty, and is reported: the API is
 * newer. What the facade throws is counted, and the method then answers as it does without an agent.
 */
public final class FacadeInstrumentation implements TypeInstrumentation {

    private static final String HOOKS = "dev.nilometer.api.Hooks";

    @Override
    public String library() {
        return "facade";
    }

    @Override
    public Trigger trigger(WeaverSettings settings) {
        return Trigger.classNames(List.of(NamePattern.of(HOOKS)));
    }

    @Override
    public void weave(WovenType type, WeaverSettings settings) {
        if (!type.outline().name().equals(HOOKS)) {
            return;
        }
        for (MethodOutline hook : type.outline().methods()) {
            Method answer = answer(hook);
            if (answer == null) {
                type.refuse(hook.name(), "this agent is older than the API and does not know it");
            } else if (type.claim(hook)) {
                type.weave(hook, Answers.advice(answer));
            }
        }
        type.beginsExecutions();
        type.report(type.member(""));
    }

    private static @Nullable Method answer(MethodOutline hook) {
        for (Method candidate : Facade.class.getMethods()) {
            if (candidate.getName().equals(hook.name())
                    && Type.getMethodDescriptor(candidate).equals(hook.descriptor())) {
                return candidate;
            }
        }
        return null;
    }

    /** Binds the advice; apart, so that Byte Buddy is loaded for a hit only. */
    private static final class Answers {

        private Answers() {}

        static Advice advice(Method answer) {
            Advice.WithCustomMapping binding =
                    Advice.withCustomMapping().bind(FacadeResult.class, new FacadeCall(answer));
            return AdviceTemplates.bound(binding, FacadeInstrumentation.class.getName() + "$AnswerAdvice");
        }
    }

    static final class AnswerAdvice {
        @SuppressWarnings("UnusedVariable") // an assignment to it becomes one to the result of the woven method
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) @Nullable Object returned,
                @FacadeResult @Nullable Object result) {
            returned = result;
        }
    }
}
