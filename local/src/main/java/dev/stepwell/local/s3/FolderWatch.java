package dev.stepwell.local.s3;

import dev.stepwell.local.service.ServiceException;
import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds objects that other programs put into the folders of buckets, and has the store tell of them
 * as if they had been uploaded. A file is told of when two looks in a row find it the same, so that
 * one that is still being written is not told of too early. What is there when this is made is not
 * new. Looks are taken one at a time; the store may be used by anybody meanwhile.
 */
public final class FolderWatch {

  private record Mark(long size, FileTime modified) {
    static Mark of(BasicFileAttributes attributes) {
      return new Mark(attributes.size(), attributes.lastModifiedTime());
    }
  }

  private final ObjectStore store;
  private final Map<String, Map<String, Mark>> known = new HashMap<>();
  private final Map<String, Map<String, Mark>> unsettled = new HashMap<>();

  /** A watch over some buckets of a store, from now on. */
  FolderWatch(ObjectStore store, Collection<String> buckets) throws ServiceException {
    this.store = store;
    for (String bucket : buckets) {
      known.put(bucket, marks(bucket));
    }
    store.addListener(this::written);
  }

  private Map<String, Mark> marks(String bucket) throws ServiceException {
    Map<String, Mark> marks = new HashMap<>();
    store.visit(bucket, (key, file, attributes) -> marks.put(key, Mark.of(attributes)));
    return marks;
  }

  /** What is written through the store is told of by the store. */
  private void written(ObjectEvent event) {
    synchronized (known) {
      @Nullable Map<String, Mark> those = known.get(event.bucket());
      if (those == null) {
        return;
      }
      try {
        @Nullable BasicFileAttributes attributes =
            event.kind().isCreated() ? store.attributes(event.bucket(), event.key()) : null;
        if (attributes == null) {
          those.remove(event.key());
        } else {
          those.put(event.key(), Mark.of(attributes));
        }
      } catch (ServiceException | IOException unreadable) {
        // The next look finds it, and tells of it once more rather than not at all.
        those.remove(event.key());
      }
    }
  }

  /**
   * Looks once.
   *
   * @return how many objects were told of
   * @throws ServiceException if a folder cannot be read
   */
  public int look() throws ServiceException {
    int told = 0;
    for (String bucket : known.keySet()) {
      Map<String, Mark> before = marked(bucket);
      Map<String, Mark> now = marks(bucket);
      Map<String, Mark> open = new HashMap<>();
      for (Map.Entry<String, Mark> each : now.entrySet()) {
        if (isSettled(bucket, each.getKey(), each.getValue(), open)) {
          store.found(bucket, each.getKey());
          told++;
        }
      }
      unsettled.put(bucket, open);
      before.keySet().removeAll(now.keySet());
      forget(bucket, before);
    }
    return told;
  }

  private Map<String, Mark> marked(String bucket) {
    synchronized (known) {
      return new HashMap<>(known.getOrDefault(bucket, Map.of()));
    }
  }

  /** Forgets what is gone, but for what was written through the store while this looked. */
  private void forget(String bucket, Map<String, Mark> gone) {
    synchronized (known) {
      Map<String, Mark> those = known.getOrDefault(bucket, new HashMap<>());
      gone.forEach(those::remove);
    }
  }

  /** Whether a file is new and stays as it is; if it may still change, it is remembered. */
  private boolean isSettled(String bucket, String key, Mark mark, Map<String, Mark> open) {
    synchronized (known) {
      Map<String, Mark> those = known.getOrDefault(bucket, new HashMap<>());
      if (mark.equals(those.get(key))) {
        return false;
      }
      if (!mark.equals(unsettled.getOrDefault(bucket, Map.of()).get(key))) {
        open.put(key, mark);
        return false;
      }
      those.put(key, mark);
      return true;
    }
  }
}
