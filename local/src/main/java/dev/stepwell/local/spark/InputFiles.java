package dev.stepwell.local.spark;

import static dev.stepwell.local.sql.SqlText.literal;

import dev.stepwell.local.s3.DataFiles;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.s3.S3Object;
import dev.stepwell.local.service.ServiceException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * The files that a path of a script stands for, as Spark sees them: the data files in the folder;
 * and if its sub-folders are {@code key=value}, those in them, with the keys as more columns.
 *
 * @param address the path as the script has it, for messages
 * @param objects the files, without empty ones
 * @param keys the partition keys below the path
 */
record InputFiles(String address, List<S3Object> objects, Set<String> keys) {

  static InputFiles at(ObjectStore store, Map<String, String> options) {
    String path = options.get("path");
    if (path == null) {
      throw new SparkScriptException("OPTIONS has no path");
    }
    boolean recursive = "true".equalsIgnoreCase(options.get("recursivefilelookup"));
    try {
      DataFiles.Address address = DataFiles.Address.of(path);
      List<S3Object> below = DataFiles.below(store, path);
      if (below.isEmpty() && store.list(address.bucket(), address.prefix()).isEmpty()) {
        throw new SparkScriptException("[PATH_NOT_FOUND] Path does not exist: " + path);
      }
      int folder = address.folder().prefix().length();
      List<S3Object> direct = new ArrayList<>();
      List<S3Object> partitioned = new ArrayList<>();
      Set<String> keys = new LinkedHashSet<>();
      for (S3Object object : below) {
        String rest = object.key().length() > folder ? object.key().substring(folder) : "";
        if (object.size() == 0) {
          continue;
        }
        if (rest.indexOf('/') < 0 || recursive) {
          direct.add(object);
        } else if (rest.substring(0, rest.indexOf('/')).indexOf('=') > 0) {
          partitioned.add(object);
          for (String segment : rest.substring(0, rest.lastIndexOf('/')).split("/", -1)) {
            if (segment.indexOf('=') > 0) {
              keys.add(segment.substring(0, segment.indexOf('=')));
            }
          }
        }
      }
      return direct.isEmpty()
          ? new InputFiles(path, partitioned, keys)
          : new InputFiles(path, direct, Set.of());
    } catch (ServiceException refused) {
      throw new SparkScriptException(path + ": " + refused.reason(), refused);
    }
  }

  /** The files as a DuckDB list of names. */
  String list() {
    StringJoiner list = new StringJoiner(", ", "[", "]");
    for (S3Object object : objects) {
      String file = object.file().toString();
      list.add(literal(file.replace("[", "[[]").replace("*", "[*]").replace("?", "[?]")));
    }
    return list.toString();
  }

  /**
   * What to select: all columns and the partition keys below the path, but not those of folders
   * above it, which DuckDB would add too.
   */
  String columns() {
    Set<String> above = new LinkedHashSet<>();
    if (!keys.isEmpty()) {
      for (var segment : objects.get(0).file()) {
        String name = segment.toString();
        int equals = name.indexOf('=');
        if (equals > 0 && !keys.contains(name.substring(0, equals))) {
          above.add('"' + name.substring(0, equals).replace("\"", "\"\"") + '"');
        }
      }
    }
    return above.isEmpty() ? "*" : "* EXCLUDE (" + String.join(", ", above) + ")";
  }

  boolean isPartitioned() {
    return !keys.isEmpty();
  }

  /** The S3 address of a file in a message of DuckDB; the file itself if it is none of these. */
  String addressOf(String file) {
    for (S3Object object : objects) {
      if (object.file().toString().equals(file)) {
        String bucket = address.substring(0, address.indexOf('/', address.indexOf("://") + 3) + 1);
        return bucket + object.key();
      }
    }
    return file;
  }
}
