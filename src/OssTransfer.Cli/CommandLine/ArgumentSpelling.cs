namespace OssTransfer.Cli.CommandLine;

/// <summary>Accepts <c>--jobid</c> in any case, as the manual and its readers write it; everything else is left as it is.</summary>
internal static class ArgumentSpelling
{
    private const string JobId = "--jobID";

    public static IReadOnlyList<string> Normalize(IReadOnlyList<string> args)
    {
        var normalized = args.ToArray();
        for (var i = 0; i < normalized.Length && normalized[i] != "--"; i++)
        {
            var name = normalized[i].AsSpan(0, Math.Min(JobId.Length, normalized[i].Length));
            var rest = normalized[i].AsSpan(name.Length);
            if (name.Equals(JobId, StringComparison.OrdinalIgnoreCase) && (rest.IsEmpty || rest[0] is '=' or ':'))
            {
                normalized[i] = JobId + rest.ToString();
            }
        }

        return normalized;
    }
}
