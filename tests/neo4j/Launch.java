import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.neo4j.configuration.Config;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/**
 * Serves one Neo4j of any tested version: java -cp 'lib/*' Launch.java FOLDER.
 *
 * <p>Its settings are in FOLDER/neo4j.conf. While FOLDER holds a file `read-only`, its database is
 * read-only, as by the setting `server.databases.read_only`. (Community has no procedure that
 * changes a setting.)
 */
public class Launch {
    private static final String DATABASE = "neo4j";

    public static void main(String[] arguments) throws InterruptedException {
        var folder = Path.of(arguments[0]);
        var service = new DatabaseManagementServiceBuilder(folder)
            .loadPropertiesFromFile(folder.resolve("neo4j.conf"))
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
