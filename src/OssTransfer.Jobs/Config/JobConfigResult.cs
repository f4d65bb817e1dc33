using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Jobs.Config;

/// <summary>A parsed <c>job.cfg</c>: either a spec with its secrets, or every error that was found.</summary>
/// <param name="Spec">The job; null where there are errors.</param>
/// <param name="Secrets">Its secrets; null where there are errors.</param>
/// <param name="Errors">In the order of lines, those without a line last.</param>
/// <param name="Notes">What the user should know although nothing is wrong.</param>
public sealed record JobConfigResult(JobSpec? Spec, JobSecrets? Secrets, IReadOnlyList<ConfigError> Errors, IReadOnlyList<string> Notes);
