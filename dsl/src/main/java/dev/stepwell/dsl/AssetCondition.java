package dev.stepwell.dsl;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which assets must have been updated since the last run of a workflow that waits for them. */
public sealed interface AssetCondition permits Asset, AssetCondition.All, AssetCondition.Any {

  /** All assets it speaks of. */
  Set<Asset> assets();

  /** This and another; both must have been updated. */
  default AssetCondition and(AssetCondition other) {
    return new All(List.of(this, other));
  }

  /** This or another; one update is enough. */
  default AssetCondition or(AssetCondition other) {
    return new Any(List.of(this, other));
  }

  /** Each of several. */
  record All(List<AssetCondition> of) implements AssetCondition {
    /** Copies the list. */
    public All {
      of = List.copyOf(of);
    }

    @Override
    public Set<Asset> assets() {
      return union(of);
    }
  }

  /** At least one of several. */
  record Any(List<AssetCondition> of) implements AssetCondition {
    /** Copies the list. */
    public Any {
      of = List.copyOf(of);
    }

    @Override
    public Set<Asset> assets() {
      return union(of);
    }
  }

  private static Set<Asset> union(List<AssetCondition> of) {
    Set<Asset> all = new LinkedHashSet<>();
    of.forEach(each -> all.addAll(each.assets()));
    return all;
  }
}
