package dev.fairlead.tracking;

import dev.fairlead.shared.Amounts;
import dev.fairlead.shared.Sentences;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Orders that are not invoiced, and postings that nobody has decided on. */
@Component
class OpenCosts implements OpenPoints {
  private final Commitments commitments;
  private final Postings postings;

  OpenCosts(Commitments commitments, Postings postings) {
    this.commitments = commitments;
    this.postings = postings;
  }

  @Override
  public List<OpenPoint> of(String projectKey) {
    List<OpenPoint> points = new ArrayList<>();
    String project = "/projects/" + projectKey;
    for (Commitment commitment : commitments.of(projectKey)) {
      if (commitment.isOpen()) {
        points.add(
            new OpenPoint(
                "commitment",
                Sentences.say(
                    "tracking.openCommitment",
                    commitment.supplier(),
                    commitment.description(),
                    Amounts.plain(commitment.stillOpen())),
                project + "/commitments"));
      }
    }
    for (Posting posting : postings.waiting(projectKey)) {
      points.add(
          new OpenPoint(
              "posting",
              Sentences.say(
                  "tracking.openPosting", posting.text(), Amounts.plain(posting.amount())),
              project + "/costs#waiting"));
    }
    return points;
  }
}
