namespace OssTransfer.Emulators.Common;

/// <summary>A rule: which requests go wrong, and how.</summary>
public sealed record EmulatorFault(EmulatorFaultKind Kind)
{
    /// <summary>The requests it is for; all where not given.</summary>
    public Func<EmulatorRequest, bool> When { get; init; } = static _ => true;

    /// <summary>How many of them go wrong; then they are right again.</summary>
    public int Times { get; init; } = 1;

    public int Status { get; init; } = 503;

    /// <summary>The vendor's code in the refusal.</summary>
    public string Code { get; init; } = "ServiceUnavailable";

    /// <summary>More headers of the refusal: the vendor's hints.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public int AfterBytes { get; init; }
}
