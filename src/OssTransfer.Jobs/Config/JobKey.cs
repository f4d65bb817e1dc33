namespace OssTransfer.Jobs.Config;

/// <summary>A key of <c>job.cfg</c>, as parser, help, sample and <c>docs/job-cfg.md</c> know it.</summary>
/// <param name="Name">As it is spelt; case matters.</param>
/// <param name="Scope">For what sides it means something.</param>
/// <param name="Default">What holds where it is not given, as it would be written; empty where there is nothing to write.</param>
/// <param name="Values">What may be written, for people.</param>
/// <param name="English">One line of help.</param>
/// <param name="Chinese">The same line in Chinese.</param>
public sealed record JobKey(string Name, JobKeyScope Scope, string Default, string Values, string English, string Chinese)
{
    /// <summary>Whether it can be used.</summary>
    public JobKeyState State { get; init; }

    /// <summary>Within its scope, the kinds of sources that have a use for it; empty: all.</summary>
    public IReadOnlyList<StoreKind> Sources { get; init; } = [];

    /// <summary>The whole value is a secret.</summary>
    public bool IsSecret { get; init; }

    /// <summary>What changing it asks for.</summary>
    public JobChangeEffect Change { get; init; }
}
