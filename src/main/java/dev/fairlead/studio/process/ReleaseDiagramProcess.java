package dev.fairlead.studio.process;

/** Names that the diagram {@code releaseDiagram} and Java share. */
public final class ReleaseDiagramProcess {
  public static final String ID = "releaseDiagram";
  public static final String DRAFT_ID = "draftId";
  public static final String SUBMITTED_BY = "submittedBy";
  public static final String RELEASE = "release";
  public static final String COMMENT = "comment";

  private ReleaseDiagramProcess() {}
}
