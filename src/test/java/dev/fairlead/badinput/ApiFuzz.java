package dev.fairlead.badinput;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Calls that nobody thought of, made from the API's own description: right and wrong values in
 * turn, by people who may and who may not. The same seed makes the same calls.
 */
final class ApiFuzz {
  private static final List<String> PEOPLE =
      List.of("clara", "clara", "clara", "tom", "maria", "colin", "admin", "paula");

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "A",
          "x".repeat(5_000),
          "\u00e4\ud83d\ude80\u202e",
          "\ud800",
          "a\u0000b",
          "a\r\nSet-Cookie: b=c",
          "=1+1",
          "'; drop table project; --",
          "${now()}",
          "<script>fl()</script>",
          "../../etc/passwd",
          "-1",
          "0",
          "1e999",
          "NaN",
          "9999-12-31",
          "+999999999-12-31",
          "2027-02-30",
          "2027-02-01",
          "true",
          "null",
          "[]",
          "99999999999999999999");

  private record Call(HttpMethod method, String pattern, JsonNode said) {}

  private final Sending sending;
  private final ObjectMapper json;
  private final World world;
  private final Random random;
  private final JsonNode api;
  private final List<Call> calls = new ArrayList<>();
  private final List<String> known;
  private final List<byte[]> files;

  /** How often which status was answered. */
  final Map<Integer, Integer> statuses = new TreeMap<>();

  /** What was broken, as it can be sent again. */
  final List<String> broken = new ArrayList<>();

  /** Answers with a problem that is not in words. */
  final List<String> wordless = new ArrayList<>();

  /**
   * @param files files as they rightly are, to be spoiled
   */
  ApiFuzz(
      Sending sending,
      ObjectMapper json,
      World world,
      JsonNode api,
      List<byte[]> files,
      long seed) {
    this.sending = sending;
    this.json = json;
    this.world = world;
    this.api = api;
    this.files = files;
    random = new Random(seed);
    api.get("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fields()
                    .forEachRemaining(
                        call ->
                            calls.add(
                                new Call(
                                    HttpMethod.valueOf(call.getKey().toUpperCase()),
                                    path.getKey(),
                                    call.getValue()))));
    known =
        List.of(
            world.tracked,
            world.planned,
            world.drafted,
            world.reported,
            world.rested,
            world.closing,
            world.tracked + "-R1",
            world.tracked + "-C1",
            world.tracked + "-I1",
            "1",
            "2",
            "3");
  }

  /** All addresses of the description. */
  int described() {
    return calls.size();
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  void call(int number) throws Exception {
    Call call = calls.get(number % calls.size());
    String address = address(call);
    boolean upload =
        call.said().at("/requestBody/content").fieldNames().hasNext()
            && call.said().at("/requestBody/content").has("multipart/form-data");
    MockHttpServletRequestBuilder request;
    String sent = "";
    if (upload) {
      request =
          multipart(URI.create(address))
              .file(new MockMultipartFile("file", name(), null, spoiled()));
    } else {
      request = request(call.method(), URI.create(address));
      if (call.method() == HttpMethod.POST) {
        sent = body(call);
        request.content(sent.getBytes(StandardCharsets.UTF_8));
        request.contentType(
            random.nextInt(30) > 0 ? MediaType.APPLICATION_JSON : MediaType.TEXT_PLAIN);
      }
    }
    send(call.method() + " " + address + " " + sent, request, one(PEOPLE));
  }

  /** A spoiled file to an address that takes files. */
  void upload(List<String> addresses) throws Exception {
    String address = one(addresses);
    send(
        "upload to " + address,
        multipart(URI.create(address)).file(new MockMultipartFile("file", name(), null, spoiled())),
        address.startsWith("/processes") || address.startsWith("/drafts") ? "paula" : "clara");
  }

  private void send(String what, MockHttpServletRequestBuilder request, String person)
      throws Exception {
    int status;
    String words;
    String type;
    try {
      MockHttpServletResponse answer = sending.perform(request.with(csrf()), person);
      status = answer.getStatus();
      type = "" + answer.getContentType();
      if (answer.getHeaderNames().stream()
          .anyMatch(name -> ("" + answer.getHeaders(name)).contains("b=c"))) {
        broken.add("A header was put in by " + cut(what));
      }
      words = status < 400 ? "" : answer.getContentAsString(StandardCharsets.UTF_8);
    } catch (Exception thrown) {
      Throwable cause = thrown;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      status = 500;
      type = "";
      words = cause.toString();
    }
    statuses.merge(status, 1, Integer::sum);
    String said = person + ": " + cut(what) + " -> " + status + " " + cut(words);
    if (status >= 500) {
      broken.add(said);
    } else if (status >= 400
        && what.contains("/api/")
        && (!type.startsWith("application/problem+json")
            || json.readTree(words).path("detail").asText().length() < 15
            || words.contains("Exception"))) {
      wordless.add(said);
    }
  }

  private static String cut(String text) {
    return text.length() > 1_500 ? text.substring(0, 1_500) : text;
  }

  private String address(Call call) {
    UriComponentsBuilder address = UriComponentsBuilder.fromPath(call.pattern());
    List<Object> values = new ArrayList<>();
    Map<String, Object> path = new TreeMap<>();
    for (JsonNode parameter : call.said().path("parameters")) {
      String name = parameter.get("name").asText();
      if (parameter.get("in").asText().equals("path")) {
        String text = random.nextInt(8) > 0 ? one(known) : one(TEXTS);
        if (name.equals("key") && random.nextInt(4) > 0) {
          text = known.get(random.nextInt(6));
        }
        path.put(name, text.isBlank() ? "-" : text.replace("\ud800", "?"));
      } else if (random.nextInt(3) > 0) {
        address.queryParam(name, "{q" + values.size() + "}");
        JsonNode value = value(parameter.get("schema"), 0);
        String text = value.isTextual() ? value.asText() : value.toString();
        path.put("q" + values.size(), text.replace("\ud800", "?"));
        values.add(text);
      }
    }
    return address.encode().buildAndExpand(path).toUriString();
  }

  private String body(Call call) throws IOException {
    String right = world.bodies().get(call.pattern());
    JsonNode schema = call.said().at("/requestBody/content/application~1json/schema");
    JsonNode body =
        right != null && random.nextInt(3) > 0 ? json.readTree(right) : value(schema, 0);
    for (int i = random.nextInt(3); i > 0; i--) {
      spoil(body);
    }
    String text = body.toString();
    return random.nextInt(25) > 0 ? text : text.substring(0, random.nextInt(text.length() + 1));
  }

  /** A value as described, or one that is not. */
  private JsonNode value(JsonNode schema, int depth) {
    JsonNodeFactory make = json.getNodeFactory();
    if (schema == null || schema.isMissingNode() || random.nextInt(12) == 0) {
      return anything();
    }
    if (schema.has("$ref")) {
      return depth > 5
          ? make.nullNode()
          : value(api.at(schema.get("$ref").asText().substring(1)), depth + 1);
    }
    if (schema.has("enum") && random.nextInt(5) > 0) {
      return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
    }
    return switch (schema.path("type").asText()) {
      case "object" -> {
        ObjectNode object = make.objectNode();
        Iterator<Map.Entry<String, JsonNode>> fields = schema.path("properties").fields();
        while (fields.hasNext()) {
          Map.Entry<String, JsonNode> field = fields.next();
          if (random.nextInt(8) > 0) {
            object.set(field.getKey(), value(field.getValue(), depth + 1));
          }
        }
        if (schema.has("additionalProperties")) {
          object.set(one(TEXTS), value(schema.get("additionalProperties"), depth + 1));
        }
        yield object;
      }
      case "array" -> {
        ArrayNode array = make.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          array.add(value(schema.get("items"), depth + 1));
        }
        yield array;
      }
      case "integer" ->
          make.numberNode(random.nextInt(3) > 0 ? random.nextInt(6) : random.nextInt());
      case "number" -> make.numberNode(random.nextInt(10_000) / 100.0);
      case "boolean" -> make.booleanNode(random.nextBoolean());
      default ->
          schema.path("format").asText().equals("date")
              ? make.textNode("2027-0" + (1 + random.nextInt(9)) + "-0" + (1 + random.nextInt(9)))
              : random.nextInt(3) > 0
                  ? make.textNode(one(List.of("tom", "A", "tina")))
                  : anything();
    };
  }

  private JsonNode anything() {
    JsonNodeFactory make = json.getNodeFactory();
    return switch (random.nextInt(9)) {
      case 0 -> make.nullNode();
      case 1 -> make.objectNode();
      case 2 -> make.arrayNode().addNull();
      case 3 -> make.numberNode(random.nextLong());
      case 4 -> make.numberNode(new java.math.BigDecimal("1e" + (random.nextInt(800) - 400)));
      case 5 -> make.booleanNode(random.nextBoolean());
      default -> make.textNode(one(TEXTS));
    };
  }

  /** Puts something else in the place of one of its values. */
  private void spoil(JsonNode at) {
    if (at instanceof ObjectNode object && !object.isEmpty()) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = one(names);
      if (object.get(name).isContainerNode() && random.nextInt(3) > 0) {
        spoil(object.get(name));
      } else {
        object.set(name, anything());
      }
    } else if (at instanceof ArrayNode array && !array.isEmpty()) {
      int place = random.nextInt(array.size());
      if (array.get(place).isContainerNode() && random.nextInt(3) > 0) {
        spoil(array.get(place));
      } else {
        array.set(place, anything());
      }
    }
  }

  private String name() {
    return one(
        List.of(
            "a.csv",
            "a.xlsx",
            "a.xml",
            "a.mpp",
            "a.xer",
            "a.pmxml",
            "a.mpx",
            "a.gan",
            "a.planner",
            "a.zip",
            "a",
            "",
            "a.CSV",
            "../a.xml",
            "a.bpmn",
            "a\u0000.csv"));
  }

  /** A right file, cut, turned, doubled, mixed with another one, or something else altogether. */
  private byte[] spoiled() {
    byte[] file = one(files).clone();
    for (int times = 1 + random.nextInt(3); times > 0 && file.length > 1; times--) {
      switch (random.nextInt(7)) {
        case 0 -> file = Arrays.copyOf(file, random.nextInt(file.length));
        case 1 -> {
          for (int i = 1 + random.nextInt(40); i > 0; i--) {
            file[random.nextInt(file.length)] = (byte) random.nextInt();
          }
        }
        case 2 -> {
          byte[] other = one(files);
          int from = random.nextInt(file.length);
          System.arraycopy(
              other, 0, file, from, Math.min(other.length, Math.min(200, file.length - from)));
        }
        case 3 -> {
          byte[] twice = Arrays.copyOf(file, Math.min(file.length * 2, 2_000_000));
          System.arraycopy(file, 0, twice, file.length, twice.length - file.length);
          file = twice;
        }
        case 4 -> {
          String text = new String(file, StandardCharsets.ISO_8859_1);
          int at = random.nextInt(text.length());
          file =
              (text.substring(0, at) + one(TEXTS) + text.substring(at))
                  .getBytes(StandardCharsets.ISO_8859_1);
        }
        case 5 ->
            // numbers and dates, which is where readers break
            file =
                new String(file, StandardCharsets.ISO_8859_1)
                    .replaceFirst(
                        "[0-9]+(?=[^0-9]{" + random.nextInt(60) + "})",
                        java.util.regex.Matcher.quoteReplacement(one(TEXTS)))
                    .getBytes(StandardCharsets.ISO_8859_1);
        default -> {
          if (random.nextInt(4) == 0) {
            file = new byte[random.nextInt(4_000)];
            random.nextBytes(file);
          }
        }
      }
    }
    return file;
  }
}
