package dev.fairlead.plan;

import java.time.LocalDateTime;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The team's say on a proposed plan. */
@Service
@Transactional
public class TeamFeedback {
  /** Puts the current plan before the team; returns the number of the round. */
  public int openRound(String projectKey, LocalDateTime until) {
    throw new UnsupportedOperationException();
  }

  /** Notes what a member said; empty texts are kept as "nothing to say". */
  public void record(String projectKey, String member, String feedback, String objection) {
    throw new UnsupportedOperationException();
  }

  /** Everything said, the latest round first. */
  public List<Feedback> all(String projectKey) {
    throw new UnsupportedOperationException();
  }

  /** What was objected in any round, unanswered first. */
  public List<Feedback> objections(String projectKey) {
    throw new UnsupportedOperationException();
  }

  public void answer(String projectKey, long id, String answer, String by) {
    throw new UnsupportedOperationException();
  }

  public int openObjections(String projectKey) {
    throw new UnsupportedOperationException();
  }
}
