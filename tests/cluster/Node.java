import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.codelibs.opensearch.runner.node.OpenSearchRunnerNode;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.index.reindex.ReindexPlugin;
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
        // Of the modules of the ordinary distribution those that the archive needs: HTTP, what an
        // index's settings name, and removal by query.
        OpenSearchRunnerNode node = new OpenSearchRunnerNode(
            environment, List.of(Netty4Plugin.class, CommonAnalysisPlugin.class, ReindexPlugin.class));
        node.start();
        new CountDownLatch(1).await();
    }
}
