package dev.fairlead.communication;

import dev.fairlead.project.ProjectDocuments;
import java.time.LocalDate;

/**
 * What a coordinator states for a row of the communication plan; checked by {@link
 * CommunicationPlan}.
 */
public record NewRow(
    String title,
    String purpose,
    ProjectDocuments.Kind content,
    CommunicationRow.Form form,
    CommunicationRow.Channel channel,
    CommunicationRow.Frequency frequency,
    LocalDate firstDue,
    String responsible,
    String approverGroup,
    boolean receipt,
    String freeText,
    Audience audience) {}
