namespace OssTransfer.Contracts.Jobs;

/// <summary>One list of a report.</summary>
/// <param name="Name">Its file name.</param>
/// <param name="Objects">Lines of the run that the report is of, without headings.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its digest, as <c>sha256sum</c> prints it.</param>
public sealed record ReportList(string Name, long Objects, long Bytes, string Sha256);
