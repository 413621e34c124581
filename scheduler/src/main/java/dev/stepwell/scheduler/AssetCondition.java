package dev.stepwell.scheduler;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which assets must have been updated since the last run of a workflow that waits for them. */
public sealed interface AssetCondition {

  /** Whether it holds when these were updated. */
  boolean holds(Set<Asset> updated);

  /** All assets it speaks of, in the order in which it does. */
  Set<Asset> assets();

  /** One asset. */
  record Updated(Asset asset) implements AssetCondition {
    @Override
    public boolean holds(Set<Asset> updated) {
      return updated.contains(asset);
    }

    @Override
    public Set<Asset> assets() {
      return Set.of(asset);
    }

    @Override
    public String toString() {
      return asset.uri();
    }
  }

  /** Each of several. */
  record All(List<AssetCondition> of) implements AssetCondition {
    /** Copies the list. */
    public All {
      of = several("all", of);
    }

    @Override
    public boolean holds(Set<Asset> updated) {
      return of.stream().allMatch(each -> each.holds(updated));
    }

    @Override
    public Set<Asset> assets() {
      return union(of);
    }

    @Override
    public String toString() {
      return of.stream().map(Object::toString).collect(Collectors.joining(" & ", "(", ")"));
    }
  }

  /** At least one of several. */
  record Any(List<AssetCondition> of) implements AssetCondition {
    /** Copies the list. */
    public Any {
      of = several("any", of);
    }

    @Override
    public boolean holds(Set<Asset> updated) {
      return of.stream().anyMatch(each -> each.holds(updated));
    }

    @Override
    public Set<Asset> assets() {
      return union(of);
    }

    @Override
    public String toString() {
      return of.stream().map(Object::toString).collect(Collectors.joining(" | ", "(", ")"));
    }
  }

  /** The condition that an asset was updated. */
  static AssetCondition of(String uri) {
    return new Updated(new Asset(uri));
  }

  private static List<AssetCondition> several(String what, List<AssetCondition> of) {
    if (of.isEmpty()) {
      throw new IllegalArgumentException(
          "a condition on " + what + " of no assets never changes; name at least one asset");
    }
    return List.copyOf(of);
  }

  private static Set<Asset> union(List<AssetCondition> of) {
    Set<Asset> all = new LinkedHashSet<>();
    of.forEach(each -> all.addAll(each.assets()));
    return all;
  }
}
