import java.util.List;
import org.javarosa.core.services.IPropertyManager;
import org.javarosa.core.services.properties.IPropertyRules;

/** The device's properties, the same on every machine, so that a form that asks for them always gets one answer. */
final class FixedProperties implements IPropertyManager {
    @Override
    public List<String> getProperty(String name) {
        return List.of(getSingularProperty(name));
    }

    @Override
    public String getSingularProperty(String name) {
        return switch (name.toLowerCase()) {
            case "deviceid" -> "device-1";
            case "username" -> "enumerator-1";
            case "phonenumber" -> "";
            default -> "";
        };
    }

    /** JavaRosa hands back what it read; the device stays as it is. */
    @Override
    public void setProperty(String name, String value) {
        // Nothing is kept, so that every form meets the same device.
    }

    @Override
    public void setProperty(String name, List<String> value) {
        // Nothing is kept, so that every form meets the same device.
    }

    @Override
    public void addRules(IPropertyRules rules) {
        // The properties are fixed; no rule can change them.
    }

    @Override
    public List<IPropertyRules> getRules() {
        return List.of();
    }
}
