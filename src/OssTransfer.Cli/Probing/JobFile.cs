using OssTransfer.Cli.Client;
using OssTransfer.Cli.Config;
using OssTransfer.Cli.Views;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Config;
using OssTransfer.Storage.Cloud.S3;

namespace OssTransfer.Cli.Probing;

/// <summary>A <c>job.cfg</c> that is looked at here and never sent to a silo.</summary>
/// <param name="Spec">The job.</param>
/// <param name="Secrets">Its secrets.</param>
/// <param name="Notes">What the user should know although nothing is wrong.</param>
internal sealed record JobFile(JobSpec Spec, JobSecrets Secrets, IReadOnlyList<string> Notes)
{
    /// <summary>The home of the silo that would do the job; null: none is meant.</summary>
    public string? Home { get; init; }

    /// <summary>Reads it as <c>add</c> does.</summary>
    /// <returns>Null where it has errors, which were all shown then.</returns>
    public static async Task<JobFile?> ReadAsync(string file, bool json, Shell shell, CancellationToken cancellationToken)
    {
        var read = Parse(await ConfigFile.ReadGivenAsync(file, shell, cancellationToken), shell);
        if (read is { Spec: { } spec, Secrets: { } secrets })
        {
            return new(spec, secrets, read.Notes);
        }

        await AnswerView.WriteAsync(shell, json, Refusal(read.Errors, "nothing was asked of any store"), file);
        return null;
    }

    /// <summary>What a silo would say of it; null: nothing is wrong, or what its secrets stand for must be known first.</summary>
    public static CommandAnswer? RefusalOf(string text, Shell shell) =>
        !text.Contains("***", StringComparison.Ordinal) && Parse(text, shell).Errors is { Count: > 0 } errors ? Refusal(errors, "nothing was changed") : null;

    private static JobConfigResult Parse(string text, Shell shell) =>
        JobConfig.Parse(text, CallerTimeZone.Context(shell.Time) with { Profiles = [.. S3Stores.ProfileNames] });

    private static CommandAnswer Refusal(IReadOnlyList<ConfigError> errors, string rest) => new()
    {
        Code = ExitCode.Usage,
        Message = $"The configuration has {errors.Count} error{(errors.Count == 1 ? "" : "s")}; {rest}.",
        Errors = errors,
    };
}
