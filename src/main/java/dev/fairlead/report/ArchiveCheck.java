package dev.fairlead.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.project.DecisionEntry;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.springframework.stereotype.Service;

/**
 * Looks whether an archive that somebody brings still is what was made. Everything in it may be
 * forged, so nothing of it is unpacked to a place where it could do harm, and nothing of it is held
 * in memory but the three small files that describe it. No connection to the database is held while
 * a large file is read.
 */
@Service
public class ArchiveCheck {
  private static final int MOST_FILES = 10_000;
  private static final long MOST_UNPACKED = 1024L * 1024 * 1024;

  /** Texts pack to a twentieth; what unpacks to much more than it is large was made to. */
  private static final long UNPACKED_AT_LEAST = 100L * 1024 * 1024;

  private static final int MOST_RATIO = 50;
  private static final int MOST_TEXT = 32 * 1024 * 1024;
  private static final int MOST_FINDINGS = 200;
  private static final String FOLDER = "[A-Z][A-Z0-9-]{1,19}(?:" + Archive.SUPPLEMENT + ")?";
  private static final TypeReference<TreeMap<String, Object>> FIELDS = new TypeReference<>() {};
  private static final Pattern SUM = Pattern.compile("([0-9a-f]{64})  (.{1,300})");

  /** What is wrong with a file. */
  public enum Fault {
    DIFFERS,
    MISSING,
    ADDED,
    TWICE
  }

  /** One file that is not as it was. */
  public record Finding(Fault fault, String name) {}

  /** Where the chain of decisions in the archive stands to the one of this installation. */
  public enum Chain {
    /** Its newest entry is the one that stands here under this number. */
    HERE,
    /** Another entry stands here under this number. */
    OTHER,
    /** This installation has no such entry. */
    UNKNOWN,
    /** The chain in the archive does not hold together. */
    BROKEN,
    /** The archive holds no chain. */
    NONE
  }

  /**
   * @param project key that the archive names, or null
   * @param same whether it is byte by byte the archive that was made here
   * @param known whether this installation keeps an archive of the project
   * @param madeAt when the one that is kept here was made, or null
   * @param files how many files it holds
   * @param findings at most 200
   * @param headNumber number of the newest entry of the chain in the archive, or null
   * @param chainProblem where the chain breaks, in words, or null
   * @param part whether it is the archive of a closing or its supplement
   * @param follows the fingerprint of the archive that a supplement says it follows on, or null
   * @param followsHere whether that is the archive which is kept here
   */
  public record Result(
      String project,
      boolean same,
      boolean known,
      LocalDateTime madeAt,
      int files,
      String sha256,
      List<Finding> findings,
      Chain chain,
      Long headNumber,
      String headHash,
      String chainProblem,
      Archive.Part part,
      String follows,
      boolean followsHere) {
    public boolean isIntact() {
      return findings.isEmpty() && chain != Chain.BROKEN && chain != Chain.NONE;
    }

    public boolean isSupplement() {
      return part == Archive.Part.SUPPORT;
    }
  }

  private final Archive archive;
  private final DecisionLog decisions;
  private final ObjectMapper json;

  ArchiveCheck(Archive archive, DecisionLog decisions, ObjectMapper json) {
    this.archive = archive;
    this.decisions = decisions;
    this.json = json;
  }

