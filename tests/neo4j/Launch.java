import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.neo4j.configuration.Config;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/**
 * Serves one Neo4j over Bolt on loopback: java -cp 'lib/*' Launch.java FOLDER PORT.
 *
 * <p>While FOLDER holds a file `read-only`, its database is read-only, as by the setting
 * `server.databases.read_only`. (Community has no procedure that changes a setting.)
 */
public class Launch {
    private static final String DATABASE = "neo4j";

    public static void main(String[] arguments) throws InterruptedException {
        var folder = Path.of(arguments[0]);
        var port = Integer.parseInt(arguments[1]);
        var service = new DatabaseManagementServiceBuilder(folder)
            .setConfig(BoltConnector.enabled, true)
            .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", port))
            .setConfig(BoltConnector.advertised_address, new SocketAddress("127.0.0.1", port))
            .setConfig(GraphDatabaseSettings.auth_enabled, true)
            .setConfig(GraphDatabaseSettings.pagecache_memory, 64L * 1024 * 1024)
            .build();
        Runtime.getRuntime().addShutdownHook(new Thread(service::shutdown));
        var database = (GraphDatabaseAPI) service.database(DATABASE);
        var config = database.getDependencyResolver().resolveDependency(Config.class);
        var wasReadOnly = false;
        while (true) {
            var isReadOnly = Files.exists(folder.resolve("read-only"));
            if (isReadOnly != wasReadOnly) {
                var names = isReadOnly ? Set.of(DATABASE) : Set.<String>of();
                config.setDynamic(GraphDatabaseSettings.read_only_databases, names, "tests");
                wasReadOnly = isReadOnly;
            }
            Thread.sleep(100);
        }
    }
}
