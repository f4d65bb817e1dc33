using OssTransfer.Transfer.Policies;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Jobs.Config.Reading;

/// <summary>Reads what concerns the job and neither of its sides.</summary>
internal sealed class OptionsReader(ConfigValues values)
{
    private const long TenYears = 315_360_000;
    private const long MostDeletes = 1_000_000_000_000;
    private const string DeleteKey = "sync-delete";
    private const string MaxDeleteKey = "sync-max-delete";

    public string JobId()
    {
        const string Key = "job-ID";
        if (values.Text(Key) is not { } id)
        {
            var generated = JobIds.Generate(TimeZoneInfo.ConvertTime(values.Context.Now, values.Context.TimeZone), values.Context.Random);
            values.Note(Key, $"is not given: the job is called {generated}");
            return generated;
        }

        if (JobIds.FindProblem(id) is { } problem)
        {
            values.Fail(Key, problem);
        }

        return id;
    }

    public JobKind Kind() => values.Choice("job-type", Names.Kinds, JobKind.Transfer);

    public SyncSpec Sync() => new()
    {
        IsIncremental = values.Flag("sync-enable-increment", true),
        Interval = TimeSpan.FromSeconds(values.Whole("sync-increment-interval", 86_400, 1, TenYears)),
        Compare = values.Choice("sync-compare", Names.ComparePolicies, ComparePolicy.Auto),
        Overwrite = values.Choice("sync-overwrite", Names.OverwritePolicies, OverwritePolicy.Safe),
        Delete = values.Choice(DeleteKey, Names.DeletePolicies, DeletePolicy.Never),
        MaxDelete = values.Text(MaxDeleteKey) is null ? null : values.Whole(MaxDeleteKey, 1, 1, MostDeletes),
    };

    /// <summary>Only a source that is listed whole shows what vanished from it, and only a job that writes has something of its own to delete.</summary>
    public void CheckDeletes(JobKind kind, SyncSpec sync, SourceSpec source)
    {
        if (sync.Delete != DeletePolicy.Never && kind == JobKind.Check)
        {
            values.Fail(DeleteKey, "must be never for job-type check, which writes nothing");
        }
        else if (sync.Delete != DeletePolicy.Never && (source.FileList is not null || source.Url is not null))
        {
            values.Fail(DeleteKey, "must be never with a list: what a list doesn't name has not vanished at the source");
        }
    }

    public CheckSpec Check(JobKind kind)
    {
        const string ExtraKey = "check-extra";
        var extra = values.Choice(ExtraKey, Names.ExtraRules, ExtraRule.Report);
        if (kind != JobKind.Check && extra != ExtraRule.Report)
        {
            values.Note(ExtraKey, "is not needed for job-type transfer");
        }

        return new() { Time = Time(), Mode = values.Choice("check-mode", Names.CheckModes, CheckMode.Md5), Extra = extra };
    }

    public int KeepRuns() => (int)values.Whole("keep-runs", JobSpec.DefaultKeepRuns, 1, JobSpec.MaxKeepRuns);

    private CheckTime Time()
    {
        const string Key = "check-time";
        if (values.Text(Key)?.Equals("future", StringComparison.OrdinalIgnoreCase) != true)
        {
            return values.Choice(Key, Names.CheckTimes, CheckTime.Now);
        }

        values.Note(Key, "future is read as never: set it to now and continue when it is time");
        return CheckTime.Never;
    }
}
