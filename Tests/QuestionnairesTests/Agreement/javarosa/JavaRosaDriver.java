import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.reference.PrefixedRootFactory;
import org.javarosa.core.reference.Reference;
import org.javarosa.core.reference.ReferenceManager;
import org.javarosa.core.services.PropertyManager;
import org.javarosa.core.util.JavaRosaCoreModule;
import org.javarosa.model.xform.XFormSerializingVisitor;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormUtils;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Fills forms with JavaRosa, the engine inside ODK Collect, so that the product's own engine can be held against it.
 *
 * <p>{@code accept FORM.xml...} loads each form, walks it with one instance of every repeat, and fails when JavaRosa
 * objects. {@code check FOLDER...} fills each folder's form.xml with its answers.json and fails when the instance or the
 * refusals differ from what is committed. {@code record FOLDER...} writes instance.xml and the refusals anew.
 */
public final class JavaRosaDriver {
    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 2) {
            System.err.println("usage: JavaRosaDriver accept FORM.xml... | check FOLDER... | record FOLDER...");
            System.exit(64);
        }
        new JavaRosaCoreModule().registerModule();
        new XFormsModule().registerModule();
        PropertyManager.setPropertyManager(new FixedProperties());
        int failures = 0;
        for (int i = 1; i < arguments.length; i++) {
            Path path = Path.of(arguments[i]).toAbsolutePath();
            String fault;
            try {
                fault = run(arguments[0], path);
            } catch (Exception thrown) {
                fault = thrown.toString();
            }
            System.out.println((fault == null ? "ok    " : "FAIL  ") + path.getFileName() + (fault == null ? "" : ": " + fault));
            failures += fault == null ? 0 : 1;
        }
        System.exit(failures == 0 ? 0 : 1);
    }

    private static String run(String mode, Path path) throws Exception {
        return switch (mode) {
            case "accept" -> accept(path);
            case "check" -> fill(path, false);
            case "record" -> fill(path, true);
            default -> "there is no mode called " + mode;
        };
    }

    /** Loads a form as Collect does when a new instance is begun; its attachments lie beside it. */
    private static FormDef load(Path form) throws Exception {
        ReferenceManager manager = ReferenceManager.instance();
        manager.reset();
        manager.addReferenceFactory(new PrefixedRootFactory(new String[] {"file-csv", "file", "images", "audio", "video"}) {
            @Override
            protected Reference factory(String terminal, String uri) {
                return new AttachedFile(form.getParent().resolve(terminal.replaceFirst("^/", "")), uri);
            }
        });
        FormDef definition = XFormUtils.getFormFromFormXml(form.toString(), null);
        definition.initialize(true, new InstanceInitializationFactory());
        return definition;
    }

    private static String accept(Path form) throws Exception {
        new FormWalk(load(form)).visitEverything();
        return null;
    }

    private static String fill(Path folder, boolean recording) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        Path answersFile = folder.resolve("answers.json");
        JsonNode script = mapper.readTree(Files.readString(answersFile));
        FormDef definition = load(folder.resolve("form.xml"));
        FormWalk walk = new FormWalk(definition);
        if (script.has("language")) {
            walk.controller.setLanguage(script.get("language").asText());
        }
        List<String> faults = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (JsonNode step : script.get("answers")) {
            String path = step.get(0).asText();
            String value = step.get(1).asText();
            String expected = step.size() > 2 ? step.get(2).asText() : "";
            String outcome = walk.answer(path, value);
            if (!outcome.equals(expected)) {
                faults.add(path + " = " + value + ": " + (outcome.isEmpty() ? "accepted" : outcome) + ", not "
                    + (expected.isEmpty() ? "accepted" : expected));
            }
            String refusal = outcome.isEmpty() ? "" : ", " + mapper.writeValueAsString(outcome);
            lines.add("        [" + mapper.writeValueAsString(path) + ", " + mapper.writeValueAsString(value) + refusal + "]");
        }
        walk.reachTheEnd();
        String validity = walk.validity();
        String expectedValidity = script.has("invalid") ? script.get("invalid").asText() : "";
        if (!validity.equals(expectedValidity)) {
            faults.add("at the end: " + (validity.isEmpty() ? "valid" : validity) + ", not "
                + (expectedValidity.isEmpty() ? "valid" : expectedValidity));
        }
        walk.controller.finalizeFormEntry();
        String instance = readable(definition, script);
        Path instanceFile = folder.resolve("instance.xml");
        if (recording) {
            Files.writeString(instanceFile, instance);
            Files.writeString(answersFile, rewritten(script, lines, validity, mapper));
            return null;
        }
        if (!Files.exists(instanceFile) || !Files.readString(instanceFile).equals(instance)) {
            faults.add("the instance differs from instance.xml; JavaRosa wrote:\n" + instance);
        }
        return faults.isEmpty() ? null : String.join("; ", faults);
    }

    /** The script as it was, with the outcomes JavaRosa gave. */
    private static String rewritten(JsonNode script, List<String> lines, String validity, ObjectMapper mapper) throws IOException {
        StringBuilder text = new StringBuilder("{\n");
        for (String key : List.of("about", "language", "volatile")) {
            if (script.has(key)) {
                text.append("    \"").append(key).append("\": ").append(mapper.writeValueAsString(script.get(key))).append(",\n");
            }
        }
        if (!validity.isEmpty()) {
            text.append("    \"invalid\": ").append(mapper.writeValueAsString(validity)).append(",\n");
        }
        return text.append("    \"answers\": [\n").append(String.join(",\n", lines)).append("\n    ]\n}\n").toString();
    }

    /** The instance as Collect sends it, one node a line, with what changes from run to run replaced by a fixed word. */
    private static String readable(FormDef definition, JsonNode script) throws Exception {
        byte[] bytes = new XFormSerializingVisitor().serializeInstance(definition.getInstance());
        Set<String> changing = new HashSet<>(Set.of("/meta/instanceID"));
        if (script.has("volatile")) {
            script.get("volatile").forEach(name -> changing.add(name.asText()));
        }
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Element root = factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes)).getDocumentElement();
        StringBuilder text = new StringBuilder();
        write(root, "", "", changing, text);
        return text.toString();
    }

    private static void write(Element element, String path, String indent, Set<String> changing, StringBuilder text) {
        String name = element.getLocalName();
        text.append(indent).append('<').append(name);
        for (String attribute : List.of("id", "version")) {
            if (element.hasAttribute(attribute) && path.isEmpty()) {
                text.append(' ').append(attribute).append("=\"").append(escaped(element.getAttribute(attribute))).append('"');
            }
        }
        List<Element> children = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                children.add(inner);
            }
        }
        String content = children.isEmpty() ? element.getTextContent() : "";
        boolean changes = changing.stream().anyMatch(ending -> (path + "/" + name).endsWith(ending));
        if (changes && !content.isEmpty()) {
            content = "changes";
        }
        if (children.isEmpty() && content.isEmpty()) {
            text.append("/>\n");
        } else if (children.isEmpty()) {
            text.append('>').append(escaped(content)).append("</").append(name).append(">\n");
        } else {
            text.append(">\n");
            children.forEach(child -> write(child, path + "/" + name, indent + "  ", changing, text));
            text.append(indent).append("</").append(name).append(">\n");
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
