namespace OssTransfer.Silo.Hosting;

/// <summary>Settings that cannot be used, all of them at once; exit code 2.</summary>
public sealed class SettingsException : Exception
{
    /// <summary>Takes every error found.</summary>
    public SettingsException(IReadOnlyList<string> errors)
        : base(string.Join(Environment.NewLine, errors)) => Errors = errors;

    /// <summary>One sentence each: where it was set, what is wrong, what is allowed.</summary>
    public IReadOnlyList<string> Errors { get; }
}
