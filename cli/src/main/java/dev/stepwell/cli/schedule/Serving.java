package dev.stepwell.cli.schedule;

import dev.stepwell.cli.files.ProjectFolder;
import dev.stepwell.cli.files.RunFiles;
import dev.stepwell.cli.files.StateLock;
import dev.stepwell.cli.output.UserException;
import dev.stepwell.cli.run.LocalProject;
import dev.stepwell.dsl.Catalogue;
import dev.stepwell.engine.store.Store;
import dev.stepwell.engine.store.StoreException;
import dev.stepwell.scheduler.MissedDeadline;
import dev.stepwell.scheduler.Scheduler;
import dev.stepwell.scheduler.ledger.Changes;
import dev.stepwell.scheduler.ledger.Inbox;
import dev.stepwell.scheduler.ledger.SqliteLedger;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A project's scheduler at work: makes runs when they are due, carries them out on the services of
 * this machine, and answers the commands of other processes.
 */
public final class Serving implements AutoCloseable {

  /** How long a request may lie before it is seen, in milliseconds. */
  private static final long LOOK_MILLIS = 100;

  private static final System.Logger LOG = System.getLogger(Serving.class.getName());

  private final StateLock lock;
  private final LocalProject local;
  private final Scheduler scheduler;
  private final SqliteLedger requests;
  private final RunRecorder recorder;
  private final ScheduledExecutorService looking =
      Executors.newScheduledThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "stepwell-looking");
            thread.setDaemon(true);
            return thread;
          });
  private final CountDownLatch closed = new CountDownLatch(1);

  private Serving(
      StateLock lock,
      LocalProject local,
      Scheduler scheduler,
      SqliteLedger requests,
      RunRecorder recorder) {
    this.lock = lock;
    this.local = local;
    this.scheduler = scheduler;
    this.requests = requests;
    this.recorder = recorder;
  }

  /**
   * Begins to serve.
   *
   * @param systemProperties where the addresses of the services go that SDK clients use
   * @param told is told of missed deadlines
   * @throws UserException if another process serves or runs, or the state cannot be used
   */
  public static Serving start(
      Catalogue catalogue,
      ProjectFolder project,
      InstantSource clock,
      BiConsumer<String, String> systemProperties,
      Consumer<MissedDeadline> told) {
    SchedulerFolder folder = new SchedulerFolder(project);
    StateLock lock = folder.serve();
    try {
      LocalProject local = LocalProject.open(catalogue.resources(), project);
      try {
        local.environment().forEach(systemProperties);
        return serve(catalogue, project, folder, clock, told, lock, local);
      } catch (RuntimeException e) {
        local.close();
        throw e;
      }
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static Serving serve(
      Catalogue catalogue,
      ProjectFolder project,
      SchedulerFolder folder,
      InstantSource clock,
      Consumer<MissedDeadline> told,
      StateLock lock,
      LocalProject local) {
    RunRecorder recorder = new RunRecorder(new RunFiles(project), clock);
    Scheduler scheduler =
        Scheduler.builder()
            .handlers(local.handlers())
            .ledger(folder.ledger())
            .onMissedDeadline(told)
            .engine(engine -> engine.store(store(folder)).listener(recorder))
            .build();
    recorder.start(scheduler.engine());
    WorkflowSpecs workflows = new WorkflowSpecs(catalogue);
    workflows.all().forEach(scheduler::register);
    scheduler.start();
    Serving serving = new Serving(lock, local, scheduler, folder.ledger(), recorder);
    ObjectTriggers objects = new ObjectTriggers(workflows.compiled(), scheduler);
    local.onObject(objects);
    if (!objects.buckets().isEmpty()) {
      Arrivals.look(local.watch(objects.buckets()), serving.looking);
    }
    ScheduledFuture<?> unused =
        serving.looking.scheduleWithFixedDelay(
            serving::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return serving;
  }

  private static Store store(SchedulerFolder folder) {
    try {
      return Store.open(folder.store());
    } catch (StoreException e) {
      throw UserException.failure(String.valueOf(e.getMessage()));
    }
  }

  /** Answers what other processes have asked. What goes wrong is told, and does not end this. */
  private void look() {
    try {
      Answers answers = new Answers(scheduler);
      for (Inbox.Request request : requests.inbox().open()) {
        Changes changes = new Changes();
        changes.answer(new Changes.Answer(request.id(), answers.answer(request.body()).compact()));
        requests.commit(changes);
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "requests of other commands cannot be answered", e);
    }
  }

  /** The scheduler. */
  public Scheduler scheduler() {
    return scheduler;
  }

  /** Returns when somebody has closed this. */
  public void await() throws InterruptedException {
    closed.await();
  }

  @Override
  public void close() {
    looking.shutdownNow();
    try {
      scheduler.close();
    } finally {
      recorder.close();
      requests.close();
      local.close();
      lock.close();
      closed.countDown();
    }
  }
}
