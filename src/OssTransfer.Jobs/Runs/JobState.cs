using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using OssTransfer.Contracts;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Deletes;
using OssTransfer.Jobs.Lifecycle;

namespace OssTransfer.Jobs.Runs;

/// <summary>All that is durable of a job but its shards. Immutable; <see cref="RunTransitions"/> makes the next one.</summary>
public sealed record JobState
{
    /// <summary>The version that <see cref="JobStateCodec"/> writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Answers of commands that are kept.</summary>
    public const int KeptCommands = 32;

    /// <summary>Earlier runs that the history shows at most, whatever a job asks for.</summary>
    public const int MaxHistory = JobSpec.MaxKeepRuns;

    /// <summary>The form of what is stored.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The job's name.</summary>
    public required string JobId { get; init; }

    /// <summary>A random number, made when the job was added: a later job of the same name shares nothing with it.</summary>
    public required ulong Incarnation { get; init; }

    /// <summary>The job.cfg without secrets, in canonical form.</summary>
    public required string Config { get; init; }

    /// <summary>The secrets, sealed.</summary>
    public required byte[] SealedSecrets { get; init; }

    /// <summary>Counts what silos must open the job again for: changes of the configuration, and each start or continuation of a run.</summary>
    public int ConfigVersion { get; init; } = 1;

    /// <summary>Where it stands.</summary>
    public JobStatus Status { get; init; } = JobStatus.Ready;

    /// <summary>Why, for people; null where there is nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>The exit code of a pause by the system; null otherwise.</summary>
    public ExitCode? PauseCode { get; init; }

    /// <summary>What comes once no worker holds a shard.</summary>
    public AfterStop After { get; init; }

    /// <summary>What the next run takes up.</summary>
    public RunMode NextMode { get; init; } = RunMode.Changes;

    /// <summary>The present or last run; null before the first.</summary>
    public RunState? Run { get; init; }

    /// <summary>What is remembered from runs before <see cref="Run"/>.</summary>
    public Catalogue Catalogue { get; init => field = value ?? Catalogue.Empty; } = Catalogue.Empty;

    /// <summary>When the next pass starts; null where none will.</summary>
    public DateTimeOffset? NextPassAt { get; init; }

    /// <summary>Source, destination or a prefix changed: only a redo goes on, and it remembers nothing.</summary>
    public bool NeedsRedo { get; init; }

    /// <summary>What dropped work was done with, where that had another source, destination or prefix: its uploads are there. Null: as configured.</summary>
    public WorkConfig? CleansUpWith { get; init; }

    /// <summary>Which unfinished uploads of dropped work may be left at the destination, for people; null: none. Kept until the next command.</summary>
    [JsonPropertyName("LeftBehind")]
    public string? UploadsLeft { get; init; }

    /// <summary>It was finished for good: no run of it ever starts again.</summary>
    public bool IsClosed { get; init; }

    /// <summary>What runs stored that <see cref="Compaction"/> has not forgotten: those whose index the catalogue has, and those that wait for it.</summary>
    public ImmutableArray<PastRun> PastRuns { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The runs before <see cref="Run"/>, as many as are kept; the latest is the last.</summary>
    public ImmutableArray<RunSummary> History { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The file list of what is migrated; null: everything is.</summary>
    public FileListState? FileList { get; init; }

    /// <summary>Earlier file lists whose rows are still there.</summary>
    public ImmutableArray<PastFileList> PastLists { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>No pass follows the first, whatever the configuration says.</summary>
    public bool OnePass { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>The name of the silo that answered <c>add</c>; null: the job was added before that was noted.</summary>
    public string? AddedOn { get; init; }

    /// <summary>The destination's clock less the silos', from the last listing; null: it never reported one.</summary>
    public TimeSpan? DestinationClock { get; init; }

    /// <summary>The language of who added it; null: that wasn't noted.</summary>
    public NoticeLanguage? Language { get; init; }

    /// <summary>The condition that was last handed to the outbox; null: none was.</summary>
    [JsonPropertyName("Told")]
    public NotifiedCondition? Notified { get; init; }

    /// <summary>The latest listing before <see cref="Run"/> that can be believed; null: another one came after it, or there was none.</summary>
    public LastListing? LastListing { get; init; }

    /// <summary>Which directory the source was, by machine (<see cref="Deletes.SourceMarks"/>).</summary>
    public ImmutableSortedDictionary<string, string> SourceMarks
    {
        get;
        init => field = value ?? ImmutableSortedDictionary<string, string>.Empty;
    }
    = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Source or destination were changed, and no number of deletes was approved since.</summary>
    public bool HasChangedPlaces { get; init; }

    /// <summary>The number of deletes that the user has approved for the next pass; null: none.</summary>
    public long? ApprovedDeletes { get; init; }

    /// <summary>The latest commands.</summary>
    public ImmutableArray<CommandRecord> Commands { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Members that a newer program has added and this one doesn't know: stored again as they were.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Newer { get; set; }

    /// <summary>What is remembered with the present run over what was before it.</summary>
    public Catalogue WholeCatalogue => Run switch
    {
        null => Catalogue,
        { List: { IsDone: false, Through: null } } => Catalogue,
        { } run => Catalogue.Overlay(run.Number, run.List.Segments, run.List.IsDone ? null : run.List.Through),
    };
}
