using OssTransfer.Jobs.Config.Reading;

namespace OssTransfer.Jobs.Config;

/// <summary>Reads a <c>job.cfg</c>. Pure: neither files nor environment nor clock are looked at, so secrets stand in it literally.</summary>
public static class JobConfig
{
    private const int MaxLength = 1 << 20;

    /// <summary>Reads a whole text and finds every error in it at once. Never throws for what the text says.</summary>
    public static JobConfigResult Parse(string text, JobConfigContext context)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(context);
        if (text.Length > MaxLength)
        {
            return new(null, null, [new(0, null, $"the text is longer than {MaxLength} characters: this is not a job.cfg")], []);
        }

        var errors = new ErrorList();
        var notes = new List<string>();
        var values = new ConfigValues(context, errors, notes);
        var admission = new KeyAdmission(values, errors, notes);
        foreach (var line in ConfigLines.Read(text, errors).TakeWhile(_ => !errors.IsFull))
        {
            admission.Admit(line);
        }

        var (spec, secrets) = Build(values);
        var notify = new NotifyReader(values).Read(spec?.Source);
        return errors.IsEmpty ? new(spec! with { Notify = notify }, secrets, [], notes) : new(null, null, errors.InOrder(), notes);
    }

    private static (JobSpec? Spec, JobSecrets? Secrets) Build(ConfigValues values)
    {
        var options = new OptionsReader(values);
        var sides = new SideReader(values);
        var id = options.JobId();
        var kind = options.Kind();
        var source = sides.ReadSource();
        var destination = sides.ReadDestination();
        var (filter, sync, check, limits, keepRuns) =
            (new FilterReader(values).Read(), options.Sync(), options.Check(kind), new LimitsReader(values).Read(), options.KeepRuns());
        UnusedKeys.Note(values, source?.Kind, destination?.Kind);
        if (source is null || destination is null)
        {
            return (null, null);
        }

        options.CheckDeletes(kind, sync, source);
        var secrets = new SecretsReader(values).Read(source, destination);
        if (PlaceOverlap.Between(source, destination))
        {
            values.Fail("", "source and destination are the same place, or one lies inside the other");
        }

        if (destination.Acl == DestinationAcl.Keep && source.Kind != StoreKind.S3)
        {
            values.Fail(
                "des-acl",
                $"keep needs a source that reports the ACLs of its objects, which {Names.Stores.NameOf(source.Kind)} doesn't; choose private or public-read");
        }

        return (new(id, source, destination) { Kind = kind, Filter = filter, Sync = sync, Check = check, Limits = limits, KeepRuns = keepRuns }, secrets);
    }
}
