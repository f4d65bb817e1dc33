namespace OssTransfer.Jobs.Notices;

/// <summary>A notice as text.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Html">The same as HTML, everything that isn't ours escaped.</param>
public sealed record NoticeMail(string Subject, string Text, string Html);
