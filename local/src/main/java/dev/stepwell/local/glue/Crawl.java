package dev.stepwell.local.glue;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.glue.CrawlerPolicy.Delete;
import dev.stepwell.local.glue.CrawlerPolicy.Recrawl;
import dev.stepwell.local.glue.CrawlerPolicy.Update;
import dev.stepwell.local.s3.DataFiles;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.s3.S3Object;
import dev.stepwell.local.service.ServiceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * One crawl: lists the targets, finds tables and partitions, and only then writes them to the
 * catalog, so a crawl that fails or is stopped has changed nothing.
 */
final class Crawl {

  private static final String DEPRECATED = "DEPRECATED_BY_CRAWLER";

  /** A table that was found, with its partitions. */
  private record Found(Table table, List<Partition> partitions) {}

  private final CrawlerDefinition crawler;
  private final ObjectStore store;
  private final Catalog catalog;
  private final FileSchemas schemas;
  private final Instant now;

  Crawl(
      CrawlerDefinition crawler,
      ObjectStore store,
      Catalog catalog,
      FileSchemas schemas,
      Instant now) {
    this.crawler = crawler;
    this.store = store;
    this.catalog = catalog;
    this.schemas = schemas;
    this.now = now;
  }

  /**
   * Does it. A target without any data gives no table and is no error; what becomes of a table of
   * this crawler whose folder has gone says the crawler's policy.
   *
   * @param finishing is asked once, before the catalog is written; if it says no, nothing is
   * @throws CrawlFailedException if something cannot be read or understood
   */
  void run(BooleanSupplier finishing) throws CrawlFailedException {
    try {
      catalog.tables(crawler.database());
      List<Found> found = new ArrayList<>();
      for (String target : crawler.targets()) {
        find(target, found);
      }
      if (finishing.getAsBoolean()) {
        Set<String> names = new LinkedHashSet<>();
        for (Found each : found) {
          write(each);
          names.add(each.table.name());
        }
        if (crawler.policy().recrawl() == Recrawl.CRAWL_EVERYTHING) {
          missing(names);
        }
      }
    } catch (ServiceException refused) {
      throw new CrawlFailedException(refused.reason(), refused);
    }
  }

  private void find(String target, List<Found> found)
      throws CrawlFailedException, ServiceException {
    DataFiles.Address address = DataFiles.Address.of(target).folder();
    List<S3Object> listing = store.list(address.bucket(), address.prefix());
    FolderTree tree = FolderTree.of(address.prefix(), unknown(address, listing));
    Map<S3Object, FileSchema> read = schemas.read(files(tree));
    for (FoundTable table : new TableFinder(read).find(tree)) {
      describe(address.bucket(), table, read).ifPresent(found::add);
    }
  }

  /** Without the files of folders that the catalog knows, if only new ones count. */
  private List<S3Object> unknown(DataFiles.Address address, List<S3Object> listing)
      throws ServiceException {
    if (crawler.policy().recrawl() == Recrawl.CRAWL_EVERYTHING) {
      return listing;
    }
    Set<String> known = new LinkedHashSet<>();
    for (Table table : catalog.tables(crawler.database())) {
      if (table.partitionKeys().isEmpty()) {
        known.add(table.location());
      }
      for (Partition each : catalog.partitions(table.database(), table.name())) {
        known.add(each.location());
      }
    }
    String bucket = "s3://" + address.bucket() + "/";
    List<S3Object> kept = new ArrayList<>();
    for (S3Object object : listing) {
      String folder = bucket + object.key().substring(0, object.key().lastIndexOf('/') + 1);
      if (!known.contains(folder)) {
        kept.add(object);
      }
    }
    return kept;
  }

  private static List<S3Object> files(FolderTree tree) {
    List<S3Object> files = new ArrayList<>(tree.files);
    tree.folders.values().forEach(folder -> files.addAll(files(folder)));
    return files;
  }

  private Optional<Found> describe(
      String bucket, FoundTable found, Map<S3Object, FileSchema> schemasByFile)
      throws CrawlFailedException {
    Map<S3Object, FileSchema> ofTable = new LinkedHashMap<>();
    for (S3Object file : found.files()) {
      FileSchema schema = schemasByFile.get(file);
      if (schema != null) {
        ofTable.put(file, schema);
      }
    }
    if (ofTable.isEmpty()) {
      return Optional.empty();
    }
    FileSchema schema = TableSchema.agree(found.folder(), ofTable);
    JsonObject description = TableDescriptions.table(crawler, bucket, found, schema, now);
    Table table = new Table(Catalog.lower(crawler.database()), description);
    List<Partition> partitions = new ArrayList<>();
    if (!found.keys().isEmpty()) {
      for (var each : found.partitions().entrySet()) {
        partitions.add(
            TableDescriptions.partition(table, bucket, each.getKey(), each.getValue(), now));
      }
    }
    return Optional.of(new Found(table, partitions));
  }

  private void write(Found found) throws ServiceException {
    Table table = found.table;
    Optional<Table> before = catalog.find(table.database(), table.name());
    if (before.isPresent() && crawler.policy().update() == Update.LOG) {
      addNew(before.get(), found.partitions);
      return;
    }
    if (before.isPresent()) {
      String created = before.get().description().string("CreateTime");
      if (created != null) {
        table =
            new Table(table.database(), table.description().with("CreateTime", Json.of(created)));
      }
    }
    Collection<Partition> partitions = found.partitions;
    if (before.isPresent() && crawler.policy().delete() == Delete.LOG) {
      Map<List<String>, Partition> all = new LinkedHashMap<>();
      catalog
          .partitions(table.database(), table.name())
          .forEach(each -> all.put(each.values(), each));
      found.partitions.forEach(each -> all.put(each.values(), each));
      partitions = all.values();
    }
    catalog.putTable(table, partitions);
  }

  /** Adds partitions to a table that stays as it is, with the columns that this has. */
  private void addNew(Table table, List<Partition> partitions) throws ServiceException {
    List<Partition> alike = new ArrayList<>();
    for (Partition each : partitions) {
      if (each.values().size() == table.partitionKeys().size()) {
        JsonObject storage = table.storage().with("Location", Json.of(each.location()));
        alike.add(Partition.of(each.description().with("StorageDescriptor", storage)));
      }
    }
    catalog.addPartitions(table.database(), table.name(), alike);
  }

  private void missing(Set<String> found) throws ServiceException {
    Delete policy = crawler.policy().delete();
    for (Table table : catalog.tables(crawler.database())) {
      JsonObject parameters = table.description().object("Parameters");
      if (!crawler.name().equals(parameters.string("UPDATED_BY_CRAWLER"))
          || found.contains(table.name())
          || policy == Delete.LOG) {
        continue;
      }
      if (policy == Delete.DELETE_FROM_DATABASE) {
        catalog.deleteTable(table.database(), table.name());
      } else if (!parameters.has(DEPRECATED)) {
        Json marked = parameters.with(DEPRECATED, Json.of(Long.toString(now.toEpochMilli())));
        catalog.putTable(
            new Table(table.database(), table.description().with("Parameters", marked)), List.of());
      }
    }
  }
}
