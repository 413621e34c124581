package dev.stepwell.local.crash;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that runs the load of a folder until it is killed. */
public final class Worker {

  /** What is printed when the engine goes on with what was left. */
  static final String UP = "up";

  private Worker() {}

  /** Runs; the arguments are the folder and whether the SQL engine is to be used. */
  public static void main(String[] args) throws InterruptedException {
    Path folder = Path.of(args[0]);
    World world = World.open(folder, Boolean.parseBoolean(args[1]));
    System.out.println(UP);
    world.start(Planned.read(new Lines(folder.resolve("plan"))));
    new CountDownLatch(1).await();
  }
}
