package dev.nilometer.weaving;

import dev.nilometer.weaving.outline.ClassOutline;
import dev.nilometer.weaving.outline.MethodOutline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * One class while it is being woven: what instrumentations look at, and where they say what to put in. A method is woven
 * once, by the first instrumentation that claims it. For the one thread that loads the class.
 */
public final class WovenType {

    private final ClassOutline outline;
    private final String loader;
    private final Set<MethodOutline> claimed = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<AsmVisitorWrapper> visitors = new ArrayList<>();
    private final List<WovenMember> woven = new ArrayList<>();
    private final List<RefusedMember> refused = new ArrayList<>();

    private AsmVisitorWrapper.ForDeclaredMethods methods = new AsmVisitorWrapper.ForDeclaredMethods();
    private String library = "";
    private boolean executions;

    WovenType(ClassOutline outline, String loader) {
        this.outline = outline;
        this.loader = loader;
    }

    /** The members of the class. */
    public ClassOutline outline() {
        return outline;
    }

    /** The actor of a method that names none: {@code Class.method}. */
    public String defaultActor(MethodOutline method) {
        return outline.simpleName() + '.' + method.name();
    }

    /** True for the first who asks, if the method has code; one without is reported. */
    public boolean claim(MethodOutline method) {
        if (!claimed.add(method)) {
            return false;
        }
        if (!method.isConcrete()) {
            refuse(method.name(), "it has no code; put the annotation on the method that implements it");
        }
        return method.isConcrete();
    }

    /** A member of this class, to be completed and {@link #report reported}. */
    public WovenMember member(String name) {
        return WovenMember.of(library, outline.name(), name, loader);
    }

    /** Puts advice into a claimed method. */
    public void weave(MethodOutline method, Advice advice) {
        methods = methods.method(new Exactly(method), advice);
    }

    /** Has the whole class visited, where advice is not enough. */
    public void weave(AsmVisitorWrapper visitor) {
        visitors.add(visitor);
    }

    /** Says that what is woven begins executions. */
    public void beginsExecutions() {
        executions = true;
    }

    /** Reports what is woven; a class without a report keeps its bytes. */
    public void report(WovenMember member) {
        woven.add(member);
    }

    /** Reports a member that cannot be woven; the rest of the class can. */
    public void refuse(String member, String reason) {
        refused.add(RefusedMember.of(outline.name(), member, loader, reason));
    }

    void enter(String library) {
        this.library = library;
    }

    boolean hasExecutions() {
        return executions;
    }

    List<AsmVisitorWrapper> visitors() {
        List<AsmVisitorWrapper> all = new ArrayList<>(visitors);
        all.add(methods);
        return all;
    }

    List<WovenMember> woven() {
        return woven;
    }

    List<RefusedMember> refused() {
        return refused;
    }

    /** Matches one method by name and descriptor. */
    private static final class Exactly implements ElementMatcher<MethodDescription> {

        private final MethodOutline method;

        Exactly(MethodOutline method) {
            this.method = method;
        }

        @Override
        public boolean matches(MethodDescription target) {
            return target.getInternalName().equals(method.name())
                    && target.getDescriptor().equals(method.descriptor());
        }
    }
}
