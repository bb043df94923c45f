import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.javarosa.core.reference.Reference;

/** A file that belongs to a form and lies beside it, read only. */
final class AttachedFile implements Reference {
    private final Path path;
    private final String uri;

    AttachedFile(Path path, String uri) {
        this.path = path;
        this.uri = uri;
    }

    @Override
    public boolean doesBinaryExist() {
        return Files.exists(path);
    }

    @Override
    public InputStream getStream() throws IOException {
        return Files.newInputStream(path);
    }

    @Override
    public String getURI() {
        return uri;
    }

    @Override
    public String getLocalURI() {
        return path.toString();
    }

    @Override
    public boolean isReadOnly() {
        return true;
    }

    @Override
    public OutputStream getOutputStream() {
        throw new UnsupportedOperationException("a form's attachment is read only");
    }

    @Override
    public void remove() {
        throw new UnsupportedOperationException("a form's attachment is read only");
    }

    @Override
    public Reference[] probeAlternativeReferences() {
        return new Reference[0];
    }
}
