package dev.stepwell.local.s3;

import dev.stepwell.local.service.Service;

/** The actions of S3 that a state machine calls. */
public final class S3Actions {

  private S3Actions() {}

  /** S3 over a store. */
  public static Service of(ObjectStore store) {
    Service.Builder service =
        Service.named("s3", "S3")
            .modelled(
                "BucketAlreadyOwnedByYou",
                "InvalidRequest",
                "NoSuchBucket",
                "NoSuchKey",
                "NoSuchUpload")
            .optimizedNames("S3", "Amazon S3", "AmazonS3Exception");
    new ObjectActions(store).addTo(service);
    new BucketActions(store).addTo(service);
    new UploadActions(new Uploads(store)).addTo(service);
    return service.build();
  }
}
