package dev.sabot;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/// Says who may use whom, over the main classes of every module.
///
/// A rule that fails prints the class, the line and what it uses. Mend the code; a rule changes
/// only together with an ADR.
@AnalyzeClasses(
        packages = "dev.sabot",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.Own.class})
final class ArchitectureTest {

    /// Leaves out what others wrote: libraries that a jar of ours carries under a name of ours.
    static final class Own implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/shaded/");
        }
    }

    @ArchTest
    static final ArchRule modules_use_only_the_modules_below_them =
            classes()
                    .should(ModuleRule.USE_ONLY_ALLOWED_MODULES)
                    .because(
                            "an embedder ships without the network, a connector without the"
                                    + " engine");

    // --- 1 to 3: each library has one door

    @ArchTest
    static final ArchRule calcite_stays_in_parser_and_planner =
            library("org.apache.calcite..")
                    .onlyFrom("dev.sabot.sql..", "dev.sabot.planner..")
                    .because("plans that run are plain data, free of Calcite");

    @ArchTest
    static final ArchRule antlr_stays_in_parser =
            library("org.antlr..")
                    .onlyFrom("dev.sabot.sql..")
                    .because("statements leave the parser as records");

    @ArchTest
    static final ArchRule network_stays_in_server_and_driver =
            library("org.apache.arrow.flight..", "io.grpc..")
                    .onlyFrom(
                            "dev.sabot.server..",
                            "dev.sabot.cluster.exchange..",
                            "dev.sabot.cluster.transport..",
                            "dev.sabot.jdbc..")
                    .because("an embedded engine ships without gRPC");

    @ArchTest
    static final ArchRule kafka_stays_in_its_connector =
            library("org.apache.kafka..")
                    .onlyFrom("dev.sabot.connector.kafka..")
                    .because("a connector is the only one that knows its system");

    @ArchTest
    static final ArchRule parquet_stays_in_its_format =
            library("org.apache.parquet..", "shaded.parquet..")
                    .onlyFrom("dev.sabot.format.parquet..")
                    .because("a format is the only one that knows its files");

    @ArchTest
    static final ArchRule workflow_library_stays_behind_its_contract =
            library("dev.dbos..")
                    .onlyFrom("dev.sabot.cluster.workflow.dbos..")
                    .because("one node runs without it");

    // --- 4 and 5: see ModuleRule, which has connectors, formats and the console in its table

    @ArchTest
    static final ArchRule console_speaks_jdbc =
            noClasses()
                    .that()
                    .resideInAPackage("dev.sabot.console..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage("org.apache.arrow..", "org.apache.calcite.."))
                    .allowEmptyShould(true)
                    .because("the same console works on an engine far away");

    @ArchTest
    static final ArchRule driver_links_no_arrow_memory =
            noClasses()
                    .that()
                    .resideInAPackage("dev.sabot.jdbc..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                    "org.apache.arrow.memory..", "org.apache.arrow.vector.."))
                    .allowEmptyShould(true)
                    .because("Arrow's memory does not start without a flag of the JVM");

    // --- 6: the Vector API

    @ArchTest
    static final ArchRule vector_api_stays_in_kernels =
            library("jdk.incubator.vector..")
                    .onlyFrom("dev.sabot..simd..")
                    .because("a JVM without that module takes the scalar twin of each kernel");

    // --- 7: cycles (names are TidyTest's)

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("dev.sabot.(**)")
                    .should()
                    .beFreeOfCycles()
                    // Kernels are made by functions, called by expressions and evaluate in their
                    // context; the builder of pipelines knows the operators that run in them.
                    .ignoreDependency(
                            resideInAnyPackage("dev.sabot.exec.."),
                            resideInAnyPackage("dev.sabot.exec.."))
                    .allowEmptyShould(true)
                    .because("what depends on each other is one package");

    // --- 8: time, chance, threads and files have one door each

    /// The classes that are such a door, by the end of the name of their file.
    private static final Pattern DOOR =
            Pattern.compile(".*(Clock|Scheduler|IoThreads|FileAccess|Files|FileReader|FileWriter)");

    private static final DescribedPredicate<JavaClass> OUTSIDE_OF_DOORS =
            describe(
                    "are not clock, scheduler or file classes",
                    type -> !DOOR.matcher(outermost(type).getSimpleName()).matches());

    private static final Map<Class<?>, String> DIRECT_METHODS =
            Map.of(
                    System.class, "currentTimeMillis|nanoTime",
                    Instant.class, "now",
                    LocalDateTime.class, "now",
                    UUID.class, "randomUUID",
                    Math.class, "random",
                    ThreadLocalRandom.class, "current",
                    Thread.class, "sleep",
                    Executors.class, "new.*",
                    FileChannel.class, "open");

    private static final DescribedPredicate<JavaCall<?>> DIRECT_CALLS =
            describe("clock, chance, thread and file calls of the JDK", ArchitectureTest::isDirect);

    @ArchTest
    static final ArchRule time_chance_threads_and_files_have_doors =
            noClasses()
                    .that(
                            resideInAnyPackage(
                                            "dev.sabot.batch..",
                                            "dev.sabot.type..",
                                            "dev.sabot.error..",
                                            "dev.sabot.connector..",
                                            "dev.sabot.format..",
                                            "dev.sabot.sql..",
                                            "dev.sabot.planner..",
                                            "dev.sabot.exec..",
                                            "dev.sabot.engine..",
                                            "dev.sabot.server..",
                                            "dev.sabot.cluster..")
                                    .and(OUTSIDE_OF_DOORS))
                    .should()
                    .callCodeUnitWhere(DIRECT_CALLS)
                    .allowEmptyShould(true)
                    .because(
                            "a test moves the clock, and a simulation replays a run from its seed");

    // --- How the rules are said

    private static boolean isDirect(JavaCall<?> call) {
        JavaClass owner = call.getTargetOwner();
        String method = call.getName();
        if (owner.getName().startsWith("java.io.File")
                || owner.isEquivalentTo(RandomAccessFile.class)) {
            return !owner.isAssignableTo(IOException.class);
        }
        if (owner.isEquivalentTo(Random.class)) {
            boolean unseeded = call.getTarget().getRawParameterTypes().isEmpty();
            return method.equals("<init>") && unseeded;
        }
        return DIRECT_METHODS.entrySet().stream()
                .anyMatch(direct ->
                        owner.isEquivalentTo(direct.getKey()) && method.matches(direct.getValue()));
    }

    private static JavaClass outermost(JavaClass type) {
        JavaClass outermost = type;
        while (outermost.getEnclosingClass().isPresent()) {
            outermost = outermost.getEnclosingClass().get();
        }
        return outermost;
    }

    private static Library library(String... packages) {
        return new Library(packages);
    }

    private record Library(String... packages) {
        ArchRule onlyFrom(String... users) {
            DescribedPredicate<JavaClass> others =
                    DescribedPredicate.not(resideInAnyPackage(users))
                            .and(resideInAPackage("dev.sabot.."))
                            .as("are outside of %s", String.join(", ", users));
            return noClasses()
                    .that(others)
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(packages))
                    .allowEmptyShould(true);
        }
    }
}
