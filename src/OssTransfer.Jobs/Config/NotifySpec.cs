namespace OssTransfer.Jobs.Config;

/// <summary>Who is notified of a job, besides the receivers of the cluster's mails. Address and secret are in <see cref="JobSecrets"/>.</summary>
public sealed record NotifySpec
{
    /// <summary>After every pass, not only where something changed (<c>notify: every-pass</c>).</summary>
    public bool EveryPass { get; init; }

    /// <summary><c>notify-language</c>; null: that of who added the job.</summary>
    public NoticeLanguage? Language { get; init; }

    /// <summary>There is a <c>notify-url</c>.</summary>
    public bool HasUrl { get; init; }

    /// <summary><c>notify-format</c>.</summary>
    public NotifyFormat Format { get; init; }

    /// <summary>Private addresses that the URL may lead to, as <c>address/bits</c>, separated by commas; empty: none.</summary>
    public string Allow { get; init; } = "";
}
