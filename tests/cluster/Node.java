import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.codelibs.opensearch.runner.node.OpenSearchRunnerNode;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.transport.Netty4Plugin;

/** One OpenSearch node in a process of its own, so that a test can kill it. Arguments: setting=value. */
public class Node {
    public static void main(String[] arguments) throws Exception {
        Settings.Builder settings = Settings.builder();
        for (String argument : arguments) {
            String[] pair = argument.split("=", 2);
            settings.put(pair[0], pair[1]);
        }
        Settings built = settings.build();
        Environment environment = new Environment(built, Path.of(built.get("path.home"), "config"));
        // The two modules of the ordinary distribution that the archive needs: HTTP, and tokenizers.
        OpenSearchRunnerNode node = new OpenSearchRunnerNode(
            environment, List.of(Netty4Plugin.class, CommonAnalysisPlugin.class));
        node.start();
        new CountDownLatch(1).await();
    }
}
