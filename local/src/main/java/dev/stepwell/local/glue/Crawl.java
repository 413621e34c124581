package dev.stepwell.local.glue;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.s3.DataFiles;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.s3.S3Object;
import dev.stepwell.local.service.ServiceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One crawl: lists the targets, finds tables and partitions, writes them to the catalog. */
final class Crawl {

  private static final String DEPRECATED = "DEPRECATED_BY_CRAWLER";

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
   * Does it. A target without any data gives no table and is no error; a table of this crawler
   * whose folder has gone stays, marked as deprecated and without partitions.
   *
   * @throws CrawlFailedException if something cannot be read or understood
   */
  void run() throws CrawlFailedException {
    Set<String> found = new LinkedHashSet<>();
    try {
      for (String target : crawler.targets()) {
        DataFiles.Address address = DataFiles.Address.of(target).folder();
        List<S3Object> listing = store.list(address.bucket(), address.prefix());
        FolderTree tree = FolderTree.of(address.prefix(), listing);
        Map<S3Object, FileSchema> read = schemas.read(files(tree));
        for (FoundTable table : new TableFinder(read).find(tree)) {
          write(address.bucket(), table, read).ifPresent(found::add);
        }
      }
      deprecateOthers(found);
    } catch (ServiceException refused) {
      throw new CrawlFailedException(refused.reason(), refused);
    }
  }

  private static List<S3Object> files(FolderTree tree) {
    List<S3Object> files = new ArrayList<>(tree.files);
    tree.folders.values().forEach(folder -> files.addAll(files(folder)));
    return files;
  }

  private Optional<String> write(
      String bucket, FoundTable found, Map<S3Object, FileSchema> schemasByFile)
      throws CrawlFailedException, ServiceException {
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
    Optional<Table> before = catalog.find(table.database(), table.name());
    if (before.isPresent()) {
      String created = before.get().description().string("CreateTime");
      if (created != null) {
        table = new Table(table.database(), description.with("CreateTime", Json.of(created)));
      }
    }
    List<Partition> partitions = new ArrayList<>();
    if (!found.keys().isEmpty()) {
      for (var each : found.partitions().entrySet()) {
        partitions.add(
            TableDescriptions.partition(table, bucket, each.getKey(), each.getValue(), now));
      }
    }
    catalog.putTable(table, partitions);
    return Optional.of(table.name());
  }

  private void deprecateOthers(Set<String> found) throws ServiceException {
    for (Table table : catalog.tables(crawler.database())) {
      JsonObject parameters = table.description().object("Parameters");
      if (crawler.name().equals(parameters.string("UPDATED_BY_CRAWLER"))
          && !found.contains(table.name())
          && !parameters.has(DEPRECATED)) {
        Json marked = parameters.with(DEPRECATED, Json.of(Long.toString(now.toEpochMilli())));
        catalog.putTable(
            new Table(table.database(), table.description().with("Parameters", marked)), List.of());
      }
    }
  }
}
