package dev.nilometer.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.it.BuiltJars;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What container files, compose and Kubernetes name is there: jars, folders, options, ports, volumes, secrets. */
class DeployedFilesTest {
    /** The worker's part; its own help is asked by a story. */
    private static final Set<String> WORKER_VARIABLES = Set.of(
            "NILOMETER_DB_URL",
            "NILOMETER_DB_USER",
            "NILOMETER_DB_PASSWORD_FILE",
            "NILOMETER_HTTP_USER",
            "NILOMETER_HTTP_PASSWORD_FILE",
            "NILOMETER_HTTP_TLS_CERTIFICATE",
            "NILOMETER_HTTP_TLS_KEY");

    private static final Set<String> OWN_IMAGES = Set.of("nilometer-worker", "nilometer-agent", "nilometer-sample");

    @Test
    void eachImageTakesOneBuiltJarAndRunsAsNobodyInParticular() throws Exception {
        try (Stream<Path> files = Files.list(DeployFolder.file("container"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".Dockerfile")))
                    .hasSize(3)
                    .allSatisfy(DeployedFilesTest::checkDockerfile);
        }
    }

    private static void checkDockerfile(Path file) {
        String text = DeployFolder.text(file);
        assertThat(text)
                .contains("ARG BASE=", "FROM ${BASE}", "\nUSER 10001:10001\n")
                .containsPattern("\nENTRYPOINT \\[\"");
        var build =
                Pattern.compile("# +docker build -f (\\S+) -t (\\S+) (\\S+)").matcher(text);
        assertThat(build.find()).isTrue();
        assertThat(BuiltJars.repository().resolve(build.group(1))).isEqualTo(file);
        assertThat(build.group(2)).isIn(OWN_IMAGES);
        var copy = Pattern.compile("COPY --chmod=0444 (\\S+)\\.jar ").matcher(text);
        assertThat(copy.find()).isTrue();
        Path pom = Objects.requireNonNull(
                        BuiltJars.repository().resolve(build.group(3)).getParent())
                .resolve("pom.xml");
        assertThat(DeployFolder.text(pom)).contains("<artifactId>" + copy.group(1) + "</artifactId>");
    }

    @Test
    void everyContainerOfKubernetesIsLockedUpAndBounded() {
        for (Map<String, Object> pod : pods()) {
            assertThat(pod.get("enableServiceLinks"))
                    .as("service links of %s", pod)
                    .isEqualTo(false);
            assertThat(DeployFolder.at(pod, "securityContext", "runAsNonRoot")).isEqualTo(true);
            for (Map<String, Object> container : containers(pod)) {
                assertThat(DeployFolder.at(container, "securityContext", "readOnlyRootFilesystem"))
                        .isEqualTo(true);
                assertThat(DeployFolder.at(container, "securityContext", "allowPrivilegeEscalation"))
                        .isEqualTo(false);
                assertThat(DeployFolder.at(container, "securityContext", "capabilities", "drop"))
                        .isEqualTo(List.of("ALL"));
                DeployFolder.at(container, "resources", "limits", "memory");
                assertThat(container.get("image")).isIn(OWN_IMAGES);
            }
        }
    }

    @Test
    void everyVolumeAndEveryPasswordIsWhereItIsLookedFor() {
        for (Map<String, Object> pod : pods()) {
            Set<Object> volumes = names(pod.get("volumes"));
            for (Map<String, Object> container : containers(pod)) {
                Map<Object, Object> mounts = new LinkedHashMap<>();
                DeployFolder.maps(container.get("volumeMounts"))
                        .forEach(mount -> mounts.put(mount.get("mountPath"), mount.get("name")));
                assertThat(volumes).containsAll(mounts.values());
                variables(container).forEach((name, value) -> {
                    if (name.endsWith("_FILE") || name.endsWith("_DIR")) {
                        assertThat(mounts.keySet().stream().map(Object::toString))
                                .as("a mount for %s=%s", name, value)
                                .anyMatch(mount -> Path.of(value).startsWith(mount));
                    }
                });
            }
        }
    }

    @Test
    void everyVariableIsAnOption() {
        String page = DeployFolder.text(BuiltJars.repository().resolve("docs/configuration.md"));
        List<Map<String, String>> all = new ArrayList<>();
        pods().forEach(pod -> containers(pod).forEach(container -> all.add(variables(container))));
        composeServices().values().forEach(service -> all.add(composeVariables(service)));
        assertThat(all).hasSizeGreaterThan(8).allSatisfy(variables -> {
            boolean agent = variables.containsKey("JAVA_TOOL_OPTIONS");
            variables.keySet().stream()
                    .filter(name -> name.startsWith("NILOMETER_"))
                    .forEach(name -> {
                        String key = name.substring("NILOMETER_".length()).toLowerCase(java.util.Locale.ROOT);
                        if (agent) {
                            assertThat(page).containsPattern("\n\\| `" + key.replace("_", "[.-]") + "` \\|");
                        } else {
                            assertThat(WORKER_VARIABLES).contains(name);
                        }
                    });
        });
    }

    @Test
    void everyPortIsOneThatIsListenedOn() {
        String page = DeployFolder.text(BuiltJars.repository().resolve("docs/configuration.md"));
        assertThat(page).containsPattern("\\| `http.port` \\|.*\\| `9469` \\|");
        for (Map<String, Object> pod : pods()) {
            for (Map<String, Object> container : containers(pod)) {
                int own = container.get("image").equals("nilometer-worker") ? 9470 : 9469;
                Set<Object> ports = names(container.get("ports"));
                DeployFolder.maps(container.getOrDefault("ports", List.of()))
                        .forEach(port -> assertThat(port.get("containerPort")).isEqualTo(own));
                for (String probe : List.of("livenessProbe", "readinessProbe")) {
                    if (container.containsKey(probe)) {
                        assertThat(ports).contains(DeployFolder.at(container, probe, "httpGet", "port"));
                        assertThat(DeployFolder.at(container, probe, "httpGet", "path")
                                        .toString())
                                .matches("/health|/ready\\?exclude=(database,spool|rollup)");
                    }
                }
            }
        }
        DeployFolder.document("prometheus/prometheus.yml");
        assertThat(DeployFolder.text(DeployFolder.file("prometheus/prometheus.yml")))
                .contains("[sample:9469]", "[worker:9470]");
    }

    @Test
    void kustomizationsNameFilesThatExist() {
        for (String folder : List.of("base", "serve", "cron", "protected")) {
            Map<String, Object> kustomization = DeployFolder.document("kubernetes/" + folder + "/kustomization.yaml");
            assertThat((List<?>) kustomization.get("resources"))
                    .allSatisfy(resource -> assertThat(
                                    DeployFolder.file("kubernetes/" + folder).resolve(resource.toString()))
                            .exists());
            DeployFolder.rendered("kubernetes/" + folder);
        }
        assertThat(DeployFolder.documents("kubernetes").stream()
                        .filter(document -> "CronJob".equals(document.get("kind")))
                        .map(job -> DeployFolder.at(job, "spec", "schedule")))
                .containsExactly("30 1 * * *", "5 * * * *");
    }

    @Test
    void composeNamesFilesServicesSecretsAndVolumesThatExist() {
        Map<String, Object> compose = DeployFolder.document("compose/compose.yaml");
        Path folder = DeployFolder.file("compose");
        Set<String> secrets = DeployFolder.map(compose.get("secrets")).keySet();
        Set<String> volumes = DeployFolder.map(compose.get("volumes")).keySet();
        composeServices().forEach((name, service) -> {
            assertThat(composeServices().keySet())
                    .containsAll(DeployFolder.map(service.getOrDefault("depends_on", Map.of()))
                            .keySet());
            assertThat(secrets).containsAll(texts(service.get("secrets")));
            for (String mount : texts(service.get("volumes"))) {
                String from = mount.split(":")[0];
                boolean known = volumes.contains(from) || Files.exists(folder.resolve(from));
                assertThat(known).as("%s of %s", mount, name).isTrue();
            }
            if (service.containsKey("build")) {
                Path context = folder.resolve(
                        DeployFolder.at(service, "build", "context").toString());
                assertThat(context.resolve("../pom.xml").normalize()).exists();
                assertThat(context.resolve(DeployFolder.at(service, "build", "dockerfile")
                                        .toString())
                                .normalize())
                        .exists();
                assertThat(service.get("image")).isIn(OWN_IMAGES);
            }
        });
        assertThat(new Yaml().<Object>load(DeployFolder.text(folder.resolve("compose.yaml"))))
                .isNotNull();
    }

    @Test
    void whatIsProtectedIsProtectedEverywhere() {
        for (Map<String, Object> pod : pods(DeployFolder.rendered("kubernetes/protected"))) {
            for (Map<String, Object> container : containers(pod)) {
                if (container.containsKey("ports")) {
                    assertThat(variables(container)).containsKeys("NILOMETER_HTTP_USER", "NILOMETER_HTTP_TLS_KEY");
                    assertThat(DeployFolder.at(container, "readinessProbe", "httpGet", "scheme"))
                            .isEqualTo("HTTPS");
                }
            }
        }
        assertThat(DeployFolder.rendered("kubernetes/protected"))
                .filteredOn(document -> "PodMonitor".equals(document.get("kind")))
                .allSatisfy(monitor -> assertThat(
                                DeployFolder.maps(DeployFolder.at(monitor, "spec", "podMetricsEndpoints")))
                        .allSatisfy(endpoint -> assertThat(endpoint).containsKeys("basicAuth", "tlsConfig")));
        Map<String, Object> compose = DeployFolder.document("compose/protected.yaml");
        Set<String> secrets = DeployFolder.map(compose.get("secrets")).keySet();
        DeployFolder.map(compose.get("services")).forEach((name, service) -> {
            assertThat(composeServices()).containsKey(name);
            assertThat(secrets).containsAll(texts(DeployFolder.map(service).get("secrets")));
            composeVariables(DeployFolder.map(service)).forEach((variable, value) -> {
                if (value.startsWith("/run/secrets/")) {
                    assertThat(secrets).contains(value.substring("/run/secrets/".length()));
                }
            });
        });
    }

    /** The pod templates of all Kubernetes files, and of those that are made of them. */
    static List<Map<String, Object>> pods() {
        List<Map<String, Object>> pods = pods(DeployFolder.documents("kubernetes/base"));
        pods.addAll(pods(DeployFolder.documents("kubernetes/serve")));
        pods.addAll(pods(DeployFolder.documents("kubernetes/cron")));
        assertThat(pods).hasSize(5);
        pods.addAll(pods(DeployFolder.rendered("kubernetes/protected")));
        return pods;
    }

    private static List<Map<String, Object>> pods(List<Map<String, Object>> documents) {
        List<Map<String, Object>> pods = new ArrayList<>();
        for (Map<String, Object> document : documents) {
            Map<String, Object> spec = DeployFolder.map(document.getOrDefault("spec", Map.of()));
            if (spec.containsKey("jobTemplate")) {
                spec = DeployFolder.map(DeployFolder.at(spec, "jobTemplate", "spec"));
            }
            if (spec.containsKey("template")) {
                pods.add(DeployFolder.map(DeployFolder.at(spec, "template", "spec")));
            }
        }
        return pods;
    }

    static List<Map<String, Object>> containers(Map<String, Object> pod) {
        List<Map<String, Object>> all = new ArrayList<>(DeployFolder.maps(pod.get("containers")));
        all.addAll(DeployFolder.maps(pod.getOrDefault("initContainers", List.of())));
        return all;
    }

    static Map<String, Map<String, Object>> composeServices() {
        Map<String, Map<String, Object>> services = new LinkedHashMap<>();
        DeployFolder.map(DeployFolder.document("compose/compose.yaml").get("services"))
                .forEach((name, service) -> services.put(name, DeployFolder.map(service)));
        return services;
    }

    private static Map<String, String> variables(Map<String, Object> container) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (Map<String, Object> variable : DeployFolder.maps(container.getOrDefault("env", List.of()))) {
            variables.put(variable.get("name").toString(), String.valueOf(variable.get("value")));
        }
        return variables;
    }

    private static Map<String, String> composeVariables(Map<String, Object> service) {
        Map<String, String> variables = new LinkedHashMap<>();
        DeployFolder.map(service.getOrDefault("environment", Map.of()))
                .forEach((name, value) -> variables.put(name, value.toString()));
        return variables;
    }

    private static Set<Object> names(Object list) {
        Set<Object> names = new java.util.LinkedHashSet<>();
        DeployFolder.maps(list == null ? List.of() : list).forEach(each -> names.add(each.get("name")));
        return names;
    }

    private static Set<String> texts(Object list) {
        Set<String> texts = new TreeSet<>();
        ((List<?>) (list == null ? List.of() : list)).forEach(each -> texts.add(each.toString()));
        return texts;
    }
}
