package dev.stepwell.lambdas.firehose;

import dev.stepwell.lambdas.event.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Transforms one record. A record may hold several lines; as Firehose cannot split it, all its
 * flights must belong to the same partition.
 */
final class FlightTransform {
  /** Firehose's limit for a record before base64. */
  static final int MOST_BYTES = 1_000 * 1024;

  private FlightTransform() {}

  static Answer apply(FirehoseRecord record) {
    try {
      List<Flight> flights = FlightReader.read(text(record.data()));
      if (flights.isEmpty()) {
        return Answer.dropped(record, "it holds no flight");
      }
      Flight first = flights.get(0);
      for (Flight flight : flights) {
        if (!flight.day().equals(first.day()) || !flight.hour().equals(first.hour())) {
          return Answer.failed(
              record,
              "it holds flights of several hours, "
                  + first.scheduledText()
                  + " and "
                  + flight.scheduledText()
                  + "; send one flight a record");
        }
      }
      return Answer.ok(
          record,
          Base64.getEncoder().encodeToString(json(flights)),
          Map.of("day", first.day().toString(), "hour", first.hour()));
    } catch (InvalidFlightException problem) {
      return Answer.failed(record, String.valueOf(problem.getMessage()));
    }
  }

  private static String text(String data) throws InvalidFlightException {
    // Four characters of base64 are three bytes.
    if (data.length() / 4 * 3L > MOST_BYTES) {
      throw new InvalidFlightException("it is larger than " + MOST_BYTES + " bytes");
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Base64.getDecoder().decode(data)))
          .toString();
    } catch (IllegalArgumentException problem) {
      throw new InvalidFlightException("its data is not base64: " + problem.getMessage());
    } catch (CharacterCodingException problem) {
      throw new InvalidFlightException("its data is not UTF-8");
    }
  }

  /** One object a line, each with a final line feed: Firehose joins records without any. */
  private static byte[] json(List<Flight> flights) {
    var bytes = new ByteArrayOutputStream();
    for (Flight flight : flights) {
      var line = new ByteArrayOutputStream();
      try (var json = JsonOutput.to(line)) {
        json.writeStartObject();
        json.writeStringField("scheduled", flight.scheduledText());
        json.writeNumberField("delay", flight.delay());
        json.writeNumberField("distance", flight.distance());
        json.writeStringField("origin", flight.origin());
        json.writeStringField("destination", flight.destination());
        json.writeStringField("flight_date", flight.day().toString());
        json.writeStringField("delay_class", DelayClass.of(flight.delay()).label());
        json.writeEndObject();
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
      bytes.writeBytes(line.toByteArray());
      bytes.write('\n');
    }
    return bytes.toByteArray();
  }
}
