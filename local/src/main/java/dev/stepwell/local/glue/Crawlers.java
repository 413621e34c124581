package dev.stepwell.local.glue;

import static dev.stepwell.local.service.Parameters.text;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.Parameters;
import dev.stepwell.local.service.Resumption;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.sql.DuckDb;
import dev.stepwell.local.state.Work;
import dev.stepwell.local.state.WorkRegister;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The crawlers. A crawl happens inside the call that starts it; whoever asks meanwhile sees the
 * crawler running. A start that is resumed goes on with the crawl that its task has begun.
 * Thread-safe.
 */
public final class Crawlers {

  private static final int PAGE = 1000;

  private final ObjectStore store;
  private final Catalog catalog;
  private final FileSchemas schemas;
  private final Supplier<String> ids;
  private final WorkRegister crawls;
  private final Map<String, CrawlerState> crawlers = new ConcurrentHashMap<>();

  /**
   * No crawler yet.
   *
   * @param store where the crawled buckets are
   * @param catalog what crawls write to
   * @param duck reads the files' schemas
   * @param ids a new crawl id each time it is asked
   * @param crawls keeps the crawls
   */
  public Crawlers(
      ObjectStore store, Catalog catalog, DuckDb duck, Supplier<String> ids, WorkRegister crawls) {
    this.store = store;
    this.catalog = catalog;
    this.schemas = new FileSchemas(duck);
    this.ids = ids;
    this.crawls = crawls;
  }

  /** Adds a crawler, in place of the one of its name. */
  public void add(CrawlerDefinition definition) {
    crawlers.put(definition.name(), new CrawlerState(definition, crawls));
  }

  void addActions(Service.Builder glue) {
    glue.action("startCrawler", Parameters.required("Name"), Resumption.LOOK_UP, this::start)
        .action("stopCrawler", Parameters.required("Name"), Resumption.RECORD, this::stop)
        .action("getCrawler", Parameters.required("Name"), Resumption.REPEAT, this::get)
        .action(
            "getCrawlers",
            Parameters.none().optional("MaxResults", "NextToken"),
            Resumption.REPEAT,
            this::getCrawlers)
        .action(
            "listCrawls",
            Parameters.required("CrawlerName").optional("MaxResults", "Filters", "NextToken"),
            Resumption.REPEAT,
            this::listCrawls);
  }

  private CrawlerState find(String name) throws ServiceException {
    CrawlerState crawler = crawlers.get(name);
    if (crawler == null) {
      throw ServiceException.refused(
          "EntityNotFoundException",
          "Crawler entry with name " + name + " does not exist. There are " + crawlers.keySet());
    }
    return crawler;
  }

  private Json start(JsonObject arguments, CallContext context) throws ServiceException {
    crawl(text(arguments, "Name"), context);
    return JsonObject.EMPTY;
  }

  /** Crawls to the end; gives {@code COMPLETED}, {@code FAILED} or {@code STOPPED}. */
  String crawl(String name, CallContext context) throws ServiceException {
    CrawlerState crawler = find(name);
    Optional<Work> before = context.before(crawls);
    if (before.isPresent() && before.get().isFinished()) {
      return CrawlerState.stateOf(before.get());
    }
    String id = before.map(Work::key).orElseGet(ids);
    Instant started = crawler.begin(id, context.token(), context.now());
    context.onCancel(crawler::cancel);
    try {
      new Crawl(crawler.definition(), store, catalog, schemas, started).run(crawler::finishing);
      crawler.end(context.now(), "");
    } catch (CrawlFailedException failure) {
      crawler.end(context.now(), failure.reason());
    } catch (RuntimeException | Error fault) {
      crawler.end(context.now(), "Internal error: " + fault);
      throw fault;
    }
    return crawls.find(id).map(CrawlerState::stateOf).orElse("COMPLETED");
  }

  private Json stop(JsonObject arguments, CallContext context) throws ServiceException {
    find(text(arguments, "Name")).stop();
    return JsonObject.EMPTY;
  }

  private Json get(JsonObject arguments, CallContext context) throws ServiceException {
    return JsonObject.of("Crawler", find(text(arguments, "Name")).describe());
  }

  private Json listCrawls(JsonObject arguments, CallContext context) throws ServiceException {
    List<JsonObject> crawls = find(text(arguments, "CrawlerName")).crawls();
    List<JsonObject> kept = new ArrayList<>();
    for (int i = crawls.size() - 1; i >= 0; i--) {
      if (CrawlFilters.match(crawls.get(i), arguments.array("Filters"))) {
        kept.add(crawls.get(i));
      }
    }
    return Pages.page(arguments, "Crawls", kept, PAGE, 20, each -> each);
  }

  private Json getCrawlers(JsonObject arguments, CallContext context) throws ServiceException {
    List<CrawlerState> all = new ArrayList<>(new TreeMap<>(crawlers).values());
    return Pages.page(arguments, "Crawlers", all, PAGE, CrawlerState::describe);
  }
}
