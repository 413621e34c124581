package dev.stepwell.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3EndpointTest {

  @TempDir Path folder;
  private ObjectStore store;
  private S3Endpoint endpoint;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void open() throws IOException {
    store = ObjectStore.in(folder);
    store.createBucket("lake");
    endpoint = S3Endpoint.open(store);
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    var content = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(endpoint.uri() + path)).method(method, content);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static String between(String xml, String tag) {
    return xml.substring(xml.indexOf("<" + tag + ">") + tag.length() + 2, xml.indexOf("</" + tag));
  }

  @Test
  void putsGetsAndDeletesAnObject() throws Exception {
    String path = "/lake/a%20b/%C3%BC+.txt";
    HttpResponse<String> put = send("PUT", path, "hello");
    HttpResponse<String> get = send("GET", path + "?x-id=GetObject", "");
    HttpResponse<String> head = send("HEAD", path, "");

    assertThat(put.statusCode()).isEqualTo(200);
    assertThat(store.list("lake", "")).extracting(S3Object::key).containsExactly("a b/\u00fc+.txt");
    assertThat(get.body()).isEqualTo("hello");
    assertThat(get.headers().firstValue("ETag")).isEqualTo(put.headers().firstValue("ETag"));
    assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(5);
    assertThat(head.headers().firstValue("Last-Modified")).get().asString().endsWith("GMT");

    assertThat(send("DELETE", path, "").statusCode()).isEqualTo(204);
    assertThat(send("HEAD", path, "").statusCode()).isEqualTo(404);
  }

  @Test
  void takesUploadsInSignedPieces() throws Exception {
    String body =
        String.join(
            "\r\n",
            "5;chunk-signature=abc",
            "hello",
            "6;chunk-signature=def",
            " world",
            "0;chunk-signature=0",
            "x-amz-checksum-crc32:AAAA",
            "",
            "");

    send(
        "PUT",
        "/lake/x",
        body,
        "x-amz-content-sha256",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
        "Content-Encoding",
        "aws-chunked");

    assertThat(store.get("lake", "x")).asString().isEqualTo("hello world");
  }

  @Test
  void listsWithPrefixDelimiterAndToken() throws Exception {
    send("PUT", "/lake/f/day=1/x", "1");
    send("PUT", "/lake/f/day=2/x", "1");
    send("PUT", "/lake/f/a&b", "1");

    String page = send("GET", "/lake?list-type=2&prefix=f%2F&delimiter=%2F&max-keys=2", "").body();
    String token = between(page, "NextContinuationToken");
    String query = "/lake?list-type=2&prefix=f/&delimiter=/&continuation-token=";
    String rest = send("GET", query + token, "").body();

    assertThat(page)
        .contains("<Key>f/a&amp;b</Key>")
        .contains("<CommonPrefixes><Prefix>f/day=1/</Prefix></CommonPrefixes>")
        .contains("<IsTruncated>true</IsTruncated><NextContinuationToken>")
        .contains("<KeyCount>2</KeyCount>");
    assertThat(rest)
        .contains("<CommonPrefixes><Prefix>f/day=2/</Prefix></CommonPrefixes>")
        .doesNotContain("<Key>")
        .contains("<IsTruncated>false</IsTruncated>");
  }

  @Test
  void encodesKeysIfAsked() throws Exception {
    send("PUT", "/lake/a%20b", "1");

    assertThat(send("GET", "/lake?list-type=2&encoding-type=url", "").body())
        .contains("<EncodingType>url</EncodingType>")
        .contains("<Key>a%20b</Key>");
  }

  @Test
  void givesPartsOfAnObject() throws Exception {
    send("PUT", "/lake/x", "0123456789");

    HttpResponse<String> middle = send("GET", "/lake/x", "", "Range", "bytes=2-4");
    HttpResponse<String> end = send("GET", "/lake/x", "", "Range", "bytes=-3");

    assertThat(middle.statusCode()).isEqualTo(206);
    assertThat(middle.body()).isEqualTo("234");
    assertThat(middle.headers().firstValue("Content-Range")).hasValue("bytes 2-4/10");
    assertThat(end.body()).isEqualTo("789");
    assertThat(send("GET", "/lake/x", "", "Range", "bytes=10-").statusCode()).isEqualTo(416);
  }

  @Test
  void copiesAnObject() throws Exception {
    send("PUT", "/lake/x", "1");

    HttpResponse<String> copy = send("PUT", "/lake/y", "", "x-amz-copy-source", "/lake/x");

    assertThat(copy.body()).contains("<CopyObjectResult").contains("<ETag>");
    assertThat(store.get("lake", "y")).asString().isEqualTo("1");
  }

  @Test
  void answersErrorsAsS3Does() throws Exception {
    HttpResponse<String> noKey = send("GET", "/lake/none", "");
    HttpResponse<String> noBucket = send("GET", "/other?list-type=2", "");
    HttpResponse<String> unserved = send("GET", "/lake/x?acl", "");

    assertThat(noKey.statusCode()).isEqualTo(404);
    assertThat(noKey.body()).contains("<Code>NoSuchKey</Code>");
    assertThat(noBucket.body()).contains("<Code>NoSuchBucket</Code>");
    assertThat(unserved.statusCode()).isEqualTo(501);
    assertThat(unserved.body()).contains("<Code>NotImplemented</Code>");
    assertThat(send("GET", "/lake/a/%2E%2E/%2E%2E/x", "").statusCode()).isEqualTo(400);
  }

  @Test
  void listensOnTheLoopbackAddressOnly() {
    assertThat(endpoint.uri().getHost()).isEqualTo("127.0.0.1");
  }
}