  /**
   * @throws RefusedException where the file is no archive, or unpacks to more than one ever would
   */
  public Result check(InputStream content) throws IOException {
    Path copy = Files.createTempFile("archive", ".zip");
    try {
      String sha256 = copy(content, copy);
      try (ZipFile zip = new ZipFile(copy.toFile(), StandardCharsets.UTF_8)) {
        long most = Math.min(MOST_UNPACKED, UNPACKED_AT_LEAST + MOST_RATIO * Files.size(copy));
        return check(zip, sha256, most);
      } catch (java.util.zip.ZipException | IllegalArgumentException noZip) {
        throw RefusedException.because("report.verify.noZip");
      }
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private static String copy(InputStream content, Path copy) throws IOException {
    MessageDigest digest = Fingerprint.begin();
    try (content;
        OutputStream out = Files.newOutputStream(copy)) {
      byte[] some = new byte[64 * 1024];
      for (int read = content.read(some); read >= 0; read = content.read(some)) {
        digest.update(some, 0, read);
        out.write(some, 0, read);
      }
    }
    return Fingerprint.inHex(digest.digest());
  }

  private Result check(ZipFile zip, String sha256, long mostUnpacked) throws IOException {
    if (zip.size() > MOST_FILES) {
      throw RefusedException.because("report.verify.many", MOST_FILES);
    }
    List<? extends ZipEntry> entries =
        Collections.list(zip.entries()).stream().filter(entry -> !entry.isDirectory()).toList();
    String folder = folder(entries);
    if (folder == null) {
      throw RefusedException.because("report.verify.noArchive");
    }
    Archive.Part part =
        folder.endsWith(Archive.SUPPLEMENT) ? Archive.Part.SUPPORT : Archive.Part.CLOSING;
    String project = folder.replace(Archive.SUPPLEMENT, "");
    List<Finding> findings = new ArrayList<>();
    Map<String, String> found = new LinkedHashMap<>();
    Map<String, String> texts = new LinkedHashMap<>();
    long unpacked = 0;
    for (ZipEntry entry : entries) {
      String name =
          entry.getName().startsWith(folder + "/")
              ? entry.getName().substring(folder.length() + 1)
              : entry.getName();
      boolean text = List.of(Archive.SUMS, Archive.LABEL, Archive.PROOF).contains(name);
      ByteArrayOutputStream kept = text ? new ByteArrayOutputStream() : null;
      MessageDigest digest = Fingerprint.begin();
      try (InputStream in = zip.getInputStream(entry)) {
        byte[] some = new byte[64 * 1024];
        for (int read = in.read(some); read >= 0; read = in.read(some)) {
          unpacked += read;
          if (unpacked > mostUnpacked || text && kept.size() + read > MOST_TEXT) {
            throw RefusedException.because("report.verify.bomb");
          }
          digest.update(some, 0, read);
          if (text) {
            kept.write(some, 0, read);
          }
        }
      } catch (IOException damaged) {
        digest.update(new byte[] {0});
      }
      if (found.put(name, Fingerprint.inHex(digest.digest())) != null) {
        findings.add(new Finding(Fault.TWICE, shown(name)));
      }
      if (text) {
        texts.put(name, kept.toString(StandardCharsets.UTF_8));
      }
    }
    Archive.Made made = archive.made(project, part).orElse(null);
    compare(found, sums(made == null ? texts.get(Archive.SUMS) : made.sums()), made, findings);
    Walk chain = new Walk();
    chain.read(texts.get(Archive.PROOF), texts.get(Archive.LABEL));
    String follows = part == Archive.Part.SUPPORT ? follows(texts.get(Archive.LABEL)) : null;
    return new Result(
        project,
        made != null && made.sha256().equals(sha256),
        made != null,
        made == null ? null : made.madeAt(),
        entries.size(),
        sha256,
        findings.size() > MOST_FINDINGS ? findings.subList(0, MOST_FINDINGS) : findings,
        chain.standing,
        chain.number < 0 ? null : chain.number,
        chain.hash,
        chain.problem,
        part,
        follows,
        archive.made(project).filter(first -> first.sha256().equals(follows)).isPresent());
  }

  /** The fingerprint of the archive that a supplement names, or null. */
  private String follows(String label) {
    try {
      Object named = json.readValue(label == null ? "" : label, FIELDS).get(Archive.FOLLOWS);
      return named instanceof String text && text.matches("[0-9a-f]{64}") ? text : null;
    } catch (JsonProcessingException noJson) {
      return null;
    }
  }

  /** The folder in which the archive's files lie: its project's key, and which part it is. */
  private static String folder(List<? extends ZipEntry> entries) {
    for (ZipEntry entry : entries) {
      Matcher folder = Pattern.compile("(" + FOLDER + ")/" + Archive.SUMS).matcher(entry.getName());
      if (folder.matches()) {
        return folder.group(1);
      }
    }
    // whoever took the list of fingerprints away still sees what this installation knows
    return entries.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.matches(FOLDER + "/.+"))
        .map(name -> name.substring(0, name.indexOf('/')))
        .findFirst()
        .orElse(null);
  }

  private static Map<String, String> sums(String text) {
    Map<String, String> sums = new LinkedHashMap<>();
    if (text != null) {
      text.lines()
          .limit(MOST_FILES)
          .map(SUM::matcher)
          .filter(Matcher::matches)
          .forEach(line -> sums.put(line.group(2), line.group(1)));
    }
    return sums;
  }

  private static void compare(
      Map<String, String> found,
      Map<String, String> expected,
      Archive.Made made,
      List<Finding> findings) {
    expected.forEach(
        (name, sum) -> {
          if (!found.containsKey(name)) {
            findings.add(new Finding(Fault.MISSING, shown(name)));
          } else if (!found.get(name).equals(sum)) {
            findings.add(new Finding(Fault.DIFFERS, shown(name)));
          }
        });
    String list = found.get(Archive.SUMS);
    if (list == null) {
      findings.add(new Finding(Fault.MISSING, Archive.SUMS));
    } else if (made != null && !list.equals(Fingerprint.of(made.sums()))) {
      findings.add(new Finding(Fault.DIFFERS, Archive.SUMS));
    }
    found.keySet().stream()
        .filter(name -> !expected.containsKey(name) && !name.equals(Archive.SUMS))
        .forEach(name -> findings.add(new Finding(Fault.ADDED, shown(name))));
  }

  /** Names come from the file and are shown to people. */
  private static String shown(String name) {
    String plain = name.replaceAll("\\p{Cntrl}+", " ");
    return plain.length() > 200 ? plain.substring(0, 199) + "…" : plain;
  }

  /** Computes the chain of the archive anew, as an outsider would. */
  private final class Walk {
    private long number = -1;
    private String hash = DecisionEntry.NOTHING;
    private Chain standing = Chain.NONE;
    private String problem;

    void read(String proof, String label) {
      if (proof == null) {
        hash = null;
        return;
      }
      begin(proof);
      for (String line : (Iterable<String>) proof.lines()::iterator) {
        if (!follows(line)) {
          standing = Chain.BROKEN;
          problem = Sentences.say("report.verify.chainBroken", String.valueOf(number + 1));
          return;
        }
      }
      if (!endsAsLabelled(label)) {
        standing = Chain.BROKEN;
        problem = Sentences.say("report.verify.chainCut", String.valueOf(number));
        return;
      }
      String here = decisions.hashOf(number);
      standing = here == null ? Chain.UNKNOWN : here.equals(hash) ? Chain.HERE : Chain.OTHER;
    }

    /** The first line may follow on entries of years before; a file made earlier begins at 1. */
    private void begin(String proof) {
      number = 0;
      try {
        TreeMap<String, Object> first =
            json.readValue(proof.lines().findFirst().orElse(""), FIELDS);
        if (first.get("previousHash") instanceof String before
            && first.get("number") instanceof Number its) {
          number = its.longValue() - 1;
          hash = before;
        }
      } catch (JsonProcessingException noJson) {
        // the walk says where
      }
    }

    private boolean follows(String line) {
      try {
        TreeMap<String, Object> fields = json.readValue(line, FIELDS);
        String digest = String.valueOf(fields.get("digest"));
        Object entry = fields.get("entry");
        if (!String.valueOf(number + 1).equals(String.valueOf(fields.get("number")))
            || entry instanceof Map<?, ?> content && !digest.equals(digestOf(content))) {
          return false;
        }
        String next = DecisionEntry.chained(hash, digest);
        if (!next.equals(fields.get("hash"))) {
          return false;
        }
        number++;
        hash = next;
        return true;
      } catch (JsonProcessingException noJson) {
        return false;
      }
    }

    private String digestOf(Map<?, ?> content) {
      TreeMap<String, Object> sorted = new TreeMap<>();
      content.forEach((name, value) -> sorted.put(String.valueOf(name), value));
      return Fingerprint.of(DecisionEntry.write(sorted));
    }

    private boolean endsAsLabelled(String label) {
      try {
        TreeMap<String, Object> fields = json.readValue(label == null ? "" : label, FIELDS);
        return String.valueOf(number).equals(String.valueOf(fields.get("headNumber")))
            && hash.equals(fields.get("headHash"));
      } catch (JsonProcessingException noJson) {
        return false;
      }
    }
  }
}
