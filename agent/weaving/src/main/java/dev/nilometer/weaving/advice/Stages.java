package dev.nilometer.weaving.advice;

import dev.nilometer.bootstrap.LabelSet;
import dev.nilometer.bootstrap.Recorder;
import dev.nilometer.bootstrap.Sites;
import dev.nilometer.weaving.WovenType;
import dev.nilometer.weaving.binding.LabelsArgument;
import dev.nilometer.weaving.binding.SiteId;
import dev.nilometer.weaving.outline.MethodOutline;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Makes each call of a method a stage: timed from its first instruction to its return or throw, to its completion where
 * it returns a stage of completion. A throwable is a failed call and goes on unchanged.
 */
public final class Stages {

    /** A series has sixteen, actor, stage and outcome included. */
    private static final int MOST_LABELS = 13;

    private Stages() {}

    /**
     * Weaves a method, unless it was woven before.
     *
     * @param actor empty for the actor of the execution it runs in
     * @param stage empty for the name of the method
     */
    public static void weave(WovenType type, MethodOutline method, String actor, String stage) {
        weave(type, method, actor, stage, List.of());
    }

    /** As above, with labels that all its calls have: names and values, by turns. */
    public static void weave(WovenType type, MethodOutline method, String actor, String stage, List<String> tags) {
        if (type.claim(method)) {
            String name = stage.isEmpty() ? method.name() : stage;
            int site = Sites.stage(actor.isEmpty() ? null : actor, type.defaultActor(method), name);
            LabelParameters labels =
                    LabelParameters.of(type, method, MOST_LABELS).and(tags, type, method);
            boolean later = Results.mayCompleteLater(method);
            type.weave(method, labels.isEmpty() ? advice(site, later) : advice(site, labels, later));
            type.report(type.member(method.name()).withActor(actor).withStage(name));
        }
    }

    /** The advice for a site; with {@code later}, for results that may be completed after the return. */
    public static Advice advice(int site, boolean later) {
        return AdviceTemplates.bound(
                Advice.withCustomMapping().bind(SiteId.class, site),
                Stages.class.getName() + (later ? "$CompletedStageAdvice" : "$StageAdvice"));
    }

    private static Advice advice(int site, LabelParameters labels, boolean later) {
        return AdviceTemplates.bound(
                Advice.withCustomMapping()
                        .bind(SiteId.class, site)
                        .bind(LabelsArgument.class, labels.binding("stage " + site)),
                Stages.class.getName() + (later ? "$CompletedLabelledStageAdvice" : "$LabelledStageAdvice"));
    }

    static final class LabelledStageAdvice {
        @SuppressWarnings("UnusedVariable") // it becomes a local variable of the woven method
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static long enter(
                @SiteId int site,
                @LabelsArgument @Nullable LabelSet given,
                @Advice.Local("labels") @Nullable LabelSet labels) {
            labels = given;
            return Recorder.enterStage(site);
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, backupArguments = false)
        static void exit(
                @SiteId int site,
                @Advice.Enter long startNanos,
                @Advice.Thrown @Nullable Throwable thrown,
                @Advice.Local("labels") @Nullable LabelSet labels) {
            Recorder.exitStage(site, startNanos, thrown, labels);
        }
    }

    static final class CompletedLabelledStageAdvice {
        @SuppressWarnings("UnusedVariable") // it becomes a local variable of the woven method
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static long enter(
                @SiteId int site,
                @LabelsArgument @Nullable LabelSet given,
                @Advice.Local("labels") @Nullable LabelSet labels) {
            labels = given;
            return Recorder.enterStage(site);
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, backupArguments = false)
        static void exit(
                @SiteId int site,
                @Advice.Enter long startNanos,
                @Advice.Thrown @Nullable Throwable thrown,
                @Advice.Local("labels") @Nullable LabelSet labels,
                @Advice.Return @Nullable Object returned) {
            Recorder.exitStage(site, startNanos, thrown, labels, returned);
        }
    }

    static final class StageAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static long enter(@SiteId int site) {
            return Recorder.enterStage(site);
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, backupArguments = false)
        static void exit(@SiteId int site, @Advice.Enter long startNanos, @Advice.Thrown @Nullable Throwable thrown) {
            Recorder.exitStage(site, startNanos, thrown);
        }
    }

    static final class CompletedStageAdvice {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static long enter(@SiteId int site) {
            return Recorder.enterStage(site);
        }

        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, backupArguments = false)
        static void exit(
                @SiteId int site,
                @Advice.Enter long startNanos,
                @Advice.Thrown @Nullable Throwable thrown,
                @Advice.Return @Nullable Object returned) {
            Recorder.exitStage(site, startNanos, thrown, returned);
        }
    }
}
