package dev.stepwell.local.redshift;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.ServiceException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The workgroups and clusters with their databases. Thread-safe; every method holds the object's
 * own lock.
 */
final class Endpoints {

  private final Map<String, Map<String, Warehouse>> workgroups = new LinkedHashMap<>();
  private final Map<String, Map<String, Warehouse>> clusters = new LinkedHashMap<>();

  synchronized void addWorkgroup(String name, Warehouse warehouse) {
    workgroups.computeIfAbsent(name, first -> new TreeMap<>()).put(warehouse.database(), warehouse);
  }

  synchronized void addCluster(String identifier, Warehouse warehouse) {
    clusters
        .computeIfAbsent(identifier, first -> new TreeMap<>())
        .put(warehouse.database(), warehouse);
  }

  /** The warehouse of a target; null if it has no such database. */
  synchronized @Nullable Warehouse find(JsonObject target) throws ServiceException {
    return databases(target).get(String.valueOf(target.string("Database")));
  }

  /** The names of a target's databases. */
  synchronized List<String> names(JsonObject target) throws ServiceException {
    return List.copyOf(databases(target).keySet());
  }

  private Map<String, Warehouse> databases(JsonObject target) throws ServiceException {
    String workgroup = target.string("WorkgroupName");
    String name = workgroup != null ? bare(workgroup) : target.string("ClusterIdentifier");
    Map<String, Map<String, Warehouse>> all = workgroup != null ? workgroups : clusters;
    Map<String, Warehouse> databases = all.get(name);
    if (databases == null) {
      throw Request.invalid(
          "Redshift endpoint doesn't exist in this region. ('%s'; there are workgroups %s and clusters %s)"
              .formatted(name, workgroups.keySet(), clusters.keySet()));
    }
    return databases;
  }

  /** A workgroup's name; here it also ends its ARN. */
  private static String bare(String nameOrArn) {
    return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
  }
}
